"""Narrow what a contract lets be sent to what a consumer sends.

A schema of that is put beside the contract's own, which stays as it is. Both together
allow less than the contract alone, whatever keywords that is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import map_in, texts
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode
    from impl.engine.usage.members import MemberTree


def sent_schema(schemas: ContractSchemas, node: SchemaNode, tree: MemberTree) -> Any:
    """Write a schema of the values of a node in which no others than some are sent.

    What has to be sent is sent, listed or not.

    Args:
        schemas: the schemas of who sends.
        node: what the contract says of the value.
        tree: what is sent of it.
    """
    if tree.is_plain:
        return {}
    found: dict[str, Any] = {}
    if tree.values is not None:
        found["enum"] = list(tree.values)
    names = {
        name: sent_schema(schemas, _property(schemas, node, name), held)
        for name, held in tree.names.items()
    }
    if not tree.is_whole:
        if tree.every is None:
            names.update({name: {} for name in _required(schemas, node) - names.keys()})
            found["additionalProperties"] = False
        else:
            inner = _inner(schemas, node, "additionalProperties")
            found["additionalProperties"] = sent_schema(schemas, inner, tree.every)
    if names:
        found["properties"] = names
    always = [name for name, held in tree.names.items() if held.is_always]
    if always:
        found["required"] = sorted(always)
    if tree.items is not None:
        inner = _inner(schemas, node, "items")
        found["items"] = sent_schema(schemas, inner, tree.items)
    return found


def _required(schemas: ContractSchemas, node: SchemaNode) -> set[str]:
    return {
        name
        for layer in schemas.layers(node)
        for name in texts(layer.keywords.get("required"))
    }


def _property(schemas: ContractSchemas, node: SchemaNode, name: str) -> SchemaNode:
    return tuple(
        f"{layer.pointer}/properties/{escape(name)}"
        for layer in schemas.layers(node)
        if name in map_in(layer.keywords, "properties")
    )


def _inner(schemas: ContractSchemas, node: SchemaNode, keyword: str) -> SchemaNode:
    return tuple(
        f"{layer.pointer}/{keyword}"
        for layer in schemas.layers(node)
        if isinstance(layer.keywords.get(keyword), dict)
    )
