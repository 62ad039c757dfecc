"""Media types and ranges of them, as contracts use them (RFC 9110, 8.3 and 12.5.1)."""

from __future__ import annotations

from typing import TypeVar

Held = TypeVar("Held")
_EXAMPLES = {
    "*/*": "application/json",
    "application/*": "application/json",
    "text/*": "text/plain",
    "image/*": "image/png",
}


def covering(name: str, held: dict[str, Held]) -> Held | None:
    """Find what declares a media type: the most specific name that covers it."""
    kind = name.partition(";")[0]
    main = kind.partition("/")[0]
    for candidate in (name, kind, f"{main}/*", "*/*"):
        if candidate in held:
            return held[candidate]
    if ";" not in name:
        return next((v for k, v in held.items() if k.partition(";")[0] == kind), None)
    return None


def any_within(name: str, held: dict[str, Held]) -> bool:
    """Tell whether anything that is declared lies within a range."""
    main, _, rest = name.partition("/")
    if rest != "*":
        return False
    return main == "*" or any(other.startswith(f"{main}/") for other in held)


def concrete(name: str) -> str:
    """Name a media type that a range covers; any other stays as it is."""
    return _EXAMPLES.get(name, name.replace("*", "example"))


def is_json(name: str) -> bool:
    """Tell whether a media type is JSON by name."""
    kind = name.partition(";")[0]
    return kind.endswith(("/json", "+json"))
