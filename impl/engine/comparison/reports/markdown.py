"""Comparisons in Markdown, as a comment on a pull request or as a changelog.

GitHub refuses comments of more than 65,536 characters, and nobody reads one of half
that. What breaks comes first and with its witness, the rest is folded away, and what
finds no room is counted.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.reports.entries import ChangeEntry, folded, told
from impl.engine.comparison.reports.message_lines import explanation, message_lines
from impl.engine.diagnostics.excerpts import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from impl.engine.comparison.verdicts.profiles import Verdict

LONGEST = 65_536
# Every character counts as its bytes here, which are at least as many.
ROOM = 60_000
_LONGEST_CELL = 600
_MOST_OPERATIONS = 2
_MOST_PLACES = 3
_SIGNS: dict[Verdict, str] = {
    "breaking": "❌ breaking",
    "undecided": "❓ undecided",
    "risky": "⚠️ risky",
    "compatible": "✅ compatible",
}
_OPEN: tuple[Verdict, ...] = ("breaking", "undecided")
_FOLDED: tuple[Verdict, ...] = ("risky", "compatible")
_TABLE = ["| | change | operation |", "|---|---|---|"]
# What Markdown, or GitHub, takes for more than a sign.
_SPECIAL = re.compile(r"[\\`*_~<>\[\]|]")
_LIVELY = re.compile(r"(?<![\w])(@|#)(?=\w)")


def markdown(
    changes: Sequence[dict[str, Any]],
    *,
    verdict: str,
    semver: str,
    profile: str,
    shown: Sequence[dict[str, Any]] | None = None,
    room: int = ROOM,
    accepted: Sequence[dict[str, Any]] = (),
) -> str:
    """Write changes in Markdown, in fewer characters than GitHub takes.

    Args:
        changes: all of them, as JSON objects; they are counted.
        verdict: what they come to.
        semver: the part of the version to raise.
        profile: the name of the policy that judged.
        shown: those to write of; all by default.
        room: how many bytes it should have, at most; a few hundred are always there.
        accepted: those that are counted alone, because somebody accepts them.
    """
    entries = folded(changes if shown is None else shown)
    page = _Page(room)
    page.add(
        f"## Changes: {verdict}{', but for what is accepted' if accepted else ''}",
        "",
        f"**{told(changes, accepted)}.** "
        f"Raise the **{semver}** version. Judged as `{profile}`.",
    )
    grave = [entry for entry in entries if entry.verdict in _OPEN]
    if grave:
        page.add("", *_TABLE)
        page.fill(grave, lambda entry: [_row(entry)], share=0.4)
        page.add("")
        page.fill(grave, evidence, share=0.7)
    for level in _FOLDED:
        held = [entry for entry in entries if entry.verdict == level]
        if held:
            count = sum(len(entry.changes) for entry in held)
            what = f"{count:,} {level} change{'s' if count > 1 else ''}"
            page.add("", f"<details><summary>{what}</summary>", "", *_TABLE)
            page.fill(held, lambda entry: [_row(entry)], share=1)
            page.add("", "</details>")
    return page.text()


class _Page:
    """Lines, as long as there is room for them."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._lines: list[str] = []

    def add(self, *lines: str) -> None:
        """Add lines that have to be there."""
        self._lines += lines
        self._used += sum(len(line.encode()) + 1 for line in lines)

    def fill(self, entries: list[ChangeEntry], write: Any, *, share: float) -> None:
        """Add entries until a share of all room is taken; say how many are left."""
        for count, entry in enumerate(entries):
            lines = write(entry)
            size = sum(len(line.encode()) + 1 for line in lines)
            if self._used + size > self._room * share:
                left = sum(len(other.changes) for other in entries[count:])
                self.add("", f"… and {left:,} more changes, which find no room here.")
                return
            self.add(*lines)

    def text(self) -> str:
        """Return the page."""
        return "\n".join(self._lines) + "\n"


def _row(entry: ChangeEntry) -> str:
    message = escaped(entry.first["message"])
    if entry.breaks_strict_readers:
        message += " Breaks strict readers."
    more = len(entry.changes) - 1
    if more:
        message += f" The same in {more:,} more place{'s' if more > 1 else ''}."
    return f"| {_SIGNS[entry.verdict]} | {message} | {_operations(entry)} |"


def _operations(entry: ChangeEntry) -> str:
    shown = [
        code(name).replace("|", "\\|") for name in entry.operations[:_MOST_OPERATIONS]
    ]
    more = len(entry.operations) - len(shown)
    return ", ".join([*shown, *([f"{more:,} more"] if more > 0 else [])])


def evidence(entry: ChangeEntry) -> list[str]:
    """Write what shows an entry: its places, and its witness."""
    summary = _plain(_short(entry.first["message"]))
    lines = [f"<details><summary>{summary}</summary>", "", *_places(entry), ""]
    if entry.first["witness"]:
        lines += [*_fenced(entry.first["witness"]), ""]
    return [*lines, "</details>"]


def _fenced(witness: dict[str, Any]) -> list[str]:
    lines = [*explanation(witness), "", *message_lines(witness)]
    runs = re.findall("`+", "\n".join(lines))
    fence = "`" * max([3, *(len(run) + 1 for run in runs)])
    return [fence, *lines, fence]


def _places(entry: ChangeEntry) -> Iterable[str]:
    for change in entry.changes[:_MOST_PLACES]:
        there = change["revision"]
        file = there.get("file")
        where = f"{file}:{there['line']}" if file else f"line {there['line']}"
        facts = (where, change["kind"], change["fingerprint"])
        yield f"- {' · '.join(map(code, facts))}"
    more = len(entry.changes) - _MOST_PLACES
    if more > 0:
        yield f"- and {more:,} more"


def _short(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= _LONGEST_CELL else f"{line[: _LONGEST_CELL - 1]}…"


def escaped(text: str) -> str:
    """Write a text on one line so that it is read as it is, and calls nobody.

    What is too long for a cell of a table is cut.
    """
    short = _short(text).replace("&", "&amp;")
    quiet = _SPECIAL.sub(lambda found: f"\\{found[0]}", short)
    return _LIVELY.sub(r"\1<!-- -->", quiet)


def _plain(text: str) -> str:
    """Write a text within HTML, where Markdown means nothing."""
    return _LIVELY.sub(r"\1<!-- -->", html.escape(text, quote=False))


def code(text: str) -> str:
    """Write a text as code, whatever signs it has."""
    line = printable(" ".join(text.split()))
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    pad = " " if "`" in line else ""
    return f"{fence}{pad}{line}{pad}{fence}"
