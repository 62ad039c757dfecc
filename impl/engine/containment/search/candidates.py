"""The search for an instance of one schema that another rejects."""

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

from impl.engine.containment.schemas.standalone import Standalone
from impl.engine.containment.search.boundary_values import BoundaryValues
from impl.engine.containment.search.sampling import InstanceGuesser


def candidates(sub: Standalone, sup: Standalone, seed: int) -> Iterator[Any]:
    """List likely witnesses without end: first by the vocabulary, then by lot."""
    words = BoundaryValues(sub.schema, sup.schema)
    yield from _directed(words)
    random = Random(seed)  # noqa: S311 - a search, not a secret
    inside = InstanceGuesser(sub, words, random)
    across = InstanceGuesser(sup, words, random)
    while True:
        guess = inside.draw()
        yield guess
        yield inside.mutate(guess)
        yield across.mutate(across.draw())


def _directed(words: BoundaryValues) -> Iterator[Any]:
    yield from words.values
    yield from islice(words.scalars(), 200)
    yield from ([], {})
    for scalar in islice(words.scalars(), 20):
        yield [scalar]
        yield [scalar, scalar]
    for name in words.names[:20]:
        yield from ({name: scalar} for scalar in islice(words.scalars(), 8))
