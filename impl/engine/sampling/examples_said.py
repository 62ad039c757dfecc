"""Values that schemas give as examples and defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from impl.engine.sampling.parts import Part


def said(parts: list[Part]) -> list[Any]:
    """Return the examples of some parts, or what is their default; valid or not."""
    found: list[Any] = []
    for part in parts:
        examples = part.get("examples")
        found += examples if isinstance(examples, list) else []
        if "example" in part:
            found.append(part["example"])
    if found:
        return found
    return [part["default"] for part in parts if "default" in part]
