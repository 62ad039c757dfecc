"""Compare how often an operation may be asked for: `x-rate-limit`.

An operation has its own, or that of the whole contract, and none if it says `false`: so
many requests, at once if need be, in so many seconds, for each caller, for each address
or for all together. No message shows it: each request is fine, and one too many is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Lifecycle,
    Occurrence,
    Site,
)
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.operations.operation_pair import OperationPair

_MEMBER = "x-rate-limit"
_WHOSE = {
    "caller": "for each caller",
    "address": "for each address",
    "everybody": "for all together",
}


@dataclass(frozen=True)
class _SaidLimit:
    """A limit, and where it is said."""

    quota: int
    window: int
    by: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.quota} requests in {self.window} s {_WHOSE[self.by]}"

    @property
    def said(self) -> dict[str, Any]:
        return {"quota": self.quota, "window": self.window, "by": self.by}


def compare_rate_limits(operations: OperationPair) -> None:
    """Note it if the limit of an operation differs; what the API sends has none."""
    if operations.swapped:
        return
    before, after = operations.base, operations.revision
    was, now = _limit_of(before), _limit_of(after)
    change = _change(was, now)
    if change is None:
        return
    there = was.pointer if was else before.pointer
    here = now.pointer if now else after.pointer
    operations.context.add(
        Finding(
            kind=catalogue.RATE_LIMIT[change],
            site=Site(there, here, f"{before.place} rate limit"),
            message=f"The rate limit of {after.name} was {was or 'none'} and is "
            f"{now or 'none'}.",
            occurrences=[
                Occurrence(before, after, operations.sides, Expected("operation"))
            ],
            said=(was.said if was else None, now.said if now else None),
            lifecycle=Lifecycle(()),
            place=after.name,
        )
    )


def _limit_of(operation: DeclaredOperation) -> _SaidLimit | None:
    own = operation.value.get(_MEMBER)
    if own is False:
        return None
    said = _read(own, f"{operation.pointer}/{_MEMBER}")
    root = operation.surface.value(f"/{_MEMBER}")
    return said or _read(root, f"/{_MEMBER}")


def _read(said: Any, pointer: str) -> _SaidLimit | None:
    """Return a limit; other tools say other things by that name."""
    if not isinstance(said, dict):
        return None
    found = _SaidLimit(
        said.get("quota", 0), said.get("window", 0), said.get("by", "caller"), pointer
    )
    is_sound = all(type(it) is int and it > 0 for it in (found.quota, found.window))
    return found if is_sound and found.by in _WHOSE else None


def _change(was: _SaidLimit | None, now: _SaidLimit | None) -> Effect | None:
    if was is None or now is None:
        if was is now:
            return None
        return Effect.REMOVED if now is None else Effect.ADDED
    if was.said == now.said:
        return None
    if was.by != now.by:
        return Effect.CHANGED
    # At once, and in the long run.
    is_less = now.quota < was.quota or now.quota * was.window < was.quota * now.window
    return Effect.NARROWED if is_less else Effect.WIDENED
