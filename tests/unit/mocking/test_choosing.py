"""How values in queries are held against values in items."""

from __future__ import annotations

from typing import Any

import pytest

from impl.engine.mocking.recognition.filters import (
    Comparison,
    FilterRule,
    SelectionPlan,
)
from impl.engine.mocking.state.choosing import chosen, compare
from impl.engine.mocking.state.world import StoredItem

ITEM: dict[str, Any] = {
    "name": "Ada", "age": 3, "is_open": True, "owner": {"id": 7, "name": "Bo"},
    "tags": [{"name": "a"}, {"name": "b"}], "note": None,
    "at": "2025-01-01T09:00:00Z",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "comparison", "value", "is_chosen"),
    [
        ("name", "equal", "Ada", True),
        ("name", "equal", "ada", False),
        ("age", "equal", "3", True),
        ("age", "equal", 3.0, True),
        ("is_open", "equal", True, True),
        ("is_open", "equal", "false", False),
        ("owner", "equal", 7, True),
        ("owner", "equal", "Bo", True),
        ("tags", "equal", "b", True),
        ("tags", "any", "x,b", True),
        ("tags", "any", ["x", "y"], False),
        ("name", "not", "Ada", False),
        ("nothing", "not", "Ada", True),
        ("name", "contains", "d", True),
        ("name", "contains", "D", False),
        ("name", "icontains", "AD", True),
        ("name", "prefix", "A", True),
        ("name", "prefix", "d", False),
        ("note", "null", "true", True),
        ("name", "null", "true", False),
        ("nothing", "null", False, False),
        ("at", "equal", "2025-01-01T10:00:00+01:00", True),
        ("at", "less", "2025-01-02", True),
        ("at", "at_least", "2025-01-02", False),
        ("age", "more", 3, False),
        ("age", "at_most", "3", True),
        ("name", "less", "B", True),
        ("nothing", "less", 1, False),
    ],
)
def test_a_rule(name: str, comparison: Comparison, value: Any, is_chosen: bool) -> None:
    plan = SelectionPlan((FilterRule("p", (name,), comparison),))
    found = chosen(plan, {"p": value}, [StoredItem(1, ITEM)])
    assert bool(found) is is_chosen


def test_words_are_searched_everywhere() -> None:
    plan = SelectionPlan(search=("q",))
    items = [StoredItem(1, ITEM)]
    for word, count in (("BO", 1), ("3", 1), ("zz", 0)):
        assert len(chosen(plan, {"q": word}, items)) == count


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ({"sort": "a"}, [2, 1, 3]),
        ({"sort": "a", "way": "desc"}, [1, 2, 3]),
        ({"sort": "-a"}, [1, 2, 3]),
        ({"sort": "+a"}, [2, 1, 3]),
        ({"sort": "a.asc"}, [2, 1, 3]),
        ({"sort": ["b.c"]}, [3, 2, 1]),
        ({"sort": "d"}, [2, 3, 1]),
        ({}, [1, 2, 3]),
    ],
)
def test_orders(query: dict[str, Any], order: list[int]) -> None:
    items = [
        StoredItem(1, {"a": 10, "b": {"c": "z"}, "d": {"name": "m"}}),
        StoredItem(2, {"a": 9, "b": {"c": "y"}, "d": [1]}),
        StoredItem(3, {"a": None, "b": {"c": "x"}, "d": {"name": "l"}}),
    ]
    plan = SelectionPlan(sort="sort", direction="way")
    found = [each.serial for each in chosen(plan, query, items)]
    assert found == order


def test_a_direction_alone_turns_a_list() -> None:
    items = [StoredItem(1, {}), StoredItem(2, {})]
    plan = SelectionPlan(direction="order")
    found = chosen(plan, {"order": "desc"}, items)
    assert [each.serial for each in found] == [2, 1]
    assert chosen(plan, {"order": "asc"}, items) == items


def test_scalars_compare_as_what_they_are() -> None:
    assert compare(9, 10) < 0
    assert compare("9", "10") < 0
    assert compare("a", "B") < 0
    assert compare("2025-01-01T09:00:00Z", "2025-01-01T09:30:00+01:00") > 0
    assert compare("x", "x") == 0
