"""Contracts in which everything that has a name is called whatever is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

# Names that Python, Pydantic or the generated code itself already use; names that are
# no identifiers; and names that only letter case or Unicode's normal forms tell apart.
NAMES = (
    *("models", "runtime", "responses", "contract", "security", "application"),
    *("validators", "ports", "routers", "senders", "default", "options", "lifespan"),
    *("authenticator", "translate", "generated", "SCHEMES", "CONTRACT", "ADAPTERS"),
    *("list", "str", "int", "float", "bool", "dict", "bytes", "object", "tuple"),
    *("import", "class", "None", "none", "True", "async", "match", "type", "lambda"),
    *("Any", "Literal", "Self", "Final", "Protocol", "NoReturn", "TypeAlias", "Union"),
    *("self", "cls", "context", "body", "to", "trigger", "status", "headers"),
    *("schema", "media_type", "body_type", "status_code", "is_callback", "final"),
    *("BaseModel", "RootModel", "View", "Field", "Annotated", "MISSING", "Optional"),
    *("Context", "Sealed", "RawBody", "Header", "Operation", "Media", "Endpoint"),
    *("Port", "Unimplemented", "Credential check", "Authenticator", "Sender"),
    *("Sending", "Trigger", "UndeclaredAnswer", "Transport", "router", "Runtime"),
    *("model_config", "model_fields", "model_dump", "copy", "json", "validate"),
    *("construct", "fields", "root", "__class__", "__init__", "__dict__", "_private"),
    *("datetime", "date", "UUID", "Decimal", "typing", "pydantic", "annotations"),
    *("teams", "teams routes", "teams_port", "Teams", "TEAMS", "t", "T200", "t_url"),
    *("1st", "2nd/3rd", "a-b", "a.b", "a_b", "A-B", "aB", "AB", "a__b", "x y"),
    *("", " ", "_", "__", "a'b", 'a"b', "a\\b", "a\nb", "{x}", "#", "~", "%41", "${x}"),
    *("🎉", "🚀🎉", "größe", "ключ", "名前", "ﬁ", "fi", "ªb", "é", "e\u0301", "İ", "ß"),
    *("中h", "²", "\u0661", "x²", "·a", "a·b", "℘", "¼", "A" * 120),
)
_KEY = re.compile(r"[a-zA-Z0-9._-]+")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TYPES: Sequence[Any] = (
    *({"type": "string"}, {"type": "integer"}, {"type": "boolean"}),
    {"type": "array", "items": {"type": "string"}},
)


def contract_of(names: Iterable[str]) -> dict[str, Any]:
    """Return a contract whose schemas, members, operations, tags, parameters, headers,
    security schemes, webhooks and callbacks have these names.
    """
    given = list(dict.fromkeys(names))
    keys = [name for name in given if _KEY.fullmatch(name)] or ["only"]
    tokens = list({n.lower(): n for n in given if _TOKEN.fullmatch(n)}.values())
    refs = [{"$ref": f"#/components/schemas/{key}"} for key in keys]
    members = {
        name: refs[index % len(refs)] if index % 3 else _TYPES[index % 4]
        for index, name in enumerate(given)
    }
    schemas = {
        key: {
            "type": "object",
            "properties": members if index < 2 else {key: refs[index - 1]},
            "required": given[index % 2 : index % 2 + 3] if index < 2 else [],
        }
        for index, key in enumerate(keys)
    }
    parameters = [
        *_parameters(("query", "cookie"), given),
        *_parameters(("header",), tokens),
    ]
    paths: dict[str, Any] = {}
    hooks: dict[str, Any] = {}
    for index, name in enumerate(given):
        ref = refs[index % len(refs)]
        inline = {
            "type": "object",
            "properties": {name: {"type": "array", "items": ref}},
        }
        operation = {
            "requestBody": _content(inline),
            "responses": {
                "200": {
                    "description": name,
                    "headers": _headers(tokens) if index < 2 else {},
                    **_content(inline),
                },
                "default": {
                    "description": name,
                    "content": {
                        **_content(ref)["content"],
                        "text/plain": {"schema": {"type": "string"}},
                    },
                },
            },
            "parameters": parameters if index < 2 else [],
        }
        named = {**operation, "tags": [name], "operationId": name}
        callback = {"{$url}": {"post": operation}}
        paths[f"/tagged{index}"] = {"post": {**named, "callbacks": {name: callback}}}
        together = {**operation, "tags": ["all"], "operationId": f"all of {name}"}
        paths[f"/together{index}"] = {"get": together}
        paths[f"/untagged{index}/{{id}}"] = {
            "parameters": [_path_parameter("id")],
            "get": {"responses": operation["responses"]},
        }
        hooks[name] = {"post": {**operation, "tags": ["all"] if index % 2 else [name]}}
    for method, name in (("get", "one"), ("put", "other")):
        paths[f"/same/{{{name}}}/{method}"] = {
            "parameters": [_path_parameter(name)],
            method: {"responses": {"204": {"description": "None."}}},
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hostile", "version": "1"},
        "paths": paths,
        "webhooks": hooks,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                key: {"type": "http", "scheme": "basic" if index % 2 else "bearer"}
                for index, key in enumerate(keys)
            },
        },
    }


def _content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _parameters(places: Sequence[str], names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": places[index % len(places)], "schema": _TYPES[index % 4]}
        for index, name in enumerate(names)
    ]


def _path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _headers(names: Sequence[str]) -> dict[str, Any]:
    return {
        name: {"schema": _TYPES[index % 2], "required": index % 3 == 0}
        for index, name in enumerate(names)
    }
