"""Discriminators: which schema a value of a property names (OpenAPI 3.1, 4.8.25)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.inheritance import MEMBER as HEIRS
from impl.engine.comparison.contract.inheritance import READ_ONLY_DEFAULT, WRITTEN_OUT
from impl.engine.comparison.contract.keywords import length, map_in, texts
from impl.engine.openapi.pointers import escape, split
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.contract.lookup import Lookup

_SCHEMAS = "/components/schemas/"
# No contract is expected to list this.
_UNHEARD_OF = "x-countersign-unheard-of"


@dataclass(frozen=True)
class Discriminator:
    """A discriminator, with what its values name.

    Attributes:
        name: the property.
        targets: the pointer of the schema that each value names.
        surface: the contract.
        default: what all other values name (3.2, 4.25.1); nothing if empty.
        is_written: whether messages are written that count on the default.
    """

    name: str
    targets: dict[str, str]
    surface: Lookup
    default: str = ""
    is_written: bool = True

    @property
    def said(self) -> dict[str, Any]:
        """The discriminator as plain data."""
        found = {"propertyName": self.name, "mapping": dict(self.targets)}
        is_said = self.default and self.is_written
        return {**found, "defaultMapping": self.default} if is_said else found

    @property
    def is_default_known(self) -> bool:
        """Whether messages count on a default that the contract has."""
        is_said = bool(self.default) and self.is_written
        return is_said and self.surface.value(self.default) is not None

    def means(self, value: Any) -> str:
        """Return the pointer of the schema that a value names; or nothing."""
        return self.targets.get(value, self.default)

    def agrees(self, other: Discriminator, value: str) -> bool:
        """Tell whether another one takes a value for the same schema."""
        if self.name != other.name or not (value in other.targets or other.default):
            return False
        if value not in other.targets and not other.is_written:
            # It is taken for what all are that nothing more is known of.
            return True
        ours, theirs = self.means(value), other.means(value)
        if ours == theirs or self.surface.value(ours) == other.surface.value(theirs):
            return True
        # What neither contract knows by the other's name was renamed.
        is_known = self.surface.value(theirs) or other.surface.value(ours)
        return is_known is None

    def means_as(self, other: Discriminator) -> bool:
        """Tell whether another one says the same in other words."""
        return (
            self.targets.keys() == other.targets.keys()
            and all(self.agrees(other, value) for value in self.targets)
            and self.agrees_on_others(other)
        )

    def agrees_on_others(self, other: Discriminator) -> bool:
        """Tell whether another one takes all other values for the same schema."""
        if not (self.default and self.is_written):
            return True
        # A value that neither lists; that one of them has none, schemas show.
        return not other.default or self.agrees(other, _UNHEARD_OF)


def read(
    surface: Lookup, held: dict[str, Any], name: str, among: list[Any]
) -> Discriminator:
    """Read a discriminator that looks at a property, among some alternatives."""
    names = {}
    for part in among:
        pointer = referred(part)
        if pointer.startswith(_SCHEMAS):
            names[split(pointer)[-1]] = pointer
    mapped = {
        value: _named(surface, there)
        for value, there in map_in(held, "mapping").items()
        if isinstance(there, str)
    }
    default = held.get("defaultMapping")
    default = _named(surface, default) if isinstance(default, str) else ""
    if WRITTEN_OUT in held:
        names = {}
    # A schema that no value is mapped to goes by its own name, unless it says itself
    # which values are its own: then its name is nobody's business.
    own = {
        value: there
        for value, there in names.items()
        if there not in mapped.values()
        and not {"const", "enum"} & (demands_on(surface, there, name) or {}).keys()
    }
    is_written = READ_ONLY_DEFAULT not in held
    return Discriminator(name, {**own, **mapped}, surface, default, is_written)


def referred(part: Any) -> str:
    """Return the pointer of the schema that an alternative refers to; or nothing."""
    there = local_pointer(part.get("$ref")) if isinstance(part, dict) else None
    return (there or "").removesuffix(f"/{HEIRS}")


def demands_on(surface: Lookup, pointer: str, name: str) -> dict[str, Any] | None:
    """Gather what a schema asks of a property, through references and `allOf`.

    None if it does not declare the property.
    """
    found: dict[str, Any] = {}
    is_declared = False
    waiting, seen = [(pointer, False)], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        there, is_inside = here
        value = surface.map(there)
        if (further := local_pointer(value.get("$ref"))) is not None:
            waiting.append((further, is_inside))
            if surface.old:
                continue
        waiting += [
            (f"{there}/allOf/{index}", is_inside)
            for index in range(length(value.get("allOf")))
        ]
        if is_inside:
            found.update(value)
        elif name in map_in(value, "properties"):
            is_declared = True
            waiting.append((f"{there}/properties/{escape(name)}", True))
    return found if is_declared else None


def declared_by(surface: Lookup, pointer: str) -> set[str]:
    """Name the properties that a schema declares, through references and `allOf`."""
    return {
        name
        for part in _applied(surface, pointer)
        for name in map_in(part, "properties")
    }


def required_by(surface: Lookup, pointer: str) -> set[str]:
    """Name the properties that a schema requires, through references and `allOf`."""
    return {
        name
        for part in _applied(surface, pointer)
        for name in texts(part.get("required"))
    }


def _applied(surface: Lookup, pointer: str) -> Iterator[dict[str, Any]]:
    """Give a schema, and all that apply to the same values in any case."""
    waiting, seen = [pointer], set()
    while waiting:
        there = waiting.pop()
        if there in seen:
            continue
        seen.add(there)
        value = surface.map(there)
        yield value
        if (further := local_pointer(value.get("$ref"))) is not None:
            waiting.append(further)
        waiting += [
            f"{there}/allOf/{index}" for index in range(length(value.get("allOf")))
        ]


def _named(surface: Lookup, there: str) -> str:
    """Return the pointer that a mapping means: by a reference, or by a name."""
    by_name = f"{_SCHEMAS}{escape(there)}"
    if surface.value(by_name) is not None:
        return by_name
    followed = local_pointer(there) or ""
    return followed if followed.startswith("/") else by_name
