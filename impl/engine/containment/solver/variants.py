"""Values of the same kind as a given one, all different."""

from collections.abc import Iterator
from typing import Any


def variants(value: Any, most: int) -> Iterator[Any]:
    """Give up to so many values that differ from one, and from each other."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield from (value + number for number in range(1, most + 1))
    elif isinstance(value, str):
        # At the end of a text, or in place of it, a number does least harm.
        yield from (f"{value}{number}" for number in range(1, most + 1))
    elif isinstance(value, list) and value:
        yield from ([other, *value[1:]] for other in variants(value[0], most))
    elif isinstance(value, dict):
        for name, held in value.items():
            for other in variants(held, most):
                yield {**value, name: other}
