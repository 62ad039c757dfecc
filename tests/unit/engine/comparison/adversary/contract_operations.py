"""The operations of the contracts."""

from tests.unit.engine.comparison.adversary.contract_parts import (
    TEXT,
    WHOLE,
    Content,
    ref,
)
from tests.unit.engine.comparison.adversary.drawn_schemas import Drawing


def paths(version: str, drawing: Drawing) -> Content:
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
                **plain("getThing"),
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
                **plain("putThing"),
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
                **plain("drawn"),
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
                **plain("form"),
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
                **plain("upload"),
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
                **plain("text"),
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
                method: plain(f"{method}Texts")
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
                **plain("stream"),
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
                **plain("ask"),
                "requestBody": {
                    "content": {"application/json": {"schema": ref("Thing")}}
                },
            },
            "additionalOperations": {"COPY": plain("copy")},
        },
        "/mixed": {
            "post": {
                **plain("mixed"),
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
                **plain("plain"),
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
                **plain("whole"),
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


def plain(name: str) -> Content:
    return {"operationId": name, "responses": {"204": {"description": "Done."}}}


def event() -> Content:
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
