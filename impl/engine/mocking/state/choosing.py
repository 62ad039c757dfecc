"""Choose among items by query parameters, order them, and search them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cmp_to_key
from typing import Any, Final

from impl.engine.mocking.recognition.filters import FilterRule, SelectionPlan
from impl.engine.mocking.recognition.words import plain
from impl.engine.mocking.state.messages import ABSENT
from impl.engine.mocking.state.values import is_scalar, part, text_of
from impl.engine.mocking.state.world import StoredItem

_HANDLES: Final = ("id", "uuid", "login", "slug", "key", "name", "url", "href", "value")
_DOWN: Final = frozenset({"desc", "descending", "-1", "down", "reverse"})
_UP: Final = frozenset({"asc", "ascending", "1", "up"})


def chosen(
    plan: SelectionPlan, query: Mapping[str, Any], items: list[StoredItem]
) -> list[StoredItem]:
    """Return the items that a query asks for, in the order that it asks for."""
    rules = [(rule, _given(query, rule.parameter)) for rule in plan.rules]
    asked = [(rule, value) for rule, value in rules if value is not ABSENT]
    words = [str(query[name]).casefold() for name in plan.search if query.get(name)]
    found = [
        stored
        for stored in items
        if all(_holds(rule, value, stored.item) for rule, value in asked)
        and all(_has_text(stored.item, word) for word in words)
    ]
    return _sorted(plan, query, found)


def _given(query: Mapping[str, Any], name: str) -> Any:
    """Read a parameter, or the member of one that is an object: created[gte]."""
    if name in query:
        value = query[name]
        return ABSENT if isinstance(value, dict) or value is None else value
    outer, _, member = name.partition("[")
    held = query.get(outer)
    return held.get(member.rstrip("]"), ABSENT) if isinstance(held, dict) else ABSENT


def _holds(rule: FilterRule, value: Any, item: dict[str, Any]) -> bool:
    found = part(item, rule.steps)
    if rule.comparison == "null":
        is_empty = found is ABSENT or found is None
        return is_empty == (text_of(value).casefold() in {"true", "1", "yes"})
    wanted = list(_wanted(rule, value))
    values = list(_scalars(found))
    match rule.comparison:
        case "equal" | "any":
            return any(_equal(one, other) for one in values for other in wanted)
        case "not":
            return not any(_equal(one, other) for one in values for other in wanted)
        case "contains":
            return any(text_of(w) in text_of(v) for v in values for w in wanted)
        case "icontains":
            return any(
                text_of(w).casefold() in text_of(v).casefold()
                for v in values
                for w in wanted
            )
        case "prefix":
            return any(
                text_of(v).startswith(text_of(w)) for v in values for w in wanted
            )
    return any(_ordered(rule, one, other) for one in values for other in wanted)


def _wanted(rule: FilterRule, value: Any) -> Iterator[Any]:
    for each in value if isinstance(value, list) else [value]:
        is_list = rule.comparison == "any" and isinstance(each, str)
        yield from each.split(",") if is_list else [each]


def _scalars(value: Any) -> Iterator[Any]:
    """Give what a value may be compared by; of objects what they are known by."""
    if isinstance(value, list):
        for each in value:
            yield from _scalars(each)
    elif isinstance(value, dict):
        held = {plain(name): inner for name, inner in value.items()}
        yield from (held[name] for name in _HANDLES if is_scalar(held.get(name)))
    elif value is not ABSENT and value is not None:
        yield value


def _equal(one: Any, other: Any) -> bool:
    if text_of(one) == text_of(other):
        return True
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return (numbers and one == other) or _same_time(one, other)


def _same_time(one: Any, other: Any) -> bool:
    left, right = _moment(one), _moment(other)
    return left is not None and left == right


def _ordered(rule: FilterRule, one: Any, other: Any) -> bool:
    order = compare(one, other)
    match rule.comparison:
        case "less":
            return order < 0
        case "at_most":
            return order <= 0
        case "more":
            return order > 0
    return order >= 0


def compare(one: Any, other: Any) -> int:
    """Order two scalars: numbers and times as such, all else as text."""
    pairs = ((_number(one), _number(other)), (_moment(one), _moment(other)))
    for left, right in pairs:
        if left is not None and right is not None:
            return (left > right) - (left < right)
    a, b = text_of(one).casefold(), text_of(other).casefold()
    return (a > b) - (a < b)


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _moment(value: Any) -> Any:
    if not isinstance(value, str) or len(value) < 8:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _has_text(item: Any, word: str) -> bool:
    if isinstance(item, str):
        return word in item.casefold()
    if isinstance(item, dict):
        return any(_has_text(each, word) for each in item.values())
    if isinstance(item, list):
        return any(_has_text(each, word) for each in item)
    return isinstance(item, int | float) and word == text_of(item)


def _sorted(
    plan: SelectionPlan, query: Mapping[str, Any], items: list[StoredItem]
) -> list[StoredItem]:
    is_directed = plan.direction in query and not plan.sort
    if plan.is_newest_first and not is_directed:
        items = [*reversed(items)]
    orders = list(_orders(plan, query, items))
    for steps, is_down in reversed(orders):
        there = [each for each in items if part(each.item, steps) not in (ABSENT, None)]
        absent = [each for each in items if part(each.item, steps) in (ABSENT, None)]
        key = cmp_to_key(compare)
        there.sort(
            key=lambda each: key(_handle(part(each.item, steps))), reverse=is_down
        )
        items = there + absent
    if plan.direction and not plan.sort:
        way = text_of(query.get(plan.direction, "")).casefold()
        return items[::-1] if way in _DOWN else items
    return items


def _handle(value: Any) -> Any:
    return next(_scalars(value), json.dumps(value, sort_keys=True))


def _orders(
    plan: SelectionPlan, query: Mapping[str, Any], items: list[StoredItem]
) -> Iterator[tuple[tuple[str, ...], bool]]:
    given = query.get(plan.sort) if plan.sort else None
    if given is None:
        return
    way = text_of(query.get(plan.direction, "")).casefold() if plan.direction else ""
    values = given if isinstance(given, list) else text_of(given).split(",")
    for value in values:
        name, is_down = _direction(text_of(value).strip())
        if steps := _property(name, items):
            yield steps, is_down != (way in _DOWN)


def _direction(text: str) -> tuple[str, bool]:
    """Read `-name`, `+name`, `name:desc`, `name desc`, `name.desc`, `name_desc`."""
    if text[:1] in {"-", "+"}:
        return text[1:], text[0] == "-"
    for mark in (":", " ", ".", "_", "|"):
        name, _, way = text.rpartition(mark)
        if name and way.casefold() in _DOWN | _UP:
            return name, way.casefold() in _DOWN
    return text, False


def _property(name: str, items: list[StoredItem]) -> tuple[str, ...] | None:
    wanted = plain(name)
    for stored in items:
        for own, value in stored.item.items():
            if plain(own) == wanted:
                return (own,)
            if isinstance(value, dict):
                for inner in value:
                    if plain(own) + plain(inner) == wanted:
                        return own, inner
    return None
