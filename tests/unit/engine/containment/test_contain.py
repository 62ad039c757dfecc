"""What callers of the containment engine rely on, whatever it is asked."""

from typing import Any

import pytest

from impl.engine.containment import (
    Budget,
    Dialect,
    Proved,
    Prover,
    Refuted,
    Scope,
    Undecided,
    contain,
)

BASE: dict[str, Any] = {
    "openapi": "3.0.3",
    "components": {
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "age": {
                        "type": "integer",
                        "minimum": 0,
                        "exclusiveMinimum": True,
                        "nullable": True,
                    },
                    "parent": {"$ref": "#/components/schemas/Pet"},
                    "toys": {"$ref": "#/components/schemas/Toys"},
                },
            },
            "Toys": {"type": "array", "items": {"$ref": "#/components/schemas/Toy"}},
            "Toy": {"type": "string", "description": "A toy"},
        }
    },
}
REVISION: dict[str, Any] = {
    "openapi": "3.1.0",
    "components": {
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "age": {"type": ["integer", "null"], "minimum": 1},
                    "parent": {"$ref": "#/components/schemas/Pet"},
                    "toys": {"type": "array", "items": {"type": "string"}},
                },
            },
            "Toys": {"type": "array", "items": {"type": "integer"}},
        }
    },
}
PET = {"$ref": "#/components/schemas/Pet"}
OLD = Scope(BASE, Dialect.OPENAPI_3_0)
NEW = Scope(REVISION)


def test_each_side_has_its_own_document_and_dialect() -> None:
    assert contain(PET, PET, sub_scope=OLD, sup_scope=NEW) == Proved()
    assert contain(PET, PET, sub_scope=NEW, sup_scope=OLD) == Proved()


def test_a_witness_is_found_behind_references() -> None:
    sub = {"type": "object", "properties": {"pet": PET}, "required": ["pet"]}
    toys = {"$ref": "#/components/schemas/Toys"}
    sup = {"properties": {"pet": {"properties": {"toys": toys}}}}
    verdict = contain(sub, sup, sub_scope=OLD, sup_scope=NEW)
    assert isinstance(verdict, Refuted)
    assert verdict.witness == {"pet": {"name": "a", "toys": [""]}}


def test_a_prover_answers_as_single_questions_do() -> None:
    prover = Prover(OLD, NEW)
    schemas = [PET, {"$ref": "#/components/schemas/Toys"}, {"type": "string"}, True]
    for sub in schemas:
        for sup in schemas:
            alone = contain(sub, sup, sub_scope=OLD, sup_scope=NEW)
            assert prover.contain(sub, sup) == alone


def test_older_drafts_keep_definitions_beside_a_reference() -> None:
    root = {"definitions": {"a": {"type": "integer"}}}
    scope = Scope(root, Dialect.DRAFT_7)
    verdict = contain(
        {"$ref": "#/definitions/a"},
        {"type": "integer", "minimum": 0},
        sub_scope=scope,
        sup_scope=scope,
    )
    assert verdict == Refuted(-1)


def test_a_reference_silences_its_siblings_in_openapi_3_0() -> None:
    sub = {**PET, "maxProperties": 0}
    assert contain(PET, sub, sub_scope=OLD, sup_scope=OLD) == Proved()


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"$ref": "#/components/schemas/None"}, "no schema at"),
        ({"$ref": "other.yaml#/a"}, "leads out of the document"),
        ({"$ref": 3}, "not a string"),
        ({"$anchor": "a"}, "$anchor within a document"),
    ],
)
def test_what_cannot_be_followed_is_undecided(schema: Any, reason: str) -> None:
    verdict = contain(schema, {"type": "string"}, sub_scope=NEW)
    assert isinstance(verdict, Undecided)
    assert reason in verdict.reason
    # One dead reference leaves the rest of the document readable.
    prover = Prover(NEW, NEW)
    assert isinstance(prover.contain(schema, PET), Undecided)
    assert prover.contain(PET, {"type": "object"}) == Proved()


def test_a_dead_reference_leaves_nothing_behind() -> None:
    schemas = {
        "A": {"properties": {"b": {"$ref": "#/s/B"}, "d": {"$ref": "#/s/Dead"}}},
        "B": {"type": "integer"},
        "C": {"properties": {"e": {"$ref": "#/s/E"}}, "required": ["e"]},
        "E": {"type": "string"},
        "Odd": {"minimum": float("inf")},
    }
    prover = Prover(Scope({"s": schemas}), Scope())
    assert isinstance(prover.contain({"$ref": "#/s/A"}, {}), Undecided)
    assert isinstance(prover.contain({"$ref": "#/s/Odd"}, {}), Undecided)
    sup = {"properties": {"e": {"type": "string"}}}
    assert prover.contain({"$ref": "#/s/C"}, sup) == Proved()
    assert isinstance(prover.contain({"$ref": "#/s/A"}, {}), Undecided)
    assert prover.contain({"$ref": "#/s/B"}, {"type": "number"}) == Proved()


