"""What an edit does to consumers, by hand: a row for each edit, a case for each usage.

`B` breaks the consumer, `C` doesn't; `R` is risky for it, and `U` can't be decided.
"""

from dataclasses import dataclass
from typing import Any

from impl.engine.usage.documents import ConsumerUsage
from tests.unit.engine.comparison.shop import GONE, Edits
from tests.unit.engine.usage.zoo import ADD, LIST, ONE, PATCH, S, hook, usage

B, C, R, U = "breaking", "compatible", "risky", "undecided"
PET = f"{S}/Pet/allOf/1/properties"
NEW = f"{S}/NewPet/properties"
PAGE = f"{S}/Page/properties"
OWNER = f"{S}/Owner/properties"
HOOK = "/webhooks/petGone/post"


@dataclass(frozen=True)
class UsageCase:
    """One edit, one usage, and what the one does to the other."""

    name: str
    edits: Edits
    usage: ConsumerUsage
    verdict: str
    profile: str = "tolerant-reader"


def values(key: str, pointer: str, *known: Any, status: str = "200") -> dict[str, Any]:
    body = {"members": {pointer: {"values": list(known)}}}
    return {"operations": {key: {"reads": {"responses": {status: {"body": body}}}}}}


def sends(key: str, **members: Any) -> dict[str, Any]:
    body = {"members": {f"/{name}": held for name, held in members.items()}}
    return {"operations": {key: {"sends": {"body": body}}}}


def asks(key: str, **parameters: Any) -> dict[str, Any]:
    given = {f"query {name}": held for name, held in parameters.items()}
    return {"operations": {key: {"sends": {"parameters": given}}}}


def media(key: str, *names: str, way: str = "sends") -> dict[str, Any]:
    body = {"media_types": list(names)}
    held: dict[str, Any] = {"sends": {"body": body}}
    if way == "reads":
        held = {"reads": {"responses": {"4XX": {"body": body}}}}
    return {"operations": {key: held}}


