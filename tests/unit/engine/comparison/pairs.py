# ruff: noqa: E501 - one line each is easier to compare
"""Hard pairs: an edit of the shop's contract, and what each profile has to say.

A pair names the kinds of fact that must be found; profiles that are not named have to
agree with tolerant-reader. `B` breaking, `C` compatible.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.unit.engine.comparison.shop import GET, GONE, POST, PUT, THING, Edits, S

B, C = "breaking", "compatible"
EVENT = f"{S}/Event/properties"
_JSON = "content/application~1json/schema"
_CALLBACK = f"{POST}/callbacks/onChange/{{$request.body#~1url}}/post"


@dataclass(frozen=True)
class Pair:
    name: str
    edits: Edits
    kinds: set[str]
    tolerant: str
    others: dict[str, str] = field(default_factory=dict)


def pair(name: str, edits: Edits, kinds: str, tolerant: str, **others: Any) -> Pair:
    profiles = {key.replace("_", "-"): value for key, value in others.items()}
    return Pair(name, edits, set(kinds.split()), tolerant, profiles)


STRICT: dict[str, Any] = {"strict_reader": B}
EXACT: dict[str, Any] = {"strict_reader": B, "as_declared": B}

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
        "request-property-added response-property-added",
        C,
        **EXACT,
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
        "request-additional-properties-narrowed response-additional-properties-narrowed",
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
        "request-const-narrowed response-const-narrowed",
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
        "response-property-optional",
        B,
    ),
    # Parameters.
    pair(
        "required parameter added",
        {
            f"{GET}/parameters/-": {
                "name": "q",
                "in": "query",
                "required": True,
                "schema": {"type": "string"},
            }
        },
        "request-parameter-added",
        B,
    ),
    pair(
        "optional parameter added",
        {
            f"{GET}/parameters/-": {
                "name": "q",
                "in": "query",
                "schema": {"type": "string"},
            }
        },
        "request-parameter-added",
        C,
    ),
    pair(
        "parameter removed",
        {f"{GET}/parameters/1": GONE},
        "request-parameter-removed",
        C,
        **STRICT,
    ),
    pair(
        "parameter became required",
        {f"{GET}/parameters/1/required": True},
        "request-parameter-required",
        B,
    ),
    pair("header's case", {f"{GET}/parameters/2/name": "x-trace"}, "", C),
    pair(
        "list no longer exploded",
        {f"{GET}/parameters/0/explode": False},
        "request-parameter-serialization-changed",
        B,
    ),
    pair(
        "list delimited by pipes",
        {
            f"{GET}/parameters/0/explode": False,
            f"{GET}/parameters/0/style": "pipeDelimited",
        },
        "request-parameter-serialization-changed",
        B,
    ),
    pair(
        "style of a scalar does not matter",
        {f"{GET}/parameters/1/explode": False},
        "",
        C,
    ),
    pair(
        "number became text",
        {f"{GET}/parameters/1/schema": {"type": "string"}},
        "request-parameter-type-widened",
        C,
    ),
    pair(
        "scalar became exploded list",
        {f"{GET}/parameters/1/schema": {"type": "array", "items": {"type": "integer"}}},
        "request-parameter-type-widened",
        C,
    ),
    pair(
        "text became number",
        {f"{GET}/parameters/2/schema": {"type": "integer"}},
        "request-parameter-type-changed",
        B,
    ),
    # Bodies.
    pair(
        "body became required",
        {f"{POST}/requestBody/required": True},
        "request-body-required",
        B,
    ),
    pair(
        "body became optional",
        {f"{PUT}/requestBody/required": False},
        "request-body-optional",
        C,
    ),
    pair("body removed", {f"{PUT}/requestBody": GONE}, "request-body-removed", B),
    pair(
        "media type widened to a range",
        {
            f"{PUT}/requestBody/content": {
                "*/*": {"schema": {"$ref": "#/components/schemas/Thing"}}
            }
        },
        "request-media-type-added",
        C,
    ),
    pair(
        "media type of requests removed",
        {f"{PUT}/requestBody/content": {"text/plain": {}}},
        "request-media-type-removed request-media-type-added",
        B,
    ),
    # Responses.
    pair(
        "status added",
        {f"{GET}/responses/410": {"description": "Gone."}},
        "response-status-added",
        C,
        **EXACT | {"as_declared": C},
    ),
    pair(
        "status within a range",
        {f"{PUT}/responses/410": {"description": "Gone."}},
        "",
        C,
    ),
    pair("error removed", {f"{GET}/responses/404": GONE}, "response-status-removed", C),
    pair(
        "success removed",
        {
            f"{PUT}/responses": {
                "200": {"description": "Done."},
                "4XX": {"description": "Refused."},
            }
        },
        "response-status-removed response-status-added",
        B,
    ),
    pair(
        "media type of responses removed",
        {f"{GET}/responses/200/content/text~1csv": GONE},
        "response-media-type-removed",
        B,
    ),
    pair(
        "media type of responses added",
        {f"{GET}/responses/200/content/text~1html": {}},
        "response-media-type-added",
        C,
        **STRICT,
    ),
    pair(
        "required header removed",
        {f"{GET}/responses/200/headers/ETag": GONE},
        "response-header-removed",
        B,
    ),
    pair(
        "optional header removed",
        {f"{GET}/responses/200/headers/X-Count": GONE},
        "response-header-removed",
        C,
    ),
    pair(
        "header's bound widened",
        {f"{GET}/responses/200/headers/X-Count/schema/minimum": -1},
        "response-header-minimum-widened",
        B,
    ),
    pair(
        "link removed", {f"{GET}/responses/200/links": GONE}, "response-link-removed", C
    ),
    # Security and servers.
    pair(
        "scope added",
        {f"{PUT}/security/1/oauth": ["write", "admin"]},
        "security-narrowed",
        B,
    ),
    pair(
        "alternative added",
        {f"{PUT}/security/-": {}},
        "security-widened",
        C,
        security_gate=B,
    ),
    pair(
        "alternative removed",
        {f"{PUT}/security": [{"oauth": ["write"]}]},
        "security-narrowed",
        B,
    ),
    pair(
        "all of two instead of one",
        {"/security": [{"key": [], "oauth": []}]},
        "security-narrowed",
        B,
    ),
    pair(
        "scheme renamed",
        {
            "/components/securitySchemes": {
                "token": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "oauth": {"type": "oauth2", "flows": {}},
            },
            "/security": [{"token": []}],
            f"{PUT}/security": [{"token": []}, {"oauth": ["write"]}],
        },
        "",
        C,
    ),
    pair(
        "key moved",
        {"/components/securitySchemes/key/in": "query"},
        "security-changed",
        B,
    ),
    pair(
        "another host",
        {"/servers": [{"url": "https://other.example.com/v1"}]},
        "server-changed",
        C,
    ),
    pair(
        "another base path",
        {"/servers": [{"url": "https://shop.example.com/v2"}]},
        "server-base-path-removed",
        B,
    ),
    # Operations.
    pair(
        "deprecated operation removed",
        {PUT: GONE},
        "operation-removed",
        B,
        deprecation_policy=C,
    ),
    pair("operation removed", {GET: GONE}, "operation-removed", B),
    pair(
        "operation added",
        {"/paths/~1new": {"get": {"responses": {"204": {"description": ""}}}}},
        "operation-added",
        C,
    ),
    pair(
        "deprecated without a sunset",
        {f"{GET}/deprecated": True},
        "operation-deprecated",
        C,
        deprecation_policy=B,
    ),
    pair(
        "deprecated with a sunset",
        {f"{GET}/deprecated": True, f"{GET}/x-sunset": "2030-01-01"},
        "operation-deprecated sunset-changed",
        C,
    ),
    pair(
        "sunset brought forward",
        {f"{PUT}/x-sunset": "2025-01-01"},
        "sunset-changed",
        C,
        deprecation_policy=B,
    ),
    pair(
        "operationId", {f"{GET}/operationId": "read_thing"}, "operation-id-changed", C
    ),
    # Callbacks and webhooks: the API sends, its client reads.
    pair(
        "event property became optional",
        {f"{S}/Event/required": GONE},
        "request-property-optional",
        B,
    ),
    pair(
        "event enum grew",
        {f"{EVENT}/reason/enum": ["sold", "lost", "stolen"]},
        "request-enum-widened",
        C,
        **EXACT,
    ),
    pair(
        "event property became required",
        {f"{S}/Event/required": ["id", "reason"]},
        "request-property-required",
        C,
    ),
    pair(
        "alternative deep in an event widened",
        {f"{S}/Round/properties/radius": {"type": ["number", "string"]}},
        "request-type-widened",
        B,
    ),
    pair(
        "webhook body became optional",
        {"/webhooks/thingGone/post/requestBody/required": False},
        "request-body-optional",
        B,
    ),
    pair("webhook removed", {"/webhooks/thingGone": GONE}, "webhook-removed", B),
    pair("callback removed", {f"{POST}/callbacks": GONE}, "callback-removed", B),
    pair(
        "webhook added",
        {"/webhooks/more": {"get": {"responses": {"204": {"description": ""}}}}},
        "webhook-added",
        C,
    ),
    pair(
        "callback must answer with a status it didn't know",
        {f"{_CALLBACK}/responses": {"200": {"description": "Taken."}}},
        "response-status-removed response-status-added",
        B,
    ),
]
