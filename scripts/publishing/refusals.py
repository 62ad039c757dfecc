"""Why a contract is not published, for a terminal and for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.comparison.reports.markdown import code, escaped
from scripts.comparing.registry import printable
from scripts.comparing.terminal import painted, wrapped
from scripts.comparing.text import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The gravest first.
EMOJI: Final = {
    "breaking": "❌",
    "undecided": "❔",
    "risky": "⚠️",
    "compatible": "✅",
}


def text(name: str, problem: dict[str, Any]) -> str:
    """Write a line or two for each of the gravest changes, and what is needed."""
    detail = f"{name} is not published: {printable(problem['detail'])}{_id(problem)}"
    lines = change_lines(problem.get("changes", ()))
    return "\n".join([*lines, *wrapped(detail, "", "  ")])


def markdown(name: str, problem: dict[str, Any]) -> str:
    """Write a table of the gravest changes, for a comment."""
    said = escaped(printable(problem["detail"]))
    lines = [f"## Publish {code(name)}: no", "", f"{said}{_id(problem)}"]
    return "\n".join([*lines, *change_table(problem.get("changes", ()))])


def change_lines(changes: Iterable[dict[str, Any]]) -> list[str]:
    """Return a line or two for each change, for a terminal."""
    lines: list[str] = []
    for change in changes:
        verdict = change["verdict"]
        said = f"{_where(change)}: {printable(change['message'])}"
        first, *rest = wrapped(said, "  ", "  ")
        lines += [f"{painted(SIGNS[verdict], verdict)} {first[2:]}", *rest]
    return lines


def change_table(changes: Sequence[dict[str, Any]]) -> list[str]:
    """Return the lines of a table of changes, none without any."""
    lines = ["", "| | change | where |", "|---|---|---|"] if changes else []
    for change in changes:
        sign = f"{EMOJI[change['verdict']]} {change['verdict']}"
        message = escaped(printable(change["message"]))
        lines.append(f"| {sign} | {message} | {code(_where(change))} |")
    return lines


def faults(file: str, problem: dict[str, Any]) -> list[str]:
    """Return a line for each fault of a document that has a place in it."""
    return [
        printable(
            f"{file}:{flaw['line']}:{flaw.get('column', 1)}: {flaw.get('detail')} "
            f"{flaw.get('mend', '')}".rstrip()
        )
        for flaw in problem.get("errors", ())
        if "line" in flaw
    ]


def _where(change: dict[str, Any]) -> str:
    operations = [printable(each) for each in change["operations"]]
    more = f", {len(operations) - 1:,} more" if len(operations) > 1 else ""
    return f"{operations[0]}{more}" if operations else "everywhere"


def _id(problem: dict[str, Any]) -> str:
    found = problem.get("comparison_id")
    return f" ({found})" if found else ""
