"""Where an API is served: base paths matter to clients, hosts differ by environment."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from impl.engine.comparison.contract.keywords import as_list
from impl.engine.openapi.path_templates import EXPRESSION

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation

_MOST = 64


def urls(operation: DeclaredOperation) -> list[str]:
    """List the URLs of the servers of an operation, with variables filled in."""
    held = operation.surface.value(operation.servers)
    found = [
        url
        for server in (held if isinstance(held, list) else ())
        if isinstance(server, dict) and isinstance(server.get("url"), str)
        for url in _filled(server)
    ]
    dropped, added = operation.shift
    if not (dropped or added):
        return found or ["/"]
    return [f"{url.rstrip('/').removesuffix(dropped)}{added}" for url in found or ["/"]]


def base_paths(operation: DeclaredOperation) -> list[str]:
    """List the paths that the URLs of an operation start with, without a last slash."""
    return sorted({_path(url) for url in urls(operation)})


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return url


def _filled(server: dict[str, Any]) -> list[str]:
    url, variables = server["url"], server.get("variables")
    known = variables if isinstance(variables, dict) else {}
    names = [
        name for name in EXPRESSION.findall(url) if isinstance(known.get(name), dict)
    ]
    options = [
        as_list(known[name].get("enum")) or [known[name].get("default")]
        for name in names
    ]
    found = []
    for values in islice(product(*options), _MOST):
        filled = url
        for name, value in zip(names, values, strict=True):
            filled = filled.replace(f"{{{name}}}", str(value))
        found.append(filled)
    return found
