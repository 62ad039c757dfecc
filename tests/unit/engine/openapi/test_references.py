"""References within a document: all who follow them end at the same place."""

import json
from pathlib import Path
from typing import Any

import pytest

from impl.engine.check.contract import check
from impl.engine.comparison.contract.surface import Surface
from impl.engine.openapi.index import ObjectIndex
from impl.engine.openapi.references import (
    LONGEST_CHAIN,
    LocalReferences,
    definition_of,
    local_pointer,
)
from impl.engine.text.documents import load
from scripts.codegen.load.source import load_source


def chain(length: int, last: Any) -> dict[str, Any]:
    """Write a contract with so many references from the first schema to the last."""
    schemas: dict[str, Any] = {
        f"S{at}": {"$ref": f"#/components/schemas/S{at + 1}"} for at in range(length)
    }
    schemas[f"S{length}"] = last
    reference = {"$ref": "#/components/schemas/S0"}
    done = {"description": "", "content": {"application/json": {"schema": reference}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"default": done}}}},
        "components": {"schemas": schemas},
    }


def codes(content: dict[str, Any]) -> set[str]:
    found = check(load(json.dumps(content).encode()))
    return {fault.code for fault in found if fault.severity == "error"}


def test_everybody_follows_as_long_a_chain(tmp_path: Path) -> None:
    content = chain(LONGEST_CHAIN - 1, {"type": "string"})
    start, end = "/paths/~1a/get/responses/default/content/application~1json/schema", ""
    end = f"/components/schemas/S{LONGEST_CHAIN - 1}"
    assert codes(content) == set()
    found = ObjectIndex(content).follow({"$ref": "#/components/schemas/S0"}, start)
    assert found is not None
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(content))
    ends = {
        found.pointer,
        LocalReferences(content).target(start),
        Surface(load(json.dumps(content).encode())).target(start),
        load_source(file).target(start),
    }
    assert ends == {end}


def test_a_longer_chain_is_a_fault_and_followed_by_nobody() -> None:
    content = chain(LONGEST_CHAIN, {"type": "string"})
    assert codes(content) == {"CS1309"}
    first = {"$ref": "#/components/schemas/S0"}
    assert ObjectIndex(content).follow(first, "") is None


@pytest.mark.parametrize(
    "last", [{"$ref": "#/components/schemas/S0"}, {"$ref": "#/components/schemas/No"}]
)
def test_what_leads_nowhere_has_an_end_all_the_same(last: Any) -> None:
    content = chain(3, last)
    assert ObjectIndex(content).follow(last, "/components/schemas/S3") is None
    end = LocalReferences(content).target("/components/schemas/S3")
    assert end.startswith("/components/schemas/")
    assert codes(content) != set()


@pytest.mark.parametrize(
    ("reference", "pointer"),
    [
        ("#", ""),
        ("#/a~1b", "/a~1b"),
        ("#/a%7Eb", "/a~b"),
        ("#anchor", None),
        ("other.yaml#/a", None),
        ("https://a.example/#/a", None),
        (None, None),
        (["#"], None),
    ],
)
def test_pointers_into_the_document_itself(reference: Any, pointer: str | None) -> None:
    assert local_pointer(reference) == pointer


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"$ref": "#/$defs/~1components~1schemas~1A"}, "/components/schemas/A"),
        ({"$ref": "#"}, None),
        ({}, None),
    ],
)
def test_definitions(schema: dict[str, Any], name: str | None) -> None:
    assert definition_of(schema) == name
