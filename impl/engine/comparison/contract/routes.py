"""Operations that answer under the same URL, however it is cut into server and path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from impl.engine.comparison.contract.servers import base_paths
from impl.engine.openapi.path_templates import EXPRESSION

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.contract.surface import Surface


def align(base: Surface, revision: Surface) -> None:
    """Have the revision cut the URLs of its operations as the base does."""
    known = {
        (operation.method, _template(f"{server}{operation.path}")): (operation, server)
        for key, operation in base.operations.items()
        if key not in revision.operations
        for server in base_paths(operation)
    }
    if not known:
        return
    for key, operation in list(revision.operations.items()):
        if key not in base.operations:
            for server in base_paths(operation):
                whole = operation.method, _template(f"{server}{operation.path}")
                there = known.pop(whole, None)
                moved = there and _moved(operation, server, *there)
                if moved:
                    del revision.operations[key]
                    revision.operations[moved.key] = moved
                    break


def _moved(
    operation: DeclaredOperation, server: str, other: DeclaredOperation, theirs: str
) -> DeclaredOperation | None:
    """Cut the URL of an operation where the other one's is cut."""
    added, dropped, path = theirs.removeprefix(server), "", operation.path
    if theirs.startswith(server):
        if not path.startswith(f"{added}/"):
            return None
        path = path.removeprefix(added)
    elif server.startswith(theirs):
        added, dropped = "", server.removeprefix(theirs)
        path = f"{dropped}{path}"
    else:
        return None
    return replace(
        operation,
        key=other.key,
        path=path,
        trail=(*operation.trail[:-1], other.key),
        shift=(dropped, added),
    )


def _template(path: str) -> str:
    return EXPRESSION.sub("{}", path)
