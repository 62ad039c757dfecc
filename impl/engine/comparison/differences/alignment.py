"""Which alternative of one schema became which of another.

Alternatives have no names and no order that means anything, so that they go by what
they are: the same words, the same component, the same constants, or else what most of
their properties have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, map_in, texts
from impl.engine.containment.values import identity
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.comparison.contract.schemas import ContractSchemas, Layer
    from impl.engine.comparison.differences.sides import Sides

# How much of their properties two objects have to share to be the same in the making.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which alternatives of sender and reader correspond, by their indices.

    Attributes:
        pairs: those that do.
        sent: those that the sender alone has.
        accepted: those that the reader alone has.
    """

    pairs: tuple[tuple[int, int], ...]
    sent: tuple[int, ...]
    accepted: tuple[int, ...]


def aligned(sides: Sides, sender: Layer, reader: Layer, keyword: str) -> Alignment:
    """Tell which alternatives of two unions correspond."""
    left = _alternatives(sides.sender, sender, keyword)
    right = _alternatives(sides.reader, reader, keyword)
    pairs = _matched(sides, left, right)
    ours, theirs = ({pair[side] for pair in pairs} for side in (0, 1))
    return Alignment(
        tuple(sorted(pairs)),
        tuple(i for i in left if i not in ours),
        tuple(j for j in right if j not in theirs),
    )


def _alternatives(
    schemas: ContractSchemas, layer: Layer, keyword: str
) -> dict[int, _Alternative]:
    """Give those that a message may be."""
    among = as_list(layer.keywords[keyword])
    hidden = schemas.hiding.hidden_among(among)
    return {
        index: _Alternative(schemas, f"{layer.pointer}/{keyword}/{index}")
        for index in range(len(among))
        if index not in hidden
    }


class _Alternative:
    """What tells an alternative from others."""

    def __init__(self, schemas: ContractSchemas, place: str) -> None:
        self._schemas = schemas
        self.place = place
        self.target = schemas.surface.target(place)

    @cached_property
    def names(self) -> frozenset[str]:
        """The properties that it says anything about."""
        return self._schemas.declared((self.place,))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The types of values that it allows; none if it doesn't say."""
        found: set[str] = set()
        for layer in self._schemas.layers((self.place,)):
            declared = layer.keywords.get("type")
            found.update([declared] if isinstance(declared, str) else texts(declared))
            if "properties" in layer.keywords and declared is None:
                found.add("object")
        return frozenset(found)

    @cached_property
    def constants(self) -> dict[str, set[Any]]:
        """The values of those properties that have only some."""
        found: dict[str, set[Any]] = {}
        for layer in self._schemas.layers((self.place,)):
            for name in map_in(layer.keywords, "properties"):
                there = f"{layer.pointer}/properties/{escape(name)}"
                values = set(map(identity, self._of(there)))
                if values:
                    found.setdefault(name, set()).update(values)
        return found

    def _of(self, place: str) -> Iterator[Any]:
        for layer in self._schemas.layers((place,)):
            if "const" in layer.keywords:
                yield layer.keywords["const"]
            else:
                yield from as_list(layer.keywords.get("enum"))

    def is_other(self, other: _Alternative) -> bool:
        """Tell whether another is certainly meant to be something else."""
        if self.kinds and other.kinds and self.kinds.isdisjoint(other.kinds):
            return True
        if self.target != other.target and self._are_both_still_there(other):
            return True
        return any(
            held.isdisjoint(other.constants[name])
            for name, held in self.constants.items()
            if name in other.constants
        )

    def _are_both_still_there(self, other: _Alternative) -> bool:
        """Tell whether the component of either is one of the other's contract too."""
        surfaces = (self._schemas.surface, other._schemas.surface)
        return all(
            side.place != side.target and surface.value(side.target) is not None
            for side, surface in zip((other, self), surfaces, strict=True)
        )

    def likeness(self, other: _Alternative) -> float:
        """Say how much two have in common, from 0 to 1."""
        if not self.names and not other.names:
            return float(self.kinds == other.kinds)
        return len(self.names & other.names) / len(self.names | other.names)


def _matched(
    sides: Sides, left: dict[int, _Alternative], right: dict[int, _Alternative]
) -> set[tuple[int, int]]:
    found = _Matching(left, right)
    for alike in (_same, _same_component):
        for i in sorted(found.left):
            j = next(
                (j for j in sorted(found.right) if alike(sides, left[i], right[j])), -1
            )
            found.take(i, j)
    rest = [
        (left[i].likeness(right[j]), i, j)
        for i in found.left
        for j in found.right
        if not left[i].is_other(right[j])
    ]
    for likeness, i, j in sorted(rest, key=lambda held: (-held[0], *held[1:])):
        if likeness >= _ALIKE:
            found.take(i, j)
    if len(found.left) == len(found.right):
        # As many came as went, and nothing says that they are not the same.
        for i, j in zip(sorted(found.left), sorted(found.right), strict=True):
            if not left[i].is_other(right[j]):
                found.take(i, j)
    return found.pairs


class _Matching:
    """The pairs so far, and what is left on either side."""

    def __init__(self, left: Iterable[int], right: Iterable[int]) -> None:
        self.left = set(left)
        self.right = set(right)
        self.pairs: set[tuple[int, int]] = set()

    def take(self, i: int, j: int) -> None:
        """Pair two, unless either is taken."""
        if i in self.left and j in self.right:
            self.pairs.add((i, j))
            self.left.discard(i)
            self.right.discard(j)


def _same(sides: Sides, one: _Alternative, two: _Alternative) -> bool:
    return sides.same(((one.place,), (two.place,)))


def _same_component(_: Sides, one: _Alternative, two: _Alternative) -> bool:
    return one.target == two.target and one.target != one.place
