"""Corners get the right facts and the default verdict, and odd input does no harm."""

import copy

import pytest

from impl.engine.comparison.reports.changes import changes
from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.comparison.verdicts.verification import verify
from tests.unit.engine.comparison.corners import (
    POINT,
    REF,
    SCHEMAS,
    C,
    Content,
    U,
    contract,
    sent,
)
from tests.unit.engine.comparison.corners_of_operations import OPERATIONS
from tests.unit.engine.comparison.shop import document

CASES = {**SCHEMAS, **OPERATIONS}


@pytest.mark.parametrize("name", CASES)
def test_corner(name: str) -> None:
    before, after, verdict, kinds = copy.deepcopy(CASES[name])
    base, revision = document(before), document(after)
    found = compare(base, revision)
    assert {fact.kind.name for fact in found.facts} == kinds
    assert found.verdict.replace("risky", C) == verdict
    assert verify(certificate(found), base, revision) == []
    for profile in PROFILES.values():
        # What breaks code alone is shown by no message.
        if not profile.judges_code:
            shown = changes(found.under(profile), base, revision)
            assert all(c["witness"] for c in shown if c["verdict"] == "breaking")


def test_a_move_is_recognised() -> None:
    before, after, *_ = CASES["moved"]
    found = compare(document(before), document(after))
    assert "it may have moved to POST /b" in " ".join(f.message for f in found.facts)


def test_additional_operations_of_3_2() -> None:
    base = contract({})
    base["openapi"] = "3.2.0"
    base["paths"]["/a"]["additionalOperations"] = {
        "LINK": {"responses": {"204": {"description": ""}}}
    }
    revision = copy.deepcopy(base)
    del revision["paths"]["/a"]["additionalOperations"]
    (fact,) = compare(document(base), document(revision)).facts
    assert (fact.kind.name, fact.operations) == ("operation-removed", ("LINK /a",))


def test_shared_components_are_told_once() -> None:
    item = {
        "get": {
            "responses": {
                "200": {
                    "description": "",
                    "content": {"application/json": {"schema": REF}},
                }
            }
        }
    }
    base = contract({}, components={"schemas": {"S": POINT}})
    base["paths"].update({"/b": item, "/c": item})
    revision = copy.deepcopy(base)
    revision["components"]["schemas"]["S"]["properties"]["x"] = {"type": "string"}
    (fact,) = compare(document(base), document(revision)).facts
    assert fact.operations == ("GET /b", "GET /c")


@pytest.mark.parametrize(
    "odd",
    [
        {"paths": None},
        {"paths": {"/a": None}},
        {"paths": {"/a": {"post": []}}},
        {"paths": {"/a": {"post": {"parameters": {}, "responses": []}}}},
        {"paths": {"/a": {"post": {"requestBody": [], "security": {}}}}},
        {"paths": {"/a": {"$ref": "#/paths/~1a"}}},
        {"paths": {"/a": {"$ref": 1, "post": {"responses": {"x": None}}}}},
        {"components": [], "webhooks": [], "servers": "x", "security": 1},
        {"paths": {"/a": {"post": {"responses": {"200": {"content": {"": {}}}}}}}},
        {
            "paths": {
                "/a": {
                    "post": {
                        "requestBody": {
                            "content": {
                                "a/b": {
                                    "schema": {
                                        "type": 1,
                                        "enum": 2,
                                        "required": 3,
                                        "properties": 4,
                                        "allOf": 5,
                                        "oneOf": 6,
                                        "minimum": "x",
                                        "pattern": "(",
                                        "items": [],
                                    }
                                }
                            }
                        }
                    }
                }
            }
        },
        {"servers": [{"url": "http://[", "variables": {"a": 1}}, 1, {"url": 1}]},
    ],
    ids=str,
)
def test_odd_contracts_do_no_harm(odd: Content) -> None:
    """Contracts are checked before; whoever forgets it gets no traceback."""
    plain = document(contract({}))
    strange = document({**contract({}), **odd})
    for pair in ((plain, strange), (strange, plain), (strange, strange)):
        found = compare(*pair)
        assert verify(certificate(found), *pair) == []


def test_long_chains_of_references() -> None:
    def chain(last: Content, holder: str) -> Content:
        links = {
            f"L{n}": {"$ref": f"#/components/schemas/L{n + 1}"}
            if holder == "$ref"
            else {"allOf": [{"$ref": f"#/components/schemas/L{n + 1}"}]}
            for n in range(2000)
        }
        links["L2000"] = last
        return sent({"$ref": "#/components/schemas/L0"}, **links)

    for holder in ("$ref", "allOf"):
        base = document(chain({"type": "integer"}, holder))
        revision = document(chain({"type": "number"}, holder))
        found = compare(base, revision)
        assert found.verdict in {C, U}
