"""Each kind of demand, made stricter and given up, in each part of each message.

What is sent to the API may only be demanded less of, what the API sends only more. Of
callbacks and webhooks the API sends the request, and reads the answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    EXACT,
    FORMATS,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Content,
    Hard,
    answer_of_client,
    answered,
    called_back,
    closed,
    event,
    hard,
    headed,
    objects,
    parameter,
    sent,
    webhook,
)

A = objects({"a": TEXT})


@dataclass(frozen=True)
class Demand:
    """A schema, and one that asks for more; who breaks if clients get the former.

    `flat` demands are of what parameters and headers can be.
    """

    name: str
    loose: Any
    strict: Any
    flat: bool = True
    readers: dict[str, str] | None = None
    writers: dict[str, str] | None = None


DEMANDS = [
    Demand("type", NUMBER, WHOLE),
    Demand("minimum", WHOLE, {**WHOLE, "minimum": 1}),
    Demand("exclusive minimum", NUMBER, {**NUMBER, "exclusiveMinimum": 0}),
    Demand("maximum", WHOLE, {**WHOLE, "maximum": 9}),
    Demand("exclusive maximum", NUMBER, {**NUMBER, "exclusiveMaximum": 9}),
    Demand("multiple", WHOLE, {**WHOLE, "multipleOf": 5}),
    Demand("shortest length", TEXT, {**TEXT, "minLength": 6}),
    Demand("longest length", TEXT, {**TEXT, "maxLength": 2}),
    Demand("pattern", TEXT, {**TEXT, "pattern": "^x"}),
    Demand("negation", TEXT, {**TEXT, "not": {"const": "text"}}),
    Demand(
        "alternatives",
        {"anyOf": [{**TEXT, "maxLength": 4}, {**TEXT, "minLength": 6}]},
        {**TEXT, "maxLength": 4},
    ),
    Demand("least number of items", TEXTS, {**TEXTS, "minItems": 2}),
    Demand("greatest number of items", TEXTS, {**TEXTS, "maxItems": 1}),
    Demand("unique items", TEXTS, {**TEXTS, "uniqueItems": True}),
    Demand("items", TEXTS, {"type": "array", "items": {**TEXT, "maxLength": 2}}),
    Demand("contained item", TEXTS, {**TEXTS, "contains": {"const": "x"}}),
    Demand(
        "list of values",
        {"enum": ["a", "b", "c"]},
        {"enum": ["a", "b"]},
        readers=EXACT,
    ),
    Demand(
        "format", TEXT, {**TEXT, "format": "date"}, readers=FORMATS, writers=FORMATS
    ),
    Demand("required property", A, {**A, "required": ["a"]}, flat=False),
    Demand("number of properties", A, {**A, "minProperties": 1}, flat=False),
    Demand("null", {"type": ["object", "null"]}, {"type": "object"}, flat=False),
    Demand("names", A, {**A, "propertyNames": {"maxLength": 3}}, flat=False),
    Demand(
        "dependent property", A, {**A, "dependentRequired": {"a": ["b"]}}, flat=False
    ),
    Demand("parts", objects(), {"allOf": [objects(), {"required": ["a"]}]}, flat=False),
    Demand(
        "values of a map",
        objects(additionalProperties={"type": ["string", "integer"]}),
        objects(additionalProperties=WHOLE),
        flat=False,
    ),
    Demand("closed property", closed({"a": NUMBER}), closed({"a": WHOLE}), flat=False),
]
Make = Callable[[Any], Content]
TO_API: dict[str, Make] = {
    "request": sent,
    "answer to a callback": lambda schema: called_back(answer_of_client(schema)),
    "answer to a webhook": lambda schema: webhook(answer_of_client(schema)),
}
TO_API_FLAT: dict[str, Make] = {
    "query": parameter,
    "header": lambda schema: parameter(schema, "header"),
}
TO_CLIENT: dict[str, Make] = {
    "response": answered,
    "callback": lambda schema: called_back(event(schema)),
    "webhook": lambda schema: webhook(event(schema)),
}
TO_CLIENT_FLAT: dict[str, Make] = {"header of a response": headed}


def _pairs(demand: Demand) -> Iterator[Hard]:
    parts = [(TO_API, demand.writers, True), (TO_CLIENT, demand.readers, False)]
    if demand.flat:
        parts += [
            (TO_API_FLAT, demand.writers, True),
            (TO_CLIENT_FLAT, demand.readers, False),
        ]
    for places, others, is_to_api in parts:
        for place, make in places.items():
            loose, strict = make(demand.loose), make(demand.strict)
            broken = (BREAKING, {}) if others is None else (COMPATIBLE, others)
            name = f"{demand.name} in {place}"
            for word, base, revision, breaks in (
                ("narrowed", loose, strict, is_to_api),
                ("widened", strict, loose, not is_to_api),
            ):
                verdict, profiles = broken if breaks else (COMPATIBLE, {})
                why = "More" if word == "narrowed" else "Less"
                yield hard(
                    f"{name} {word}",
                    f"{why} is asked.",
                    base,
                    revision,
                    verdict,
                    **profiles,
                )


PAIRS = [pair for demand in DEMANDS for pair in _pairs(demand)]
