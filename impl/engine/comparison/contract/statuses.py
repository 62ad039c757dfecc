"""Response statuses: which entry of a contract answers for which status."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from impl.engine.comparison.contract.message_parts import DeclaredMessage

_CLASSES = range(1, 6)


def covering(
    status: str, responses: Mapping[str, DeclaredMessage]
) -> DeclaredMessage | None:
    """Find what a contract says about a status (OpenAPI 3.1, 4.8.16)."""
    for key in (status, f"{status[:1]}XX", "default"):
        if key in responses:
            return responses[key]
    return None


def representatives(*sides: Iterable[str]) -> list[str]:
    """Give statuses, one for each that any of the contracts tells from the others."""
    keys = {key for side in sides for key in side}
    explicit = {key for key in keys if key.isdigit()}
    found = set(explicit)
    ranges = {key[0] for key in keys if key.endswith("XX")}
    for digit in ranges:
        found.add(_free(digit, explicit))
    if "default" in keys:
        # An error is what a default most often stands for.
        classes = [str(n) for n in (5, 4, *_CLASSES) if str(n) not in ranges]
        found.update(_free(digit, explicit) for digit in classes[:1])
    return sorted(found)


def _free(digit: str, explicit: set[str]) -> str:
    return next(
        status
        for status in (f"{digit}{number:02}" for number in range(100))
        if status not in explicit
    )
