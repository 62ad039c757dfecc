"""Instances are instances for those as well who don't assert formats."""

from typing import Any

from jsonschema import Draft202012Validator

from tests.unit.sampling.sampling_of import STYLES, S, sampler

_TEXT = {"type": "string"}
_FILE = {"type": "object", "required": ["size"], "properties": {"target": _TEXT}}
_LINK = {
    "type": "object",
    "required": ["target"],
    "properties": {"target": {**_TEXT, "format": "uri"}},
}


def _samples(schema: Any, seeds: int = 60) -> list[Any]:
    made = sampler(schema)
    return [
        made.sample(S, seed, style=style) for style in STYLES for seed in range(seeds)
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
