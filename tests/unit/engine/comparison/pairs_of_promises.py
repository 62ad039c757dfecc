"""Hard pairs that differ in who may call what, and where."""

from tests.unit.engine.comparison.pair import CALLBACK, EVENT, EXACT, B, C, pair
from tests.unit.engine.comparison.shop import GET, GONE, POST, PUT, S

PAIRS = [
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
        {f"{CALLBACK}/responses": {"200": {"description": "Taken."}}},
        "response-status-removed response-status-added",
        B,
    ),
]
