"""Numbers within bounds, and multiples, without the errors of binary fractions."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from impl.engine.containment.values import number, rational
from impl.engine.sampling.floors import INFINITE, SettledPlan
from impl.engine.sampling.parts import numbers_of
from impl.engine.sampling.quantities import likely_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.sampling.drawing import Draw
    from impl.engine.sampling.places import Place

_TRIES: Final = 24
# Without bounds, numbers are of this size.
_USUAL: Final = 1000
_FINEST: Final = 12
_MOST_COUNTED: Final = 1000


class NumberPlan(SettledPlan):
    """Makes numbers.

    Args:
        place: where they are.
        whole: whether they are integers.
    """

    is_sure = True

    def __init__(self, place: Place, *, whole: bool) -> None:
        self._place = place
        parts = place.parts
        self._steps = [rational(n) for n in numbers_of(parts, "multipleOf") if n > 0]
        self._low, self._above = _lower(parts)
        self._high, self._below = _upper(parts)
        self._whole = whole
        self._step = self._common_step()
        # What most numbers are, which takes no arithmetic of fractions.
        self._is_counted = self._step == 1
        self._usual = max(int(_USUAL / self._step), 10)
        self._first, self._last = self._range()
        self._has_atoms = any("not" in part for part in parts)

    def _common_step(self) -> Fraction:
        step = Fraction(1) if self._whole else None
        for each in self._steps:
            step = each if step is None else _common_multiple(step, each)
        if step is not None:
            return step
        return self._fine_step()

    def _fine_step(self) -> Fraction:
        """Return a decimal step that has several multiples between the bounds."""
        step = Fraction(1, 100)
        if self._low is None or self._high is None:
            return step
        width = self._high - self._low
        for _ in range(_FINEST):
            if width / step >= 10 or width == 0:
                return step
            step /= 10
        return width / 16

    def _range(self) -> tuple[int | None, int | None]:
        first = last = None
        step = self._step
        if self._low is not None:
            first = math.ceil(self._low / step)
            if self._above and first * step == self._low:
                first += 1
        if self._high is not None:
            last = math.floor(self._high / step)
            if self._below and last * step == self._high:
                last -= 1
        return first, last

    def floor(self) -> int:
        """A number is not nested, if there is one between the bounds."""
        return INFINITE if self._is_empty() else 0

    def _is_empty(self) -> bool:
        first, last = self._first, self._last
        if first is None or last is None:
            return False
        # A single number need not be a multiple of a step that nobody asked for.
        is_point = self._low == self._high and not (self._whole or self._steps)
        return first > last and not (is_point and not (self._above or self._below))

    def hindrance(self) -> str:
        """Say what keeps numbers from being."""
        return "no number lies within its bounds"

    def variety(self) -> Iterator[Any]:
        """Yield numbers from the one that is nearest to zero on."""
        start = _nearest(0, self._first, self._last)
        for count in range(start, start + _MOST_COUNTED):
            if _nearest(count, self._first, self._last) != count:
                break
            yield self._written(count)
        first = start - _MOST_COUNTED if self._first is None else self._first
        yield from map(self._written, range(start - 1, first - 1, -1)[:_MOST_COUNTED])

    def make(self, draw: Draw) -> Any:
        """Make a number."""
        for attempt in range(_TRIES):
            value = self._written(self._drawn(draw, attempt))
            if value is not None and self._fits(value):
                return value
        return self._place.proved()

    def _fits(self, value: float) -> bool:
        # Others may divide in binary; a multiple should be one for them, too.
        if any(_is_off(value, step) for step in self._steps):
            return False
        return not self._has_atoms or self._place.accepts(value)

    def _written(self, count: int) -> int | float | None:
        if self._low is not None and self._low == self._high:
            return number(self._low)
        return count if self._is_counted else number(count * self._step)

    def _drawn(self, draw: Draw, attempt: int) -> int:
        first, last = self._first, self._last
        if draw.style == "minimal" and attempt == 0:
            return _nearest(0, first, last)
        if draw.style == "boundary" and attempt < 4:
            edges = [n for n in (first, last) if n is not None] or [0, 1, -1]
            return draw.random.choice(edges)
        if attempt < _TRIES // 2:
            likely = likely_number(draw, self._place.parts, whole=self._whole)
            if likely is not None:
                count = self._count(likely)
                if _nearest(count, first, last) == count:
                    return count
        return self._within(draw)

    def _count(self, likely: float) -> int:
        """Return which multiple of the step is next to a number."""
        if self._is_counted and isinstance(likely, int):
            return likely
        return round(rational(likely) / self._step)

    def _within(self, draw: Draw) -> int:
        first, last, usual = self._first, self._last, self._usual
        if first is None and last is None:
            first, last = 0, usual
        elif first is None and last is not None:
            first = min(last - usual, 0) if last >= 0 else last - usual
        elif last is None and first is not None:
            last = max(first + usual, usual) if first <= 0 else first + usual
        elif first is not None and last is not None and last - first > usual:
            # What is small looks likely, where it is allowed.
            middle = _nearest(0, first, last)
            first, last = max(first, middle), min(last, middle + usual)
            first = max(min(first, last), self._first or first)
        assert first is not None and last is not None  # noqa: PT018, S101 - for mypy
        return draw.random.randint(first, max(first, last))


def _is_off(value: float, step: Fraction) -> bool:
    """Tell whether a number looks like no multiple of a step in binary arithmetic."""
    quotient = value / float(step)
    return not (math.isfinite(quotient) and quotient.is_integer())


def _nearest(count: int, first: int | None, last: int | None) -> int:
    if first is not None and count < first:
        return first
    return last if last is not None and count > last else count


def _common_multiple(one: Fraction, other: Fraction) -> Fraction:
    numerator = math.lcm(
        one.numerator * other.denominator, other.numerator * one.denominator
    )
    return Fraction(numerator, one.denominator * other.denominator)


def _lower(parts: list[Any]) -> tuple[Fraction | None, bool]:
    open_ = [rational(n) for n in numbers_of(parts, "exclusiveMinimum")]
    closed = [rational(n) for n in numbers_of(parts, "minimum")]
    bound = max([*open_, *closed], default=None)
    return bound, bound in open_


def _upper(parts: list[Any]) -> tuple[Fraction | None, bool]:
    open_ = [rational(n) for n in numbers_of(parts, "exclusiveMaximum")]
    closed = [rational(n) for n in numbers_of(parts, "maximum")]
    bound = min([*open_, *closed], default=None)
    return bound, bound in open_
