"""Readings of a contract that are not ours, which instances are to suit as well.

JSON Schema 2020-12, Validation, section 7, leaves it to who reads a schema whether
formats are asserted, and 9.4 whether what is marked as `readOnly` or `writeOnly` is
refused or ignored. Where a value has to be kept out of a schema (the others of `oneOf`,
`not`, `if`), an instance by one reading can be none by another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.openapi.keywords import MODERN
from impl.engine.sampling.directed import DirectedContract
from impl.engine.sampling.drawing import DeadEndError
from impl.engine.sampling.places import Place, Places
from impl.engine.sampling.planning import planned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from impl.engine.sampling.hiding import Direction

_KEEPS_OUT = ("not", "if")


class OtherReadings:
    """The schemas of a contract for those who read it in other ways.

    Args:
        document: the contract, repaired; it must not change any more.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._places: dict[tuple[str, Direction], Places] = {}

    def places(self, pointer: str, direction: Direction, ours: Place) -> list[Place]:
        """Return a schema as each other reading has it that may make a difference.

        Args:
            pointer: of the schema.
            direction: which messages have it.
            ours: the schema as we read it.
        """
        found = []
        for name, depends in _DEPENDS.items():
            if _keeps_out_by(depends, ours):
                places = self._of(name, direction)
                try:
                    place = places.of((places.contract.at(pointer),))
                    place.accepts(None)
                except (DeadEndError, RecursionError):
                    continue
                found.append(place)
        return found

    def _of(self, name: str, direction: Direction) -> Places:
        key = name, direction
        if key not in self._places:
            contract = DirectedContract(
                self._document,
                direction,
                formats=name != "formats",
                forbidding=name != "marks",
            )
            self._places[key] = Places(contract, planned)
        return self._places[key]


def _keeps_out_by(depends: Callable[[dict[str, Any]], bool], place: Place) -> bool:
    """Tell whether what keeps values out of a schema depends on how it is read."""
    contract = place.places.contract
    return any(
        depends(part)
        for written in place.schemas
        for each in _parts(written, contract)
        for held in _kept_out(each, contract)
        for part in _parts(held, contract)
    )


def _has_format(part: dict[str, Any]) -> bool:
    return "format" in part


def _hides(part: dict[str, Any]) -> bool:
    """Tell whether members are refused, as those for the other direction are."""
    return any(
        False in held.values()
        for held in (part.get("properties", {}), part.get("patternProperties", {}))
    )


# By what readings differ in: whether a part of what keeps values out depends on it.
_DEPENDS: Final[dict[str, Callable[[dict[str, Any]], bool]]] = {
    "formats": _has_format,
    "marks": _hides,
}


def _kept_out(part: dict[str, Any], contract: DirectedContract) -> Iterator[Any]:
    """Yield what a value must or may not meet for what it meets besides."""
    yield from (part[keyword] for keyword in _KEEPS_OUT if keyword in part)
    alternatives = part.get("oneOf", ())
    kinds = [_kinds(each, contract) for each in alternatives]
    for index, alternative in enumerate(alternatives):
        others = (kind for at, kind in enumerate(kinds) if at != index)
        if any(kinds[index] & other for other in others):
            yield alternative


_ALL_KINDS = frozenset(("null", "boolean", "number", "string", "array", "object"))


def _kinds(schema: Any, contract: DirectedContract) -> frozenset[str]:
    while isinstance(schema, dict) and schema.keys() == {"$ref"}:
        schema = contract.target(schema)
    said = schema.get("type") if isinstance(schema, dict) else None
    if said is None:
        return _ALL_KINDS
    kinds = {said} if isinstance(said, str) else set(said)
    return frozenset("number" if kind == "integer" else kind for kind in kinds)


def _parts(schema: Any, contract: DirectedContract) -> Iterator[dict[str, Any]]:
    """Yield a written schema and all that it holds or refers to, each once."""
    waiting, seen = [schema], set()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict) or id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        waiting += [child for _, child in MODERN.children(part)]
        if "$ref" in part:
            waiting.append(contract.target(part))