# The name of an edit, the edit, usages with their verdicts, and perhaps a profile.
Row = tuple[Any, ...]
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
    (
        "list of values loses one that is sent",
        {f"{NEW}/status/enum": ["free"]},
        {
            "POST /pets sends /status": B,
            "POST /pets sends /name": C,
            "POST /pets": B,
            "POST /pets sends /name /age": C,
        },
    ),
    (
        "bound of an item that is sent",
        {f"{S}/Tag/properties/key/maxLength": 2},
        {
            "POST /pets sends /tags": B,
            "POST /pets sends /tags/*/key": B,
            "POST /pets sends /tags/*/value": B,
            "POST /pets sends /name": C,
            "GET /pets/{id} reads /tags/*/key": C,
        },
    ),
    (
        "bound of an item's other member",
        {f"{S}/Tag/properties/value/maxLength": 2},
        {
            "POST /pets sends /tags/*/key": C,
            "POST /pets sends /tags/*/value": B,
            "POST /pets sends /tags": B,
        },
    ),
    (
        "member that is sent comes to be required",
        {f"{S}/NewPet/required": ["name", "age"]},
        {
            "POST /pets sends /name": B,
            "POST /pets sends /name /age": B,
            "POST /pets": B,
            "GET /pets": C,
        },
    ),
    (
        "typed member added to what is open and sent",
        {f"{NEW}/colour": {"type": "string"}},
        {"POST /pets sends /name": C, "POST /pets": B},
        "as-declared",
    ),
    (
        "member that is sent removed from what is closed",
        {f"{S}/Change/properties/age": GONE},
        {
            "PATCH /pets/{id} sends /age": B,
            "PATCH /pets/{id} sends /name": C,
            "PATCH /pets/{id}": B,
            "PATCH /pets/{id} sends": C,
        },
    ),
    (
        "what is open comes to be closed",
        {f"{S}/NewPet/additionalProperties": False},
        {"POST /pets sends /name": C, "POST /pets": B},
        "as-declared",
    ),
    (
        "format of what is sent",
        {f"{NEW}/name/format": "email"},
        {"POST /pets sends /age": R, "POST /pets": R, "GET /pets": C},
    ),
    (
        "format of what need not be sent",
        {f"{NEW}/age/format": "int32"},
        {"POST /pets sends /name": C, "POST /pets sends /age": R},
    ),
    (
        "default of what is left out",
        {f"{NEW}/age/default": 1},
        {"POST /pets sends /name": B, "POST /pets sends /name /age": B},
        "as-declared",
    ),
    (
        "body comes to be required",
        {f"{PATCH}/requestBody/required": True},
        {
            "PATCH /pets/{id}": B,
            "PATCH /pets/{id} sends": B,
            "PATCH /pets/{id} sends /name": B,
            "GET /pets/{id}": C,
        },
    ),
    (
        "body removed",
        {f"{PATCH}/requestBody": GONE},
        {"PATCH /pets/{id} sends": C, "PATCH /pets/{id} sends /name": B},
    ),
    (
        "bound of a parameter",
        {f"{LIST}/parameters/0/schema/maximum": 10},
        {
            "GET /pets asks query limit": B,
            "GET /pets asks query sort": C,
            "GET /pets asks": C,
            "GET /pets": B,
        },
    ),
    (
        "parameter comes to be required",
        {f"{LIST}/parameters/0/required": True},
        {
            "GET /pets asks query limit": B,
            "GET /pets asks query sort": B,
            "GET /pets": B,
            "POST /pets": C,
        },
    ),
    (
        "required parameter added",
        {
            f"{LIST}/parameters/-": {
                "name": "v",
                "in": "query",
                "required": True,
                "schema": {"type": "string"},
            }
        },
        {"GET /pets asks": B, "GET /pets": B, "POST /pets": C},
    ),
    (
        "parameter removed",
        {f"{LIST}/parameters/0": GONE},
        {"GET /pets asks query limit": U, "GET /pets asks query sort": C},
        "strict-reader",
    ),
    (
        "parameter of the path item",
        {"/paths/~1pets/parameters/1/schema/enum": ["en"]},
        {
            "GET /pets asks query lang": B,
            "GET /pets asks query limit": C,
            "POST /pets asks query lang": B,
            "POST /pets asks": C,
            "POST /pets": B,
        },
    ),
    (
        "header that has to be sent",
        {"/paths/~1pets/parameters/0/schema/type": "integer"},
        {
            "GET /pets asks": B,
            "GET /pets asks header X-Tenant": B,
            "GET /animals/{id}": C,
        },
    ),
    (
        "way in which a parameter is written",
        {f"{LIST}/parameters/2/explode": False},
        {"GET /pets asks query ids": B, "GET /pets asks query limit": C},
    ),
    (
        "member of a parameter",
        {f"{LIST}/parameters/3/schema/properties/old/type": "integer"},
        {"GET /pets asks query filter": B, "GET /pets asks query ids": C},
    ),
    (
        "default of a parameter",
        {f"{LIST}/parameters/1/schema/default": "age"},
        {"GET /pets asks": B, "GET /pets asks query sort": B, "POST /pets": C},
        "as-declared",
    ),
    (
        "parameter in a path",
        {"/components/pathItems/OnePet/parameters/0/schema/maximum": 5},
        {"GET /pets/{id}": B, "PATCH /pets/{id} sends /name": B, "GET /pets": C},
    ),
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
# Usages that are not said in short.
SPECIAL: list[tuple[str, Edits, Any, str, str]] = [
    (
        "value that is known in any case",
        {f"{PET}/status/enum/-": "gone"},
        values("GET /pets/{id}", "/status", "gone"),
        C,
        "as-declared",
    ),
    (
        "value that is not known either",
        {f"{PET}/status/enum/-": "gone"},
        values("GET /pets/{id}", "/status", "lost"),
        B,
        "as-declared",
    ),
    (
        "one of two values is known",
        {f"{PET}/status/enum": ["free", "sold", "gone", "lost"]},
        values("GET /pets/{id}", "/status", "gone"),
        B,
        "as-declared",
    ),
    (
        "value that is known of another type",
        {f"{PAGE}/total": {"type": ["integer", "null"]}},
        values("GET /pets", "/total", None),
        C,
        "tolerant-reader",
    ),
    (
        "value known of a problem",
        {f"{S}/Problem/properties/code/enum/-": "full"},
        values("GET /pets", "/code", "full", status="4XX"),
        C,
        "as-declared",
    ),
    (
        "value that is sent stays",
        {f"{NEW}/status/enum": ["free"]},
        sends("POST /pets", name={}, status={"values": ["free"]}),
        C,
        "tolerant-reader",
    ),
    (
        "value that is sent goes",
        {f"{NEW}/status/enum": ["free"]},
        sends("POST /pets", name={}, status={"values": ["sold"]}),
        B,
        "tolerant-reader",
    ),
    (
        "length that no value has",
        {f"{NEW}/name/maxLength": 3},
        sends("POST /pets", name={"values": ["Tom", "Kim"]}),
        C,
        "tolerant-reader",
    ),
    (
        "length that a value has",
        {f"{NEW}/name/maxLength": 3},
        sends("POST /pets", name={"values": ["Tom", "Bello"]}),
        B,
        "tolerant-reader",
    ),
    (
        "required member that is always sent",
        {f"{S}/NewPet/required": ["name", "age"]},
        sends("POST /pets", name={}, age={"always": True}),
        C,
        "tolerant-reader",
    ),
    (
        "required member that is sent at times",
        {f"{S}/NewPet/required": ["name", "age"]},
        sends("POST /pets", name={}, age={"always": False}),
        B,
        "tolerant-reader",
    ),
    (
        "parameter with values within the bound",
        {f"{LIST}/parameters/0/schema/maximum": 10},
        asks("GET /pets", limit={"values": [5, 10]}),
        C,
        "tolerant-reader",
    ),
    (
        "parameter with a value beyond the bound",
        {f"{LIST}/parameters/0/schema/maximum": 10},
        asks("GET /pets", limit={"values": [5, 20]}),
        B,
        "tolerant-reader",
    ),
    (
        "parameter that is always sent comes to be required",
        {f"{LIST}/parameters/0/required": True},
        asks("GET /pets", limit={"always": True}),
        C,
        "tolerant-reader",
    ),
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
        {
            f"{HOOK}/responses/200/content/application~1json/schema/properties/note": False
        },
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
        {
            f"{HOOK}/responses/200/content/application~1json/schema/properties/seen": False
        },
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


def cases() -> list[UsageCase]:
    """Give all cases."""
    found = []
    for name, edits, verdicts, *profile in ROWS:
        for said, verdict in verdicts.items():
            used = usage(*([said] if said else []))
            title = f"{name}: {said or 'nothing'}"
            found.append(UsageCase(title, edits, used, verdict, *profile))
    for name, edits, said, verdict, profile in SPECIAL:
        found.append(UsageCase(name, edits, usage(said), verdict, profile))
    return found


CASES = cases()
