"""For each kind of change, the smallest pair of contracts that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from impl.engine.comparison.kinds import catalogue, facets
from impl.engine.comparison.kinds.facets import Facet
from impl.engine.comparison.kinds.kind import Effect, FactKind
from impl.engine.comparison.kinds.of_schemas import SCHEMA, Carrier
from impl.engine.comparison.reports.example_contracts import NONE, Content, contract
from impl.engine.comparison.reports.example_operations import OPERATIONS

_TEXT, _WHOLE = {"type": "string"}, {"type": "integer"}
_OBJECT, _LIST = {"type": "object"}, {"type": "array"}
_DEFINITIONS = {
    name: {
        **_OBJECT,
        "required": ["kind", "sort", name],
        "properties": {"kind": _TEXT, "sort": _TEXT},
    }
    for name in ("Cat", "Dog")
}
_PETS = [{"$ref": f"#/components/schemas/{name}"} for name in _DEFINITIONS]


@dataclass(frozen=True)
class Example:
    """A pair that shows a kind of change.

    Attributes:
        shown: what differs, before and after.
        contracts: the contracts around it.
    """

    shown: tuple[Any, Any]
    contracts: tuple[Content, Content]


def example(kind: FactKind) -> Example | None:
    """Return the example of a kind.

    None of one that shows only where there was no time to look, or something is beyond
    the prover: no single bound both narrows and widens, for one.
    """
    if kind.name in OPERATIONS:
        shown = OPERATIONS[kind.name]
        return Example(shown, (contract(shown[0]), contract(shown[1])))
    for (carrier, facet, effect), known in SCHEMA.items():
        if known is kind:
            return _of_schemas(carrier, facet, effect)
    if kind in catalogue.BARE_SCHEMA.values():
        loose, strict = {**_TEXT, "maxLength": 9}, {**_TEXT, "maxLength": 5}
        is_narrowed = kind.change is Effect.NARROWED
        shown = (loose, strict) if is_narrowed else (strict, loose)
        return Example(shown, shown)
    return None


def _of_schemas(carrier: Carrier, facet: Facet, effect: Effect) -> Example | None:
    states = _STATES[facet]
    order = _ORDER[effect]
    is_ignored = facet is facets.READ_ONLY and carrier is not Carrier.REQUEST_BODY
    if facet in _UNTELLABLE or is_ignored or max(order) >= len(states):
        return None
    base, revision = (states[index] for index in order)
    # What is said of XML is said of nothing else.
    media = "application/xml" if facet is facets.XML else "application/json"
    write = _WRITERS[carrier]
    sides = [
        contract(
            {"post": write(_media(schema, media))}, components={"schemas": _DEFINITIONS}
        )
        for schema in (base, revision)
    ]
    return Example((base, revision), (sides[0], sides[1]))


def _media(schema: Any, media_type: str) -> Content:
    return {"content": {media_type: {"schema": schema}}}


def _in_body(content: Content) -> Content:
    return {"requestBody": {"required": True, **content}, **NONE}


def _in_parameter(content: Content) -> Content:
    return {"parameters": [{"name": "p", "in": "query", **content}], **NONE}


def _in_answer(content: Content) -> Content:
    return {"responses": {"200": {"description": "", **content}}}


def _in_header(content: Content) -> Content:
    headers = {"X-Header": {"required": True, **content}}
    return {"responses": {"204": {"description": "", "headers": headers}}}


_WRITERS: dict[Carrier, Callable[[Any], Content]] = {
    Carrier.REQUEST_BODY: _in_body,
    Carrier.PARAMETER: _in_parameter,
    Carrier.RESPONSE_BODY: _in_answer,
    Carrier.RESPONSE_HEADER: _in_header,
}
# Which of the states below is the base of an example, and which the revision.
_ORDER: dict[Effect, tuple[int, int]] = {
    Effect.NARROWED: (0, 1),
    Effect.WIDENED: (1, 0),
    Effect.CHANGED: (1, 2),
    Effect.ADDED: (0, 1),
    Effect.REMOVED: (1, 0),
    Effect.REQUIRED: (0, 1),
    Effect.OPTIONAL: (1, 0),
    Effect.SATISFIABLE: (1, 0),
    Effect.UNSATISFIABLE: (0, 1),
    Effect.READ_ONLY: (0, 1),
    Effect.WRITABLE: (1, 0),
    Effect.DEPRECATED: (0, 1),
    Effect.REINSTATED: (1, 0),
}


def _each(plain: Content, keyword: str, *values: Any) -> list[Any]:
    return [{**plain, keyword: value} for value in values]


def _property(*schemas: Any) -> list[Any]:
    return [{**_OBJECT, "properties": {"a": schema}} for schema in schemas]


_CONST = ({"const": "a"}, {"const": "b"})
# Of each keyword: what allows more, what allows less, and what allows something else.
_OF_KEYWORDS: dict[str, list[Any]] = {
    "type": [{"type": ["string", "integer"]}, _TEXT, _WHOLE],
    "enum": _each(_TEXT, "enum", ["a", "b"], ["a"], ["c"]),
    "const": [_TEXT, *({**_TEXT, **const} for const in _CONST)],
    "minimum": _each(_WHOLE, "minimum", 1, 2),
    "maximum": _each(_WHOLE, "maximum", 2, 1),
    "multiple": _each(_WHOLE, "multipleOf", 2, 4, 3),
    "min-length": _each(_TEXT, "minLength", 1, 2),
    "max-length": _each(_TEXT, "maxLength", 2, 1),
    "pattern": _each(_TEXT, "pattern", "^a", "^ab", "^b"),
    "format": [_TEXT, *_each(_TEXT, "format", "date", "time")],
    "min-items": _each(_LIST, "minItems", 1, 2),
    "max-items": _each(_LIST, "maxItems", 2, 1),
    "unique-items": _each(_LIST, "uniqueItems", *(False, True)),
    "contained-items": [_LIST, *_each(_LIST, "contains", *_CONST)],
    "min-properties": _each(_OBJECT, "minProperties", 1, 2),
    "max-properties": _each(_OBJECT, "maxProperties", 2, 1),
    "property-names": [
        _OBJECT,
        *_each(_OBJECT, "propertyNames", {"maxLength": 3}, {"minLength": 3}),
    ],
    "property-patterns": [
        _OBJECT,
        *_each(_OBJECT, "patternProperties", {"^a": _TEXT}, {"^b": _TEXT}),
    ],
    "dependent-properties": [
        _OBJECT,
        *_each(_OBJECT, "dependentRequired", {"a": ["b"]}, {"a": ["c"]}),
    ],
    "exclusion": [_TEXT, *_each(_TEXT, "not", *_CONST)],
    "condition": [
        _OBJECT,
        *(
            {**_OBJECT, "if": {"required": ["a"]}, "then": {"required": [name]}}
            for name in "bc"
        ),
    ],
}
_UNTELLABLE = frozenset({facets.REFERENCE, facets.CONTENT_ENCODING})
_UNIONS: list[list[Any]] = [[_TEXT, _WHOLE], [_TEXT], [{"type": "boolean"}]]
_STATES: dict[Facet, list[Any]] = {
    **{facet: _OF_KEYWORDS.get(facet.stem, []) for facet in facets.KEYWORDS},
    facets.CLOSING: [
        {**_OBJECT, "properties": {"a": True}},
        {**_OBJECT, "properties": {"a": True}, "additionalProperties": _TEXT},
        {**_OBJECT, "properties": {"b": True}, "additionalProperties": _WHOLE},
    ],
    facets.TUPLE: [
        _LIST,
        *_each(_LIST, "prefixItems", [_TEXT, True], [True, _TEXT]),
    ],
    facets.ITEMS: [_LIST, {**_LIST, "items": _TEXT}],
    facets.UNEVALUATED: [
        _OBJECT,
        *(
            {**_OBJECT, "properties": {name: _TEXT}, "unevaluatedProperties": False}
            for name in "ab"
        ),
    ],
    facets.ANY_OF: [{"anyOf": union} for union in _UNIONS],
    facets.ONE_OF: [{"oneOf": union} for union in _UNIONS],
    facets.PROPERTY: [_OBJECT, *_property(_TEXT)],
    facets.REQUIRED: [*_property(_TEXT), {**_property(_TEXT)[0], "required": ["a"]}],
    facets.SATISFIABILITY: [_TEXT, {**_TEXT, "enum": [1]}],
    facets.READ_ONLY: _property({}, {"readOnly": True}),
    facets.PROPERTY_DEPRECATION: _property({}, {"deprecated": True}),
    facets.SCHEMA_DEPRECATION: [_TEXT, {**_TEXT, "deprecated": True}],
    facets.DEFAULT: _property({}, {"default": "a"}, {"default": "b"}),
    facets.DISCRIMINATOR: [
        {"oneOf": _PETS},
        *(
            {"oneOf": _PETS, "discriminator": {"propertyName": name}}
            for name in ("kind", "sort")
        ),
    ],
    facets.CONTENT: [_TEXT, *_each(_TEXT, "contentMediaType", "text/csv", "text/html")],
    facets.XML: [_TEXT, *_each(_TEXT, "xml", {"name": "a"}, {"name": "b"})],
}
