"""Where a schema leaves open which of several ways a value goes: the ways to take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from impl.engine.sampling.discriminators import GUARDS, IMPLIED
from impl.engine.sampling.negations import Negations, is_atom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from impl.engine.sampling.parts import Part

Way = tuple[Any, ...]
ChoiceKey = tuple[int, str]


@dataclass(frozen=True, slots=True)
class OpenChoice:
    """A choice that has to be made before anything is drawn.

    Attributes:
        key: tells it apart from others.
        ways: what each alternative adds to what applies.
        exclusive: whether exactly one alternative may be met.
    """

    key: ChoiceKey
    ways: tuple[Way, ...]
    exclusive: bool = False


class ChoiceReader:
    """Finds choices, in the same schema object the same each time.

    Args:
        target: returns what a schema refers to.

    Attributes:
        negations: of schemas that must not be met.
    """

    def __init__(self, target: Callable[[Part], Any]) -> None:
        self.negations = Negations(target)
        self._known: dict[int, tuple[Part, list[OpenChoice]]] = {}

    def choices(self, part: Part) -> list[OpenChoice]:
        """Return the choices that a schema object leaves open."""
        known = self._known.get(id(part))
        if known is None:
            known = self._known[id(part)] = part, list(self._found(part))
        return known[1]

    def apart(self, choice: OpenChoice, index: int, others: Iterable[int]) -> Way:
        """Return an alternative with what keeps it apart from some others."""
        clear = (self.negations.of(choice.ways[other][0]) for other in others)
        return (*choice.ways[index], *clear)

    def _found(self, part: Part) -> Iterator[OpenChoice]:
        here = id(part)
        if IMPLIED not in part:
            yield from _unions(part)
        if "if" in part and ("then" in part or "else" in part):
            met = (part["if"], part.get("then", True))
            missed = (self.negations.of(part["if"]), part.get("else", True))
            yield OpenChoice((here, "if"), (met, missed))
        for keyword in ("dependentSchemas", "dependencies"):
            for name, schema in (part.get(keyword) or {}).items():
                if isinstance(schema, list):
                    continue
                absent = ({"properties": {name: False}},)
                present = ({"type": "object", "required": [name]}, schema)
                yield OpenChoice((here, f"{keyword}/{name}"), (present, absent))
        if "not" in part and not is_atom(part["not"]):
            ways = tuple((way,) for way in self.negations.ways(part["not"]))
            yield OpenChoice((here, "not"), ways)


def _unions(part: Part) -> Iterator[OpenChoice]:
    for keyword in ("oneOf", "anyOf"):
        branches = part.get(keyword)
        if isinstance(branches, list) and branches:
            guards = part.get(GUARDS, ()) if keyword == "oneOf" else ()
            ways = tuple(
                (branch, guard) if guard else (branch,)
                for branch, guard in zip_longest(branches, guards)
            )
            exclusive = keyword == "oneOf" and len(ways) > 1
            yield OpenChoice((id(part), keyword), ways, exclusive)
