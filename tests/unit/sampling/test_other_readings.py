"""Instances are some for those as well who read the contract in other ways."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from impl.engine.sampling.hiding import Direction
from tests.unit.sampling.sampling_of import STYLES, S, sampler

_TEXT = {"type": "string"}
_FILE = {"type": "object", "required": ["size"], "properties": {"target": _TEXT}}
_LINK = {
    "type": "object",
    "required": ["target"],
    "properties": {"target": {**_TEXT, "format": "uri"}},
}


def _samples(
    schema: Any, seeds: int = 60, direction: Direction = "response"
) -> list[Any]:
    made = sampler(schema)
    return [
        made.sample(S, seed, style=style, direction=direction)
        for style in STYLES
        for seed in range(seeds)
    ]


def _refused(schema: Any, samples: list[Any]) -> list[Any]:
    bare = Draft202012Validator(schema)
    return [each for each in samples if not bare.is_valid(each)]


def test_alternatives_are_apart_without_their_formats() -> None:
    schema = {"oneOf": [_FILE, _LINK]}
    samples = _samples(schema)
    assert _refused(schema, samples) == []
    assert any("size" in each for each in samples)
    assert any("size" not in each for each in samples)


def test_what_must_not_be_is_not_there_without_its_format() -> None:
    schema = {**_FILE, "not": _LINK}
    assert _refused(schema, _samples(schema)) == []


def test_what_formats_alone_keep_apart_is_made() -> None:
    schema = {"oneOf": [{**_TEXT, "format": "ipv4"}, {**_TEXT, "format": "ipv6"}]}
    asserting = Draft202012Validator(
        schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    samples = _samples(schema)
    assert all(map(asserting.is_valid, samples))
    assert {":" in each for each in samples} == {True, False}


@pytest.mark.parametrize(
    ("direction", "mark"), [("request", "readOnly"), ("response", "writeOnly")]
)
def test_alternatives_are_apart_for_who_ignores_what_is_not_sent(
    direction: Direction, mark: str
) -> None:
    within = [
        {"type": "object", "properties": {"a": {**_TEXT, "maxLength": 2}}},
        {"type": "object", "properties": {"b": {"type": "integer", "minimum": 9}}},
    ]
    told = {
        "type": "object",
        "properties": {"kind": {"enum": ["x", "y"]}, "config": {"oneOf": within}},
    }
    reference = {"type": "object", "properties": {"kind": {**_TEXT, mark: True}}}
    schema = {"oneOf": [told, reference]}
    samples = _samples(schema, direction=direction)
    assert _refused(schema, samples) == []
    assert len({repr(each) for each in samples}) >= len(STYLES)
    assert not any("kind" in each for each in samples)
