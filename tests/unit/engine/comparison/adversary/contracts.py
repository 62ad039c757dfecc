"""Contracts with something of every construct, to be edited: one for each version.

What stands in the places of schemas is drawn; nothing stands anywhere that an edit
could not show in some message.
"""

import json
from functools import lru_cache
from random import Random

from tests.unit.engine.comparison.adversary.contract_operations import (
    event,
    paths,
    plain,
)
from tests.unit.engine.comparison.adversary.contract_parts import Content, ref
from tests.unit.engine.comparison.adversary.contract_schemas import fixed
from tests.unit.engine.comparison.adversary.drawn_schemas import Drawing


def contract(version: str, seed: int) -> Content:
    """Make a contract of a version of OpenAPI."""
    # Nothing may be the same object in two places.
    made: Content = json.loads(_text(version, seed))
    return made


@lru_cache(maxsize=64)
def _text(version: str, seed: int) -> str:
    drawing = Drawing(version, Random(seed))
    schemas = {**fixed(version), **drawing.named()}
    content: Content = {
        "openapi": {"3.0": "3.0.3", "3.1": "3.1.1", "3.2": "3.2.0"}[version],
        "info": {
            "title": "Adversary",
            "version": "1.0.0",
            "description": "About.",
            "termsOfService": "https://example.com/terms",
            "contact": {
                "name": "A",
                "url": "https://example.com",
                "email": "a@example.com",
            },
            "license": {"name": "MIT", "url": "https://example.com/mit"},
        },
        "externalDocs": {"url": "https://example.com/docs", "description": "More."},
        "servers": [
            {
                "url": "https://{env}.example.com/v1",
                "description": "Main.",
                "variables": {
                    "env": {
                        "default": "live",
                        "enum": ["live", "test"],
                        "description": "Which.",
                    }
                },
            }
        ],
        "tags": [
            {
                "name": "things",
                "description": "Things.",
                "externalDocs": {"url": "https://example.com/things"},
            }
        ],
        "security": [{"key": []}],
        "paths": paths(version, drawing),
        "components": {
            "schemas": schemas,
            "parameters": {
                "Limit": {"name": "limit", "in": "query", "schema": ref("Count")}
            },
            "headers": {"Rate": {"required": True, "schema": ref("Count")}},
            "requestBodies": {
                "Thing": {
                    "required": True,
                    "description": "A thing.",
                    "content": {"application/json": {"schema": ref("Thing")}},
                }
            },
            "responses": {
                "Other": {
                    "description": "Other.",
                    "content": {"application/json": {"schema": ref("Event")}},
                },
                "Missing": {
                    "description": "None.",
                    "content": {"application/json": {"schema": ref("Problem")}},
                },
            },
            "examples": {"Small": {"summary": "Small.", "value": 1}},
            "links": {
                "self": {
                    "operationId": "getThing",
                    "description": "Again.",
                    "parameters": {"id": "$response.body#/id"},
                    "requestBody": "$request.body",
                    "server": {"url": "https://other.example.com/v1"},
                }
            },
            "callbacks": {"Done": {"{$request.body#/url}": {"post": event()}}},
            "securitySchemes": _security(version),
        },
    }
    if version != "3.0":
        content["webhooks"] = {"gone": {"post": event()}}
        content["info"]["summary"] = "Short."
        content["components"]["pathItems"] = {"Shared": {"get": plain("shared")}}
        content["paths"]["/shared"] = {"$ref": "#/components/pathItems/Shared"}
        content["jsonSchemaDialect"] = "https://spec.openapis.org/oas/3.1/dialect/base"
    if version == "3.2":
        del content["jsonSchemaDialect"]
        content["tags"].append(
            {"name": "small", "summary": "S", "parent": "things", "kind": "nav"}
        )
        content["servers"][0]["name"] = "main"
        content["components"]["mediaTypes"] = {
            "Plain": {"schema": ref("Thing")},
        }
    return json.dumps(content)


def _security(version: str) -> Content:
    flow = {"scopes": {"write": "Write.", "read": "Read."}}
    token = {"tokenUrl": "https://example.com/token", **flow}
    away = {"authorizationUrl": "https://example.com/auth", **flow}
    refresh = {"refreshUrl": "https://example.com/refresh"}
    flows: Content = {
        "implicit": dict(away),
        "password": {**token, **refresh},
        "clientCredentials": dict(token),
        "authorizationCode": {**token, **away},
    }
    found: Content = {
        "key": {
            "type": "apiKey",
            "in": "header",
            "name": "X-Key",
            "description": "A key.",
        },
        "oauth": {"type": "oauth2", "flows": flows},
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "oidc": {
            "type": "openIdConnect",
            "openIdConnectUrl": "https://example.com/.well-known",
        },
    }
    if version == "3.2":
        flows["deviceAuthorization"] = {
            **token,
            "deviceAuthorizationUrl": "https://example.com/device",
        }
        found["oauth"]["oauth2MetadataUrl"] = "https://example.com/meta"
    return found
