"""Schemas as readers of each tolerance read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.guards import MARK, MEANT
from impl.engine.comparison.contract.keywords import as_list, map_in, texts
from impl.engine.comparison.differences.tolerance import TOLERANT
from impl.engine.openapi.json_types import type_of
from impl.engine.openapi.keywords import (
    COMBINING,
    CONDITIONAL,
    IN_PLACE,
    MODERN,
)
from impl.engine.openapi.references import definition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.differences.tolerance import Reading

# Within these, accepting more in one place may mean accepting less in the whole.
_CONTRARY = frozenset({"not", "if", "contains"})
_CLOSING = ("additionalProperties", "unevaluatedProperties")


def read(document: Any, reading: Reading) -> Any:
    """Rewrite a schema that stands alone so that it accepts what a reader accepts."""
    if reading == "strict":
        return _harden(document)
    if reading in TOLERANT:
        return _soften(document, is_lenient=reading == "lenient")
    return document


def own_names(document: Any) -> Any:
    """Rewrite what a reader accepts so that alternatives overlap by their names alone.

    What is meant to be one alternative of `oneOf` has none of the names that others
    alone declare, as long as nobody writes names that an alternative doesn't mention.
    """
    definitions = document.get("$defs", {}) if isinstance(document, dict) else {}

    def visit(node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        result = {key: MODERN.mapped(key, held, visit) for key, held in node.items()}
        parts = node.get("oneOf")
        if isinstance(parts, list):
            known = [declared(part, definitions) for part in parts]
            beside = [p for p in as_list(node.get("allOf")) if not _is_meant(p)]
            outer = declared({**node, "oneOf": [], "allOf": beside}, definitions)
            result["oneOf"] = [
                _without_names(part, frozenset().union(*known) - names - outer)
                for part, names in zip(result["oneOf"], known, strict=True)
            ]
        return result

    return visit(document)


def _is_meant(part: Any) -> bool:
    return isinstance(part, dict) and part.get("$comment") == MEANT


def _without_names(part: Any, names: frozenset[str]) -> Any:
    if not names:
        return part
    others = {"properties": dict.fromkeys(sorted(names), False)}
    return {"allOf": [part, others]}


def declared(node: Any, definitions: dict[str, Any]) -> frozenset[str]:
    """Name the properties that a schema says anything about, in any alternative."""
    found: set[str] = set()
    for part in _in_place(node, definitions):
        found.update(map_in(part, "properties"))
        found.update(texts(part.get("required")))
    return frozenset(found)


def _in_place(node: Any, definitions: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a schema and all that apply to the same value."""
    waiting, seen = [node], set()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict):
            continue
        yield part
        for keyword in COMBINING:
            waiting += as_list(part.get(keyword))
        waiting += [part[key] for key in CONDITIONAL if key in part]
        waiting += map_in(part, "dependentSchemas").values()
        name = definition_of(part)
        if name is not None and name not in seen:
            seen.add(name)
            waiting.append(definitions.get(name))


def opened(values: list[Any]) -> dict[str, Any]:
    """Return a schema of what an enumeration may grow to: values of the same types."""
    return {"type": sorted({type_of(value) for value in values})}


def _soften(document: Any, *, is_lenient: bool) -> Any:
    if _has_contrary(document):
        return document

    def visit(node: Any) -> Any:
        if not isinstance(node, dict) or node.get("$comment") == MARK:
            return node
        result = {key: MODERN.mapped(key, held, visit) for key, held in node.items()}
        if isinstance(node.get("enum"), list) and len(node["enum"]) > 1:
            values = result.pop("enum")
            if "type" not in result:
                result.update(opened(values))
        if "oneOf" in result:
            # Each tolerant reading takes any alternative: see the table of them.
            alternatives = {"anyOf": result.pop("oneOf")}
            result["allOf"] = [*result.get("allOf", ()), alternatives]
        if is_lenient:
            for keyword in _CLOSING:
                if result.get(keyword) is False:
                    del result[keyword]
        return result

    return visit(document)


def _has_contrary(document: Any) -> bool:
    found = False

    def visit(node: Any) -> Any:
        nonlocal found
        if isinstance(node, dict) and node.get("$comment") != MARK:
            found = found or not _CONTRARY.isdisjoint(node)
            for key, held in node.items():
                MODERN.mapped(key, held, visit)
        return node

    visit(document)
    return found


def _harden(document: Any) -> Any:
    """Close each object that declares properties and is open by mere silence."""
    definitions = document.get("$defs", {}) if isinstance(document, dict) else {}

    def place(node: Any) -> Any:
        result = within(node)
        if isinstance(result, dict) and _closable(node, definitions):
            result["unevaluatedProperties"] = False
        return result

    def within(node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        result = {
            key: MODERN.mapped(
                key, held, within if key in IN_PLACE or key == "$defs" else place
            )
            for key, held in node.items()
            if key not in _CLOSING or held not in (True, {})
        }
        # The list beside it evaluates the same, and one is less to prove.
        return {"not": {"not": result}} if _is_meant(node) else result

    return place(document)


def _closable(node: Any, definitions: dict[str, Any]) -> bool:
    """Tell whether a schema declares properties, and others are allowed by silence.

    To say `true` or `{}` of all others is as good as silence.
    """
    declares = False
    for part in _in_place(node, definitions):
        if "patternProperties" in part or any(
            part.get(key, True) not in (True, {}) for key in _CLOSING
        ):
            return False
        declares = declares or bool(part.get("properties"))
    return declares


def both_of(document: Any, demand: Any) -> Any:
    """Write a schema that stands alone of what two that do so both accept."""
    definitions: dict[str, Any] = {}
    parts = []
    for whole in (document, demand):
        if not isinstance(whole, dict):
            parts.append(whole)
            continue
        definitions.update(whole.get("$defs", {}))
        parts.append({key: held for key, held in whole.items() if key != "$defs"})
    both: dict[str, Any] = {"allOf": parts}
    return {**both, "$defs": definitions} if definitions else both
