"""Compare operations: which there are, who may call them where, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import credentials, servers
from impl.engine.comparison.differences.facts import REFUTED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Occurrence,
    is_swapped,
    simple,
    unmade,
)
from impl.engine.comparison.operations.overlaps import replaced, shadowing
from impl.engine.comparison.operations.requests import RequestComparison
from impl.engine.comparison.operations.responses import ResponseComparison
from impl.engine.comparison.witnesses.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.differences.facts import Readings
    from impl.engine.comparison.differences.findings import ComparisonContext, Make


def compare_operations(
    context: ComparisonContext, progress: Callable[[int, int], None] | None = None
) -> None:
    """Note the differences of all operations and webhooks."""
    base, revision = context.base, context.revision
    _compare_groups(context, base.operations, revision.operations, progress)
    _compare_groups(context, base.webhooks, revision.webhooks, None, noun="webhook")


def _compare_groups(
    context: ComparisonContext,
    base: dict[str, Operation],
    revision: dict[str, Operation],
    progress: Callable[[int, int], None] | None,
    noun: str = "operation",
) -> None:
    moved = {
        operation.value.get("operationId"): operation
        for key, operation in revision.items()
        if key not in base
    }
    for count, (key, before) in enumerate(base.items()):
        after = revision.get(key)
        if after is None:
            _removed(context, before, moved, noun)
        elif not _is_same(context, before, after):
            _Comparison(context, before, after, swapped=noun != "operation").run()
        if progress:
            progress(count + 1, len(base))
    for key, after in revision.items():
        if key not in base:
            _added(context, after, noun)


def _is_same(context: ComparisonContext, before: Operation, after: Operation) -> bool:
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
    shared = ("/security", "/servers", "/components/securitySchemes")
    pairs += [(at, at) for at in shared if _is_anywhere(context, at)]
    return before.path == after.path and all(same(*pair) for pair in pairs)


def _is_anywhere(context: ComparisonContext, pointer: str) -> bool:
    sides = (context.base, context.revision)
    return any(side.value(pointer) is not None for side in sides)


def _removed(
    context: ComparisonContext,
    before: Operation,
    moved: dict[Any, Operation],
    noun: str,
) -> None:
    sides, _ = context.role("request", swapped=is_swapped(before.trail))
    there = moved.get(before.value.get("operationId") or object())
    message = f"The {noun} {before.name} was removed"
    message += f"; it may have moved to {there.name}." if there else "."
    flipped = not sides.sender_is_base
    sender = Messages(sides.reader if flipped else sides.sender)
    found = Finding(
        f"{noun}-removed",
        "request",
        before.pointer,
        there.pointer if there else "/paths" if noun == "operation" else "",
        before.place,
        message,
        always(REFUTED),
        [
            Occurrence(
                before,
                None,
                sides,
                lambda _: sender.request(before),
                Expected("operation"),
                flipped,
            )
        ],
    )
    if before.value.get("deprecated") is True:
        found.marks = ("deprecated-removal",)
        found.sunset = before.surface.sunset(before.pointer)
    if noun == "operation":
        replaced(context, before, found, _run)
    context.add(found)


def _added(context: ComparisonContext, after: Operation, noun: str) -> None:
    sides, _ = context.role("request", swapped=is_swapped(after.trail))
    occurrence = Occurrence(None, after, sides, unmade, Expected("operation"))
    places = ("/paths" if noun == "operation" else "", after.pointer)
    message = f"The {noun} {after.name} was added."
    found = simple(f"{noun}-added", occurrence, places, after.place, message)
    if noun == "operation":
        shadowing(context, after, found, _run)
    context.add(found)


def _run(context: ComparisonContext, before: Operation, after: Operation) -> None:
    _Comparison(context, before, after, swapped=False).run()


class _Comparison:
    """Compares one operation with what it became."""

    def __init__(
        self,
        context: ComparisonContext,
        before: Operation,
        after: Operation,
        *,
        swapped: bool,
    ) -> None:
        self._context = context
        self._before = before
        self._after = after
        self._swapped = swapped
        self._sides, _ = context.role("request", swapped=swapped)

    def run(self) -> None:
        """Note the differences."""
        before, after, swapped = self._before, self._after, self._swapped
        RequestComparison(self._context, before, after, swapped).compare()
        ResponseComparison(self._context, before, after, swapped).compare()
        if not swapped:
            self._security()
            self._servers()
        self._lifecycle()
        self._callbacks()

    def _note(
        self,
        kind: str,
        message: str,
        said: tuple[Any, Any],
        readings: Readings | None = None,
        make: Make = unmade,
        places: tuple[str, str] | None = None,
    ) -> Finding:
        where = f"{self._before.place} {kind.partition('-')[0]}"
        if places and not any(place.startswith("/paths") for place in places):
            where = kind
        part = "server" if kind.startswith("server") else "credentials"
        found = simple(
            kind,
            Occurrence(self._before, self._after, self._sides, make, Expected(part)),
            places or (self._before.pointer, self._after.pointer),
            where,
            message,
            readings,
        )
        found.said = said
        self._context.add(found)
        return found

    def _security(self) -> None:
        before, after = self._before, self._after
        said = (credentials.alternatives(before), credentials.alternatives(after))
        refused = credentials.refused(before, after)
        weaker = credentials.refused(after, before)
        if refused is None and weaker is None:
            return
        places = (before.security[0], after.security[0])
        if refused is not None:
            who = " and ".join(_credential(*held) for held in refused.items())
            self._note(
                "security-narrowed" if weaker is None else "security-changed",
                f"{who or 'Calling anonymously'} is no longer sufficient.",
                said,
                always(REFUTED),
                lambda _: Messages(self._sides.sender).request(
                    before, credentials=refused
                ),
                places,
            )
        else:
            who = " and ".join(_credential(*held) for held in (weaker or {}).items())
            self._note(
                "security-widened",
                f"{who or 'Calling anonymously'} is now sufficient.",
                said,
                places=places,
            ).marks = ("security-widened",)

    def _servers(self) -> None:
        before, after = self._before, self._after
        if servers.urls(before) == servers.urls(after):
            return
        said = (servers.urls(before), servers.urls(after))
        places = (before.servers, after.servers)
        gone = [
            p for p in servers.base_paths(before) if p not in servers.base_paths(after)
        ]
        if gone:
            self._note(
                "server-base-path-removed",
                f"Nothing is served under the base path {gone[0] or '/'!r} any more.",
                said,
                always(REFUTED),
                lambda _: Messages(self._sides.sender).request(before, server=gone[0]),
                places,
            )
        else:
            self._note("server-changed", "The servers changed.", said, places=places)

    def _lifecycle(self) -> None:
        before, after = self._before, self._after
        was, now = (side.value.get("deprecated") is True for side in (before, after))
        if was != now:
            word = "deprecated" if now else "reinstated"
            found = self._note(
                f"operation-{word}",
                f"The operation {after.name} was {word}.",
                (was, now),
            )
            if now and not after.surface.sunset(after.pointer):
                found.marks = ("no-sunset",)
        dates = [side.surface.sunset(side.pointer) for side in (before, after)]
        if dates[0] != dates[1]:
            found = self._note(
                "sunset-changed",
                f"The sunset of {after.name} was {dates[0] or 'open'} and is "
                f"{dates[1] or 'open'}.",
                (dates[0], dates[1]),
            )
            if dates[0] and (dates[1] and dates[1] < dates[0]):
                found.marks = ("sooner-sunset",)
        names = [side.value.get("operationId") for side in (before, after)]
        if names[0] != names[1]:
            self._note(
                "operation-id-changed",
                f"The operationId {_became(*names)}; only generated code notices.",
                (names[0], names[1]),
            )

    def _callbacks(self) -> None:
        before, after = self._before.callbacks, self._after.callbacks
        for key, operation in before.items():
            other = after.get(key)
            if other is None:
                _removed(self._context, operation, {}, "callback")
            else:
                _Comparison(
                    self._context, operation, other, swapped=not self._swapped
                ).run()
        for key, operation in after.items():
            if key not in before:
                _added(self._context, operation, "callback")


def _became(before: Any, after: Any) -> str:
    if before is None:
        return f"{after!r} was added"
    return f"{before!r} {'was removed' if after is None else f'became {after!r}'}"


def _credential(name: str, scopes: list[str]) -> str:
    return f"{name} ({', '.join(scopes)})" if scopes else name
