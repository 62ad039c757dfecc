"""Answers that are remembered, as long as their texts don't fill memory."""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Generic, TypeVar

A = TypeVar("A")
_SHORT = 4096
_MOST_SIGNS = 1_000_000


def remembered(most: int) -> Callable[[Callable[[str], A]], Callable[[str], A]]:
    """Remember a function's last answers.

    Of texts of up to 4096 signs these are at most so many; longer texts have a million
    signs together.
    """

    def decorate(function: Callable[[str], A]) -> Callable[[str], A]:
        of_short = lru_cache(maxsize=most)(function)
        of_long = _Long(function)

        @wraps(function)
        def answer(text: str) -> A:
            return of_long(text) if len(text) > _SHORT else of_short(text)

        return answer

    return decorate


def remembered_of(most: int) -> Callable[[Callable[[Any], A]], Callable[[Any], A]]:
    """Remember a function's answers about the last few values, by what they are.

    That is for large values which nobody changes: an equal one is another one.
    """

    def decorate(function: Callable[[Any], A]) -> Callable[[Any], A]:
        known: OrderedDict[int, tuple[Any, A]] = OrderedDict()

        @wraps(function)
        def answer(value: Any) -> A:
            # As long as a value is held here, no other one has its identity.
            found = known.get(id(value))
            if found is None:
                found = known[id(value)] = value, function(value)
                if len(known) > most:
                    known.popitem(last=False)
            return found[1]

        return answer

    return decorate


class _Long(Generic[A]):
    """Remembers a function's last answers, bounded by the length of all texts."""

    def __init__(self, function: Callable[[str], A]) -> None:
        self._function = function
        self._known: OrderedDict[str, A] = OrderedDict()
        self._signs = 0

    def __call__(self, text: str) -> A:
        if text in self._known:
            self._known.move_to_end(text)
            return self._known[text]
        answer = self._function(text)
        if len(text) <= _MOST_SIGNS:
            self._known[text] = answer
            self._signs += len(text)
        while self._signs > _MOST_SIGNS:
            forgotten, _ = self._known.popitem(last=False)
            self._signs -= len(forgotten)
        return answer
