"""Defaults that changed: risky wherever they stand, shown by a message or not."""

from typing import Any

from tests.unit.engine.comparison.adversary.found_queries import whole
from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    headed,
    objects,
    parameter,
    sent,
)
from tests.unit.engine.comparison.reported.rows import Row, row

A, B = ({**TEXT, "default": held} for held in "ab")
# Whoever leaves it out says something else.
SHOWN = "rBBBrrrr"


def listed(schema: Content) -> Content:
    return {"type": "array", "items": schema}


def written(schema: Content) -> Content:
    """A parameter that is a document."""
    held = {"name": "p", "in": "query", **content(schema)}
    return contract({"parameters": [held]})


def form(schema: Content) -> Content:
    media = content(objects({"a": schema}), "application/x-www-form-urlencoded")
    return contract({"requestBody": {"required": True, **media}})


def _member(place: str = "query", **held: Any) -> Any:
    def make(schema: Content, **members: Any) -> Content:
        return parameter(objects({"a": schema}, **members), place, **held)

    return make


def changed(name: str, make: Any, letters: str = "r") -> Row:
    return row(f"default of {name}", make(A), make(B), letters, letters)


def removed(name: str, make: Any) -> Row:
    return row(f"default of {name} no longer told", make(A), make(TEXT), "r", "c")


ROWS = [
    changed("a body", sent),
    changed(
        "a body that may be left out", lambda s: contract({"requestBody": content(s)})
    ),
    changed("an answer", answered),
    changed("a component", lambda s: answered(REF, S=s)),
    changed("a part of a body", lambda s: sent({"allOf": [s]})),
    changed("an alternative", lambda s: sent({"anyOf": [s, WHOLE]})),
    changed(
        "alternatives",
        lambda s: sent({"anyOf": [TEXT, WHOLE], "default": s["default"]}),
    ),
    changed("items", lambda s: sent(listed(s))),
    changed("the first item", lambda s: sent({"type": "array", "prefixItems": [s]})),
    changed("items of a parameter", lambda s: parameter(listed(s))),
    changed(
        "properties that nobody names", lambda s: sent(objects(additionalProperties=s))
    ),
    changed(
        "properties of a pattern",
        lambda s: sent(objects(patternProperties={"^a": objects({"b": s})})),
        SHOWN,
    ),
    changed(
        "what a list has to contain", lambda s: sent({"type": "array", "contains": s})
    ),
    changed(
        "what depends on another property",
        lambda s: answered(objects(dependentSchemas={"a": objects({"b": s})})),
    ),
    changed(
        "what is left over",
        lambda s: answered(objects({"a": WHOLE}, unevaluatedProperties=s)),
    ),
    changed(
        "what holds under a condition",
        lambda s: answered({"if": objects(), "then": objects({"b": s}), "else": s}),
    ),
    changed("a property", lambda s: sent(objects({"a": s})), SHOWN),
    changed(
        "a property of a map's values",
        lambda s: sent(objects(additionalProperties=objects({"a": s}))),
        SHOWN,
    ),
    changed(
        "a property of the first item",
        lambda s: sent({"type": "array", "prefixItems": [objects({"a": s})]}),
        SHOWN,
    ),
    changed("a property of an answer", lambda s: answered(objects({"a": s})), SHOWN),
    changed("a property of a form", form, SHOWN),
    changed(
        "a property that has to be there",
        lambda s: sent(objects({"a": s}, required=["a"])),
    ),
    changed(
        "a component that is a property",
        lambda s: sent(objects({"a": REF}), S=s),
        SHOWN,
    ),
    changed("a parameter", parameter, SHOWN),
    changed("a parameter that has to be there", lambda s: parameter(s, required=True)),
    changed("a parameter in JSON", written, SHOWN),
    *(
        changed(f"a member of a parameter in a {place}, {style}", make, letters)
        for place, style, make, letters in (
            ("query", "deepObject", _member(style="deepObject", explode=True), SHOWN),
            ("query", "not exploded", _member(style="form", explode=False), SHOWN),
            # Nothing of it is in a query but the members that it declares.
            ("query", "exploded", _member(style="form", explode=True), "r"),
            ("header", "simple", _member("header"), SHOWN),
            ("cookie", "not exploded", _member("cookie", explode=False), SHOWN),
        )
    ),
    changed("a member of a query string", lambda s: whole(objects({"a": s})), SHOWN),
    changed(
        "a member of a parameter in JSON", lambda s: written(objects({"a": s})), SHOWN
    ),
    changed(
        "a member of a parameter that has to be there",
        lambda s: _member(style="deepObject", explode=True)(s, required=["a"]),
    ),
    changed(
        "one of two members, exploded",
        lambda s: parameter(objects({"a": s, "b": TEXT}), explode=True),
        SHOWN,
    ),
    changed("a header", headed),
    changed("a header that may be missing", lambda s: headed(s, required=False)),
    changed(
        "what a parameter has to contain",
        lambda s: parameter({"type": "array", "contains": s}),
    ),
    removed("a body", sent),
    removed("an answer", answered),
    removed("items", lambda s: sent(listed(s))),
    removed("items of a parameter", lambda s: parameter(listed(s))),
    removed(
        "a property that has to be there",
        lambda s: sent(objects({"a": s}, required=["a"])),
    ),
    removed("a parameter in JSON", written),
    removed("a header", headed),
]
