"""How many bytes a body may have, by its schema or by the contract's own word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from scripts.codegen.lower.bounds import most_bytes
from scripts.codegen.runtime.contract.operation import Media
from scripts.codegen.runtime.contract.read_only import IGNORED
from tests.unit.codegen.lowering import package

TEXT = {"type": "string", "maxLength": 10}
CLOSED = {"type": "object", "additionalProperties": False}
SCHEMAS = {
    "Text": TEXT,
    "Tree": {**CLOSED, "properties": {"left": {"$ref": "#/components/schemas/Tree"}}},
}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {},
        {"type": "string"},
        {"type": ["string", "null"]},
        {"type": "array", "items": TEXT},
        {"type": "array", "maxItems": 3},
        {"type": "array", "maxItems": 3, "prefixItems": [TEXT]},
        {"type": "object", "properties": {"a": TEXT}},
        {**CLOSED, "properties": {"a": {"type": "string"}}},
        {**CLOSED, "patternProperties": {"^x": TEXT}},
        {"maxLength": 3},
        {"anyOf": [TEXT, {}]},
        {"oneOf": [TEXT, {"type": "array"}]},
        {"not": {"type": "string"}},
        ref("Tree"),
        ref("Unknown"),
    ],
)
def test_unbounded(schema: object) -> None:
    assert most_bytes(schema, SCHEMAS) is None


@pytest.mark.parametrize(
    "schema",
    [
        False,
        TEXT,
        ref("Text"),
        {"type": "integer"},
        {"enum": ["a", {"b": [1]}]},
        {"const": None},
        {"type": ["boolean", "null"]},
        {"type": "string", "format": "uuid"},
        {"type": "array", "maxItems": 3, "items": TEXT},
        {"type": "array", "prefixItems": [TEXT, TEXT], "items": False},
        {"type": "array", "maxItems": 0},
        {"type": "object", "maxProperties": 0},
        {**CLOSED, "properties": {"a": ref("Text"), "é": {"type": "number"}}},
        {"allOf": [{}, TEXT]},
        {"allOf": [{"type": "string"}, {"maxLength": 3, "type": "string"}]},
        {"anyOf": [TEXT, {"type": "null"}]},
        # What is ignored is no longer than it may be.
        {**CLOSED, "properties": {"a": {IGNORED: TEXT}}},
    ],
)
def test_bounded(schema: object) -> None:
    assert most_bytes(schema, SCHEMAS) is not None


def test_the_least_of_what_all_demand_and_the_most_of_what_one_may() -> None:
    long = {"type": "string", "maxLength": 1000}
    assert most_bytes({"allOf": [TEXT, long]}, {}) == most_bytes(TEXT, {})
    assert most_bytes({"anyOf": [TEXT, long]}, {}) == most_bytes(long, {})


def test_parts_of_forms_have_heads_and_files_are_not_held() -> None:
    schema = {**CLOSED, "properties": {"a": TEXT, "f": {"x-upload": True}}}
    plain = most_bytes({**CLOSED, "properties": {"a": TEXT}}, {})
    as_form = most_bytes(schema, {}, is_form=True)
    assert plain is not None
    assert as_form is not None
    assert as_form > plain + 512


def instances(depth: int = 2) -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """Return schemas that set a bound, each with one of its instances."""
    text = st.integers(0, 6).flatmap(
        lambda most: st.tuples(
            st.just({"type": "string", "maxLength": most}), st.text(max_size=most)
        )
    )
    number = st.tuples(
        st.just({"type": "number"}),
        st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    )
    flag = st.tuples(st.just({"type": "boolean"}), st.booleans())
    if not depth:
        return text | number | flag
    inner = instances(depth - 1)
    listed = st.tuples(inner, st.integers(0, 4)).map(
        lambda made: (
            {"type": "array", "maxItems": made[1], "items": made[0][0]},
            [made[0][1]] * made[1],
        )
    )
    record = st.dictionaries(st.text(max_size=4), inner, max_size=3).map(
        lambda made: (
            {**CLOSED, "properties": {name: part[0] for name, part in made.items()}},
            {name: part[1] for name, part in made.items()},
        )
    )
    return text | number | flag | listed | record


@settings(max_examples=300, deadline=None)
@given(instances())
def test_no_valid_body_is_longer_however_it_is_written(
    made: tuple[dict[str, Any], Any],
) -> None:
    schema, value = made
    most = most_bytes(schema, {})
    assert most is not None
    escaped = "".join(
        f"\\u{ord(unit):04x}" if unit.isalnum() and not unit.isascii() else unit
        for unit in json.dumps(value)
    )
    for text in (json.dumps(value, indent=1), json.dumps(value), escaped):
        assert len(text.encode()) <= most


CONTRACT = """
paths:
  /a:
    post:
      {operation}
      requestBody:
        {body}
        content:
          application/json:
            {media}
            schema: {schema}
          image/png: {{}}
      responses: {{'204': {{description: d}}}}
"""


def compiled(folder: Path, **parts: str) -> dict[str, Media]:
    text = CONTRACT.format(
        **{"operation": "", "body": "", "media": "", "schema": "{}", **parts}
    )
    [group] = package(folder, text).groups
    [endpoint] = group.endpoints
    assert endpoint.operation.body is not None
    return {each.media_type: each for each in endpoint.operation.body.content}


@pytest.mark.parametrize(
    ("parts", "limit"),
    [
        ({}, None),
        ({"schema": "{type: boolean}"}, 2 * 5 + 1024),
        ({"operation": "x-max-body: 7"}, 7),
        ({"operation": "x-max-body: 7", "body": "x-max-body: 8"}, 8),
        ({"body": "x-max-body: 8", "media": "x-max-body: 9"}, 9),
        ({"media": "x-max-body: 9000000", "schema": "{type: boolean}"}, 9000000),
    ],
)
def test_the_narrowest_word_counts(
    tmp_path: Path, parts: dict[str, str], limit: int | None
) -> None:
    assert compiled(tmp_path, **parts)["application/json"].max_body == limit


def test_of_what_is_passed_on_it_is_the_largest_size(tmp_path: Path) -> None:
    media = compiled(tmp_path, operation="x-max-body: 7")["image/png"]
    assert (media.max_size, media.max_body) == (7, None)


def test_limits_are_seen_in_the_table(tmp_path: Path) -> None:
    source = CONTRACT.format(operation="", body="", media="", schema="{type: boolean}")
    contract = tmp_path / "contract.yaml"
    head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
    contract.write_text(head + source)
    [group] = lower(load_source(contract)).groups
    assert "max_body=1034" in group.endpoints[0].facts
