"""What a value may be taken for once it is written as text.

In a form, in plain text, and where no style says how, ``5`` may have been a number or a
word: as in parameters, the reader's schema decides.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.serialization.styles import scalars, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# How many combinations of what the parts may mean are looked at, and of one part.
MOST = 256
_OF_PART = 16
# Stands for a member of which nothing is written.
_NOTHING = object()


def of_text(value: Any) -> list[Any]:
    """Give what a value may mean of which each scalar in it is a text; itself first."""
    return list(islice(_within(value), MOST))


def as_list(value: Any) -> list[list[Any]]:
    """Give the lists that are written as a text with commas in it."""
    if not isinstance(value, str):
        return []
    texts = value.split(",") if value else []
    return [[scalars(text)[0] for text in texts], texts]


def of_members(value: Any, written: Callable[[str], bool]) -> list[Any]:
    """Give what a form may mean of which some members are texts; itself first.

    Args:
        value: the form.
        written: tells of the name of a member whether it is written as texts.
    """
    if not isinstance(value, dict):
        return [value]
    found = []
    held = [
        _of_member(each) if written(name) else [each] for name, each in value.items()
    ]
    for chosen in islice(product(*held), MOST):
        pairs = zip(value, chosen, strict=True)
        found.append({name: each for name, each in pairs if each is not _NOTHING})
    return found


def _of_member(value: Any) -> list[Any]:
    """Give what a member may mean, of which a list is written once for each item."""
    if isinstance(value, dict):
        return _some(value)
    if not isinstance(value, list):
        found = _of_scalar(value)
        return [*found, *([each] for each in found)]
    if any(isinstance(each, list | dict) for each in value):
        return [value]
    if not value:
        return [value, _NOTHING]
    lists = _some(value)
    return [*lists, *(each[0] for each in lists if len(each) == 1)]


def _within(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for chosen in product(*map(_some, value.values())):
            yield dict(zip(value, chosen, strict=True))
    elif isinstance(value, list):
        for items in product(*map(_some, value)):
            yield list(items)
    else:
        yield from _of_scalar(value)


def _some(value: Any) -> list[Any]:
    return list(islice(_within(value), _OF_PART))


def _of_scalar(value: Any) -> list[Any]:
    others = [
        each
        for each in scalars(text_of(value))
        if (type(each), each) != (type(value), value)
    ]
    return [value, *others]
