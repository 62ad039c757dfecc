"""The keywords that hold schemas, against what another library says of them."""

import json
from typing import Any

import jsonschema_rs
import pytest
from referencing.jsonschema import (
    DRAFT4,
    DRAFT6,
    DRAFT7,
    DRAFT201909,
    DRAFT202012,
)

from impl.engine.check.contract import check
from impl.engine.comparison.differences.readings import read
from impl.engine.comparison.differences.validation import accepts
from impl.engine.openapi.keywords import EVERY_DRAFT, IN_PLACE, MODERN, SchemaKeywords
from impl.engine.openapi.objects import children
from impl.engine.text.documents import load

# What a keyword of each shape may hold, and the schemas in it.
HELD: dict[str, Any] = {
    "singles": {"const": 1},
    "lists": [{"const": 2}, {"const": 3}],
    "maps": {"a": {"const": 4}, "b": {"const": 5}},
}
INSIDE = {
    "singles": [HELD["singles"]],
    "lists": HELD["lists"],
    "maps": list(HELD["maps"].values()),
}
# Of older drafts, which the library leaves out of the newest.
LEFT_OUT = {"dependencies"}


def cases(keywords: SchemaKeywords) -> list[tuple[str, str]]:
    return [
        (shape, keyword)
        for shape in HELD
        for keyword in sorted(getattr(keywords, shape))
    ]


@pytest.mark.parametrize(("shape", "keyword"), cases(MODERN))
def test_the_newest_draft_holds_the_same_schemas(shape: str, keyword: str) -> None:
    schema = {keyword: HELD[shape]}
    assert list(MODERN.children(schema)) == [(keyword, each) for each in INSIDE[shape]]
    assert [value for *_, value in children("schema", schema)] == INSIDE[shape]
    if keyword not in LEFT_OUT:
        assert list(DRAFT202012.subresources_of(schema)) == INSIDE[shape]


@pytest.mark.parametrize("draft", [DRAFT4, DRAFT6, DRAFT7, DRAFT201909])
def test_no_draft_has_more(draft: Any) -> None:
    everything: dict[str, Any] = {
        keyword: HELD[shape] for shape, keyword in cases(EVERY_DRAFT)
    }
    assert list(EVERY_DRAFT.children(everything))
    for each in draft.subresources_of(everything):
        assert each in [child for _, child in EVERY_DRAFT.children(everything)]
    # What a draft does not have holds nothing in it, so that reading it does no harm.
    unknown = {"x-items": {"const": 6}, "enum": [{"const": 7}], "const": {"const": 8}}
    assert list(EVERY_DRAFT.children(unknown)) == []


@pytest.mark.parametrize(("shape", "keyword"), cases(EVERY_DRAFT))
def test_what_is_changed_is_what_is_held(shape: str, keyword: str) -> None:
    changed = EVERY_DRAFT.mapped(keyword, HELD[shape], lambda each: {"not": each})
    assert [each["not"] for _, each in EVERY_DRAFT.children({keyword: changed})] == (
        INSIDE[shape]
    )
    assert EVERY_DRAFT.mapped("enum", HELD[shape], lambda _: None) == HELD[shape]


def test_names_are_no_schemas() -> None:
    schema = {"dependencies": {"a": ["b"], "b": {"const": 1}}}
    assert list(MODERN.children(schema)) == [("dependencies", {"const": 1})]
    assert MODERN.mapped("dependencies", schema["dependencies"], lambda _: True) == {
        "a": ["b"],
        "b": True,
    }
    assert len(list(children("schema", schema))) == 1


@pytest.mark.parametrize("keyword", sorted(MODERN.singles | MODERN.maps))
def test_in_place_is_what_is_held_against_the_same_value(keyword: str) -> None:
    schema: Any = {"a": False} if keyword in MODERN.maps else False
    asked = {keyword: schema, **({"if": True} if keyword == "then" else {})}
    asked |= {"if": False} if keyword == "else" else {}
    validator = jsonschema_rs.Draft202012Validator(asked)
    bare = {"a": 1} if keyword in MODERN.maps else 0
    errors = [error.instance_path for error in validator.iter_errors(bare)]
    if keyword in IN_PLACE - {"if", "not"}:
        assert errors == [[]]
    else:
        assert errors != [[]]


@pytest.mark.parametrize("keyword", ["dependentSchemas", "dependencies"])
def test_a_strict_reader_takes_what_is_declared_beside(keyword: str) -> None:
    inner: dict[str, Any] = {"properties": {"c": {}}}
    schema = {"properties": {"a": {}, "b": {}}, keyword: {"a": inner}}
    strict = read({"type": "object", **schema}, "strict")
    assert accepts(strict, {"a": 1})
    assert accepts(strict, {"a": 1, "b": 1})
    assert not accepts(strict, {"d": 1})


@pytest.mark.parametrize("keyword", ["dependentSchemas", "dependencies", "not"])
def test_references_are_followed_wherever_schemas_are_held(keyword: str) -> None:
    lost = {"$ref": "#/components/schemas/None"}
    held = lost if keyword == "not" else {"a": lost}
    content = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": "1"},
        "components": {"schemas": {"A": {keyword: held}}},
    }
    found = check(load(json.dumps(content).encode()))
    [fault] = [each for each in found if each.severity == "error"] or found
    assert fault.pointer.startswith(f"/components/schemas/A/{keyword}")
