"""Where requests go: the parameters of paths, and the keys that answers tell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from impl.engine.mocking.recognition.path_shapes import HOLE

if TYPE_CHECKING:
    from impl.engine.mocking.recognition.doors import Door
    from impl.engine.mocking.recognition.plans import OperationPlan
    from scripts.fuzzing.sequences.exchanges import PlayedReply

Place = Mapping[str, str]


@dataclass(frozen=True)
class Ground:
    """Parameters of paths by hole, and the requests that made what they name."""

    place: Place = field(default_factory=dict)
    trail: tuple[PlayedReply, ...] = ()

    def with_(self, place: Place, trail: tuple[PlayedReply, ...]) -> Ground:
        """Return it with more parameters."""
        new = tuple(each for each in trail if each not in self.trail)
        return Ground({**self.place, **place}, (*self.trail, *new))


def filled(plan: OperationPlan, place: Place) -> str:
    """Return the path of an operation with its parameters filled in."""
    shape = plan.operation.shape
    path = shape.template
    for hole, name in zip(shape.holes, shape.names, strict=True):
        path = path.replace(f"{{{name}}}", quote(place[hole], safe=""))
    return path


def keys_in(door: Door, item: Any, reply: PlayedReply) -> tuple[str, ...] | None:
    """Return the key of what was made, as its body or `Location` tells; else None."""
    if not door.keys:
        return None
    found = [_key(item, each.steps, is_link=each.is_link) for each in door.keys]
    if all(found):
        return tuple(found)
    return _located(door, reply)


def _key(item: Any, steps: tuple[str, ...] | None, *, is_link: bool) -> str:
    value = at(item, steps) if steps else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).rstrip("/").rpartition("/")[2] if is_link else str(value)


def _located(door: Door, reply: PlayedReply) -> tuple[str, ...] | None:
    where = reply.headers.get("location", "")
    if not where or door.item_path is None:
        return None
    segments = door.item_path.segments
    pattern = "/".join(
        re.escape(s).replace(re.escape(HOLE), "([^/]+)") for s in segments
    )
    # Whatever the paths follow, and the suffixes that some have.
    found = re.search(rf"/{pattern}(?:\.\w+)?/?$", urlsplit(where).path)
    if found is None:
        return None
    values = [unquote(each) for each in found.groups()]
    return tuple(values[-len(door.keys) :])


def at(value: Any, steps: tuple[str, ...]) -> Any:
    """Return what stands at some steps in a value; None if nothing does."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def text_of(value: Any) -> str:
    """Write a parameter's value."""
    if isinstance(value, list):
        return ",".join(map(text_of, value))
    return value if isinstance(value, str) else json.dumps(value)


def header_of(plan: OperationPlan, name: str) -> str:
    """Return how an operation writes a header field; nothing if it takes none."""
    for place, written in plan.operation.parameters:
        if place == "header" and written.lower() == name:
            return written
    return ""
