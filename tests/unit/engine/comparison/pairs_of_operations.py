"""Hard pairs that differ in what operations take and give."""

from tests.unit.engine.comparison.pair import EXACT, STRICT, B, C, pair
from tests.unit.engine.comparison.shop import GET, GONE, POST, PUT

PAIRS = [
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
]
