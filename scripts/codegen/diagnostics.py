"""The compiler's own diagnostics, beside those of the engine's catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from impl.engine.faults import Fault

if TYPE_CHECKING:
    from scripts.codegen.source import Source

# What each code is about, and how to mend it.
CATALOGUE: Final = {
    "CG101": "Declare the status, a range such as 4XX, or default.",
    "CG201": "Give it minimum and maximum.",
    "CG202": "Exclude NUL with pattern '^[^\\u0000]*$'.",
    "CG203": "Give it at least one item or property.",
    "CG501": "Offer application/json as well, or check it in the implementation.",
    "CG502": "Write it as type/subtype, such as application/json (RFC 9110, §8.3.1).",
    "CG503": "Remove it, or move it to where it counts.",
    "CG504": "Describe it by `content: {application/json: …}`, which is unambiguous.",
    "CG505": "Describe it by `content: {application/json: …}` or by a style.",
}


def warning(source: Source, pointer: str, code: str, message: str) -> Fault:
    """Return a warning about the value at `pointer`."""
    there, position = source.place(pointer)
    return Fault(
        code,
        "warning",
        there,
        position.line,
        position.column,
        message,
        CATALOGUE[code],
        position.file,
    )
