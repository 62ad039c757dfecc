"""What a person wants to read in a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.reports.changes import changes_under
from impl.engine.comparison.reports.entries import ChangeEntry, folded, told
from impl.engine.comparison.verdicts.profiles import GRAVITY, PROFILES
from impl.engine.diagnostics.excerpts import printable
from scripts.comparing.terminal import painted, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from impl.engine.comparison.verdicts.comparison import ContractComparison

SIGNS = {"breaking": "✗", "undecided": "?", "risky": "!", "compatible": "✓"}
_MOST = 3
_INDENT = " " * 4
_DEEPER = " " * 6


def text(
    comparison: ContractComparison,
    changes: Sequence[dict[str, Any]],
    shown: Sequence[dict[str, Any]],
    names: tuple[str, str],
    left_out: int = 0,
    accepted: Sequence[dict[str, Any]] = (),
    semver: str = "",
) -> str:
    """Write changes by what they come to and what they are in, and a summary.

    Args:
        comparison: what they are of.
        changes: all changes, which are counted.
        shown: those that are written out.
        names: what people call base and revision.
        left_out: how many more there are that nobody asked for.
        accepted: those that may pass, which count for the version all the same.
        semver: the part of the version to raise, if not that of the comparison.
    """
    lines = entry_lines(shown)
    said = told(changes, accepted)
    lines += wrapped(f"{names[0]} → {names[1]}: {said}", "", "  ")
    if len(shown) < len(changes):
        lines.append(f"{len(changes) - len(shown):,} of them are not shown")
    if left_out:
        lines.append(f"{left_out:,} more are not of what is looked at")
    if changes:
        lines += ["", *_by_profile(comparison), ""]
    verdict = painted(comparison.verdict, comparison.verdict)
    lines.append(
        f"{verdict} for {comparison.profile.name}"
        f"{', but for what is accepted' if accepted else ''}; "
        f"raise the {semver or comparison.semver} version"
    )
    return "\n".join(lines) + "\n"


def bare_text(
    verdict: str,
    changes: Sequence[dict[str, Any]],
    shown: Sequence[dict[str, Any]],
    names: tuple[str, str],
) -> str:
    """Write the comparison of two bare schemas; the arguments are those of `text`."""
    lines = entry_lines(shown)
    lines += wrapped(f"{names[0]} → {names[1]}: {told(changes)}", "", "  ")
    lines.append(painted(verdict, verdict))
    return "\n".join(lines) + "\n"


def entry_lines(changes: Sequence[dict[str, Any]]) -> list[str]:
    """Write changes under headings, what is gravest first."""
    lines: list[str] = []
    entries = sorted(
        folded(changes), key=lambda entry: (GRAVITY.index(entry.verdict), _group(entry))
    )
    for group, found in groupby(entries, key=_group):
        if group:
            lines.append(painted(printable(group), "bold"))
        for entry in found:
            lines += _entry(entry)
        lines.append("")
    return lines


def _group(entry: ChangeEntry) -> str:
    """Name what an entry is in: an operation, or a component that several share."""
    if len(entry.operations) == 1:
        return entry.operations[0]
    names = {_shared(change) for change in entry.changes}
    if len(names) == 1 and None not in names:
        return str(names.pop())
    count = len(entry.operations)
    return f"{count} operations" if count else ""


def _shared(change: dict[str, Any]) -> str | None:
    """Name the component that operations share, where that is what changed."""
    for side in ("revision", "base"):
        tokens = change[side]["pointer"].split("/")
        if len(tokens) > 3 and tokens[1] == "components":
            return "/".join(tokens[1:4])
    return None


def _entry(entry: ChangeEntry) -> Iterator[str]:
    change, verdict = entry.first, entry.verdict
    first, *rest = wrapped(f"{SIGNS[verdict]} {change['message']}", "  ", _INDENT)
    yield first.replace(SIGNS[verdict], painted(SIGNS[verdict], verdict), 1)
    yield from rest
    facts = f"{_where(change)}  {change['kind']}  {change['fingerprint']}"
    for line in wrapped(facts, _INDENT, _INDENT):
        yield painted(line, "faint")
    if len(entry.changes) > 1:
        yield from wrapped(_others(entry), _INDENT, _DEEPER)
    if len(entry.operations) > 1:
        names = f"in {_some(entry.operations, len(entry.operations))}"
        yield from wrapped(names, _INDENT, _DEEPER)
    if entry.breaks_strict_readers:
        yield f"{_INDENT}breaks strict readers, not tolerant ones"
    if change["witness"]:
        yield from _witness(change["witness"])


def _others(entry: ChangeEntry) -> str:
    """Say where else the same is so: in words if they differ, else by lines."""
    more = len(entry.changes) - 1
    if entry.others:
        shown = _some(entry.others, more)
    else:
        shown = _some([_where(change) for change in entry.changes[1:]], more)
    return f"the same in {more:,} more place{'s' if more > 1 else ''}: {shown}"


def _some(names: list[str], count: int) -> str:
    more = count - len(names[:_MOST])
    return ", ".join(names[:_MOST]) + (f" and {more:,} more" if more > 0 else "")


def _where(change: dict[str, Any]) -> str:
    return f"{change['revision']['file']}:{change['revision']['line']}"


def _witness(witness: dict[str, Any]) -> Iterator[str]:
    # Where nothing breaks there is none, and all would wait for it.
    from impl.engine.comparison.reports.message_lines import (
        MARK,
        explanation,
        message_lines,
    )

    for line in explanation(witness):
        yield from wrapped(line, _INDENT, _DEEPER)
    for line in message_lines(witness, width() - len(_DEEPER)):
        plain = line.removesuffix(MARK)
        mark = painted(MARK, "breaking") if plain != line else ""
        yield f"{_DEEPER}{plain}{mark}"


def _by_profile(comparison: ContractComparison) -> Iterator[str]:
    """Count the changes by what each profile makes of them, in a table."""
    names = max(map(len, PROFILES))
    yield f"{'':{names}}  {'  '.join(GRAVITY)}"
    for name, profile in PROFILES.items():
        found = changes_under(comparison, profile)
        cells = [f"{found[verdict]:>{len(verdict)},}" for verdict in GRAVITY]
        yield f"{name:{names}}  {'  '.join(cells)}"
