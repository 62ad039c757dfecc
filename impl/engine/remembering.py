"""Answers that are remembered, but not for texts so long that they fill memory."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

A = TypeVar("A")
_LONGEST = 4096


def remembered(most: int) -> Callable[[Callable[[str], A]], Callable[[str], A]]:
    """Remember a function's last answers, at most so many, for texts of 4096 signs."""

    def decorate(function: Callable[[str], A]) -> Callable[[str], A]:
        known = lru_cache(maxsize=most)(function)

        @wraps(function)
        def answer(text: str) -> A:
            return function(text) if len(text) > _LONGEST else known(text)

        return answer

    return decorate
