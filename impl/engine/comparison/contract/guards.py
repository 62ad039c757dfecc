"""Alternatives that a discriminator tells apart.

Which alternative a message is meant to be, its discriminator says, and no
other has a say in it. So each alternative is written with the values that name it, and
two that overlap by their schemas alone are disjoint, as they are for whoever goes by
the contract. What leaves out the name is what its schemas alone make of it, unless a
default stands for the name. Where an alternative says more of the property than that
it is a text, it stays as it is: its values might be others than those that are mapped
to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.discriminators import (
    declared_by,
    demands_on,
    read,
    referred,
    required_by,
)
from impl.engine.comparison.contract.inheritance import WRITTEN_OUT
from impl.engine.comparison.contract.keywords import IGNORED, as_list, map_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.comparison.contract.discriminators import Discriminator
    from impl.engine.comparison.contract.hidden_properties import HiddenProperties
    from impl.engine.comparison.contract.lookup import Lookup

# Marks what no reader is to be tolerant with.
MARK = "discriminator"
# Marks the alternatives of a list that is written anew beside, and nothing of its own.
MEANT = "meant"


def guards(
    surface: Lookup, schema: dict[str, Any], *, sends: bool
) -> list[dict[str, Any] | None]:
    """Give what each alternative asks of the discriminator; or None.

    Args:
        surface: the contract.
        schema: the schema that has the alternatives and the discriminator.
        sends: whether messages are written by the schema, and not read.
    """
    held = map_in(schema, "discriminator")
    is_whole = WRITTEN_OUT in held
    among = as_list(schema.get(guarded(schema)))
    name = held.get("propertyName")
    if not among or not isinstance(name, str):
        return [None] * len(among)
    found = read(surface, held, name, among)
    others = _names_of_others(surface, found, among) if is_whole else {}
    return [
        _whole(found, referred(part), others.get(referred(part), ()), sends=sends)
        if is_whole
        else _guard(surface, found, referred(part), sends=sends)
        for part in among
    ]


def guarded(schema: dict[str, Any]) -> str:
    """Name the keyword whose alternatives a discriminator tells apart."""
    is_written_out = WRITTEN_OUT in map_in(schema, "discriminator")
    return "anyOf" if is_written_out or "oneOf" not in schema else "oneOf"


def _names_of_others(
    surface: Lookup, found: Discriminator, among: list[Any]
) -> dict[str, list[str]]:
    """Give the properties that none of these has: heirs of unknown values, and parent.

    Where no value says which of them is meant, their properties do.
    """
    known = set(found.targets.values())
    untold = [each for part in among if (each := referred(part)) not in known]
    if set(untold) <= {found.default}:
        return {}
    own = {pointer: declared_by(surface, pointer) for pointer in untold}
    every = set().union(*own.values())
    return {pointer: sorted(every - names) for pointer, names in own.items()}


def _whole(
    found: Discriminator, pointer: str, foreign: Iterable[str], *, sends: bool
) -> dict[str, Any] | None:
    """Guard one of a list of heirs, of which all values are known.

    What nobody knows the values of has all those that are nobody else's, and nothing
    that is foreign to it.
    """
    own = [value for value, there in found.targets.items() if there == pointer]
    others = [value for value in found.targets if value not in own]
    if pointer == found.default and sends and not found.is_written:
        # Who gives no name writes no more than the parent, if that lets it.
        return _mark(found.name, {"enum": own} if own else False)
    if own and not (pointer == found.default and not sends):
        return {**_mark(found.name, {"enum": own}), "required": [found.name]}
    guard = _mark(found.name, {"not": {"enum": others}} if others else True)
    guard["properties"] |= dict.fromkeys(foreign, False)
    return guard


def _guard(
    surface: Lookup, found: Discriminator, pointer: str, *, sends: bool
) -> dict[str, Any] | None:
    asked = demands_on(surface, pointer, found.name) if pointer else None
    if asked is None:
        # A property that is not declared may be forbidden.
        return None
    rest = {
        key
        for key in asked
        if key not in IGNORED and not key.startswith("x-") and key != "$ref"
    }
    if rest - {"type"} or asked.get("type", "string") != "string":
        return None
    own = [value for value, there in found.targets.items() if there == pointer]
    if pointer == found.default and (found.is_written or not sends):
        others = [value for value in found.targets if value not in own]
        return _mark(found.name, {"not": {"enum": others}} if others else True)
    if not own:
        return None
    guard = _mark(found.name, {"enum": own})
    if found.default or found.name in required_by(surface, pointer):
        # Who gives no name means what all others do.
        guard["required"] = [found.name]
    return guard


def visible_guards(
    surface: Lookup, hidden: HiddenProperties, schema: dict[str, Any], *, sends: bool
) -> list[dict[str, Any] | None]:
    """Give the same of messages of one direction; nothing without a discriminator.

    Where none of them has the property, it tells nothing.
    """
    if "discriminator" not in schema:
        return []
    name = map_in(schema, "discriminator").get("propertyName")
    parts = as_list(schema.get(guarded(schema)))
    found = guards(surface, schema, sends=sends)
    is_never = sends and hidden.never_present
    unseen = {"properties": {name: False}} if is_never else None
    return [
        unseen if guard and name in hidden.of_whole(part) else guard
        for part, guard in zip(parts, found, strict=True)
    ]


def are_exclusive(asked: list[dict[str, Any] | None]) -> bool:
    """Tell whether no value has what is asked of two alternatives.

    Where two may leave out the name, what does so may be both.
    """
    told = [each for each in asked if each and each.get("$comment") == MARK]
    is_told = bool(asked) and len(told) == len(asked)
    return is_told and sum("required" not in each for each in told) <= 1


def with_guards(parts: list[Any], asked: list[dict[str, Any] | None]) -> list[Any]:
    """Write alternatives with what is asked of each."""
    if not asked:
        return parts
    return [
        part if guard is None else {"allOf": [part, guard]}
        for part, guard in zip(parts, asked, strict=True)
    ]


def _mark(name: str, demand: Any) -> dict[str, Any]:
    return {"$comment": MARK, "properties": {name: demand}}
