"""Contracts with something of every construct, to be edited: one for each version.

What stands in the places of schemas is drawn; nothing stands anywhere that an edit
could not show in some message.
"""

import json
from functools import lru_cache
from random import Random
from typing import Any

from tests.unit.engine.comparison.adversary.drawn_schemas import Drawing

Content = dict[str, Any]
S = "#/components/schemas/"
TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def ref(name: str) -> Content:
    return {"$ref": S + name}


def contract(version: str, seed: int) -> Content:
    """Make a contract of a version of OpenAPI."""
    # Nothing may be the same object in two places.
    made: Content = json.loads(_text(version, seed))
    return made


@lru_cache(maxsize=64)
def _text(version: str, seed: int) -> str:
    drawing = Drawing(version, Random(seed))
    schemas = {**_fixed(version), **drawing.named()}
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
        "paths": _paths(version, drawing),
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
            "callbacks": {"Done": {"{$request.body#/url}": {"post": _event()}}},
            "securitySchemes": _security(version),
        },
    }
    if version != "3.0":
        content["webhooks"] = {"gone": {"post": _event()}}
        content["info"]["summary"] = "Short."
        content["components"]["pathItems"] = {"Shared": {"get": _plain("shared")}}
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


def _fixed(version: str) -> Content:
    """Give the schemas that have to be what they are, for what they show."""
    found: Content = {
        "Problem": {
            "type": "object",
            "required": ["title"],
            "properties": {"title": TEXT, "code": WHOLE},
        },
        "Thing": {
            "type": "object",
            "description": "A thing.",
            "title": "Thing",
            "externalDocs": {"url": "https://example.com/thing"},
            "required": ["id", "name"],
            "properties": {
                "id": {"type": "integer", "readOnly": True},
                "secret": {"type": "string", "writeOnly": True},
                "name": {"type": "string", "minLength": 1, "maxLength": 8},
                "kind": {"type": "string", "enum": ["a", "b", "c"], "default": "a"},
                "old": {"type": "string", "deprecated": True},
                "url": {"type": "string"},
                "pet": ref("Pet"),
                "animal": ref("Animal"),
                "more": ref("Drawn"),
            },
        },
        "Count": {"type": "integer", "minimum": 0, "maximum": 20},
        "Pet": {
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"cat": S + "Cat", "dog": S + "Dog"},
            },
        },
        "Cat": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": TEXT, "lives": ref("Count")},
        },
        "Dog": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": TEXT, "name": TEXT},
        },
        "Animal": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": TEXT},
            "discriminator": {"propertyName": "type"},
        },
        "Cow": {
            "allOf": [
                ref("Animal"),
                {
                    "type": "object",
                    "properties": {"milk": WHOLE},
                    "required": ["milk"],
                },
            ]
        },
        "Horse": {
            "allOf": [ref("Animal"), {"properties": {"speed": ref("Count")}}],
        },
        "Event": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": WHOLE, "why": {"type": "string", "maxLength": 5}},
        },
        "Marked": {
            "type": "object",
            "required": ["a"],
            "properties": {
                "a": {
                    "type": "string",
                    "xml": {"name": "aa", "attribute": True},
                },
                "b": {
                    "type": "array",
                    "items": TEXT,
                    "xml": {
                        "wrapped": True,
                        "namespace": "https://example.com/ns",
                        "prefix": "p",
                    },
                },
            },
        },
    }
    if version == "3.2":
        found["Pet"]["discriminator"]["defaultMapping"] = S + "Dog"
        found["Marked"]["properties"]["c"] = {
            "type": "string",
            "xml": {"nodeType": "element"},
        }
    return found


