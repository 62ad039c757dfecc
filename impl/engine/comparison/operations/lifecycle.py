"""Compare what is said of an operation's end, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import PolicyMark
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Lifecycle,
    Occurrence,
    Site,
    unmade,
)
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect

if TYPE_CHECKING:
    from impl.engine.comparison.kinds.kind import FactKind
    from impl.engine.comparison.operations.operation_pair import OperationPair


class LifecycleComparison:
    """Compares deprecation, sunset and operationId of one operation."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations

    def compare(self) -> None:
        """Note the differences."""
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
        names = [side.value.get("operationId") for side in (before, after)]
        if names[0] != names[1]:
            self._note(
                catalogue.OPERATION_ID_CHANGED,
                "operation",
                f"The operationId {_became(*names)}; only generated code notices.",
                (names[0], names[1]),
            )

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
        self._operations.context.add(
            Finding(
                kind=kind,
                site=Site(before.pointer, after.pointer, f"{before.place} {about}"),
                message=message,
                occurrences=[
                    Occurrence(
                        before,
                        after,
                        self._operations.sides,
                        Expected("operation"),
                        unmade,
                    )
                ],
                said=said,
                lifecycle=Lifecycle(marks),
            )
        )


def _became(before: Any, after: Any) -> str:
    if before is None:
        return f"{after!r} was added"
    return f"{before!r} {'was removed' if after is None else f'became {after!r}'}"
