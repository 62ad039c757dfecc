"""Discriminators: which schema a value of a property names (OpenAPI 3.1, 4.8.25)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, map_in
from impl.engine.openapi.pointers import escape, split
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup
    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode

_SCHEMAS = "/components/schemas/"


@dataclass(frozen=True)
class Discriminator:
    """A discriminator, with what its values name.

    Attributes:
        name: the property.
        targets: the pointer of the schema that each value names.
        surface: the contract.
    """

    name: str
    targets: dict[str, str]
    surface: Lookup

    @property
    def said(self) -> dict[str, Any]:
        """The discriminator as plain data."""
        return {"propertyName": self.name, "mapping": dict(self.targets)}

    def agrees(self, other: Discriminator, value: str) -> bool:
        """Tell whether another one takes a value for the same schema."""
        if self.name != other.name or value not in other.targets:
            return False
        ours, theirs = self.targets[value], other.targets[value]
        if ours == theirs or self.surface.value(ours) == other.surface.value(theirs):
            return True
        # What neither contract knows by the other's name was renamed.
        is_known = self.surface.value(theirs) or other.surface.value(ours)
        return is_known is None

    def means_as(self, other: Discriminator) -> bool:
        """Tell whether another one says the same in other words."""
        return self.targets.keys() == other.targets.keys() and all(
            self.agrees(other, value) for value in self.targets
        )


def discriminator(schemas: ContractSchemas, node: SchemaNode) -> Discriminator | None:
    """Read the discriminator of a place; None if there is none."""
    held = schemas.annotations(node).get("discriminator")
    name = held.get("propertyName") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not isinstance(name, str):
        return None
    names = {}
    for layer in schemas.layers(node):
        for keyword in ("oneOf", "anyOf"):
            for part in as_list(layer.keywords.get(keyword)):
                there = part.get("$ref") if isinstance(part, dict) else None
                pointer = local_pointer(there)
                if pointer and pointer.startswith(_SCHEMAS):
                    names[split(pointer)[-1]] = pointer
    mapped = {
        value: _named(schemas, there)
        for value, there in map_in(held, "mapping").items()
        if isinstance(there, str)
    }
    # A schema that no value is mapped to goes by its own name, unless it says itself
    # which values are its own: then its name is nobody's business.
    own = {
        value: there
        for value, there in names.items()
        if there not in mapped.values() and not _settles(schemas, there, name)
    }
    return Discriminator(name, {**own, **mapped}, schemas.surface)


def _settles(schemas: ContractSchemas, pointer: str, name: str) -> bool:
    """Tell whether a schema lists the values that a property of it may have."""
    for layer in schemas.layers((pointer,)):
        if name in map_in(layer.keywords, "properties"):
            place = f"{layer.pointer}/properties/{escape(name)}"
            listed = schemas.layers((place,))
            if any({"const", "enum"} & each.keywords.keys() for each in listed):
                return True
    return False


def _named(schemas: ContractSchemas, there: str) -> str:
    """Return the pointer that a mapping means: by a reference, or by a name."""
    by_name = f"{_SCHEMAS}{escape(there)}"
    if schemas.surface.value(by_name) is not None:
        return by_name
    return local_pointer(there) or by_name
