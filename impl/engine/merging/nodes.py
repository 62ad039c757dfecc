"""The values of a text, each with the stretch that it takes up there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ABSENT = object()
NodeKind = Literal["alias", "mapping", "scalar", "sequence"]


@dataclass(slots=True, eq=False)
class Node:
    """A value in a text; offsets count characters from 0.

    Attributes:
        start: where it begins, with the anchor or tag before it.
        end: behind its last sign; comments and empty lines after it are not its own.
        body: where it begins without anchor and tag.
        is_flow: it is an object in braces or an array in brackets, as in JSON.
        is_opaque: its members are not written as most people write them, so that it is
            only rewritten as a whole.
        shares: there is an anchor or an alias in it.
        target: what an alias stands for.
        wanted: what an anchor stands for in the end; absent if it does not stay.
    """

    kind: NodeKind
    start: int
    end: int = 0
    body: int = 0
    is_flow: bool = False
    is_opaque: bool = False
    shares: bool = False
    anchor: str | None = None
    target: Node | None = None
    wanted: Any = ABSENT
    known: list[NodeEntry] | None = None
    read: Callable[[Node], list[NodeEntry]] | None = field(default=None, repr=False)

    @property
    def entries(self) -> list[NodeEntry]:
        """Its members or items, in order; read when they are asked for first."""
        if self.known is None:
            self.known = self.read(self) if self.read else []
        return self.known

    def find(self, token: str) -> NodeEntry | None:
        """Find a member by its key, or an item by its index."""
        if self.kind == "sequence":
            at = int(token)
            return self.entries[at] if at < len(self.entries) else None
        return next((e for e in reversed(self.entries) if e.name == token), None)

    def walk(self) -> Iterator[Node]:
        """Give it and all that is in it, as written."""
        yield self
        for entry in self.entries:
            yield from entry.value.walk()


@dataclass(slots=True, eq=False)
class NodeEntry:
    """A member of an object or an item of an array.

    Attributes:
        start: where it begins: its key, or the dash before it.
        after: behind the colon or dash; for items without a dash, its start.
    """

    start: int
    after: int
    value: Node
    name: Any = None

    @property
    def end(self) -> int:
        """Say where its value ends."""
        return max(self.value.end, self.after)
