# A copy of Countersign's scripts/codegen/runtime/syntax/sequences.py.
"""Sequential media types (OpenAPI 3.2, §4.14.3.1): bodies that are many items.

JSON Lines and its older names have a JSON text on each line, JSON text sequences
(RFC 7464) one after each record separator, event streams (WHATWG HTML, §9.2) an event
between blank lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from .media_types import MediaType

Framing = Literal["lines", "records", "events"]

EVENT_MEMBERS = frozenset({"data", "event", "id", "retry"})
_LINES = frozenset({"jsonl", "ndjson", "x-ndjson", "x-jsonl", "x-jsonlines"})
_RECORD_SEPARATOR = b"\x1e"


def framing_of(media: MediaType) -> Framing | None:
    """Return how the items of a body are told apart; None if it is one document."""
    if media.type == "application":
        if media.subtype in _LINES:
            return "lines"
        if media.subtype == "json-seq" or media.subtype.endswith("+json-seq"):
            return "records"
    is_events = (media.type, media.subtype) == ("text", "event-stream")
    return "events" if is_events else None


def frame_json(framing: Framing) -> Callable[[bytes], bytes]:
    """Return what makes a JSON text without line ends an item of a sequence."""
    start = _RECORD_SEPARATOR if framing == "records" else b""
    return lambda text: start + text + b"\n"


def texts_of(content: bytes, framing: Framing) -> Iterator[tuple[int, bytes]]:
    """Yield the JSON texts of a sequence, each with the line that it begins on."""
    mark = b"\n" if framing == "lines" else _RECORD_SEPARATOR
    line = 1
    for text in content.split(mark):
        # Blank lines are no items; many writers end with one.
        if text.strip(b" \t\r\n"):
            yield line, text
        line += 1 if framing == "lines" else text.count(b"\n")
