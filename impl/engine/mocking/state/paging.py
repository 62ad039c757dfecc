"""Cut a list into pages, and tell of the page."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.page_words import PageParameter
from impl.engine.mocking.recognition.pages import PagePlan
from impl.engine.mocking.state.places import key_texts
from impl.engine.mocking.state.values import text_of
from impl.engine.mocking.state.world import StoredItem

_HIGHEST: Final = 10**9


@dataclass(frozen=True, slots=True)
class CutPage:
    """A part of a list.

    Attributes:
        items: the items in it.
        total: how many items the whole list has.
        start: how many items are before it.
        size: how many items it may have.
        after: the cursor of what follows; None on the last page.
        before: the cursor of what comes before; None on the first page.
    """

    items: list[StoredItem]
    total: int
    start: int
    size: int
    after: str | None = None
    before: str | None = None

    @property
    def end(self) -> int:
        """Count the items up to the end of it."""
        return self.start + len(self.items)

    @property
    def has_more(self) -> bool:
        """Tell whether more items follow."""
        return self.end < self.total


def cut(
    plan: PagePlan, query: Mapping[str, Any], door: Door, items: list[StoredItem]
) -> CutPage:
    """Return the page of a list that a query asks for."""
    size = _size(plan, query, len(items))
    start = 0
    given = {
        kind: query[parameter.name]
        for kind, parameter in plan.parameters.items()
        if query.get(parameter.name) not in (None, "")
    }
    for kind in ("token", "after"):
        if kind in given:
            start = _behind(given[kind], door, items)
    if "before" in given:
        end = _at(text_of(given["before"]), door, items)
        start = max(0, (len(items) if end is None else end) - size)
        return _page(
            plan, door, items, start, min(size, len(items) if end is None else end)
        )
    if "around" in given:
        middle = _at(text_of(given["around"]), door, items) or 0
        start = max(0, middle - size // 2)
    if "offset" in given and _is_number(given["offset"]):
        start = max(0, min(int(given["offset"]), _HIGHEST))
    if "page" in given and _is_number(given["page"]):
        number = min(int(given["page"]), _HIGHEST) - plan.first_page
        start = max(0, number) * size
    return _page(plan, door, items, start, size)


def _page(
    plan: PagePlan, door: Door, items: list[StoredItem], start: int, size: int
) -> CutPage:
    held = items[start : start + size]
    end = start + len(held)
    after = _cursor(plan, door, held[-1]) if held and end < len(items) else None
    before = _cursor(plan, door, held[0]) if held and start > 0 else None
    return CutPage(held, len(items), start, size, after, before)


def _cursor(plan: PagePlan, door: Door, stored: StoredItem) -> str:
    """Write the cursor of an item: its key, where that is what a list is asked by."""
    is_by_key = not plan.parameters.keys().isdisjoint({"after", "before"})
    key = key_texts(door, stored)[-1] if door.keys and is_by_key else None
    return cursor(stored) if key is None else key


def _size(plan: PagePlan, query: Mapping[str, Any], count: int) -> int:
    parameter = plan.parameters.get("size")
    asked = query.get(parameter.name) if parameter else None
    if asked is not None and _is_number(asked):
        return max(0, min(int(asked), plan.most))
    return count if plan.default is None else plan.default


def _is_number(value: Any) -> bool:
    try:
        int(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def cursor(stored: StoredItem) -> str:
    """Write the cursor of a place in a list: right behind an item."""
    text = json.dumps({"after": stored.serial})
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _serial(text: str) -> int | None:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        found = json.loads(raw)["after"]
    except (ValueError, LookupError, TypeError, RecursionError):
        is_number = text.isascii() and text.isdigit() and len(text) < 10
        return int(text) if is_number else None
    return found if isinstance(found, int) else None


def _at(text: str, door: Door, items: list[StoredItem]) -> int | None:
    """Find the item that a cursor names, by its key or as ours do."""
    if door.keys:
        for index, stored in enumerate(items):
            if key_texts(door, stored)[-1] == text:
                return index
    serial = _serial(text)
    found = (index for index, stored in enumerate(items) if stored.serial == serial)
    return next(found, None)


def _behind(value: Any, door: Door, items: list[StoredItem]) -> int:
    text = text_of(value)
    found = _at(text, door, items)
    if found is not None:
        return found + 1
    serial = _serial(text)
    if serial is not None:  # its item is gone; what comes after it follows
        is_down = bool(items) and items[0].serial > items[-1].serial
        return sum(
            1 for e in items if e.serial == serial or (e.serial > serial) == is_down
        )
    return 0


def fields(
    plan: PagePlan, page: CutPage, links: Mapping[str, str | None]
) -> dict[tuple[str, ...], Any]:
    """Tell what each field of a page has; None for what is not there."""
    size = max(1, page.size)
    first = plan.first_page
    number = page.start // size + first
    pages = -(-page.total // size)
    told: dict[str, Any] = {
        "total": page.total,
        "count": len(page.items),
        "more": page.has_more,
        "page": number,
        "pages": pages,
        "size": page.size,
        "offset": page.start,
        "end": page.end,
        "remaining": page.total - page.end,
        "next_token": page.after,
        "previous_token": page.before,
        "next_page": number + 1 if page.has_more else None,
        "previous_page": number - 1 if number > first else None,
        "next_offset": page.end if page.has_more else None,
        **links,
    }
    return {steps: told.get(kind) for steps, kind in plan.fields.items()}


def links(
    plan: PagePlan, page: CutPage, query: Mapping[str, Any], address: str
) -> dict[str, str | None]:
    """Write the links to the pages around a page."""
    size = max(1, page.size)
    last = max(0, (page.total - 1) // size * size)
    before = max(0, page.start - size)
    return {
        "self": _link(query, address, {}),
        "first": _link(query, address, _ask(plan, 0, size, None)),
        "last": _link(query, address, _ask(plan, last, size, None)),
        "next": _link(query, address, _ask(plan, page.end, size, page.after))
        if page.has_more
        else None,
        "previous": _link(query, address, _ask(plan, before, size, None))
        if page.start
        else None,
    }


def _ask(plan: PagePlan, start: int, size: int, after: str | None) -> dict[str, Any]:
    """Write the parameters that ask for a page."""
    asked: dict[PageParameter, Any] = {
        "page": start // size + plan.first_page,
        "offset": start,
        "token": after,
        "after": after,
    }
    order: tuple[PageParameter, ...] = ("page", "offset", "token", "after")
    if after is not None:
        order = ("token", "after", "page", "offset")
    chosen: dict[str, Any] = {
        parameter.name: None
        for kind, parameter in plan.parameters.items()
        if kind != "size"
    }
    for kind in order:
        if kind in plan.parameters and asked[kind] is not None:
            chosen[plan.parameters[kind].name] = asked[kind]
            break
    return chosen


def _link(query: Mapping[str, Any], address: str, changed: dict[str, Any]) -> str:
    pairs: list[tuple[str, str]] = []
    for name, value in {**query, **changed}.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                pairs += [(f"{name}[{k}]", text_of(v)) for k, v in each.items()]
            elif each is not None:
                pairs.append((name, text_of(each)))
    return f"{address}?{urlencode(pairs)}" if pairs else address
