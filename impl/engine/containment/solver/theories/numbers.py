"""Numbers between bounds, on lattices, and off others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count, islice
from math import ceil, floor, lcm
from typing import Any

from impl.engine.containment.formulas.store import FormulaKind, Formulas, Literal
from impl.engine.containment.solver.answers import (
    EMPTY,
    UNKNOWN,
    Satisfiability,
    Satisfied,
)
from impl.engine.containment.values import number

_MOST_CANDIDATES = 2_000
_FINEST = 30


@dataclass(slots=True)
class _Numbers:
    """A set of numbers.

    Attributes:
        low: lower bound and whether it is excluded; None without bound.
        high: upper bound, likewise.
        step: all numbers are multiples of it; None without such a demand.
        off: no number is a multiple of one of these.
        excluded: single numbers that are not in the set.
        as_float: an integer has to be written with a fraction, as ``1.0``.
    """

    low: tuple[Fraction, bool] | None = None
    high: tuple[Fraction, bool] | None = None
    step: Fraction | None = None
    off: list[Fraction] = field(default_factory=list)
    excluded: set[Fraction] = field(default_factory=set)
    as_float: bool = False

    def raise_low(self, bound: Fraction, *, strict: bool) -> None:
        if self.low is None or (bound, strict) > self.low:
            self.low = (bound, strict)

    def lower_high(self, bound: Fraction, *, strict: bool) -> None:
        if self.high is None or (-bound, strict) > (-self.high[0], self.high[1]):
            self.high = (bound, strict)

    def refine(self, divisor: Fraction) -> None:
        if self.step is None:
            self.step = divisor
        else:
            a, b = self.step.as_integer_ratio()
            c, d = divisor.as_integer_ratio()
            self.step = Fraction(lcm(a * d, c * b), b * d)

    def holds(self, value: Fraction) -> bool:
        if self.low and (value < self.low[0] or (value, True) == self.low):
            return False
        if self.high and (value > self.high[0] or (value, True) == self.high):
            return False
        if self.step and (value / self.step).denominator != 1:
            return False
        if any((value / divisor).denominator == 1 for divisor in self.off):
            return False
        return value not in self.excluded


def solve(formulas: Formulas, facts: set[Literal]) -> Satisfiability:
    """Find a number of which all facts hold."""
    numbers = _collect(formulas, facts)
    low, high = numbers.low, numbers.high
    if low and high:
        if low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1])):
            return EMPTY
        if low[0] == high[0]:
            return _single(numbers, low[0])
    if numbers.step is None:
        return _dense(numbers)
    return _lattice(numbers, numbers.step)


def _collect(formulas: Formulas, facts: set[Literal]) -> _Numbers:
    numbers = _Numbers()
    for literal in facts:
        node, negative = formulas.node(literal), bool(literal & 1)
        if node.kind in {FormulaKind.MINIMUM, FormulaKind.MAXIMUM}:
            bound, strict = node.args
            if (node.kind is FormulaKind.MINIMUM) is not negative:
                numbers.raise_low(bound, strict=strict is not negative)
            else:
                numbers.lower_high(bound, strict=strict is not negative)
        elif node.kind is FormulaKind.MULTIPLE and negative:
            numbers.off.append(node.args[0])
        elif node.kind is FormulaKind.MULTIPLE:
            numbers.refine(node.args[0])
        elif node.kind is FormulaKind.ENUM and negative:
            numbers.excluded |= {k[1] for k in node.args[0] if k[0] == "number"}
        elif node.kind is FormulaKind.WRITTEN_INTEGER and negative:
            numbers.as_float = True
        elif node.kind is FormulaKind.WRITTEN_INTEGER:
            numbers.refine(Fraction(1))
    return numbers


def _write(numbers: _Numbers, value: Fraction) -> Satisfiability:
    written: Any = number(value)
    if written is not None and numbers.as_float:
        written = float(written) if abs(written) <= 2**53 else None
    return UNKNOWN if written is None else Satisfied(written)


def _single(numbers: _Numbers, value: Fraction) -> Satisfiability:
    return _write(numbers, value) if numbers.holds(value) else EMPTY


def _dense(numbers: _Numbers) -> Satisfiability:
    # An interval with an inside is never exhausted by lattices and single numbers.
    for digits in range(_FINEST):
        scale = Fraction(1, 10**digits)
        for index in islice(_indices(numbers, scale), 60):
            value = index * scale
            if numbers.holds(value):
                written = _write(numbers, value)
                if isinstance(written, Satisfied):
                    return written
    return UNKNOWN


def _lattice(numbers: _Numbers, step: Fraction) -> Satisfiability:
    if any((step / divisor).denominator == 1 for divisor in numbers.off):
        return EMPTY
    unwritten = False
    tried = 0
    most = _MOST_CANDIDATES + len(numbers.excluded)
    for index in islice(_indices(numbers, step), most):
        tried += 1
        if numbers.holds(index * step):
            written = _write(numbers, index * step)
            if isinstance(written, Satisfied):
                return written
            unwritten = True
    return UNKNOWN if unwritten or tried == most else EMPTY


def _indices(numbers: _Numbers, step: Fraction) -> Iterator[int]:
    """List the multiples of the step between the bounds, nearest to zero first."""
    low = None if numbers.low is None else ceil(numbers.low[0] / step)
    high = None if numbers.high is None else floor(numbers.high[0] / step)
    if low is not None and low > 0:
        yield from (count(low) if high is None else range(low, high + 1))
    elif high is not None and high < 0:
        yield from (count(high, -1) if low is None else range(high, low - 1, -1))
    else:
        yield from _around_zero(low, high)


def _around_zero(low: int | None, high: int | None) -> Iterator[int]:
    yield 0
    for distance in count(1):
        above = high is None or distance <= high
        below = low is None or -distance >= low
        if above:
            yield distance
        if below:
            yield -distance
        if not (above or below):
            return