def _paths(version: str, drawing: Drawing) -> Content:
    paths: Content = {
        "/things/{id}": {
            "summary": "One.",
            "description": "One thing.",
            "parameters": [
                {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "description": "Which.",
                    "schema": {"type": "string", "minLength": 1, "maxLength": 6},
                }
            ],
            "servers": [{"url": "https://things.example.com/v1"}],
            "get": {
                **_plain("getThing"),
                "summary": "Get.",
                "description": "Get it.",
                "externalDocs": {"url": "https://example.com/get"},
                "tags": ["things"],
                "parameters": _parameters(),
                "responses": {
                    "200": {
                        "description": "It.",
                        "headers": {
                            "X-Rate": {"$ref": "#/components/headers/Rate"},
                            "X-List": {
                                "schema": {"type": "array", "items": WHOLE},
                                "description": "A list.",
                            },
                            "X-Map": {
                                "explode": True,
                                "schema": {
                                    "type": "object",
                                    "properties": {"a": WHOLE},
                                },
                            },
                        },
                        "content": {"application/json": {"schema": ref("Thing")}},
                        "links": {"self": {"$ref": "#/components/links/self"}},
                    },
                    "404": {"$ref": "#/components/responses/Missing"},
                    "default": {
                        "description": "Else.",
                        "content": {"application/json": {"schema": ref("Problem")}},
                    },
                },
            },
            "put": {
                **_plain("putThing"),
                "requestBody": {"$ref": "#/components/requestBodies/Thing"},
                "security": [
                    {"key": []},
                    {"oauth": ["write"]},
                    {"bearer": []},
                    {"oidc": []},
                ],
            },
        },
        "/drawn": {
            "post": {
                **_plain("drawn"),
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": drawing.schema()}},
                },
                "callbacks": {"done": {"$ref": "#/components/callbacks/Done"}},
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": drawing.schema()}},
                    },
                    "4XX": {"description": ""},
                },
            }
        },
        "/forms": {
            "post": {
                **_plain("form"),
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": _form(),
                            "encoding": {"list": {"style": "form", "explode": False}},
                        }
                    },
                },
            },
            "put": {
                **_plain("upload"),
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/form-data": {
                            "schema": _form(),
                            "encoding": {
                                "name": {
                                    "contentType": "text/plain",
                                    "headers": {
                                        "X-Part": {"required": True, "schema": WHOLE}
                                    },
                                }
                            },
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "multipart/mixed": {
                                "schema": _form(),
                                "encoding": {
                                    "name": {"contentType": "text/plain"},
                                },
                            }
                        },
                    }
                },
            },
        },
        "/texts": {
            "post": {
                **_plain("text"),
                "requestBody": {
                    "content": {
                        "text/plain": {
                            "schema": {"type": "string", "maxLength": 6},
                            "example": "abc",
                        },
                        "application/xml": {"schema": ref("Marked")},
                    }
                },
            },
            **{
                method: _plain(f"{method}Texts")
                for method in ("get", "delete", "options", "head", "patch", "trace")
            },
        },
    }
    if version == "3.2":
        paths.update(_newest(drawing))
    return paths


def _newest(drawing: Drawing) -> Content:
    """Give what came with OpenAPI 3.2."""
    item = {
        "type": "object",
        "required": ["n"],
        "properties": {"n": WHOLE, "d": drawing.schema()},
    }
    return {
        "/stream": {
            "post": {
                **_plain("stream"),
                "requestBody": {
                    "required": True,
                    "content": {"application/jsonl": {"itemSchema": item}},
                },
                "responses": {
                    "200": {
                        "summary": "Events.",
                        "content": {"application/jsonl": {"itemSchema": item}},
                    }
                },
            },
            "query": {
                **_plain("ask"),
                "requestBody": {
                    "content": {"application/json": {"schema": ref("Thing")}}
                },
            },
            "additionalOperations": {"COPY": _plain("copy")},
        },
        "/mixed": {
            "post": {
                **_plain("mixed"),
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/mixed": {
                            "schema": {
                                "type": "array",
                                "minItems": 2,
                                "prefixItems": [TEXT],
                                "items": {"type": "object"},
                            },
                            "prefixEncoding": [{"contentType": "text/plain"}],
                            "itemEncoding": {
                                "contentType": "application/json",
                                "headers": {"X-Part": {"schema": WHOLE}},
                            },
                        }
                    },
                },
            }
        },
        "/plain": {
            "post": {
                **_plain("plain"),
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"$ref": "#/components/mediaTypes/Plain"}
                    },
                },
            }
        },
        "/whole": {
            "get": {
                **_plain("whole"),
                "parameters": [
                    {
                        "name": "q",
                        "in": "querystring",
                        "content": {
                            "application/x-www-form-urlencoded": {"schema": _form()}
                        },
                    }
                ],
            }
        },
    }


def _form() -> Content:
    return {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "maxLength": 6},
            "count": {"type": "integer", "minimum": 0},
            "list": {"type": "array", "items": {"type": "integer"}, "maxItems": 3},
        },
    }


def _parameters() -> list[Content]:
    numbers = {"type": "array", "items": {"type": "integer", "minimum": 0}}
    members = {
        "type": "object",
        "properties": {"a": WHOLE, "b": {"type": "string", "maxLength": 4}},
    }
    return [
        {"$ref": "#/components/parameters/Limit"},
        {"name": "f", "in": "query", "schema": numbers, "explode": False},
        {"name": "x", "in": "query", "schema": numbers},
        {"name": "d", "in": "query", "style": "deepObject", "schema": members},
        {"name": "p", "in": "query", "style": "pipeDelimited", "schema": numbers},
        {
            "name": "t",
            "in": "query",
            "allowReserved": True,
            "allowEmptyValue": True,
            "schema": {"type": "string", "minLength": 2, "default": "tt"},
            "example": "abc",
        },
        {
            "name": "j",
            "in": "query",
            "content": {"application/json": {"schema": members}},
        },
        {"name": "X-H", "in": "header", "required": True, "schema": WHOLE},
        {"name": "X-L", "in": "header", "schema": numbers, "deprecated": True},
        {
            "name": "c",
            "in": "cookie",
            "schema": {"type": "string", "maxLength": 5},
            "examples": {"e": {"$ref": "#/components/examples/Small"}},
        },
    ]


def _plain(name: str) -> Content:
    return {"operationId": name, "responses": {"204": {"description": "Done."}}}


def _event() -> Content:
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ref("Event")}},
        },
        "responses": {
            "200": {
                "description": "",
                "content": {"application/json": {"schema": ref("Problem")}},
            }
        },
    }


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
