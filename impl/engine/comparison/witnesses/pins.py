"""Values that have to be in a place of what is made around them."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.leaves import CONTENT, index_of
from impl.engine.openapi.pointers import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impl.engine.comparison.differences.leaves import SchemaStep

FRESH = "extra"
FRESH_NAME = f"{FRESH} property"


class Pin:
    """A value that has to be in a place.

    Args:
        steps: the way to the place.
        value: the value.
    """

    def __init__(self, steps: Sequence[SchemaStep], value: Any) -> None:
        self.steps = tuple(steps)
        self.value = value

    @cached_property
    def pointer(self) -> str:
        """Where that is, as far as it is no text."""
        return join(
            *(
                index_of(step) if step[0] == "item" else name_of(step)
                for step in self._visible
                if step[0] != "alternative"
            )
        )

    @property
    def is_told_of(self) -> bool:
        """Does a validator say that something is wrong there, and not further out?

        What is wrong within alternatives it tells of the value that has them.
        """
        kinds = [kind for kind, _ in self._visible]
        while kinds and kinds[-1] == "alternative":
            kinds.pop()
        return "alternative" not in kinds

    @property
    def _visible(self) -> list[SchemaStep]:
        return list(takewhile(lambda step: step != CONTENT, self.steps))

    @property
    def name(self) -> str:
        """The name of the property that the first step leads to."""
        return name_of(self.steps[0])

    def after(self) -> Pin:
        """Return the same from one step further on."""
        return Pin(self.steps[1:], self.value)


def name_of(step: SchemaStep) -> str:
    """Return the name of the property that a step leads to."""
    kind, name = step
    return name if kind == "property" or (kind == "additional" and name) else FRESH_NAME
