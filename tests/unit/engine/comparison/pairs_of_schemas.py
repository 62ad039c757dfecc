"""Hard pairs that differ in what messages carry."""

from tests.unit.engine.comparison.pair import EVENT, EXACT, STRICT, B, C, pair
from tests.unit.engine.comparison.shop import GET, GONE, THING, S

PAIRS = [
    # Properties and types, in a schema that is sent both ways.
    pair(
        "optional property added",
        {f"{THING}/size": {"type": "integer"}},
        "request-property-added response-property-added",
        C,
        **EXACT,
    ),
    pair(
        "untyped optional property added",
        {f"{THING}/size": {}},
        "request-property-added response-property-added",
        C,
        **STRICT,
    ),
    pair(
        "required property added",
        {f"{THING}/size": {"type": "integer"}, f"{S}/Thing/required/-": "size"},
        "request-property-added response-property-added",
        B,
    ),
    pair(
        "required property added, only read",
        {
            f"{THING}/size": {"type": "integer", "readOnly": True},
            f"{S}/Thing/required/-": "size",
        },
        "response-property-added",
        C,
        **STRICT,
    ),
    pair(
        "optional property removed",
        {f"{THING}/made": GONE},
        "request-property-removed response-property-removed",
        C,
        **EXACT,
    ),
    pair(
        "required property removed",
        {f"{THING}/name": GONE, f"{S}/Thing/required": ["id"]},
        "request-property-removed response-property-removed",
        B,
    ),
    pair(
        "property became optional",
        {f"{S}/Thing/required": ["id"]},
        "request-property-optional response-property-optional",
        B,
    ),
    pair(
        "property became required",
        {f"{S}/NewThing/required": ["name", "weight"]},
        "request-property-required",
        B,
    ),
    pair(
        "type narrowed and widened",
        {f"{THING}/id": {"type": "number"}},
        "request-type-widened response-type-widened",
        B,
    ),
    pair(
        "null allowed",
        {f"{THING}/made": {"type": ["string", "null"]}},
        "request-type-widened response-type-widened",
        B,
    ),
    pair(
        "object closed",
        {f"{S}/Thing/additionalProperties": False},
        "request-additional-properties-narrowed "
        "response-additional-properties-narrowed",
        B,
    ),
    pair(
        "property added to a closed object",
        {f"{S}/NewThing/properties/size": {"type": "integer"}},
        "request-property-added",
        C,
    ),
    pair(
        "property removed from a closed object",
        {f"{S}/NewThing/properties/weight": GONE},
        "request-property-removed",
        B,
    ),
    pair(
        "closed object opened",
        {f"{S}/NewThing/additionalProperties": GONE},
        "request-additional-properties-widened",
        C,
    ),
    # Values.
    pair(
        "enum grew",
        {f"{THING}/kind/enum": ["big", "small", "tiny"]},
        "request-enum-widened response-enum-widened",
        C,
        **EXACT,
    ),
    pair(
        "enum shrank",
        {f"{THING}/kind/enum": ["big"]},
        "request-enum-narrowed response-enum-narrowed",
        B,
    ),
    pair(
        "enum became constant",
        {f"{THING}/kind": {"const": "big"}},
        "request-enum-narrowed response-enum-narrowed",
        B,
    ),
    pair(
        "enum given up",
        {f"{THING}/kind": {"type": "string"}},
        "request-enum-widened response-enum-widened",
        C,
        **EXACT,
    ),
    pair(
        "format asserted",
        {f"{THING}/made/format": "date"},
        "request-format-narrowed response-format-narrowed",
        C,
        format_asserted=B,
    ),
    pair(
        "pattern widened",
        {f"{S}/Tag/pattern": "^[a-z0-9]+$"},
        "request-pattern-widened response-pattern-widened",
        B,
    ),
    pair("bound beside an enum", {f"{THING}/kind/maxLength": 5}, "", C),
    pair(
        "exclusive bound of integers",
        {
            f"{GET}/parameters/1/schema": {
                "type": "integer",
                "exclusiveMinimum": 0,
                "maximum": 50,
            }
        },
        "",
        C,
    ),
    pair(
        "bound narrowed",
        {f"{GET}/parameters/1/schema/maximum": 20},
        "request-parameter-maximum-narrowed",
        B,
    ),
    pair(
        "bound widened",
        {f"{GET}/parameters/1/schema/maximum": 200},
        "request-parameter-maximum-widened",
        C,
    ),
    pair(
        "multiple",
        {f"{S}/NewThing/properties/weight/multipleOf": 0.5},
        "request-multiple-narrowed",
        B,
    ),
    pair(
        "unique items",
        {f"{THING}/tags/uniqueItems": True},
        "request-unique-items-narrowed response-unique-items-narrowed",
        B,
    ),
    pair(
        "negation narrowed",
        {f"{THING}/made/not": {"const": ""}},
        "request-exclusion-narrowed response-exclusion-narrowed",
        B,
    ),
    # The same thing said differently.
    pair(
        "enum as alternatives",
        {f"{THING}/kind": {"anyOf": [{"const": "big"}, {"const": "small"}]}},
        "",
        C,
    ),
    pair("all of one", {f"{THING}/made": {"allOf": [{"type": "string"}]}}, "", C),
    pair("one of one", {f"{THING}/made": {"oneOf": [{"type": "string"}]}}, "", C),
    pair(
        "alternatives for types",
        {f"{THING}/made": {"anyOf": [{"type": "string"}]}},
        "",
        C,
    ),
    pair(
        "alternatives swapped",
        {
            f"{EVENT}/shape/oneOf": [
                {"$ref": "#/components/schemas/Square"},
                {"$ref": "#/components/schemas/Round"},
            ]
        },
        "",
        C,
    ),
    # Read-only and write-only.
    pair(
        "property is ignored from now on",
        {f"{THING}/made/readOnly": True},
        "request-property-read-only",
        B,
    ),
    pair(
        "required property is no longer answered",
        {f"{THING}/name/writeOnly": True},
        "response-property-removed",
        B,
    ),
]
