"""Compare operations: which there are, and what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import REFUTED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Lifecycle,
    Occurrence,
    Site,
    is_swapped,
)
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.operations.access import AccessComparison
from impl.engine.comparison.operations.lifecycle import LifecycleComparison
from impl.engine.comparison.operations.operation_pair import OperationPair
from impl.engine.comparison.operations.overlaps import replaced, shadowing
from impl.engine.comparison.operations.rate_limits import compare_rate_limits
from impl.engine.comparison.operations.requests import RequestComparison
from impl.engine.comparison.operations.responses import ResponseComparison
from impl.engine.comparison.witnesses.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.findings import ComparisonContext
    from impl.engine.comparison.kinds.kind import FactKind


# Called with the number of operations done, and of all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Group:
    """Operations that stand in one place of a contract.

    Attributes:
        noun: what people call one of them.
        kinds: what can happen to one.
        place: the pointer of where they stand.
        overlaps: whether one can answer in place of another.
    """

    noun: str
    kinds: Mapping[Effect, FactKind]
    place: str = ""
    overlaps: bool = False


_OPERATIONS = _Group("operation", catalogue.OPERATION, "/paths", overlaps=True)
_WEBHOOKS = _Group("webhook", catalogue.WEBHOOK)
_CALLBACKS = _Group("callback", catalogue.CALLBACK)
_COMPONENTS = _Group("component", catalogue.COMPONENT)


def compare_operations(
    context: ComparisonContext, progress: Progress | None = None
) -> None:
    """Note the differences of all operations and webhooks."""
    base, revision = context.base, context.revision
    both = (base.operations, revision.operations)
    _compare_group(context, _OPERATIONS, *both, progress)
    _compare_group(context, _WEBHOOKS, base.webhooks, revision.webhooks)
    if not any(side.operations or side.webhooks for side in (base, revision)):
        _compare_group(context, _COMPONENTS, base.components, revision.components)


def _compare_group(
    context: ComparisonContext,
    group: _Group,
    base: dict[str, DeclaredOperation],
    revision: dict[str, DeclaredOperation],
    progress: Progress | None = None,
) -> None:
    moved = {
        operation.value.get("operationId"): operation
        for key, operation in revision.items()
        if key not in base
    }
    for count, (key, before) in enumerate(base.items()):
        after = revision.get(key)
        if after is None:
            _removed(context, group, before, moved)
        elif not _is_same(context, before, after):
            swapped = is_swapped(before.trail)
            _OperationComparison(context, before, after, swapped=swapped).run()
        if progress:
            progress(count + 1, len(base))
    for key, after in revision.items():
        if key not in base:
            _added(context, group, after)


def _is_same(
    context: ComparisonContext, before: DeclaredOperation, after: DeclaredOperation
) -> bool:
    """Tell whether an operation says the same, with all that applies to it."""
    same = context.sharing.same
    pairs = [(before.pointer, after.pointer)]
    for member in ("parameters", "servers"):
        places = (f"{before.item}/{member}", f"{after.item}/{member}")
        if any(
            side.surface.value(at) is not None
            for side, at in zip((before, after), places, strict=True)
        ):
            pairs.append(places)
    shared = ("/security", "/servers", "/components/securitySchemes", "/x-rate-limit")
    pairs += [(at, at) for at in shared if _is_anywhere(context, at)]
    return before.path == after.path and all(same(*pair) for pair in pairs)


def _is_anywhere(context: ComparisonContext, pointer: str) -> bool:
    sides = (context.base, context.revision)
    return any(side.value(pointer) is not None for side in sides)


def _removed(
    context: ComparisonContext,
    group: _Group,
    before: DeclaredOperation,
    moved: Mapping[Any, DeclaredOperation],
) -> None:
    sides, _ = context.role("request", swapped=is_swapped(before.trail))
    there = moved.get(before.value.get("operationId") or object())
    message = f"The {group.noun} {before.name} was removed"
    message += f"; it may have moved to {there.name}." if there else "."
    flipped = not sides.sender_is_base
    sender = Messages(sides.reader if flipped else sides.sender)
    lifecycle = Lifecycle()
    if before.value.get("deprecated") is True:
        sunset = before.surface.sunset(before.pointer)
        lifecycle = Lifecycle((PolicyMark.DEPRECATED_REMOVAL,), sunset)
    occurrence = Occurrence(
        base=before,
        revision=None,
        sides=sides,
        expected=Expected("operation"),
        make=lambda _: sender.request(before),
        flipped=flipped,
    )
    after = there.pointer if there else group.place
    found = Finding(
        kind=group.kinds[Effect.REMOVED],
        site=Site(before.pointer, after, before.place),
        message=message,
        occurrences=[occurrence],
        readings=always(REFUTED),
        lifecycle=lifecycle,
        place=before.name,
    )
    if group.overlaps:
        replaced(context, before, found, _run)
    context.add(found)


def _added(context: ComparisonContext, group: _Group, after: DeclaredOperation) -> None:
    sides, _ = context.role("request", swapped=is_swapped(after.trail))
    found = Finding(
        kind=group.kinds[Effect.ADDED],
        site=Site(group.place, after.pointer, after.place),
        message=f"The {group.noun} {after.name} was added.",
        occurrences=[Occurrence(None, after, sides, Expected("operation"))],
        place=after.name,
    )
    if group.overlaps:
        shadowing(context, after, found, _run)
    context.add(found)


def _run(
    context: ComparisonContext, before: DeclaredOperation, after: DeclaredOperation
) -> None:
    _OperationComparison(context, before, after, swapped=False).run()


class _OperationComparison:
    """Compares one operation with what it became."""

    def __init__(
        self,
        context: ComparisonContext,
        before: DeclaredOperation,
        after: DeclaredOperation,
        *,
        swapped: bool,
    ) -> None:
        self._context = context
        self._before = before
        self._after = after
        self._swapped = swapped
        self._requests = OperationPair(context, before, after, "request", swapped)
        self._responses = OperationPair(context, before, after, "response", swapped)

    def run(self) -> None:
        """Note the differences."""
        RequestComparison(self._requests).compare()
        ResponseComparison(self._responses).compare()
        AccessComparison(self._requests).compare()
        LifecycleComparison(self._requests).compare()
        compare_rate_limits(self._requests)
        self._callbacks()

    def _callbacks(self) -> None:
        before, after = self._before.callbacks, self._after.callbacks
        for key, operation in before.items():
            other = after.get(key)
            if other is None:
                _removed(self._context, _CALLBACKS, operation, {})
            else:
                _OperationComparison(
                    self._context, operation, other, swapped=not self._swapped
                ).run()
        for key, operation in after.items():
            if key not in before:
                _added(self._context, _CALLBACKS, operation)
