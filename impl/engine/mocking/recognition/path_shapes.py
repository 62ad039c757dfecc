"""Paths by their structure: which segments are words, which are filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from impl.engine.openapi.path_templates import EXPRESSION, served_path

# `/Calls.json` and `/Calls/{Sid}.json` are a list and its items.
_EXTENSION = re.compile(r"\.(?:json|ya?ml|xml)$", re.IGNORECASE)
# `{id}:cancel` and `items:search` are a custom verb behind what it is done to.
_VERB = re.compile(r"(?<=[\w}]):(?=[A-Za-z_])")
# `Products({id})` and `users('{id}')` are an item of OData's.
_CALL = re.compile(r"([\w.]+)\(('?)(\{[^{}]*\})\2\)")
HOLE = "{}"


@dataclass(frozen=True)
class PathShape:
    """A path template as words and holes.

    Attributes:
        template: the path as the contract has it.
        segments: its segments without the names of parameters.
        names: the names of the parameters, in the order of the holes.
    """

    template: str
    segments: tuple[str, ...]
    names: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """Write the path with holes: two paths with the same text are one place."""
        return "".join(f"/{segment}" for segment in self.segments)

    @cached_property
    def holes(self) -> tuple[str, ...]:
        """Give, for each parameter, the path that ends with it."""
        found: list[str] = []
        for index, segment in enumerate(self.segments):
            before = "".join(f"/{each}" for each in self.segments[: index + 1])
            found += [before] * segment.count(HOLE)
        return tuple(found)

    @property
    def ends_filled(self) -> bool:
        """Tell whether the last segment is filled in."""
        return bool(self.segments) and HOLE in self.segments[-1]

    def shorter(self, count: int) -> PathShape:
        """Give the path without its last segments."""
        kept = self.segments[: len(self.segments) - count]
        holes = sum(segment.count(HOLE) for segment in kept)
        return PathShape(self.template, kept, self.names[:holes])

    @property
    def word(self) -> str:
        """Give the last word of the path, whatever is filled in behind it."""
        return next((each for each in reversed(self.segments) if HOLE not in each), "")


def path_shape(template: str) -> PathShape:
    """Take a path template apart."""
    text = _CALL.sub(r"\1/\3", served_path(template))
    parts = [part for part in text.split("/") if part]
    if parts:
        parts[-1] = _EXTENSION.sub("", parts[-1]) or parts[-1]
    pieces = [piece for part in parts for piece in _VERB.split(part)]
    segments = tuple(EXPRESSION.sub(HOLE, piece) for piece in pieces)
    names = tuple(name for piece in pieces for name in EXPRESSION.findall(piece))
    return PathShape(template, segments, names)
