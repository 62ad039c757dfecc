"""How values are written in XML (OpenAPI 3.1, 4.8.26; 3.2, 4.26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, map_in
from impl.engine.openapi.pointers import split

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode

_NAMING = frozenset({"properties", "schemas"})


def xml_form(schemas: ContractSchemas, node: SchemaNode) -> dict[str, str]:
    """Say how a value of a node is written: as what, and by which name.

    The prefix of a namespace means nothing; of what has no node, neither does a name.
    """
    held = map_in(schemas.annotations(node), "xml")
    kind = _kind(held, is_list=_is_list(schemas, node))
    if kind not in {"element", "attribute"}:
        return {"node": kind}
    name = held.get("name") or _implied_name(schemas, node)
    space = held.get("namespace")
    told = {"node": kind, "name": name, "namespace": space}
    if space is None:
        told["prefix"] = held.get("prefix")
    return {key: value for key, value in told.items() if isinstance(value, str)}


def in_words(form: dict[str, str]) -> str:
    """Say the same to people."""
    if form["node"] == "none":
        return "nothing of its own"
    name = ":".join(form[key] for key in ("prefix", "name") if key in form)
    within = f" of {form['namespace']}" if "namespace" in form else ""
    return " ".join(filter(None, (form["node"], name))) + within


def _kind(held: dict[str, Any], *, is_list: bool) -> str:
    said = held.get("nodeType")
    if isinstance(said, str):
        return said
    if held.get("attribute") is True:
        return "attribute"
    return "element" if held.get("wrapped") is True or not is_list else "none"


def _is_list(schemas: ContractSchemas, node: SchemaNode) -> bool:
    types = [layer.keywords.get("type") for layer in schemas.layers(node)]
    return any(held == "array" or "array" in as_list(held) for held in types)


def _implied_name(schemas: ContractSchemas, node: SchemaNode) -> str | None:
    """Return what a node is called that says no name: as the property, or component."""
    for place in node:
        for pointer in (place, schemas.surface.target(place)):
            tokens = split(pointer)
            while tokens and tokens[-1] == "items":
                tokens.pop()
            if len(tokens) > 1 and tokens[-2] in _NAMING:
                return tokens[-1]
    return None
