"""Values of a contract's schemas and examples, as they are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from impl.engine.openapi.references import LocalReferences
from impl.engine.sampling.drawing import DeadEndError, Style
from impl.engine.sampling.faults import InstanceFault
from impl.engine.sampling.hiding import Direction
from impl.engine.sampling.sampler import Sampler

Seed = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How values are to be.

    Attributes:
        seed: what they are made from. style: small, usual or at the edges.
        size: of lists and streams. now: what time it is.
        example: the name of the one that is wanted.
        is_dynamic: whether no example will do unless it is named.
    """

    seed: Seed
    style: Style = "realistic"
    size: int | None = None
    now: datetime | None = None
    example: str | None = None
    is_dynamic: bool = False

    @property
    def is_usual(self) -> bool:
        """Is what the contract shows the best answer: is nothing else asked for?"""
        is_plain = self.style == "realistic" and self.size is None
        return is_plain and not self.is_dynamic


class ValueSource:
    """Makes values of the schemas at pointers of a contract, and judges them.

    Args:
        content: the contract after repair.
        sampler: of the same contract.

    Attributes:
        places: finds what stands where.
    """

    def __init__(self, content: dict[str, Any], sampler: Sampler) -> None:
        self.places = LocalReferences(content)
        self._sampler = sampler
        self._shown: dict[str, Mapping[str, object]] = {}

    def has(self, pointer: str) -> bool:
        """Does anything stand at a pointer?"""
        return self.places.value(pointer) is not None

    def sample(self, schema: str, wanted: Wanted, *more: object) -> Any:
        """Return a value; `more` tells it from others of the same seed.

        Raises:
            NoInstance: the schema has none.
        """
        return self._sampler.sample(
            *(schema, (*wanted.seed, *more)),
            style=wanted.style,
            direction="response",
            now=wanted.now,
        )

    def complete(self, schema: str, given: object, wanted: Wanted) -> Any:
        """Return a value that keeps of what is given as much as is valid.

        Raises:
            NoInstance: the schema has none.
        """
        return self._sampler.complete(
            *(schema, given, wanted.seed), direction="response", now=wanted.now
        )

    def faults(
        self, schema: str, value: object, direction: Direction = "response"
    ) -> list[InstanceFault]:
        """Return what is wrong with a value."""
        return self._sampler.faults(schema, value, direction=direction)

    def shown(self, place: str) -> Mapping[str, object]:
        """Return the examples at a place that are valid, by their names."""
        if place not in self._shown:
            try:
                found = self._sampler.examples(place).values
            except DeadEndError:
                found = {}  # what no validator makes sense of, no example shows
            self._shown[place] = found
        return self._shown[place]
