"""Why a contract is not published, for a terminal and for a pull request."""

from __future__ import annotations

from typing import Any, Final

from impl.engine.comparison.reports.markdown import code, escaped
from scripts.comparing.registry import printable
from scripts.comparing.terminal import painted, wrapped
from scripts.comparing.text import SIGNS

_EMOJI: Final = {"breaking": "❌", "undecided": "❔", "risky": "⚠️"}


def text(name: str, problem: dict[str, Any]) -> str:
    """Write a line or two for each of the gravest changes, and what is needed."""
    lines = []
    for change in problem.get("changes", ()):
        verdict = change["verdict"]
        said = f"{_where(change)}: {printable(change['message'])}"
        first, *rest = wrapped(said, "  ", "  ")
        lines += [f"{painted(SIGNS[verdict], verdict)} {first[2:]}", *rest]
    detail = f"{name} is not published: {printable(problem['detail'])}{_id(problem)}"
    return "\n".join([*lines, *wrapped(detail, "", "  ")])


def markdown(name: str, problem: dict[str, Any]) -> str:
    """Write a table of the gravest changes, for a comment."""
    said = escaped(printable(problem["detail"]))
    lines = [f"## Publish {code(name)}: no", "", f"{said}{_id(problem)}"]
    changes = problem.get("changes", ())
    if changes:
        lines += ["", "| | change | where |", "|---|---|---|"]
    for change in changes:
        sign = f"{_EMOJI[change['verdict']]} {change['verdict']}"
        message = escaped(printable(change["message"]))
        lines.append(f"| {sign} | {message} | {code(_where(change))} |")
    return "\n".join(lines)


def _where(change: dict[str, Any]) -> str:
    operations = [printable(each) for each in change["operations"]]
    more = f", {len(operations) - 1:,} more" if len(operations) > 1 else ""
    return f"{operations[0]}{more}" if operations else "everywhere"


def _id(problem: dict[str, Any]) -> str:
    found = problem.get("comparison_id")
    return f" ({found})" if found else ""
