"""Leave out of a value whatever it does not need to show what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Each trial is a question to validators; and nobody reads what is larger.
_MOST_TRIALS = 16
_MOST_PARTS = 64

_Place = tuple[str | int, ...]


def smaller(value: Any, shows: Callable[[Any], bool]) -> None:
    """Offer a value with ever fewer members and items; each that shows it is kept.

    Args:
        value: a value that shows something.
        shows: tells whether a smaller one shows it too, and takes it if it does.
    """
    trials = 0
    places = list(_places(value, ()))
    gone: list[_Place] = []
    for place in places:
        if trials == _MOST_TRIALS:
            return
        if any(place[: len(outer)] == outer for outer in gone):
            continue
        trials += 1
        tried = _without(value, place)
        if shows(tried):
            value = tried
            gone.append(place)


def _places(value: Any, at: _Place) -> Iterator[_Place]:
    """Give the places of all parts, from the outside in; items from the last on."""
    keys: list[str | int] = []
    if isinstance(value, dict) and len(value) <= _MOST_PARTS:
        keys = list(value)
    elif isinstance(value, list) and len(value) <= _MOST_PARTS:
        keys = list(reversed(range(len(value))))
    for key in keys:
        yield (*at, key)
    for key in keys:
        yield from _places(value[key], (*at, key))


def _without(value: Any, place: _Place) -> Any:
    key, rest = place[0], place[1:]
    if isinstance(value, dict):
        if rest:
            return {**value, key: _without(value[key], rest)}
        return {name: held for name, held in value.items() if name != key}
    if rest:
        return [
            _without(held, rest) if i == key else held for i, held in enumerate(value)
        ]
    return [held for i, held in enumerate(value) if i != key]
