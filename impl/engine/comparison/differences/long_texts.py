"""What is wrong with values of megabytes.

Where alternatives refuse a value, a validator tells its reasons with a copy of it for
each. Whether a value is accepted it tells without any, so the length at fault is looked
for by trying other lengths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.pointers import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# In characters.
_LONG = 65_536
_LONGEST = 1 << 26
_Place = tuple[str | int, ...]


def wrong_length(
    instance: Any, accepts: Callable[[Any], bool]
) -> tuple[str, str, str] | None:
    """Find a long text in a refused value that has a wrong length, and nothing else.

    Returns:
        The pointer to it, the keyword that refuses it, and why; None if there is none.
    """
    for place, text in _long_texts(instance, ()):

        def takes(size: int, place: _Place = place, text: str = text) -> bool:
            return accepts(_with(instance, place, _of_length(text, size)))

        most = _nearest(len(text), -1, takes)
        if most is not None:
            return join(*place), "maxLength", f"is longer than {most} characters"
        least = _nearest(len(text), 1, takes)
        if least is not None:
            return join(*place), "minLength", f"is shorter than {least} characters"
    return None


def _nearest(size: int, step: int, takes: Callable[[int], bool]) -> int | None:
    """Find the accepted length that is nearest to a refused one, in one direction."""
    refused, tried = size, size + step
    while not takes(tried):
        if tried in (0, _LONGEST):
            return None
        refused, step = tried, step * 2
        tried = min(max(size + step, 0), _LONGEST)
    while abs(tried - refused) > 1:
        middle = (tried + refused) // 2
        if takes(middle):
            tried = middle
        else:
            refused = middle
    return tried


def _of_length(text: str, size: int) -> str:
    return text[:size] + text[-1] * (size - len(text))


def _long_texts(instance: Any, place: _Place) -> Iterator[tuple[_Place, str]]:
    if isinstance(instance, str):
        if len(instance) > _LONG:
            yield place, instance
    elif isinstance(instance, dict):
        for name, value in instance.items():
            yield from _long_texts(value, (*place, name))
    elif isinstance(instance, list):
        for number, value in enumerate(instance):
            yield from _long_texts(value, (*place, number))


def _with(instance: Any, place: _Place, text: str) -> Any:
    """Return a value that has another text at a place; it shares all else."""
    if not place:
        return text
    first, *rest = place
    changed = instance.copy()
    changed[first] = _with(instance[first], (*rest,), text)
    return changed
