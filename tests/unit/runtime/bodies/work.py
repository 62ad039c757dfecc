"""Schemas that are much work, and a service for them."""

from __future__ import annotations

from typing import Any

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import Media, RequestBody
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.harness import app_of, operation

CLOSED = {
    "type": "object",
    "required": ["email"],
    "properties": {"email": {"type": "string", "maxLength": 100}},
    "additionalProperties": False,
}
SCHEMAS: dict[str, Any] = {
    "Login": CLOSED,
    "Open": {"type": "object", "required": [f"r{n}" for n in range(100)]},
    "Any": {},
    "Choice": {
        "oneOf": [
            {
                "type": "object",
                "required": [f"a{n}"],
                "properties": {"k1": {"const": n}},
            }
            for n in range(50)
        ]
    },
    "Names": {"propertyNames": {"enum": [f"n{n}" for n in range(200)]}},
    "List": {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True},
    "Hard": {"additionalProperties": {"pattern": "^(?=a)(a|aa)+$"}},
    "Tree": {
        "type": ["object", "array"],
        "items": {"$ref": "#/components/schemas/Tree"},
        "anyOf": [
            {"additionalProperties": {"$ref": "#/components/schemas/Tree"}},
            {"additionalProperties": {"$ref": "#/components/schemas/Tree"}},
        ],
    },
}


async def handler(context: object, **arguments: object) -> None:
    raise KeyError


def app(name: str, *medias: str, options: Options | None = None) -> ContractApp:
    body = RequestBody(tuple(Media(each, name) for each in medias), required=True)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    return app_of(SCHEMAS, endpoint, options=options)
