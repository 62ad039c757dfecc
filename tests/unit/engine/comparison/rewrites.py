"""Ways to write the same contract differently; each takes and gives plain values."""

import copy
import functools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from impl.engine.openapi.pointers import escape, resolve

Content = dict[str, Any]
SCHEMAS = "#/components/schemas/"
_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_SINGLES = ("items", "additionalProperties", "not", "if", "then", "else", "contains")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_DATA = ("example", "examples", "default", "enum", "const", "value", "mapping")
_UNORDERED = ("required", "enum", "parameters", "tags")


def within(schema: Any) -> Iterator[tuple[Any, Any]]:
    """Give the holder and the key of each schema right within a schema."""
    if not isinstance(schema, dict):
        return
    for name in _MAPS:
        if isinstance(schema.get(name), dict):
            yield from ((schema[name], key) for key in list(schema[name]))
    for name in _SINGLES:
        if isinstance(schema.get(name), dict):
            yield schema, name
    for name in _LISTS:
        if isinstance(schema.get(name), list):
            yield from ((schema[name], index) for index in range(len(schema[name])))


def roots(content: Content) -> Iterator[tuple[Any, Any]]:
    """Give the holder and the key of each outermost schema of a contract."""
    for name in content.get("components", {}).get("schemas", {}):
        yield content["components"]["schemas"], name
    waiting: list[Any] = [
        value for key, value in content.items() if key != "components"
    ]
    components = content.get("components", {})
    waiting += [value for key, value in components.items() if key != "schemas"]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        if not isinstance(node, dict):
            continue
        for key, value in node.items():
            if key == "schema" and isinstance(value, dict):
                yield node, key
            elif key not in _DATA and not key.startswith("x-"):
                waiting.append(value)


def every(content: Content, change: Callable[[Any], Any]) -> Content:
    """Change every schema, from the inside out."""
    content = copy.deepcopy(content)

    def visit(holder: Any, key: Any) -> None:
        for inner in within(holder[key]):
            visit(*inner)
        holder[key] = change(holder[key])

    for root in list(roots(content)):
        visit(*root)
    return content


def reordered(content: Content) -> Content:
    """Turn all maps around, and all lists without an order."""

    def turn(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {k: turn(v, k) for k, v in reversed(node.items())}
        if isinstance(node, list):
            items = [turn(item) for item in node]
            return items[::-1] if key in _UNORDERED else items
        return node

    found: Content = turn(content)
    return found


def split(content: Content) -> Content:
    """Cut object schemas into two parts under allOf."""

    def cut(schema: Any) -> Any:
        if not isinstance(schema, dict) or len(schema.get("properties", ())) < 2:
            return schema
        kept = (
            *("allOf", "additionalProperties", "unevaluatedProperties", "$ref"),
            "discriminator",
        )
        if any(key in schema for key in kept):
            return schema
        items = list(schema["properties"].items())
        rest = {**schema, "properties": dict(items[1:])}
        return {"allOf": [{"properties": dict(items[:1])}, rest]}

    return every(content, cut)


def extracted(content: Content) -> Content:
    """Move schemas within schemas to components of their own."""
    made: dict[str, Any] = {}

    def move(schema: Any) -> Any:
        if not isinstance(schema, dict) or "$ref" in schema:
            return schema
        if schema.get("readOnly") or schema.get("writeOnly"):
            return schema
        for holder, key in list(within(schema)):
            inner = holder[key]
            if isinstance(inner, dict) and ("properties" in inner or "enum" in inner):
                name = f"Extracted{len(made)}"
                made[name] = inner
                holder[key] = {"$ref": SCHEMAS + name}
        return schema

    content = every(content, move)
    if made:
        content.setdefault("components", {}).setdefault("schemas", {}).update(made)
    return content


def inlined(content: Content) -> Content:
    """Put the schemas that references lead to in their places, where they are small."""

    @functools.cache
    def small(reference: str) -> str | None:
        text = json.dumps(resolve(content, reference.removeprefix("#")))
        # Who refers to what has a discriminator is an heir of it.
        bound = '"$ref"' in text or '"discriminator"' in text
        return text if len(text) < 600 and not bound else None

    def put(schema: Any) -> Any:
        if not isinstance(schema, dict) or set(schema) != {"$ref"}:
            return schema
        text = small(schema["$ref"])
        return json.loads(text) if text else schema

    return every(content, put)


def renamed(content: Content) -> Content:
    """Give component schemas other names, but for those that stand in messages."""
    names = content.get("components", {}).get("schemas", {})
    kept = {name for name, schema in names.items() if _is_heir(schema)}
    tokens = {json.dumps(escape(name))[1:-1] for name in names.keys() - kept}

    def rename(match: re.Match[str]) -> str:
        return match[0] + ("Renamed" if match[1] in tokens else "")

    text = re.sub(f'"{SCHEMAS}([^"/]+)(?=["/])', rename, json.dumps(content))
    found: Content = json.loads(text)
    if names:
        held = found["components"]["schemas"]
        found["components"]["schemas"] = {
            name if name in kept else f"{name}Renamed": schema
            for name, schema in held.items()
        }
    return found


def _is_heir(schema: Any) -> bool:
    """Tell whether a discriminator may look for a schema by its name."""
    return isinstance(schema, dict) and ("allOf" in schema or "discriminator" in schema)


def reparametrised(content: Content) -> Content:
    """Give the parameters in paths other names."""
    content = copy.deepcopy(content)
    shared = content.get("components", {}).get("parameters", {})
    for parameter in shared.values():
        _rename(parameter)
    paths = {}
    for path, item in content.get("paths", {}).items():
        for holder in (item, *item.values()):
            if isinstance(holder, dict):
                for parameter in holder.get("parameters", ()):
                    _rename(parameter)
        paths[re.sub(r"\{([^{}]*)\}", r"{\1_}", path)] = item
    content["paths"] = paths
    return content


def _rename(parameter: Any) -> None:
    if parameter.get("in") == "path" and not parameter["name"].endswith("_"):
        parameter["name"] += "_"


def undocumented(content: Content) -> Content:
    """Change what documents the contract."""
    content = copy.deepcopy(content)
    content["info"] = {"title": "Other", "version": "99"}
    for item in content.get("paths", {}).values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation.update(description="Other.", summary="Other", tags=["other"])
                operation["x-other"] = True
    return every(
        content,
        lambda s: (
            {**s, "description": "Other."}
            if isinstance(s, dict) and "$ref" not in s
            else s
        ),
    )


REWRITES: dict[str, Callable[[Content], Content]] = {
    "reordered": reordered,
    "split": split,
    "extracted": extracted,
    "inlined": inlined,
    "renamed": renamed,
    "reparametrised": reparametrised,
    "undocumented": undocumented,
}
