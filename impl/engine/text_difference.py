"""What differs between two texts, line by line, as far as a page has room for it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any, Final

_CONTEXT: Final = 3
_LINES: Final = 2000
_LONGEST: Final = 400


def text_difference(base: str, revision: str) -> dict[str, Any]:
    """Return runs of lines around what was removed and added.

    Returns:
        The `hunks`, each with the numbers of its first lines and `lines` of a kind
        (`same`, `removed` or `added`), their numbers on both sides and their text; how
        many lines were `removed` and `added`; and whether it is `cut`.
    """
    old, new = base.splitlines(), revision.splitlines()
    matcher = SequenceMatcher(None, old, new)
    hunks: list[dict[str, Any]] = []
    removed = added = told = 0
    is_cut = False
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        lines: list[tuple[str, int | None, int | None, str]] = []
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                pairs = zip(range(i1, i2), range(j1, j2), strict=True)
                lines += [("same", i + 1, j + 1, _cut(old[i])) for i, j in pairs]
                continue
            removed, added = removed + i2 - i1, added + j2 - j1
            room = max(0, _LINES - told)
            gone = range(i1, min(i2, i1 + room))
            come = range(j1, min(j2, j1 + room))
            lines += [("removed", i + 1, None, _cut(old[i])) for i in gone]
            lines += [("added", None, j + 1, _cut(new[j])) for j in come]
            is_cut = is_cut or len(gone) < i2 - i1 or len(come) < j2 - j1
        if told < _LINES:
            hunks.append(
                {"old": group[0][1] + 1, "new": group[0][3] + 1, "lines": lines}
            )
        else:
            is_cut = True
        told += len(lines)
    return {"hunks": hunks, "removed": removed, "added": added, "cut": is_cut}


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
