"""Usages of webhooks, and of media types."""

from tests.unit.engine.comparison.shop import GONE
from tests.unit.engine.usage.casebook import HOOK, TAKEN, B, C, Special, media
from tests.unit.engine.usage.short import hook
from tests.unit.engine.usage.zoo import ADD, LIST, S

CASES: list[Special] = [
    (
        "media type that is not sent removed",
        {f"{ADD}/requestBody/content/application~1xml": GONE},
        media("POST /pets", "application/json"),
        C,
        "tolerant-reader",
    ),
    (
        "the media type that is sent removed",
        {f"{ADD}/requestBody/content/application~1xml": GONE},
        media("POST /pets", "application/xml"),
        B,
        "tolerant-reader",
    ),
    (
        "media type that is read removed",
        {
            f"{LIST}/responses/4XX/content": {
                "application/json": {"schema": {"$ref": f"#{S}/Problem"}}
            }
        },
        media("GET /pets", "application/problem+json", way="reads"),
        B,
        "tolerant-reader",
    ),
    (
        "member of a webhook that is read",
        {f"{S}/Gone/properties/id/type": "string"},
        hook("/id"),
        B,
        "tolerant-reader",
    ),
    (
        "member of a webhook that is not read",
        {f"{S}/Gone/properties/id/type": "string"},
        hook("/why"),
        C,
        "tolerant-reader",
    ),
    (
        "value of a webhook",
        {f"{S}/Gone/properties/why/enum/-": "ill"},
        hook("/why"),
        B,
        "as-declared",
    ),
    (
        "webhook that is not received",
        {f"{S}/Gone/properties/id/type": "string"},
        "GET /pets",
        C,
        "tolerant-reader",
    ),
    (
        "webhook removed that is received",
        {"/webhooks/petGone": GONE},
        hook("/id"),
        B,
        "tolerant-reader",
    ),
    (
        "header of a webhook that is not read",
        {f"{HOOK}/parameters/0/schema/type": "integer"},
        hook("/id", parameters=[]),
        C,
        "tolerant-reader",
    ),
    (
        "header of a webhook that is read",
        {f"{HOOK}/parameters/0/schema": {"type": ["string", "integer", "array"]}},
        hook("/id", parameters=["header X-Delivery"]),
        B,
        "tolerant-reader",
    ),
    (
        "answer to a webhook that is given",
        {f"{HOOK}/responses/204": GONE},
        {
            "webhooks": {
                "POST petGone": {"sends": {"responses": {"204": {}}}},
            }
        },
        C,
        "tolerant-reader",
    ),
    (
        "member of an answer to a webhook that is not given",
        {f"{TAKEN}/note": False},
        {
            "webhooks": {
                "POST petGone": {
                    "sends": {"responses": {"200": {"body": {"members": ["/seen"]}}}}
                },
            }
        },
        C,
        "tolerant-reader",
    ),
    (
        "member of an answer to a webhook that is given",
        {f"{TAKEN}/seen": False},
        {
            "webhooks": {
                "POST petGone": {
                    "sends": {"responses": {"200": {"body": {"members": ["/seen"]}}}}
                },
            }
        },
        B,
        "tolerant-reader",
    ),
]
