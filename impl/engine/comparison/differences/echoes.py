"""One edit, one difference: leave out what only says again what another one says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import map_in
from impl.engine.comparison.kinds import facets
from impl.engine.containment.values import identity

if TYPE_CHECKING:
    from collections.abc import Hashable

    from impl.engine.comparison.differences.leaves import Leaf
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.kinds.facets import Facet

Found = dict[tuple["Facet", str], "Leaf"]


def without_echoes(sides: Sides, found: Found) -> Found:
    """Return the differences at a place that say something of their own."""
    dropped = {
        key
        for key, is_echo in (
            ((facets.CLOSING, ""), _is_of_new_properties(sides, found)),
            ((facets.ENUM, ""), _is_of_null(found)),
        )
        if is_echo
    }
    return _merged({key: leaf for key, leaf in found.items() if key not in dropped})


def _is_of_new_properties(sides: Sides, found: Found) -> bool:
    """Tell whether a closed object differs by what is said of each new property."""
    echo = found.get((facets.CLOSING, ""))
    if echo is None or not (echo.sent and echo.accepted):
        return False
    if len(echo.sent) != len(echo.accepted):
        return False
    told = {name for facet, name in found if facet is facets.PROPERTY}
    return all(
        _is_alike(sides, both) and _names(both[0]) ^ _names(both[1]) <= told
        for both in zip(echo.sent, echo.accepted, strict=True)
    )


def _is_alike(sides: Sides, both: tuple[dict[str, Any], dict[str, Any]]) -> bool:
    """Tell whether closed objects differ by the names of their properties at most."""
    patterns = [map_in(said, "patternProperties").keys() for said in both]
    rules = [said["additionalProperties"] for said in both]
    return patterns[0] == patterns[1] and sides.sharing.same_value(
        *sides.ordered(*rules)
    )


def _names(said: dict[str, Any]) -> frozenset[str]:
    """Name what a closed object declares itself, whatever is declared beside it."""
    return frozenset(map_in(said, "properties"))


def _is_of_null(found: Found) -> bool:
    """Tell whether a list of values differs by null, which its type says as well."""
    kind, listed = found.get((facets.TYPE, "")), found.get((facets.ENUM, ""))
    if kind is None or listed is None:
        return False
    if _values(listed.sent) ^ _values(listed.accepted) != {identity(None)}:
        return False
    is_told = all(
        listed.readings[reading].answer in {"proved", held.answer}
        for reading, held in kind.readings.items()
    )
    return is_told and listed.formats is kind.formats is None


def _values(said: Any) -> set[Hashable]:
    held = said[0].get("enum") if said and len(said) == 1 else None
    return {identity(value) for value in held} if isinstance(held, list) else set()


def _merged(found: Found) -> Found:
    """Tell a property that comes or goes, and whether it is required, in one."""
    for facet, name in list(found):
        whole = found.get((facets.PROPERTY, name))
        if facet is not facets.REQUIRED or whole is None:
            continue
        required = found.pop((facets.REQUIRED, name))
        if required.breaks:
            found[facets.PROPERTY, name] = replace(
                whole,
                sent=_joined(whole.sent, required.sent),
                accepted=_joined(whole.accepted, required.accepted),
                readings=required.readings,
            )
    return found


def _joined(one: list[Any] | None, two: list[Any] | None) -> list[Any] | None:
    return [*(one or ()), *(two or ())] or None
