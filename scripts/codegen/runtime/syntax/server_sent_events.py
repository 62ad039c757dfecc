"""Server-sent events (WHATWG HTML, §9.2), as they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .sequences import EVENT_MEMBERS

T = TypeVar("T")

_LINE_END = re.compile(r"\r\n?")
_BREAKS = re.compile(r"[\r\n\0]")


@dataclass(frozen=True, slots=True)
class ServerSentEvent(Generic[T]):
    """An item of a stream of events together with what stands beside its data.

    Attributes:
        data: the item.
        event: its type, on one line.
        id: what a client sends as Last-Event-ID when it comes back, on one line.
        retry: milliseconds after which it may come back.
    """

    data: T
    event: str | None = None
    id: str | None = None
    retry: int | None = None


def with_line_feeds(text: str) -> str:
    """Return a text as it arrives: line feeds are the only line ends of data."""
    return _LINE_END.sub("\n", text)


def write_event(members: Mapping[str, object]) -> bytes:
    """Return an event with the members `data`, `event`, `id` and `retry`, or some.

    Raises:
        ValueError: there is another member, or a value that an event can't carry, such
            as a type of two lines, which would be read as something else.
    """
    if unknown := members.keys() - EVENT_MEMBERS:
        raise ValueError(f"an event has no member {min(unknown)}")
    retry = members.get("retry")
    if retry is not None and (type(retry) is not int or retry < 0):
        raise ValueError("retry is not a number of milliseconds")
    data = members.get("data")
    if data is not None and not isinstance(data, str):
        raise ValueError("data is not text")
    # Loading the framework takes half a second, which not everybody needs.
    from fastapi.sse import format_sse_event

    return format_sse_event(
        data_str=data,
        event=_line("event", members.get("event")),
        id=_line("id", members.get("id")),
        retry=retry,
    )


def _line(name: str, value: object) -> str | None:
    if value is not None and (not isinstance(value, str) or _BREAKS.search(value)):
        raise ValueError(f"{name} is not text on one line")
    return value
