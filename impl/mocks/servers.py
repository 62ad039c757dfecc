"""The base paths of a contract's servers, under which a mock serves it as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from impl.engine.openapi.path_templates import EXPRESSION

_SLASHES = re.compile(r"/+$")


def base_paths(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paths of all servers, the longest first, without a slash behind.

    Variables have their defaults. Servers of path items and operations count too.
    """
    found = {_path(each) for each in _servers(content)}
    return tuple(sorted(filter(None, found), key=len, reverse=True))


def _servers(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from _listed(content)
    paths = content.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        if isinstance(item, dict):
            yield from _listed(item)
            for operation in item.values():
                if isinstance(operation, dict):
                    yield from _listed(operation)


def _listed(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    servers = node.get("servers")
    for each in servers if isinstance(servers, list) else ():
        if isinstance(each, dict) and isinstance(each.get("url"), str):
            yield each


def _path(server: Mapping[str, Any]) -> str:
    variables = server.get("variables")
    known = variables if isinstance(variables, dict) else {}

    def default(found: re.Match[str]) -> str:
        variable = known.get(found[1])
        return str(variable.get("default", "")) if isinstance(variable, dict) else ""

    url = EXPRESSION.sub(default, server["url"])
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    path = unquote(_SLASHES.sub("", path))
    return path if path.startswith("/") else ""
