"""Response statuses: which entry of a contract answers for which status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from impl.engine.comparison.contract.message_parts import DeclaredMessage
    from impl.engine.comparison.contract.operation import DeclaredOperation

# An error is what a default most often stands for; what is told last has no body.
_CLASSES = (5, 4, 2, 3, 1)
_EMPTY = frozenset({"204", "205", "304"})


def carries_body(method: str, status: str) -> bool:
    """Tell whether a response can have a body (RFC 9110, 6.4.1, 9.3.6 and 15.3.6)."""
    if method == "HEAD" or status in _EMPTY or status.startswith("1"):
        return False
    return not (method == "CONNECT" and status.startswith("2"))


def key_of(status: str, responses: Mapping[str, DeclaredMessage]) -> str:
    """Find what a contract has a status under; empty if nothing (OpenAPI, 4.8.16)."""
    keys = (status, f"{status[:1]}XX", "default")
    return next((key for key in keys if key in responses), "")


def covering(
    status: str, responses: Mapping[str, DeclaredMessage]
) -> DeclaredMessage | None:
    """Find what a contract says about a status."""
    return responses.get(key_of(status, responses))


def answer(operation: DeclaredOperation, status: str) -> DeclaredMessage | None:
    """Find what an operation answers with a status, without a body that never comes."""
    found = covering(status, operation.responses)
    if found is None or carries_body(operation.method, status):
        return found
    return replace(found, contents={})


def representatives(*sides: Iterable[str]) -> list[str]:
    """Give statuses, one for each that any of the contracts tells from the others."""
    keys = {key for side in sides for key in side}
    explicit = {key for key in keys if key.isdigit()}
    found = set(explicit)
    ranges = {key[0] for key in keys if key.endswith("XX")}
    for digit in ranges:
        found.add(_free(digit, explicit))
    if "default" in keys:
        classes = [str(n) for n in _CLASSES if str(n) not in ranges]
        found.update(_free(digit, explicit) for digit in classes[:1])
    return sorted(found)


def _free(digit: str, explicit: set[str]) -> str:
    """Give a status of a class that nothing names, one with a body if there is any."""
    taken = explicit if digit == "1" else explicit | _EMPTY
    statuses = (f"{digit}{number:02}" for number in range(100))
    return next(status for status in statuses if status not in taken)
