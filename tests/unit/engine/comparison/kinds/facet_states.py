"""For each facet, schemas of which any two differ in it, one way or the other."""

from typing import Any

from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.facets import Facet
from tests.unit.engine.comparison.hard.building import (
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Content,
    objects,
)

# What nobody can follow leaves every question about its neighbours undecided.
UNKNOWN = {"$ref": "https://example.com/nowhere"}
_A, _B = {"const": "a"}, {"const": "b"}
_TYPES = [{"type": ["string", "integer"]}, TEXT, {"type": ["integer", "boolean"]}]
_SIGNS = [["a", "b"], ["a"], ["c"]]
_UNIONS = [[TEXT, WHOLE], [TEXT], [{"type": "boolean"}]]
_KINDS = [{"propertyName": name} for name in ("kind", "sort")]
DEFINITIONS = {
    name: objects({"kind": TEXT, "sort": TEXT}, required=["kind", "sort", name])
    for name in "AB"
}
_UNION = [{"$ref": f"#/components/schemas/{name}"} for name in DEFINITIONS]


def _asking(name: str) -> Content:
    return objects(**{"if": {"required": ["a"]}, "then": {"required": [name]}})


def _bounds(plain: Content, keyword: str, loose: Any, strict: Any) -> list[Any]:
    """Write two bounds, of which one is always within the other.

    Only beside what is undecided does it look as if neither were.
    """
    held = [{**plain, keyword: value} for value in (loose, strict)]
    return [*held, {**held[1], "allOf": [UNKNOWN]}]


_OF_KEYWORDS: dict[str, list[Any]] = {
    "type": _TYPES,
    "enum": [{"enum": signs} for signs in _SIGNS],
    "const": [TEXT, {**TEXT, **_A}, {**TEXT, **_B}],
    "minimum": _bounds(NUMBER, "minimum", 1, 2),
    "maximum": _bounds(NUMBER, "maximum", 2, 1),
    "multiple": [{**WHOLE, "multipleOf": number} for number in (2, 4, 3)],
    "min-length": _bounds(TEXT, "minLength", 1, 2),
    "max-length": _bounds(TEXT, "maxLength", 2, 1),
    "pattern": [{**TEXT, "pattern": text} for text in ("^a", "^ab", "^b")],
    "format": [TEXT, {**TEXT, "format": "date"}, {**TEXT, "format": "time"}],
    "min-items": _bounds(TEXTS, "minItems", 1, 2),
    "max-items": _bounds(TEXTS, "maxItems", 2, 1),
    "unique-items": _bounds(TEXTS, "uniqueItems", loose=False, strict=True),
    "contained-items": [TEXTS, {**TEXTS, "contains": _A}, {**TEXTS, "contains": _B}],
    "min-properties": _bounds(objects(), "minProperties", 1, 2),
    "max-properties": _bounds(objects(), "maxProperties", 2, 1),
    "property-names": [
        objects(),
        objects(propertyNames={"maxLength": 3}),
        objects(propertyNames={"minLength": 3}),
    ],
    "property-patterns": [
        # What has both of these patterns, only the two of them together tell.
        objects(patternProperties={"^a": held, "^a.*": held})
        for held in _TYPES
    ],
    "dependent-properties": [
        objects(),
        objects(dependentRequired={"a": ["b"]}),
        objects(dependentRequired={"a": ["c"]}),
    ],
    "exclusion": [TEXT, {**TEXT, "not": _A}, {**TEXT, "not": _B}],
    "condition": [objects(), _asking("b"), _asking("c")],
    "reference": [True, UNKNOWN],
    "content-encoding": [TEXT, {**TEXT, "contentEncoding": "base64"}],
}
STATES: dict[Facet, list[Any]] = {
    **{facet: _OF_KEYWORDS[facet.stem] for facet in facets.KEYWORDS},
    facets.CLOSING: [
        objects(),
        objects({"a": True}, additionalProperties=TEXT),
        objects({"b": True}, additionalProperties=WHOLE),
    ],
    facets.TUPLE: [
        {"type": "array", **held}
        for held in (
            {},
            {"prefixItems": [TEXT, True]},
            {"prefixItems": [True, TEXT]},
        )
    ],
    facets.ITEMS: [{"type": "array"}, TEXTS],
    facets.UNEVALUATED: [
        objects(),
        objects({"a": TEXT}, unevaluatedProperties=False),
        objects({"b": TEXT}, unevaluatedProperties=False),
    ],
    facets.ANY_OF: [{"anyOf": union} for union in _UNIONS],
    facets.ONE_OF: [{"oneOf": union} for union in _UNIONS],
    facets.PROPERTY: [objects(), objects({"a": TEXT})],
    facets.REQUIRED: [objects({"a": TEXT}), objects({"a": TEXT}, required=["a"])],
    facets.SATISFIABILITY: [TEXT, {**TEXT, "enum": [1]}],
    facets.READ_ONLY: [objects({"a": {"readOnly": held}}) for held in (True, False)],
    facets.PROPERTY_DEPRECATION: [
        objects({"a": {"deprecated": held}}) for held in (True, False)
    ],
    facets.SCHEMA_DEPRECATION: [{"deprecated": held} for held in (True, False)],
    facets.DEFAULT: [
        objects({"a": held}) for held in ({}, {"default": "a"}, {"default": "b"})
    ],
    facets.DISCRIMINATOR: [
        {"oneOf": _UNION, **held}
        for held in ({}, *({"discriminator": kind} for kind in _KINDS))
    ],
    facets.CONTENT: [
        TEXT,
        {**TEXT, "contentMediaType": "text/plain"},
        {**TEXT, "contentMediaType": "text/html"},
    ],
    facets.XML: [TEXT, *({**TEXT, "xml": {"name": sign}} for sign in "ab")],
}
