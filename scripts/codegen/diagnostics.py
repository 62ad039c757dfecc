"""The compiler's own diagnostics, beside those of the engine's catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from impl.engine.faults import Fault

if TYPE_CHECKING:
    from scripts.codegen.source import Source

# What each code is about, and how to mend it.
CATALOGUE: Final = {
    "CG101": "Declare the status, a range such as 4XX, or default.",
    "CG102": "Declare JSON or text with a schema that a message can fill.",
    "CG201": "Give it minimum and maximum.",
    "CG202": "Exclude NUL with pattern '^[^\\u0000]*$'.",
    "CG203": "Give it at least one item or property.",
    "CG301": "Write it as in '{$request.body#/callbackUrl}' (OpenAPI 3.1, §4.8.20.4).",
    "CG501": "Offer application/json as well, or check it in the implementation.",
    "CG502": "Write it as type/subtype, such as application/json (RFC 9110, §8.3.1).",
    "CG503": "Remove it, or move it to where it counts.",
    "CG504": "Describe it by `content: {application/json: …}`, which is unambiguous.",
    "CG505": "Describe it by `content: {application/json: …}` or by a style.",
    "CG401": "Declare a parameter of its own for each name in the query.",
    "CG402": "Use the style form.",
    "CG403": "Describe it as JSON, text or a sequence, or leave the schema out.",
    "CG404": "Describe only the items: in itemSchema, or as the items of the array.",
    "CG405": "Write it as a token (RFC 9110, §5.1), such as X-Rate-Limit.",
}


def warning(source: Source, pointer: str, code: str, message: str) -> Fault:
    """Return a warning about the value at `pointer`."""
    return _fault("warning", source, pointer, code, message)


def error(source: Source, pointer: str, code: str, message: str) -> Fault:
    """Return an error at `pointer`: the contract can't be compiled."""
    return _fault("error", source, pointer, code, message)


def _fault(
    severity: Literal["error", "warning"],
    source: Source,
    pointer: str,
    code: str,
    message: str,
) -> Fault:
    there, position = source.place(pointer)
    return Fault(
        code,
        severity,
        there,
        position.line,
        position.column,
        message,
        CATALOGUE[code],
        position.file,
    )
