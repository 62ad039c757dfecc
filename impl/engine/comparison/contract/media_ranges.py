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
# Where a more specific key has the example, one of these serves as well.
_OTHERS = {
    "*/*": ("application/vnd.example+json", "text/plain", "image/png"),
    "application/*": ("application/vnd.example+json",),
}


def covering(name: str, held: dict[str, Held]) -> Held | None:
    """Find what declares a media type: the most specific name that covers it.

    Ranges of a suffix are no ranges of HTTP, but contracts have them (RFC 6838, 4.2.8).
    """
    kind = name.partition(";")[0]
    main, _, rest = kind.partition("/")
    suffix = f"{main}/*+{rest.rpartition('+')[2]}" if "+" in rest else kind
    for candidate in (name, kind, suffix, f"{main}/*", "*/*"):
        if candidate in held:
            return held[candidate]
    if ";" not in name:
        return next((v for k, v in held.items() if k.partition(";")[0] == kind), None)
    return None


def paired(
    sent: dict[str, Held], read: dict[str, Held]
) -> list[tuple[str, Held, Held]]:
    """Pair what two sides declare of each media type that both take.

    The most specific key applies (3.1, 4.8.13 and 4.8.17): what one side names, the
    other may declare by a range, which is left with all that no key names.
    """
    found: dict[tuple[int, int], tuple[str, Held, Held]] = {}
    for name in dict.fromkeys([*sent, *read]):
        one, other = covering(name, sent), covering(name, read)
        if one is not None and other is not None:
            found.setdefault((id(one), id(other)), (name, one, other))
    return list(found.values())


def unclaimed(name: str, *sides: dict[str, Held]) -> str:
    """Name a media type within a range that no more specific key of a side declares."""
    if "*" not in name:
        return name
    main = name.partition("/")[0]
    candidates = [concrete(name), *_OTHERS.get(name, ()), f"{main}/vnd.example"]
    return next(
        (
            each.replace("*", "vnd.example")
            for each in candidates
            if all(covering(each, held) is covering(name, held) for held in sides)
        ),
        candidates[0],
    )


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
