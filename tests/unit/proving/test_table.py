"""Ratios of measurements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.benchmarks.load import percentile
from scripts.benchmarks.table import SUBJECT, Measurement, ratio, render


def rates(*values: float) -> list[Measurement]:
    return [Measurement(value, 1.0, 2.0) for value in values]


def test_slices_are_compared_within_their_round() -> None:
    found = ratio(rates(100, 10, 30), rates(50, 10, 10))
    assert (found.median, found.low, found.high) == (2.0, 1.0, 3.0)


def test_rounds_must_match() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio(rates(1, 2), rates(1))


def test_the_table_names_every_service_and_no_ratio_to_itself() -> None:
    services = {SUBJECT: rates(200, 200), "peer": rates(100, 100)}
    text = render({"GET one": services})
    assert "2.00x" in text
    assert text.count("x  (") == 1
    assert "GET one" in text


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_bounds_its_share(values: list[float], share: float) -> None:
    ordered = sorted(values)
    bound = percentile(ordered, share)
    assert sum(value <= bound for value in ordered) >= int(len(ordered) * share)
