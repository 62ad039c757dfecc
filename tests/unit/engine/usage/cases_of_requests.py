"""Edits of what is sent."""

from tests.unit.engine.comparison.shop import GONE
from tests.unit.engine.usage.casebook import NEW, B, C, R, Row
from tests.unit.engine.usage.zoo import LIST, PATCH, S

ROWS: list[Row] = [
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
        {"GET /pets asks query limit": B, "GET /pets asks query sort": C},
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
]
