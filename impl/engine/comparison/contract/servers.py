"""Where an API is served: base paths matter to clients, hosts differ by environment."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from impl.engine.comparison.contract.keywords import as_list
from impl.engine.openapi.path_templates import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.comparison.contract.operation import DeclaredOperation

    # Gives what a variable of this name may be.
    _Options = Callable[[str, dict[str, Any]], list[Any]]

_MOST = 64


def urls(operation: DeclaredOperation) -> list[str]:
    """List the URLs of the servers of an operation, with variables filled in.

    A variable that lists no values may have any (4.8.6): it stands for itself, beside
    its default.
    """
    return _urls(operation, _options)


def _urls(operation: DeclaredOperation, options: _Options) -> list[str]:
    held = operation.surface.value(operation.servers)
    found = [
        url
        for server in (held if isinstance(held, list) else ())
        if isinstance(server, dict) and isinstance(server.get("url"), str)
        for url in _filled(server, options)
    ]
    dropped, added = operation.shift
    if not (dropped or added):
        return found or ["/"]
    return [f"{url.rstrip('/').removesuffix(dropped)}{added}" for url in found or ["/"]]


def usual(operation: DeclaredOperation) -> list[str]:
    """List the same URLs for clients that leave all variables as they are."""
    return _urls(operation, _usual)


def are_among(url: str, known: list[str]) -> bool:
    """Tell whether a URL is one of some, whatever their variables are."""
    return any(url == each or _any(each).fullmatch(url) for each in known)


def _any(url: str) -> re.Pattern[str]:
    parts = map(re.escape, EXPRESSION.split(url)[::2])
    return re.compile(".*".join(parts))


def base_paths(operation: DeclaredOperation) -> list[str]:
    """List the paths that the URLs of an operation start with, without a last slash.

    Of what may be anything they have the default.
    """
    return sorted({_path(url) for url in _urls(operation, _known)})


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return url


def _options(name: str, variable: dict[str, Any]) -> list[Any]:
    listed = as_list(variable.get("enum"))
    return listed or [*_usual(name, variable), f"{{{name}}}"]


def _known(name: str, variable: dict[str, Any]) -> list[Any]:
    return as_list(variable.get("enum")) or _usual(name, variable)


def _usual(_: str, variable: dict[str, Any]) -> list[Any]:
    return [variable.get("default")]


def _filled(server: dict[str, Any], options: _Options) -> list[str]:
    url, variables = server["url"], server.get("variables")
    known = variables if isinstance(variables, dict) else {}
    names = [
        name for name in EXPRESSION.findall(url) if isinstance(known.get(name), dict)
    ]
    found = []
    for values in islice(
        product(*(options(name, known[name]) for name in names)), _MOST
    ):
        filled = url
        for name, value in zip(names, values, strict=True):
            filled = filled.replace(f"{{{name}}}", str(value))
        found.append(filled)
    return found
