"""Operations that come or go where another one's path takes the same requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from impl.engine.comparison.differences.doubts import UNTOLD
from impl.engine.comparison.differences.facts import PROVED, Certainty, Evidence, always
from impl.engine.comparison.differences.findings import ComparisonContext
from impl.engine.comparison.differences.tolerance import READINGS, Reading
from impl.engine.comparison.operations.routing import covering, merging
from impl.engine.comparison.witnesses.evidence import facts

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.findings import Finding

# Notes the differences between two operations.
CompareOperations = Callable[
    [ComparisonContext, "DeclaredOperation", "DeclaredOperation"], None
]
_GRAVITY: tuple[Certainty, ...] = ("proved", "undecided", "refuted")


def replaced(
    context: ComparisonContext,
    before: DeclaredOperation,
    found: Finding,
    run: CompareOperations,
) -> None:
    """Take note if a template answers in place of a concrete path that was removed."""
    sides, _ = context.role("request", swapped=False)
    operations = context.revision.operations.values()
    other = answering = covering(before, operations, sides.reader)
    if other is None:
        schemas, proves = (sides.sender, sides.reader), context.oracle.proves
        other = merging(before, operations, schemas, proves)
        if other is not None:
            # What fills the one template in was proved to fill the other one in.
            before, answering = _without_path(before), _without_path(other)
    if other is None or answering is None:
        return
    if set(_together(context, before, answering, run).values()) == {"proved"}:
        found.readings = always(PROVED)
        found.lifecycle = replace(found.lifecycle, marks=())
        found.message += f" {other.name} answers in its place."


def shadowing(
    context: ComparisonContext,
    after: DeclaredOperation,
    found: Finding,
    run: CompareOperations,
) -> None:
    """Take note if a concrete path that was added answers in place of a template.

    Whether anybody ever filled the template in like that, no contract tells: tolerant
    readers count on it that nobody did.
    """
    sides, _ = context.role("request", swapped=False)
    other = covering(after, context.base.operations.values(), sides.sender)
    if other is None:
        return
    answers = _together(context, other, after, run)
    is_alike = set(answers.values()) == {"proved"}
    found.message += f" It answers what {other.name} answered before"
    found.message += "." if is_alike else ", and not quite as that did."
    found.accepted = True
    found.readings = {
        **always(PROVED),
        **{
            reading: Evidence("undecided", reason=UNTOLD)
            for reading, answer in answers.items()
            if answer != "proved" and reading != "lenient"
        },
    }


def _without_path(operation: DeclaredOperation) -> DeclaredOperation:
    """Give an operation of which nothing says what its path is filled in with."""
    found = replace(operation)
    vars(found)["parameters"] = {
        key: held for key, held in operation.parameters.items() if key[0] != "path"
    }
    return found


def _together(
    context: ComparisonContext,
    before: DeclaredOperation,
    after: DeclaredOperation,
    run: CompareOperations,
) -> dict[Reading, Certainty]:
    """Say how one operation would do in place of another."""
    inner = ComparisonContext(
        context.base, context.revision, context.sharing, context.oracle
    )
    run(inner, before, after)
    found = facts(inner)
    return {
        reading: max(
            (fact.readings[reading] for fact in found),
            key=_GRAVITY.index,
            default="proved",
        )
        for reading in READINGS
    }
