"""References by other names than pointers are read as pointers."""

from typing import Any

import pytest

from impl.engine.check.contract import check_reading
from impl.engine.repair.contract import repair
from impl.engine.text.documents import load
from tests.unit.engine.fault_cases import old, schema

A = "/components/schemas/A"
URI = "https://example.com/s"


def schemas(text: bytes, name: str = "api.yaml") -> Any:
    reading = repair(load(text, name=name))
    errors = [each for each in check_reading(reading) if each.severity == "error"]
    assert errors == []
    return reading.content["components"]["schemas"]


@pytest.mark.parametrize(
    ("reference", "rest", "pointer"),
    [
        ("#b", "B: {$anchor: b}", "/components/schemas/B"),
        ("#b", "B: {$dynamicAnchor: b}", "/components/schemas/B"),
        (f"{URI}/b", f"B: {{$id: '{URI}/b'}}", "/components/schemas/B"),
        ("b", "B: {$id: b}", "/components/schemas/B"),
        (
            f"{URI}/b#/not",
            f"B: {{$id: '{URI}/b', not: {{}}}}",
            "/components/schemas/B/not",
        ),
        ("api.yaml#/components/schemas/B", "B: {}", "/components/schemas/B"),
        ("./api.yaml#/components/schemas/B", "B: {}", "/components/schemas/B"),
    ],
)
def test_one_target(reference: str, rest: str, pointer: str) -> None:
    found = schemas(schema(f"{{not: {{$ref: '{reference}'}}}}, {rest}"))
    assert found["A"]["not"] == {"$ref": f"#{pointer}"}


def test_an_id_is_the_base_of_what_is_inside() -> None:
    found = schemas(
        schema(
            f"{{$id: '{URI}/a', $defs: {{c: {{}}}}, allOf: [{{$ref: '#/$defs/c'}}, "
            f"{{$ref: b}}, {{$ref: '#/components/schemas/B'}}]}}, B: {{$id: '{URI}/b'}}"
        )
    )
    pointers = [f"{A}/$defs/c", "/components/schemas/B", "/components/schemas/B"]
    assert found["A"]["allOf"] == [{"$ref": f"#{pointer}"} for pointer in pointers]


def test_an_old_document_has_its_own_name_too() -> None:
    text = (
        "components: {schemas: {A: {items: {$ref: 'api.yaml#/components/schemas/A'}}}}"
    )
    assert schemas(old(text))["A"] == {"items": {"$ref": f"#{A}"}}


def test_dynamic_references_to_one_target_are_plain() -> None:
    found = schemas(
        schema("{$dynamicAnchor: a, properties: {b: {$dynamicRef: '#a', title: t}}}")
    )
    assert found["A"]["properties"]["b"] == {"title": "t", "$ref": f"#{A}"}


def test_recursion_of_an_older_draft() -> None:
    text = "{$recursiveAnchor: true, properties: {b: {items: {$recursiveRef: '#'}}}}"
    found = schemas(schema(text))
    assert found["A"] == {"properties": {"b": {"items": {"$ref": f"#{A}"}}}}


def test_an_anchor_is_that_of_its_own_component_first() -> None:
    part = "{$defs: {p: {$anchor: p}}, items: {$ref: '#p'}}"
    found = schemas(schema(f"{part}, B: {part}"))
    for name in "AB":
        place = f"#/components/schemas/{name}/$defs/p"
        assert found[name]["items"] == {"$ref": place}


def test_names_that_nothing_needs_any_more_are_left_out() -> None:
    text = "{$id: a, $anchor: b, $dynamicAnchor: c, properties: {$id: {$ref: a}}}"
    assert schemas(schema(text))["A"] == {"properties": {"$id": {"$ref": f"#{A}"}}}


@pytest.mark.parametrize(
    "reference", ["#b", "other.yaml#/components/schemas/A", "api.yaml#b", "c"]
)
def test_what_nobody_has_leads_nowhere(reference: str) -> None:
    text = schema(f"{{$id: '{URI}/a', not: {{$ref: '{reference}'}}}}")
    faults = check_reading(repair(load(text, name="api.yaml")))
    assert {each.code for each in faults if each.severity == "error"} & {
        "CS1301",
        "CS1304",
    }
