"""Leave out of a value whatever it does not need to show what it shows."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.witnesses.pins import FRESH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Each trial is a question to validators; and nobody reads what is larger.
_MOST_TRIALS = 16
_MOST_PARTS = 64

_Place = tuple[str | int, ...]


def smaller(value: Any, shows: Callable[[Any], bool]) -> None:
    """Offer a value with ever fewer members and items; each that shows it is kept.

    Members without a name come to have one first.

    Args:
        value: a value that shows something.
        shows: tells whether a smaller one shows it too, and takes it if it does.
    """
    readable = _with_names(value)
    if readable != value and shows(readable):
        value = readable
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


def _with_names(value: Any) -> Any:
    """Give a member a name for which any would do, and the shortest is none."""
    if isinstance(value, list):
        return [_with_names(held) for held in value]
    if not isinstance(value, dict):
        return value
    name = FRESH if FRESH not in value else f"{FRESH} {len(value)}"
    return {key or name: _with_names(held) for key, held in value.items()}


def replaced(whole: Any, old: Any, new: Any) -> Any:
    """Return a value with an object or a list in it replaced, by what it is.

    Raises:
        LookupError: it is not in there.
    """
    if whole is old:
        return new
    inner: list[tuple[Any, Any]] = []
    if isinstance(whole, dict):
        inner = list(whole.items())
    elif isinstance(whole, list):
        inner = list(enumerate(whole))
    for key, held in inner:
        if isinstance(held, dict | list):
            with suppress(LookupError):
                found = replaced(held, old, new)
                copy = whole.copy()
                copy[key] = found
                return copy
    raise LookupError


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
