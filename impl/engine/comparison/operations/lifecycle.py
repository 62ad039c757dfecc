"""Compare for how long an operation is there, and what code calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import texts
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Lifecycle,
    Occurrence,
    Site,
)
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect

if TYPE_CHECKING:
    from impl.engine.comparison.kinds.kind import FactKind
    from impl.engine.comparison.operations.operation_pair import OperationPair


class LifecycleComparison:
    """Compares lifecycle and names of one operation."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations

    def compare(self) -> None:
        """Note the differences."""
        self._lifecycle()
        self._names()

    def _note(
        self,
        kind: FactKind,
        about: str,
        message: str,
        said: tuple[Any, Any],
        marks: tuple[PolicyMark, ...] = (),
    ) -> None:
        """Note what is about the operation itself, and breaks nothing."""
        before, after = self._operations.base, self._operations.revision
        sides = self._operations.sides
        self._operations.context.add(
            Finding(
                kind=kind,
                site=Site(before.pointer, after.pointer, f"{before.place} {about}"),
                message=message,
                occurrences=[Occurrence(before, after, sides, Expected("operation"))],
                said=said,
                lifecycle=Lifecycle(marks),
                place=after.name,
            )
        )

    def _lifecycle(self) -> None:
        before, after = self._operations.base, self._operations.revision
        was, now = (side.value.get("deprecated") is True for side in (before, after))
        dates = [side.surface.sunset(side.pointer) for side in (before, after)]
        if was != now:
            change = Effect.DEPRECATED if now else Effect.REINSTATED
            self._note(
                catalogue.OPERATION[change],
                "operation",
                f"The operation {after.name} was {change.value}.",
                (was, now),
                (PolicyMark.NO_SUNSET,) if now and not dates[1] else (),
            )
        if dates[0] != dates[1]:
            is_sooner = dates[0] and dates[1] and dates[1] < dates[0]
            self._note(
                catalogue.SUNSET_CHANGED,
                "sunset",
                f"The sunset of {after.name} was {dates[0] or 'open'} and is "
                f"{dates[1] or 'open'}.",
                (dates[0], dates[1]),
                (PolicyMark.SOONER_SUNSET,) if is_sooner else (),
            )

    def _names(self) -> None:
        """Note what code that is generated from the contract is called."""
        before, after = self._operations.base, self._operations.revision
        names = [side.value.get("operationId") for side in (before, after)]
        if names[0] != names[1]:
            self._note(
                catalogue.OPERATION_ID_CHANGED,
                "operation",
                f"The operationId {_became(*names)}; only generated code notices.",
                (names[0], names[1]),
            )
        tags = [texts(side.value.get("tags")) for side in (before, after)]
        if tags[0][:1] != tags[1][:1] or set(tags[0]) - set(tags[1]):
            self._note(
                catalogue.TAGS_CHANGED,
                "tags",
                f"The tags of {after.name} were {', '.join(tags[0]) or 'none'} and are "
                f"{', '.join(tags[1]) or 'none'}; only generated code notices.",
                (tags[0], tags[1]),
            )


def _became(before: Any, after: Any) -> str:
    if before is None:
        return f"{after!r} was added"
    return f"{before!r} {'was removed' if after is None else f'became {after!r}'}"
