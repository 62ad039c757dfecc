"""Meta-schemas that are published, and that contracts refer to by their URIs.

They are data of pinned packages: nothing is ever fetched.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.resources import absolute
from impl.engine.openapi.v3_0 import modernise

if TYPE_CHECKING:
    from collections.abc import Iterator

# JSON Schema's own, OpenAPI's dialects, and the schemas of whole OpenAPI documents.
_PACKAGES = (
    *("jsonschema_specifications", "openapi_schema_validator"),
    "openapi_spec_validator",
)
_HOSTS = (
    *("http://json-schema.org/", "https://json-schema.org/"),
    "https://spec.openapis.org/",
)
# Its keywords are too far from those of today.
_TOO_OLD = "http://json-schema.org/draft-03/schema"
# How 2019-09 says what an anchor of this name says today.
_ANCHOR = "meta"


def is_published(uri: str) -> bool:
    """Tell whether a URI, without its fragment, is that of a published schema."""
    return uri.startswith(_HOSTS) and uri in _files()


def published(uri: str) -> dict[str, Any] | None:
    """Return the schema of a URI, in the words of 2020-12; None if there is none.

    What it refers to stands in its ``$defs``, so that it needs nothing else.
    """
    if not is_published(uri):
        return None
    schema = _schema(uri)
    needed = {uri: schema}
    waiting = [schema]
    while waiting:
        for target in _targets(waiting.pop()):
            if target not in needed and is_published(target):
                needed[target] = _schema(target)
                waiting.append(needed[target])
    others = {name: each for name, each in needed.items() if name != uri}
    return {**schema, "$defs": {**schema.get("$defs", {}), **others}}


def _targets(schema: dict[str, Any]) -> Iterator[str]:
    base = schema["$id"]
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield absolute(base, node["$ref"])
            waiting += [child for _, child in MODERN.children(node)]


@cache
def _schema(uri: str) -> dict[str, Any]:
    text = _files()[uri]
    found: dict[str, Any] = json.loads(text)
    old = "draft-04" in found["$schema"]
    converted: dict[str, Any] = _converted(found, old)
    converted["$id"] = uri
    del converted["$schema"]  # what is left has been said in the words of 2020-12
    return converted


def _converted(node: Any, old: bool) -> Any:
    if not isinstance(node, dict):
        return node
    result = {
        keyword: MODERN.mapped(keyword, held, lambda each: _converted(each, old))
        for keyword, held in node.items()
    }
    if result.pop("$recursiveAnchor", False):
        result["$dynamicAnchor"] = _ANCHOR
    if "$recursiveRef" in result:
        result["$dynamicRef"] = f"{result.pop('$recursiveRef')}{_ANCHOR}"
    return modernise(result) if old else result


@cache
def _files() -> dict[str, str]:
    """Return the texts of all that are published, by URI."""
    found = {}
    for package in _PACKAGES:
        # Importing what holds them would take half a second.
        spec = find_spec(package)
        for place in spec.submodule_search_locations or () if spec else ():
            for file in sorted(Path(place).rglob("schemas/**/*")):
                if file.is_file() and file.suffix in ("", ".json"):
                    text = file.read_text("utf-8")
                    schema = json.loads(text)
                    uri = schema.get("$id", schema.get("id", "")).removesuffix("#")
                    found[uri] = text
    found.pop("", None)
    found.pop(_TOO_OLD, None)
    return found
