"""What a witness does not need is left out, and what is around it stays."""

from typing import Any

import pytest

from impl.engine.comparison.witnesses.minimal import replaced, smaller


def test_whatever_shows_nothing_goes() -> None:
    kept: list[Any] = []

    def shows(value: Any) -> bool:
        is_shown = "b" in value and len(value["b"]) > 0
        if is_shown:
            kept.append(value)
        return is_shown

    smaller({"a": 1, "b": [1, 2, 3]}, shows)
    assert kept[-1] == {"b": [1]}


def test_a_member_of_any_name_has_one() -> None:
    kept: list[Any] = []

    def shows(value: Any) -> bool:
        kept.append(value)
        return bool(value)

    smaller({"": [{"": None}]}, shows)
    assert kept[0] == {"extra": [{"extra": None}]}


def test_a_name_that_has_to_be_none_stays() -> None:
    kept: list[Any] = []

    def shows(value: Any) -> bool:
        is_shown = "" in value
        if is_shown:
            kept.append(value)
        return is_shown

    smaller({"": None, "extra": 1}, shows)
    assert kept == [{"": None}]


def test_a_part_is_replaced_by_what_it_is() -> None:
    part = {"x": 1}
    whole = {"equal": {"x": 1}, "list": [0, part], "rest": part}
    assert replaced(whole, part, {}) == {
        "equal": {"x": 1},
        "list": [0, {}],
        "rest": part,
    }
    assert whole["list"] == [0, {"x": 1}]
    assert replaced(part, part, 5) == 5


def test_a_part_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        replaced({"equal": [1]}, [1], [])
