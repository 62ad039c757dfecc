"""What the layers of a side say of properties, whether they name them or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import (
        ContractSchemas,
        Layer,
        SchemaNode,
    )
    from impl.engine.comparison.differences.leaves import Pair
    from impl.engine.comparison.differences.sides import Sides


def properties(layers: tuple[Layer, ...]) -> frozenset[str]:
    """Name the properties that are declared."""
    return frozenset(
        name
        for layer in layers
        if isinstance(layer.keywords.get("properties"), dict)
        for name in layer.keywords["properties"]
    )


def places(layers: tuple[Layer, ...]) -> dict[str, str]:
    """Give the properties that are declared, and where."""
    return {
        name: f"{layer.pointer}/properties/{escape(name)}"
        for layer in layers
        for name in layer.keywords.get("properties") or ()
    }


def children(
    sides: Sides, layers: tuple[tuple[Layer, ...], tuple[Layer, ...]], name: str
) -> Pair:
    """Give all that applies to a property on both sides.

    Whoever reads refuses it in a layer that is closed, which is for the rule for
    undeclared properties to say: those who ignore what they don't know don't mind it.
    What is never sent, though, they need not ignore.
    """
    sent = _children(sides.sender, layers[0], name, reads=False)
    is_sent = all(sides.sender.surface.value(place) is not False for place in sent)
    return sent, _children(sides.reader, layers[1], name, reads=is_sent)


def _children(
    schemas: ContractSchemas, layers: tuple[Layer, ...], name: str, *, reads: bool
) -> SchemaNode:
    found = []
    for layer in layers:
        held = layer.keywords
        rest = held.get("additionalProperties", True)
        if name in (held.get("properties") or ()):
            found.append(f"{layer.pointer}/properties/{escape(name)}")
        elif "additionalProperties" in held and not (
            "patternProperties" in held
            or schemas.hiding.hides(rest)
            or (reads and rest is False)
        ):
            found.append(f"{layer.pointer}/additionalProperties")
    return tuple(found)


def undeclared(schemas: ContractSchemas, layers: tuple[Layer, ...]) -> Layer | None:
    """Give the only layer that says how undeclared properties look."""
    found = [layer for layer in layers if "additionalProperties" in layer.keywords]
    if len(found) != 1 or "patternProperties" in found[0].keywords:
        return None
    held = found[0].keywords["additionalProperties"]
    is_there = isinstance(held, dict) and not schemas.hiding.hides(held)
    return found[0] if is_there else None
