"""A sentence is true of the values that it names, and short however many they are."""

from typing import Any

import pytest

from impl.engine.comparison.verdicts.comparison import compare
from tests.unit.engine.comparison.hard.building import sent
from tests.unit.engine.comparison.shop import document

MANY = 5_000


def said(before: list[Any], after: list[Any]) -> str:
    compared = compare(
        document(sent({"enum": before})), document(sent({"enum": after}))
    )
    (change,) = compared.facts
    return change.message.removeprefix("The list of values of request body ")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ([1, 2], [2, 3], "gained 3 and lost 1."),
        ([1], [1, True], "gained true."),
        ([0, False], [0], "lost false."),
        ([1, "1"], [1.0], 'lost "1".'),
        ([{"a": 1}], [{"a": True}, {"a": 1.0}], 'gained {"a": true}.'),
    ],
)
def test_a_list_gains_and_loses_values(
    before: list[Any], after: list[Any], sentence: str
) -> None:
    assert said(before, after) == sentence


def test_a_long_list_is_told_in_short() -> None:
    found = said([0], [0, *range(1, MANY)])

    assert found.startswith("gained 1, 2, 3,")
    assert found.endswith(f"and {MANY - 21} more.")
