"""Edits of members that are answered."""

from tests.unit.engine.comparison.shop import GONE
from tests.unit.engine.usage.casebook import (
    OWNER,
    PAGE,
    PET,
    B,
    C,
    R,
    Row,
)
from tests.unit.engine.usage.zoo import LIST, ONE, S

ROWS: list[Row] = [
    (
        "operation removed",
        {LIST: GONE},
        {"GET /pets": B, "GET /pets asks": B, "POST /pets": C, "": C},
    ),
    (
        "operation of a shared path item removed",
        {ONE: GONE},
        {"GET /pets/{id}": B, "PATCH /pets/{id}": C, "GET /pets": C},
    ),
    (
        "type of a member that is answered",
        {f"{PAGE}/total/type": "string"},
        {
            "GET /pets": B,
            "GET /pets reads /total": B,
            "GET /pets reads /items": C,
            "GET /pets reads /items/*/id": C,
            "GET /pets reads": C,
            "GET /pets takes 4XX": C,
            "GET /pets heads X-Total": C,
        },
    ),
    (
        "type of a member of items",
        {f"{PET}/id/type": "string"},
        {
            "GET /pets": B,
            "GET /pets reads /items/*/id": B,
            "GET /pets reads /items/*/name": C,
            "GET /pets reads /items": B,
            "GET /pets reads /total": C,
            "GET /pets/{id} reads /id": B,
            "GET /pets/{id} reads /name": C,
            "POST /pets reads /id": B,
            "POST /pets reads /name": C,
        },
    ),
    (
        "type of a member through allOf and a reference",
        {f"{S}/Named/properties/name/type": "integer"},
        {
            "GET /pets/{id} reads /name": B,
            "GET /pets/{id} reads /id": C,
            "GET /pets/{id} reads /id /name": B,
            "GET /pets/{id} reads /nick": C,
            "GET /pets reads /items/*/name": B,
            "GET /pets reads /items/*/owner": C,
        },
    ),
    (
        "required member removed",
        {
            f"{S}/Named/properties/name": GONE,
            f"{S}/Named/required": GONE,
        },
        {
            "GET /pets/{id} reads /name": B,
            "GET /pets/{id} reads /id": C,
            "GET /pets/{id} reads": C,
            "GET /pets/{id}": B,
        },
    ),
    (
        "optional member removed",
        {f"{PAGE}/next": GONE},
        {
            "GET /pets reads /next": R,
            "GET /pets reads /total": C,
            "GET /pets": R,
        },
    ),
    (
        "optional member removed, for code",
        {f"{PAGE}/next": GONE},
        {"GET /pets reads /next": B, "GET /pets reads /total": C},
        "generated-clients",
    ),
    (
        "member no longer always there",
        {f"{S}/Page/required": ["items"]},
        {
            "GET /pets reads /total": B,
            "GET /pets reads /items": C,
            "GET /pets reads /items/*/id": C,
            "GET /pets": B,
        },
    ),
    (
        "member of a member",
        {f"{OWNER}/address/properties/city/type": "integer"},
        {
            "GET /pets/{id} reads /owner/address/city": B,
            "GET /pets/{id} reads /owner/address/zip": C,
            "GET /pets/{id} reads /owner/address": B,
            "GET /pets/{id} reads /owner/name": C,
            "GET /pets/{id} reads /owner": B,
            "POST /pets sends /owner/address/city": B,
            "POST /pets sends /owner/name; POST /pets reads": C,
            "POST /pets sends /name; POST /pets reads /owner/name": C,
            "POST /pets sends /owner; POST /pets reads": B,
        },
    ),
    (
        "what has to be there of a member that is not read whole",
        {f"{OWNER}/address/required": GONE},
        {
            "GET /pets/{id} reads /owner/address/city": B,
            "GET /pets/{id} reads /owner/address/zip": C,
            "GET /pets/{id} reads /id": C,
        },
    ),
    (
        "member added to what is closed",
        {f"{OWNER}/mail": {"type": "string"}},
        {
            "GET /pets/{id} reads /owner/name": C,
            "GET /pets/{id} reads /owner": B,
            "GET /pets/{id} reads /id": C,
        },
        "as-declared",
    ),
    (
        "member added to what is open",
        {f"{PAGE}/size": {"type": "integer"}},
        {
            "GET /pets": B,
            "GET /pets reads /total": C,
            "GET /pets reads /items /total /next": C,
        },
        "strict-reader",
    ),
    (
        "null where there was none",
        {f"{PET}/status": {"type": ["string", "null"]}},
        {
            "GET /pets/{id} reads /status": B,
            "GET /pets/{id} reads /id": C,
            "GET /pets reads /items/*/status": B,
        },
    ),
    (
        "list of values gains one",
        {f"{PET}/status/enum/-": "gone"},
        {
            "GET /pets/{id} reads /status": B,
            "GET /pets/{id} reads /id": C,
            "GET /pets/{id}": B,
        },
        "as-declared",
    ),
    (
        "list of values gains one that tolerant readers forgive",
        {f"{PET}/status/enum/-": "gone"},
        {"GET /pets/{id} reads /status": C, "GET /pets/{id}": C},
    ),
]
