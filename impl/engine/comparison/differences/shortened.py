"""What fits a schema, without the properties that a question is not about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import texts

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import (
        ContractSchemas,
        Layer,
        SchemaNode,
    )

_DEPENDING = ("additionalProperties", "unevaluatedProperties")


def short(side: ContractSchemas, node: SchemaNode, names: set[str]) -> Any:
    """Write what fits a node, but for optional properties of other names."""
    layers = side.layers(node)
    return side.fragment(
        {"allOf": [_shortened(layer, layers, names) for layer in layers]}, node
    )


def _shortened(
    layer: Layer, layers: tuple[Layer, ...], names: set[str]
) -> dict[str, Any]:
    """Leave out of a layer the optional properties that are not asked about."""
    properties = layer.keywords.get("properties")
    if not isinstance(properties, dict):
        return layer.keywords
    kept = set(names)
    for each in layers:
        kept.update(texts(each.keywords.get("required")))
    shown = {name: schema for name, schema in properties.items() if name in kept}
    if any(key in layer.keywords for key in _DEPENDING):
        shown = {name: shown.get(name, True) for name in properties}
    return {**layer.keywords, "properties": shown}
