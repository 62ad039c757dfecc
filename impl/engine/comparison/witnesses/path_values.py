"""Take the parameters out of the path of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.openapi.path_templates import EXPRESSION

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation


def path_values(operation: DeclaredOperation, path: str) -> dict[str, str] | None:
    """Take the parameters out of a concrete path; None if it is another path."""
    pieces = EXPRESSION.split(operation.path)
    literals, names = pieces[::2], pieces[1::2]
    if not path.startswith(literals[0]):
        return None
    rest, values = path[len(literals[0]) :], {}
    for name, literal in zip(names, literals[1:], strict=True):
        end = rest.find(literal) if literal else len(rest)
        if end < 0 or "/" in rest[:end]:
            return None
        values[name], rest = rest[:end], rest[end + len(literal) :]
    return None if rest else values
