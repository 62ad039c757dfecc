"""Schemas mean what JSON Schema 2020-12 says, however they refer to each other.

JSON_SCHEMA_TEST_SUITE names a checkout of json-schema-org/JSON-Schema-Test-Suite, whose
schemas are then compiled as components too.
"""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scripts.codegen.advise.unsupported import unsupported
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from scripts.codegen.runtime.contract.gate import Gate

SUITE = os.environ.get("JSON_SCHEMA_TEST_SUITE", "")
BASE = "https://example.com"
META = "https://json-schema.org/draft/2020-12/schema"


class Case(NamedTuple):
    """Components, and values that the first of them takes and refuses."""

    components: dict[str, Any]
    valid: list[Any]
    invalid: list[Any]


def item(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a list of items of a schema, made of a list of anything."""
    items = {"$dynamicAnchor": "item", **schema}
    return {"$ref": "list", "$defs": {"item": items}, **more}


LIST = {
    "$id": f"{BASE}/list",
    "type": "array",
    "items": {"$dynamicRef": "#item"},
    "$defs": {"any": {"$dynamicAnchor": "item"}},
}
TREE = {
    "$id": f"{BASE}/tree",
    "$dynamicAnchor": "node",
    "properties": {"value": True, "below": {"items": {"$dynamicRef": "#node"}}},
}
NUMBERS = item({"type": "number"}, **{"$id": f"{BASE}/numbers"})
TEXTS = item({"type": "string"}, **{"$id": f"{BASE}/texts"})

CASES = {
    "the document of an id": Case(
        {
            "A": {
                "$id": f"{BASE}/a",
                "properties": {"a": {"$ref": "#"}},
                "additionalProperties": False,
            }
        },
        [{}, {"a": {"a": {}}}],
        [{"b": 1}, {"a": {"b": 1}}],
    ),
    "an id under a keyword that asks for nothing": Case(
        {
            "A": {
                "$id": f"{BASE}/a.json",
                "$defs": {
                    "x": {
                        "$id": f"{BASE}/b/c.json",
                        "not": {"$defs": {"y": {"$id": "d.json", "type": "number"}}},
                    }
                },
                "allOf": [{"$ref": f"{BASE}/b/d.json"}],
            }
        },
        [1],
        ["a"],
    ),
    "a path from the root of the host": Case(
        {
            "A": {
                "$id": f"{BASE}/ref/a.json",
                "$defs": {
                    "a": {"$id": f"{BASE}/ref/x/y.json", "type": "number"},
                    "b": {"$id": f"{BASE}/x/y.json", "type": "string"},
                },
                "$ref": "/x/y.json",
            }
        },
        ["a"],
        [1],
    ),
    "ids relative to a file": Case(
        {
            "A": {
                "$id": "file:///folder/a.json",
                "$ref": "sub/b.json",
                "$defs": {
                    "b": {"$id": "sub/b.json", "$ref": "./c.json"},
                    "c": {"$id": "sub/c.json", "type": "number"},
                },
            }
        },
        [1],
        ["a"],
    ),
    "a pointer into a resource within": Case(
        {
            "A": {
                "$id": f"{BASE}/a",
                "$ref": "b#/$defs/c",
                "$defs": {"x": {"$id": "b", "$defs": {"c": {"type": "null"}}}},
            }
        },
        [None],
        [1],
    ),
    "no value at all": Case({"A": {"enum": []}}, [], [None, 1, "a", [], {}]),
    "a meta-schema": Case(
        {"A": {"$ref": META}},
        [{"$defs": {"a": {"type": "integer"}}}, True],
        [{"$defs": {"a": {"type": 1}}}, {"minLength": -1}, 1],
    ),
    "a vocabulary": Case(
        {"A": {"$ref": "https://json-schema.org/draft/2020-12/meta/validation"}},
        [{"type": "string"}, {"properties": 1}],
        [{"type": 1}],
    ),
    "part of a meta-schema": Case(
        {
            "A": {
                "items": {
                    "$ref": "https://json-schema.org/draft/2020-12/meta/validation"
                    "#/$defs/simpleTypes"
                }
            }
        },
        [["string"]],
        [["text"]],
    ),
    "a meta-schema and a vocabulary": Case(
        {
            "A": {
                "properties": {
                    "a": {"$ref": META},
                    "b": {
                        "$ref": "https://json-schema.org/draft/2020-12/meta/applicator"
                    },
                }
            }
        },
        [{"a": {"not": {}}}, {"b": {"not": {"type": 1}}}],
        [{"a": {"not": {"type": 1}}}, {"b": {"not": 1}}],
    ),
    "a meta-schema that demands more": Case(
        {
            "A": {
                "$id": f"{BASE}/strict",
                "$dynamicAnchor": "meta",
                "$ref": META,
                "properties": {"title": {"maxLength": 3}},
            }
        },
        [{"title": "abc", "not": {"title": "abc"}}],
        [{"title": "abcd"}, {"not": {"title": "abcd"}}, {"not": {"type": 1}}],
    ),
    "a dialect of OpenAPI": Case(
        {"A": {"$ref": "https://spec.openapis.org/oas/3.1/dialect/base"}},
        [{"discriminator": {"propertyName": "a"}}],
        [{"discriminator": {}}, {"not": {"discriminator": {}}}],
    ),
    "the meta-schema of 2019-09": Case(
        {"A": {"$ref": "https://json-schema.org/draft/2019-09/schema"}},
        [{"not": {"type": "string"}}],
        [{"not": {"type": 1}}],
    ),
    "the meta-schema of draft 7": Case(
        {"A": {"$ref": "http://json-schema.org/draft-07/schema#"}},
        [{"not": {"type": "string"}}],
        [{"not": {"type": 1}}, {"definitions": {"a": 1}}],
    ),
    "the meta-schema of draft 4": Case(
        {"A": {"$ref": "http://json-schema.org/draft-04/schema"}},
        [{"multipleOf": 0.5}],
        [{"multipleOf": 0}, {"exclusiveMinimum": True}],
    ),
    "a list of anything": Case({"A": LIST}, [[1, "a"]], [1]),
    "a list of numbers": Case({"A": NUMBERS, "L": LIST}, [[1], []], [["a"], 1]),
    "one list for each kind": Case(
        {
            "A": {
                "$id": f"{BASE}/either",
                "properties": {
                    "numbers": {"$ref": "numbers"},
                    "texts": {"$ref": "texts"},
                    "any": {"$ref": "list"},
                },
            },
            "L": LIST,
            "N": NUMBERS,
            "T": TEXTS,
        },
        [{"numbers": [1], "texts": ["a"], "any": [1, "a"]}],
        [{"numbers": ["a"]}, {"texts": [1]}, {"any": 1}],
    ),
    "a list of lists": Case(
        {
            "A": item({"$ref": "numbers"}, **{"$id": f"{BASE}/table"}),
            "L": LIST,
            "N": NUMBERS,
        },
        # The outermost anchor is that of the table, for the rows as well.
        [[], [[]], [[[], [[]]]]],
        [[1], [[1]]],
    ),
    "a tree that is closed all the way down": Case(
        {
            "A": {
                "$id": f"{BASE}/strict",
                "$dynamicAnchor": "node",
                "$ref": "tree",
                "unevaluatedProperties": False,
            },
            "T": TREE,
        },
        [{"value": 1, "below": [{"value": 1}]}],
        [{"vaule": 1}, {"below": [{"vaule": 1}]}],
    ),
    "a tree that is open, beside one that is closed": Case(
        {
            "A": TREE,
            "S": {
                "$id": f"{BASE}/strict",
                "$dynamicAnchor": "node",
                "$ref": "tree",
                "unevaluatedProperties": False,
            },
        },
        [{"vaule": 1, "below": [{"vaule": 1}]}],
        [],
    ),
    "components without ids": Case(
        {
            "A": {
                "$dynamicAnchor": "node",
                "allOf": [{"$ref": "#/components/schemas/T"}],
                "required": ["value"],
            },
            "T": {key: held for key, held in TREE.items() if key != "$id"},
        },
        [{"value": 1}, {"value": 1, "below": [{"value": 1}]}],
        [{}, {"value": 1, "below": [{}]}],
    ),
    "a plain reference beside a dynamic one": Case(
        {
            "A": {
                "$id": f"{BASE}/a",
                "$ref": "#/$defs/short",
                "$dynamicRef": "#text",
                "$defs": {
                    "short": {"maxLength": 2},
                    "text": {"$dynamicAnchor": "text", "type": "string"},
                },
            }
        },
        ["ab"],
        ["abc", 1],
    ),
    "a dynamic reference by pointer": Case(
        {"A": {"items": {"$dynamicRef": "#/$defs/no"}, "$defs": {"no": False}}},
        [[]],
        [[1]],
    ),
    "an anchor that is not dynamic": Case(
        {
            "A": {
                "$id": f"{BASE}/a",
                "$ref": "b",
                "$defs": {
                    "mine": {"$dynamicAnchor": "item", "type": "string"},
                    "b": {
                        "$id": "b",
                        "items": {"$dynamicRef": "#item"},
                        "$defs": {"its": {"$anchor": "item", "type": "number"}},
                    },
                },
            }
        },
        [[1]],
        [["a"]],
    ),
    "anchors in properties": Case(
        {
            "A": {
                "$id": f"{BASE}/a",
                "properties": {
                    "": {"$ref": "list"},
                    "$defs": {"$dynamicRef": "#item"},
                },
                "$defs": {"item": {"$dynamicAnchor": "item", "type": "null"}},
            },
            "L": LIST,
        },
        [{"": [None], "$defs": None}],
        [{"": [1]}, {"$defs": 1}],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_meaning(name: str, tmp_path: Path) -> None:
    components, valid, invalid = CASES[name]
    gate, refused = compiled(tmp_path, components)
    assert refused == {}
    assert [value for value in valid if not gate.is_valid("A", value)] == []
    assert [value for value in invalid if gate.is_valid("A", value)] == []


def test_what_has_no_start_is_refused_where_it_stands(tmp_path: Path) -> None:
    _, refused = compiled(tmp_path, {"A": {"not": {"$dynamicRef": "#no"}}, "B": {}})
    assert refused == {"A": {"CG406"}}


def test_what_is_too_much_to_write_out_is_refused(tmp_path: Path) -> None:
    """A list for each of many scopes would be as many lists."""
    shared = {**LIST, "enum": list(range(5000))}
    made = {
        f"T{number}": item({"const": number}, **{"$id": f"{BASE}/{number}"})
        for number in range(50)
    }
    _, refused = compiled(tmp_path, {"A": shared, **made})
    assert refused == {"A": {"CG406"}}


@pytest.mark.skipif(
    not SUITE, reason="JSON_SCHEMA_TEST_SUITE names no checkout of the official suite"
)
def test_the_official_suite(tmp_path: Path) -> None:
    groups = {
        f"{file.parent.name}-{file.stem}-{number}": group
        for file in sorted((Path(SUITE) / "tests/draft2020-12").rglob("*.json"))
        # Formats are asserted here, and neither hosts nor other dialects are known.
        if file.parent.name != "format"
        and file.stem not in {"format", "refRemote", "vocabulary"}
        for number, group in enumerate(json.loads(file.read_bytes()))
        if _is_of_this_draft(json.dumps(group["schema"]))
    }
    assert len(groups) > 300
    components = {name: _standing(group, name) for name, group in groups.items()}
    gate, refused = compiled(tmp_path, components)
    wrong = [
        (name, test["description"])
        for name, group in groups.items()
        if name not in refused
        for test in group["tests"]
        if gate.is_valid(name, test["data"]) != test["valid"]
    ]
    assert (refused, wrong) == ({}, [])


def _is_of_this_draft(text: str) -> bool:
    is_other = '"$schema": "http' in text and META not in text
    return not is_other and "localhost:1234" not in text


def _standing(group: dict[str, Any], name: str) -> Any:
    """Return a schema that is its own document, as it is in the suite."""
    schema = group["schema"]
    if isinstance(schema, dict):
        rest = {key: held for key, held in schema.items() if key != "$schema"}
        return {"$id": f"https://suite.example/{name}", **rest}
    return schema


def compiled(
    folder: Path, components: dict[str, Any]
) -> tuple[Gate, dict[str, set[str]]]:
    """Return the gate of components, and the codes of those that are refused."""
    contract = folder / "contract.json"
    refused: dict[str, set[str]] = {}
    while True:
        kept = {key: held for key, held in components.items() if key not in refused}
        contract.write_text(
            json.dumps(
                {
                    "openapi": "3.1.0",
                    "info": {"title": "T", "version": "1"},
                    "paths": {},
                    "components": {"schemas": kept},
                }
            ),
            "utf-8",
        )
        source = load_source(contract)
        faults = [*source.check(), *unsupported(source)]
        errors = [fault for fault in faults if fault.severity == "error"]
        if not errors:
            return Gate(partial(getattr, lower(source), "exact")), refused
        for fault in errors:
            refused.setdefault(fault.pointer.split("/")[3], set()).add(fault.code)
