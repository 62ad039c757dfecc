"""What is unusually large or deep is compared, too, or left undecided."""

from typing import Any

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.containment import Budget
from tests.unit.engine.comparison.hard.building import (
    TEXT,
    TRUTH,
    WHOLE,
    answered,
    contract,
    objects,
    sent,
)
from tests.unit.engine.comparison.shop import document

ANSWER = {"204": {"description": ""}}
DEEP, MANY = 1500, 1000


def chain(last: str) -> Any:
    def named(number: int) -> Any:
        return {"$ref": f"#/components/schemas/S{number}"}

    schemas: dict[str, Any] = {
        f"S{number}": {"type": "object", "properties": {"n": named(number + 1)}}
        for number in range(DEEP)
    }
    return sent(named(0), **schemas, **{f"S{DEEP}": {"type": last}})


def test_difference_far_below_is_undecided_at_worst() -> None:
    compared = compare(document(chain("string")), document(chain("integer")))

    (change,) = compared.facts
    assert change.kind.name == "request-type-changed"
    assert compared.verdict in {"breaking", "undecided"}


def keys(first: int) -> Any:
    names = [f"key{number}" for number in range(first, first + MANY)]
    schemes = {name: {"type": "apiKey", "in": "header", "name": name} for name in names}
    operation = {"security": [{name: []} for name in names], "responses": ANSWER}
    return contract(operation, components={"securitySchemes": schemes})


def test_one_of_many_credentials_is_missed() -> None:
    compared = compare(document(keys(0)), document(keys(1)))

    assert compared.verdict == "breaking"
    witness = next(w for fact in compared.facts for w in fact.witnesses.values())
    assert witness["message"]["credentials"] == {"apiKey header key0": []}


def parameters(first: int) -> Any:
    asked = [
        {"name": f"p{number}", "in": "query", "required": True, "schema": TEXT}
        for number in range(first, first + MANY)
    ]
    return contract({"parameters": asked, "responses": ANSWER})


def test_one_of_many_parameters_is_missed() -> None:
    compared = compare(document(parameters(0)), document(parameters(1)))

    assert compared.verdict == "breaking"


def parts(more: dict[str, Any]) -> Any:
    """Many kinds of parts, each of which has parts of any kind."""

    def named(name: str) -> Any:
        return {"$ref": f"#/components/schemas/{name}"}

    names = [f"P{number}" for number in range(24)]
    schemas = {
        name: objects(
            {
                "type": {**TEXT, "enum": [name]},
                "parts": {"type": "array", "items": named("Part")},
                **(more if name == "P0" else {}),
            },
            required=["type"],
        )
        for name in names
    }
    text = objects({"type": {**TEXT, "enum": ["text"]}, "of": WHOLE}, required=["of"])
    choice = {"oneOf": [*map(named, names)]}
    item = {"oneOf": [named("Part"), text]}
    whole = {"type": "array", "items": named("Item")}
    return answered(whole, **schemas, Part=choice, Item=item)


def test_one_of_many_alternatives_within_themselves_grows() -> None:
    base, revision = document(parts({})), document(parts({"new": TRUTH}))
    compared = compare(base, revision, budget=Budget(steps=20_000, seconds=60))

    (change,) = compared.facts
    assert change.kind.name == "response-property-added"
    assert compared.verdict == "compatible"


def moves(easing: Any) -> Any:
    """What may be an animation, or whatever readers of open lists take for one."""
    go = objects({"do": {**TEXT, "enum": ["go"]}, "easing": easing}, required=["do"])
    other = objects({"do": {**TEXT, "enum": ["back", "close"]}}, required=["do"])
    return parts({"moves": {"type": "array", "items": {"oneOf": [go, other]}}})


def test_another_alternative_deep_within_takes_what_one_refuses() -> None:
    base, revision = document(moves(TEXT)), document(moves(objects()))
    compared = compare(base, revision, budget=Budget(steps=20_000, seconds=60))

    (change,) = compared.facts
    assert change.kind.name == "response-type-changed"
    assert change.readings["lenient"] == "proved"
    assert change.readings["exact"] == "refuted"
