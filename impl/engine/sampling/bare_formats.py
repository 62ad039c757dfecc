"""The reading of a contract by which `format` refuses nothing.

JSON Schema 2020-12, Validation, section 7, leaves it to who reads a schema whether
formats are asserted. Where a value has to be kept out of a schema (the others of
`oneOf`, `not`, `if`), an instance for those who assert them can be none for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.keywords import MODERN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.sampling.directed import DirectedContract

_KEEPS_OUT = ("not", "if")


def hangs_on_formats(schema: Any, contract: DirectedContract) -> bool:
    """Tell whether a value of a written schema may have to be kept out by a format."""
    return any(
        _has_format(each, contract)
        for part in _parts(schema, contract)
        for each in _kept_out(part, contract)
    )


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


def _has_format(schema: Any, contract: DirectedContract) -> bool:
    return any("format" in part for part in _parts(schema, contract))


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
