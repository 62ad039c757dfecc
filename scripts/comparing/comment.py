"""Markdown on what was judged: one comment, however many contracts it is on.

What fails comes first. Contracts share the room that a comment has: what one of them
leaves is for those after it, and what finds no room is counted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from impl.engine.comparison.reports.markdown import ROOM, code, escaped
from impl.engine.comparison.verdicts.profiles import GRAVITY
from scripts.comparing.acceptances import reason_of
from scripts.comparing.consumers import as_markdown
from scripts.comparing.gate_reports import report_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.comparing.formats import Printing
    from scripts.comparing.judging import JudgedContract

# In bytes: what a contract needs to be told of at all.
_LEAST: Final = 1_500
_NO_ROOM: Final = "which find no room here."


def comment(
    printing: Printing,
    judged: Sequence[JudgedContract],
    notes: Sequence[str],
    *,
    is_single: bool,
) -> str:
    """Write a report in fewer characters than GitHub takes.

    Args:
        printing: how.
        judged: the contracts, in any order.
        notes: what else people should know.
        is_single: whether it goes without saying which contract it is on.
    """
    ends = _fitting([f"- {escaped(note)}" for note in notes], ROOM // 8, "notes")
    room = ROOM - _size(ends)
    parts: list[str] = []
    for each in sorted(judged, key=_rank):
        left = len(judged) - len(parts)
        if room < _LEAST:
            parts.append(f"… and {left:,} more contracts, {_NO_ROOM}\n")
            break
        lines = [] if is_single else [f"# {code(each.revision.name)}", ""]
        lines += _on(printing, each, max(room // left, _LEAST) - _size(lines))
        parts.append("\n".join(lines) + "\n")
        room -= _size(lines)
    if ends:
        parts.append("\n".join(ends) + "\n")
    return "\n".join(parts)


def _on(printing: Printing, judged: JudgedContract, room: int) -> Iterator[str]:
    lines = [
        f"- {escaped(change['message'])} — accepted by {escaped(reason_of(change))}"
        for change in judged.accepted
    ]
    ends = _fitting(lines, room // 4, "accepted changes")
    if ends:
        ends = ["", "### Accepted changes", "", *ends]
    if judged.version:
        ends += ["", f"{judged.version}."]
    if judged.consumers:
        ends += _fitting(as_markdown(judged.consumers), room // 3, "lines on consumers")
    shorter = replace(printing, room=room - _size(ends))
    yield report_on(shorter, judged).rstrip("\n")
    yield from ends


def _rank(judged: JudgedContract) -> tuple[bool, int]:
    return (not judged.status, GRAVITY.index(judged.left.verdict))


def _fitting(lines: list[str], room: int, what: str) -> list[str]:
    """Return as many lines as there is room for; the last says how many are left."""
    for count, line in enumerate(lines):
        room -= _size([line])
        if room < 0:
            left = len(lines) - count
            return [*lines[:count], "", f"… and {left:,} more {what}, {_NO_ROOM}"]
    return lines


def _size(lines: Sequence[str]) -> int:
    # Names of files need not be UTF-8.
    return sum(len(line.encode(errors="surrogatepass")) + 1 for line in lines)
