"""What values look like to people: times, sizes, counts, verdicts and states."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from textwrap import dedent
from typing import Any, Final

from markupsafe import Markup, escape

_STEPS: Final = (
    (60, "second"),
    (60, "minute"),
    (24, "hour"),
    (30, "day"),
    (12, "month"),
)
# A word and a shape each, so that nothing is told by colour alone.
_MARKS: Final = {
    "compatible": "✓",
    "risky": "△",
    "breaking": "✗",
    "undecided": "?",
    "draft": "○",
    "in_review": "◐",
    "ready": "●",
    "published": "✓",
    "withdrawn": "—",
    "superseded": "—",
    "approve": "✓",
    "request_changes": "✗",
    "comment": "…",
    "open": "○",
    "resolved": "✓",
    "deprecated": "▽",
    "public": "◍",
    "proven": "✓",
    "unproven": "○",
    "on": "●",
    "off": "○",
    "current": "●",
    "yes": "✓",
    "no": "✗",
    "stopped": "✗",
    "passes": "✓",
    "unknown": "?",
    "pending": "◐",
    "delivered": "✓",
    "failed": "✗",
    "you": "●",
    "new": "✦",
}
_SAID: Final = {
    "in_review": "in review",
    "approve": "approves",
    "request_changes": "wants changes",
    "comment": "comments",
    "public": "for everyone",
    "unproven": "not proven",
    "current": "this one",
}


def ago(moment: datetime, now: datetime | None = None) -> Markup:
    """Return how long ago a moment was, with the moment itself at hand."""
    left = max(0, int(((now or datetime.now(UTC)) - moment).total_seconds()))
    said = "just now"
    if left >= 60:
        unit = "year"
        for size, name in _STEPS:
            if left < size:
                unit = name
                break
            left //= size
        said = f"{counted(left, unit)} ago"
    exact = moment.astimezone(UTC)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        exact.isoformat(), f"{exact:%Y-%m-%d %H:%M:%S} UTC", said
    )


def counted(number: int, noun: str) -> str:
    """Return a number of things."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(number: int) -> str:
    """Return a number of bytes."""
    if number < 1000:
        return counted(number, "byte")
    if number < 1_000_000:
        return f"{number / 1000:.0f} kB"
    return f"{number / 1_000_000:.1f} MB"


def mark(word: str | None, note: object = "") -> Markup:
    """Return a verdict or a state: its shape, and its word."""
    known = word or "undecided"
    shape, said = _MARKS.get(known, "·"), _SAID.get(known, known)
    return Markup(
        '<span class="mark {}"><span aria-hidden="true">{}</span> {}{}</span>'
    ).format(known, shape, said, Markup("&nbsp;") + escape(note) if note != "" else "")


def clipped(text: str, most: int = 2000) -> str:
    """Return a text that a stranger wrote, in at most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """Return words that stand for themselves."""
    return [(each, each) for each in values]


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "ago": ago,
    "counted": counted,
    "size": size,
    "mark": mark,
    "clipped": clipped,
    "dedented": dedent,
    "pairs": pairs,
}
