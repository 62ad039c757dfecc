"""Edits of statuses, headers, alternatives, and of operations as wholes."""

from tests.unit.engine.comparison.shop import GONE
from tests.unit.engine.usage.casebook import PAGE, PET, B, C, Row
from tests.unit.engine.usage.zoo import ADD, LIST, ONE, S

ROWS: list[Row] = [
    (
        "header removed that always came",
        {f"{LIST}/responses/200/headers/X-Total": GONE},
        {
            "GET /pets heads X-Total": B,
            "GET /pets heads Link": C,
            "GET /pets": B,
            "GET /pets reads /total": B,
            "GET /pets takes 4XX": C,
        },
    ),
    (
        "type of a header",
        {f"{LIST}/responses/200/headers/X-Total/schema/type": "string"},
        {"GET /pets heads X-Total": B, "GET /pets heads Link": C},
    ),
    (
        "success removed",
        {f"{ONE}/responses/200": GONE, f"{ONE}/responses/202": {"description": ""}},
        {
            "GET /pets/{id} takes 200": B,
            "GET /pets/{id} takes 404": C,
            "GET /pets/{id} reads /id": B,
            "GET /pets/{id}": B,
        },
    ),
    (
        "status added",
        {f"{ONE}/responses/410": {"description": ""}},
        {"GET /pets/{id} takes 200": C, "GET /pets/{id}": B},
        "strict-reader",
    ),
    (
        "type of a problem",
        {f"{S}/Problem/properties/title/type": "integer"},
        {
            "GET /pets takes 4XX": B,
            "GET /pets takes 404": B,
            "GET /pets takes 200": C,
            "GET /pets takes default": C,
            "GET /pets": B,
        },
    ),
    (
        "status of its own within a range",
        {f"{LIST}/responses/404": {"description": ""}},
        {
            "GET /pets takes 404": B,
            "GET /pets takes 4XX": B,
            "GET /pets takes 409": C,
            "GET /pets takes 200": C,
        },
    ),
    (
        "media type that is sent removed",
        {f"{ADD}/requestBody/content/application~1xml": GONE},
        {"POST /pets": B, "POST /pets reads /id": B},
    ),
    (
        "exclusive alternative that is sent",
        {f"{S}/Iban/properties/bic/maxLength": 8},
        {
            "POST /payments sends /iban /bic": B,
            "POST /payments sends /iban": C,
            "POST /payments sends /card /cvc": C,
            "POST /payments": B,
        },
    ),
    (
        "exclusive alternative removed",
        {f"{S}/Payment/oneOf/1": GONE},
        {
            "POST /payments sends /iban": B,
            "POST /payments sends /card": C,
            "POST /payments sends /card /iban": B,
        },
    ),
    (
        "alternative that is read",
        {f"{S}/Receipt/anyOf/0/properties/nr/type": "string"},
        {
            "POST /payments reads /nr": B,
            "POST /payments reads /total": C,
            "POST /payments reads /error": C,
            "POST /payments reads /error /nr": B,
        },
    ),
    (
        "member of all alternatives",
        {
            f"{S}/Receipt/anyOf/0/properties/total/type": "string",
            f"{S}/Receipt/anyOf/1/properties/total/type": "string",
        },
        {"POST /payments reads /total": B, "POST /payments reads /nr": C},
    ),
    (
        "what a discriminator tells apart",
        {f"{S}/Cat/properties/lives/maximum": 10},
        {
            "GET /animals/{id} reads /id": C,
            "GET /animals/{id} reads /lives": B,
            "GET /animals/{id} reads /kind": C,
            "GET /animals/{id} reads /kind /lives": B,
            "GET /animals/{id} reads /bark": C,
            "GET /animals/{id}": B,
        },
    ),
    (
        "member that all alternatives have",
        {
            f"{S}/Cat/properties/id/type": "string",
            f"{S}/Dog/properties/id/type": "string",
        },
        {
            "GET /animals/{id} reads /id": B,
            "GET /animals/{id} reads /kind": C,
            "GET /animals/{id} reads /bark": C,
        },
    ),
    (
        "alternative added",
        {
            f"{S}/Animal/oneOf/-": {"$ref": f"#{S}/Cow"},
            f"{S}/Cow": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"type": "string"}, "id": {"type": "string"}},
            },
        },
        {
            "GET /animals/{id} reads /id": B,
            "GET /animals/{id}": B,
            "GET /pets": C,
        },
        "as-declared",
    ),
    (
        "value of a map",
        {f"{PET}/scores/additionalProperties/type": "string"},
        {
            "GET /pets/{id} reads /scores": B,
            "GET /pets/{id} reads /scores/*": B,
            "GET /pets/{id} reads /scores/best": B,
            "GET /pets/{id} reads /owner": C,
        },
    ),
    (
        "members that hang together",
        {f"{S}/Tied/properties/a/type": "string"},
        {
            "GET /tied reads /a": B,
            "GET /tied reads /a /b": B,
            "GET /tied": B,
            "GET /pets": C,
        },
    ),
    (
        "security asked for",
        {
            "/components/securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"}
            },
            f"{LIST}/security": [{"key": []}],
        },
        {"GET /pets asks": B, "GET /pets reads /total": B, "POST /pets": C},
    ),
    (
        "another base path",
        {"/servers/0/url": "https://zoo.example.com/v2"},
        {"GET /pets reads": B, "": C},
    ),
    (
        "nothing but words",
        {f"{PAGE}/total/description": "How many there are."},
        {"GET /pets": C, "GET /pets reads /total": C},
    ),
]
