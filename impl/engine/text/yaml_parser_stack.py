"""What is known of YAML objects and arrays while they are read."""

from dataclasses import dataclass, field
from typing import Any

from impl.engine.text.source_map import Mark, SourceMap

# Members that only people read.
_DESCRIBING = frozenset({"description", "example", "summary"})


@dataclass(slots=True)
class Anchor:
    """What an alias can stand for."""

    content: Any
    place: SourceMap
    nodes: int = 0
    height: int = 0
    length: int = 0
    complete: bool = False


@dataclass(slots=True)
class Frame:
    """An object or array that is still open."""

    content: Any
    place: SourceMap
    length: int
    nodes_before: int
    anchor: Anchor | None
    key: str | None = None
    key_mark: Mark | None = None
    merge_mark: Mark | None = None
    height: int = 0
    longest: int = 0
    doubles: list["Double"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Double:
    """A member that another one of the same key follows."""

    key: str
    value: Any
    mark: Mark
    pointer: str

    def is_harmless(self, value: Any) -> bool:
        """Tell whether nothing is lost if only the later value is read."""
        are_texts = isinstance(value, str) and isinstance(self.value, str)
        describes = self.key in _DESCRIBING and are_texts
        return bool(value == self.value) or describes


def mark_of(event: Any) -> Mark:
    """Return the line and column where an event begins, from 1."""
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