@pytest.mark.parametrize(
    "schema",
    [
        3,
        None,
        [],
        {"type": 3},
        {"type": "text"},
        {"enum": 3},
        {"minimum": "1"},
        {"multipleOf": 0},
        {"minLength": -1},
        {"minLength": 1.5},
        {"pattern": 3},
        {"pattern": "("},
        {"properties": []},
        {"required": "a"},
        {"required": [1]},
        {"allOf": []},
        {"allOf": {}},
        {"prefixItems": {}},
        {"not": 3},
        {"minimum": float("nan")},
        {"enum": [float("inf")]},
        {"$ref": "#"},
        {"not": {"$ref": "#"}},
        {"$ref": "#/nowhere"},
        {"$ref": "https://example.com/elsewhere"},
        {"$ref": "#elsewhere"},
        {"$ref": 3},
    ],
)
def test_no_schema_is_no_crash(schema: Any) -> None:
    assert isinstance(contain(schema, {"type": "null"}), Undecided)
    assert isinstance(contain({"type": "string"}, schema), Undecided)


def test_the_same_seed_gives_the_same_answer() -> None:
    # Beyond the prover, so that the search decides.
    sub = {"type": "string", "pattern": "^(a|b)\\1*$"}
    sup = {"type": "string", "maxLength": 1, "pattern": "(?<!c)$"}
    first = contain(sub, sup, seed=7)
    assert first == contain(sub, sup, seed=7)


def test_an_undecided_answer_tells_how_hard_it_was_tried() -> None:
    sub, sup = {"pattern": "^(a)\\1$"}, {"pattern": "^(aa|b\\b)$"}
    verdict = contain(sub, sup, budget=Budget(attempts=12), seed=5)
    assert isinstance(verdict, Undecided)
    assert (verdict.attempts, verdict.seed) == (12, 5)


def test_steps_run_out() -> None:
    sub = {"oneOf": [{"properties": {f"p{i}": {"minimum": i}}} for i in range(9)]}
    sup = {"type": "object", "maxProperties": 9}
    verdict = contain(sub, sup, budget=Budget(steps=5, attempts=0))
    assert verdict == Undecided(0, 0, "the proof ran out of steps")


def test_time_runs_out() -> None:
    sub = {"pattern": "^(a|b)*a(a|b){30}$"}
    sup = {"pattern": "^(a|b)*b(a|b){29}$"}
    verdict = contain(sub, sup, budget=Budget(seconds=0))
    assert verdict == Undecided(1, 0, "the time is over")


def test_the_search_finds_what_the_prover_cannot() -> None:
    sub = {"type": "object", "dependencies": {"a": ["b"]}}  # unknown to 2020-12
    sup = {"type": "object", "required": ["c"]}
    verdict = contain(sub, sup)
    assert isinstance(verdict, Refuted)
    assert "c" not in verdict.witness


def test_recursive_references_of_2019_09() -> None:
    scope = Scope(dialect=Dialect.DRAFT_2019_09)
    tree = {"type": "object", "properties": {"a": {"$recursiveRef": "#"}}}
    same = {"type": "object", "properties": {"a": {"$ref": "#"}}}
    assert contain(tree, same, sub_scope=scope, sup_scope=scope) == Proved()


def test_dynamic_references_with_one_target() -> None:
    tree = {
        "$dynamicAnchor": "node",
        "type": "object",
        "properties": {"a": {"$dynamicRef": "#node"}},
    }
    same = {"type": "object", "properties": {"a": {"$ref": "#"}}}
    assert contain(tree, same) == Proved()


def test_dynamic_references_with_several_targets_are_left_to_the_search() -> None:
    schema = {
        "$id": "https://example.com/root",
        "$ref": "list",
        "$defs": {
            "foo": {"$dynamicAnchor": "items", "type": "string"},
            "list": {
                "$id": "list",
                "type": "array",
                "items": {"$dynamicRef": "#items"},
                "$defs": {"items": {"$dynamicAnchor": "items"}},
            },
        },
    }
    assert isinstance(contain(schema, {"maxItems": 0}), Refuted)
    assert isinstance(contain(schema, {"type": "array"}), Undecided)
