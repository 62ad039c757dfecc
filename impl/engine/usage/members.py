"""Members of JSON values: a tree of those that somebody sends or reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.pointers import escape, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Stands for each item of a list, and for each member of an object.
EVERY = "*"


@dataclass
class MemberTree:
    """What is used of a value: all of it, or some of its members.

    Attributes:
        inner: the members that are used, by name; `*` for each of them.
        is_whole: whether all of the value is used, whatever it holds.
        values: the values that are sent, or known by who reads; None for any.
        is_always: whether it is never left out by who sends.
    """

    inner: dict[str, MemberTree] = field(default_factory=dict)
    is_whole: bool = False
    values: tuple[Any, ...] | None = None
    is_always: bool = False

    @property
    def names(self) -> dict[str, MemberTree]:
        """The members that are used by their own name."""
        return {name: held for name, held in self.inner.items() if name != EVERY}

    @property
    def every(self) -> MemberTree | None:
        """What is used of each item, and of each member."""
        return self.inner.get(EVERY)

    @property
    def items(self) -> MemberTree | None:
        """What is used of the items of a list, wherever they are in it."""
        found = [
            held
            for name, held in self.inner.items()
            if name == EVERY or (name.isascii() and name.isdigit())
        ]
        return merged(found) if found else None

    @property
    def is_plain(self) -> bool:
        """Whether everything is used, with any value."""
        return self.is_whole and not any(
            held.values is not None or held.is_always for _, held in self.walk()
        )

    def member(self, name: str) -> MemberTree | None:
        """Return what is used of a member; None if nothing is."""
        own, every = self.inner.get(name), self.every
        if own is not None and every is not None:
            return merged((own, every))
        return own if own is not None else every

    def walk(self, at: str = "") -> Iterator[tuple[str, MemberTree]]:
        """Give all that is within, each with the pointer to it."""
        yield at, self
        for name, held in self.inner.items():
            yield from held.walk(f"{at}/{escape(name)}")

    def add(self, pointer: str) -> MemberTree:
        """Use what a pointer leads to, wholly unless members of it are added.

        Raises:
            ValueError: it is no JSON Pointer.
        """
        here = self
        for token in split(pointer):
            here = here.inner.setdefault(token, MemberTree())
        return here


def whole() -> MemberTree:
    """Return the use of everything."""
    return MemberTree(is_whole=True)


def merged(found: Iterable[MemberTree]) -> MemberTree:
    """Return the use of all that any of some uses."""
    trees = list(found)
    if len(trees) == 1:
        return trees[0]
    names = dict.fromkeys(name for tree in trees for name in tree.inner)
    listed = [tree.values for tree in trees]
    values = None
    if all(held is not None for held in listed):
        values = tuple(value for held in listed for value in held or ())
    return MemberTree(
        {
            name: merged(tree.inner[name] for tree in trees if name in tree.inner)
            for name in names
        },
        any(tree.is_whole for tree in trees),
        values,
        all(tree.is_always for tree in trees),
    )


def projected(value: Any, tree: MemberTree) -> Any:
    """Leave out of a value what is not used of it."""
    if tree.is_whole:
        return value
    if isinstance(value, list):
        items = tree.items
        return [None if items is None else projected(item, items) for item in value]
    if isinstance(value, dict):
        return {
            name: projected(held, used)
            for name, held in value.items()
            if (used := tree.member(name)) is not None
        }
    return value
