"""Patterns of ranges match the numbers in them, written as JSON does, and no others."""

import re
from itertools import product

import pytest

from impl.engine.comparison.serialization.digit_ranges import pattern

ENDS = (None, -1001, -100, -99, -10, -1, 0, 1, 7, 10, 19, 99, 100, 234, 1000)
RANGES = [
    (least, most)
    for least, most in product(ENDS, ENDS)
    if least is None or most is None or least <= most
]
NUMBERS = (*range(-1103, 1104), -(10**9), 10**9)


@pytest.mark.parametrize("ends", RANGES, ids=str)
def test_the_numbers_of_a_range(ends: tuple[int | None, int | None]) -> None:
    least, most = ends
    known = re.compile(pattern(least, most))
    for number in NUMBERS:
        is_within = (least is None or number >= least) and (
            most is None or number <= most
        )
        assert bool(known.search(str(number))) == is_within, number


def test_no_other_spelling() -> None:
    known = re.compile(pattern(-5, None))
    assert not any(map(known.search, ("-0", "007", "+1", "1.0", "", "1\n2")))
