"""A comparison as one page of HTML, which needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from impl.engine.comparison.reports.entries import ChangeEntry, folded, told
from impl.engine.comparison.reports.message_lines import (
    MARK,
    explanation,
    message_lines,
)
from impl.engine.comparison.verdicts.profiles import GRAVITY
from scripts.comparing.acceptances import reason_of
from scripts.comparing.text import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from impl.engine.comparison.verdicts.profiles import Verdict

_ASSETS = Path(__file__).parent / "assets"
_BEFORE, _AFTER = 3, 6
_WIDEST = 160
_MOST_PLACES = 200
_MOST_NAMED = 5


class Excerptable(Protocol):
    """What lines can be shown of."""

    @property
    def lines(self) -> list[str]:
        """All of its lines."""


@dataclass(frozen=True)
class ReportSubject:
    """What a page is of.

    Attributes:
        base: what people call the base.
        revision: what they call the revision.
        verdict: what the changes come to.
        semver: the part of the version to raise, if there is a version.
        profile: the name of the policy that judged, if there is one.
        by_profile: how many changes of which level there are for each policy.
        accepted: the changes that may pass, each with who accepts it.
    """

    base: str
    revision: str
    verdict: Verdict
    semver: str = ""
    profile: str = ""
    by_profile: Mapping[str, Mapping[Verdict, int]] = field(default_factory=dict)
    accepted: Sequence[dict[str, Any]] = ()


def page(
    told_of: ReportSubject,
    changes: Sequence[dict[str, Any]],
    shown: Sequence[dict[str, Any]],
    base: Excerptable,
    revision: Excerptable,
) -> str:
    """Write a comparison as a page: counts, a filter, and what changed side by side.

    Args:
        told_of: what it is of.
        changes: all changes, as JSON objects; they are counted.
        shown: those to write of.
        base: what clients know.
        revision: what it is to become.
    """
    entries = folded(shown)
    style, script = (
        (_ASSETS / name).read_text(encoding="utf-8")
        for name in ("report.css", "report.js")
    )
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; "
        f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    title = f"{told_of.base} → {told_of.revision}: {told_of.verdict}"
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *_head(told_of, changes),
        *_filter(entries),
        "<main>",
        *(line for entry in entries for line in _article(entry, base, revision)),
        "</main>",
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _digest(text: str) -> str:
    found = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(found).decode()}"


def _text(words: str) -> str:
    printable = "".join(
        sign if sign.isprintable() or sign == "\n" else "�" for sign in words
    )
    return escape(printable)


def _head(about: ReportSubject, changes: Sequence[dict[str, Any]]) -> Iterator[str]:
    verdict = about.verdict
    yield "<header>"
    yield f"<h1>{_text(about.base)} → {_text(about.revision)}</h1>"
    words = f" for {about.profile}" if about.profile else ""
    words += f": {told(changes, about.accepted)}."
    if about.semver:
        words += f" Raise the {about.semver} version."
    level = f'<span class="level">{SIGNS[verdict]} {verdict}</span>'
    yield f'<p class="{verdict}">{level}{words}</p>'
    if about.by_profile:
        yield from _table(about)
    if about.accepted:
        yield "<h2>Accepted changes</h2><ul>"
        for change in about.accepted:
            words = f"{change['message']} — accepted by {reason_of(change)}"
            level = SIGNS[change["verdict"]]
            yield f"<li>{level} {change['verdict']}: {_text(words)}</li>"
        yield "</ul>"
    yield "</header>"


def _table(about: ReportSubject) -> Iterator[str]:
    """Count the changes by what each profile makes of them."""
    yield '<table class="counts"><caption>Changes by profile</caption>'
    cells = "".join(f'<th scope="col">{level}</th>' for level in GRAVITY)
    yield f'<thead><tr><th scope="col">profile</th>{cells}</tr></thead><tbody>'
    for name, found in about.by_profile.items():
        chosen = ' class="chosen"' if name == about.profile else ""
        cells = "".join(f"<td>{found[level]:,}</td>" for level in GRAVITY)
        yield f'<tr{chosen}><th scope="row">{name}</th>{cells}</tr>'
    yield "</tbody></table>"


def _filter(entries: list[ChangeEntry]) -> Iterator[str]:
    """Write the controls, which nobody sees without the script that they need."""
    yield '<form hidden aria-label="Filter"><fieldset><legend>Level</legend>'
    for level in GRAVITY:
        box = f'<input type="checkbox" value="{level}" checked>'
        yield f"<label>{box} {level}</label>"
    yield '</fieldset><label>Operation <select><option value="">all</option>'
    names = {name for entry in entries for name in entry.operations}
    for name in sorted(names):
        yield f'<option value="{_text(name)}">{_text(name)}</option>'
    yield '</select></label><span id="shown" role="status" class="faint"></span></form>'


def _article(
    entry: ChangeEntry, base: Excerptable, revision: Excerptable
) -> Iterator[str]:
    change, level = entry.first, entry.verdict
    names = _text(json.dumps(entry.operations))
    yield (
        f'<article class="{level}" data-level="{level}" data-operations="{names}">'
        f'<h2><span class="level">{SIGNS[level]} {level}</span> '
        f"{_text(change['message'])}</h2>"
    )
    yield f'<p class="places">{_operations(entry)}'
    yield f"<code>{change['kind']}</code> <code>{change['fingerprint']}</code></p>"
    if entry.breaks_strict_readers:
        yield "<p>Breaks strict readers, not tolerant ones.</p>"
    yield '<div class="sides">'
    yield from _side("base", change["base"], base)
    yield from _side("revision", change["revision"], revision)
    yield "</div>"
    if change["witness"]:
        yield from _witness(change["witness"])
    if len(entry.changes) > 1:
        yield from _others(entry)
    yield "</article>"


def _operations(entry: ChangeEntry) -> str:
    shown = [_text(name) for name in entry.operations[:_MOST_NAMED]]
    more = len(entry.operations) - len(shown)
    if more > 0:
        shown.append(f"{more:,} more")
    return f"in {', '.join(shown)} · " if shown else ""


def _side(name: str, place: dict[str, Any], given: Excerptable) -> Iterator[str]:
    where = f"{place['file']}:{place['line']}"
    yield f"<figure><figcaption>{name}: {_text(where)}</figcaption>"
    if "end_column" in place:
        first = max(place["line"] - 1 - _BEFORE, 0)
        shown = given.lines[first : place["line"] + _AFTER]
        written = []
        for number, line in enumerate(shown, first + 1):
            is_it = number == place["line"]
            start = place["column"] - 1 if is_it else 0
            found = f"{number:>5}  {_text(_around(line, start))}"
            written.append(f"<mark>{found}</mark>" if is_it else found)
        code = "\n".join(written)
        yield f'<pre tabindex="0"><code>{code}</code></pre>'
    yield "</figure>"


def _around(line: str, column: int) -> str:
    """Cut a line of a document that has but one, so that a column is in it."""
    if len(line) <= _WIDEST:
        return line
    start = max(0, min(column - _WIDEST // 4, len(line) - _WIDEST))
    end = start + _WIDEST
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def _witness(witness: dict[str, Any]) -> Iterator[str]:
    words = " ".join(explanation(witness))
    yield f"<p>{_text(f'{words[0].upper()}{words[1:]}')}</p>"
    written = []
    for line in message_lines(witness):
        text = _text(line.removesuffix(MARK))
        is_it = line.endswith(MARK)
        written.append(f"<mark>{text}{MARK}</mark>" if is_it else text)
    code = "\n".join(written)
    yield f'<pre tabindex="0"><code>{code}</code></pre>'


def _others(entry: ChangeEntry) -> Iterator[str]:
    others = entry.changes[1:]
    what = f"The same in {len(others):,} more place{'s' if len(others) > 1 else ''}"
    yield f"<details><summary>{what}</summary><ul>"
    for change in others[:_MOST_PLACES]:
        place = change["revision"]
        names = ", ".join(change["operations"][:_MOST_NAMED])
        where = f"{place['file']}:{place['line']} {change['place']} {names}"
        yield f"<li><code>{_text(where)}</code></li>"
    left = len(others) - _MOST_PLACES
    if left > 0:
        yield f"<li>and {left:,} more</li>"
    yield "</ul></details>"
