"""Schemas with names, and those that depend on who refers to them, are compared."""

import json

import pytest

from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.verification import verify
from impl.engine.containment import Budget
from impl.engine.repair.contract import repair
from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    NUMBER,
    REF,
    SAME,
    TEXT,
    WHOLE,
    Content,
    Hard,
    answered,
    hard,
    sent,
)
from tests.unit.engine.comparison.shop import document

# Whether an answer is found must not depend on how busy the machine is.
UNHURRIED = Budget(seconds=60)

URI = "https://example.com"
META = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
LIST = {
    "$id": f"{URI}/list",
    "type": "array",
    "items": {"$dynamicRef": "#item"},
    "$defs": {"any": {"$dynamicAnchor": "item"}},
}


def listed(item: Content) -> Content:
    items = {"$dynamicAnchor": "item", **item}
    return {"$id": f"{URI}/items", "$ref": "list", "$defs": {"item": items}}


def named(schema: Content) -> Content:
    return {"$id": f"{URI}/s", "$ref": "#part", "$defs": {"a": schema}}


PAIRS = [
    hard(
        "items of a list of anything narrowed for one that refers to it",
        "A half was sent.",
        sent(REF, S=listed(NUMBER), L=LIST),
        sent(REF, S=listed(WHOLE), L=LIST),
        BREAKING,
    ),
    hard(
        "list of anything written out for its one use",
        "Who refers to it says what its items are.",
        answered(REF, S=listed(TEXT), L=LIST),
        answered({"type": "array", "items": TEXT}),
        SAME,
    ),
    hard(
        "schema with an id and an anchor narrowed",
        "A half was sent.",
        sent(REF, S=named({"$anchor": "part", **NUMBER})),
        sent(REF, S=named({"$anchor": "part", **WHOLE})),
        BREAKING,
    ),
    hard(
        "request of a schema widened to any object or boolean",
        "Whatever is a schema is one of these.",
        sent(META),
        sent({"type": ["object", "boolean"]}),
        COMPATIBLE,
    ),
    hard(
        "schemas in a request held shorter",
        "One of more members was sent.",
        sent(META),
        sent({**META, "maxProperties": 3}),
        BREAKING,
    ),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Hard) -> None:
    base, revision = (repair(document(each)) for each in (pair.base, pair.revision))
    found = compare(base, revision, budget=UNHURRIED)
    assert (found.verdict if found.facts else SAME) == pair.verdict, pair.why
    record = json.loads(json.dumps(certificate(found)))
    assert verify(record, base, revision) == []
