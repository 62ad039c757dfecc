"""Walks lists from page to page, as their contract says that pages are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from impl.engine.mocking.recognition.pages import PagePlan
from impl.engine.mocking.recognition.plans import OperationPlan
from scripts.fuzzing.sequences.exchanges import PlayedCaller, PlayedReply, Unplayable
from scripts.fuzzing.sequences.places import Place, at, keys_in
from scripts.fuzzing.sequences.stage import Stage

_NEXT: Final = re.compile(r'<([^>]*)>[^,]*;\s*rel="?next"?', re.IGNORECASE)
_MOST_PAGES: Final = 60
_LARGEST: Final = 100
_FEW: Final = 5
_ENDS: Final = ("next", "next_token", "next_page", "next_offset", "more")

Key = tuple[str, ...]


@dataclass(frozen=True)
class ListedItem:
    """An item of a list: its key, itself, and the page that it is on."""

    key: Key
    value: Any
    page: PlayedReply


@dataclass(frozen=True)
class WalkedList:
    """A list, page by page.

    Attributes:
        pages: the answers.
        items: all items in order.
        is_whole: whether the end was reached.
    """

    pages: tuple[PlayedReply, ...]
    items: tuple[ListedItem, ...]
    is_whole: bool

    def of(self, key: Key) -> list[ListedItem]:
        """Return the items with a key."""
        return [each for each in self.items if each.key == key]


@dataclass
class _Pages:
    """The way through one list."""

    stage: Stage
    plan: OperationPlan
    query: dict[str, str]
    size: int | None
    # Whether the last page said that there is a next one.
    is_told: bool = False
    # Whether nobody knows if there is more.
    is_open: bool = False

    def next(
        self, reply: PlayedReply, items: list[ListedItem], count: int
    ) -> str | None:
        """Return where the next page is: "" for the same with another query."""
        self.is_told = True
        if found := self._linked(reply):
            return found
        pages = self.plan.pages
        told: dict[str, Any] = {
            kind: at(reply.body, steps) for steps, kind in pages.fields.items()
        }
        if told.get("more") is False or _says_end(pages, told):
            return None
        return "" if count and self._ask(told, items, count) else None

    def _linked(self, reply: PlayedReply) -> str:
        fields = self.plan.pages.fields
        links = [at(reply.body, s) for s, kind in fields.items() if kind == "next"]
        if found := _NEXT.search(reply.headers.get("link", "")):
            links.insert(0, found[1])
        texts = [each for each in links if isinstance(each, str) and each]
        return self.stage.service.beside(reply, texts[0]) if texts else ""

    def _ask(
        self, told: Mapping[str, Any], items: list[ListedItem], count: int
    ) -> bool:
        parameters = self.plan.pages.parameters
        for kind in ("token", "after"):
            cursor = told.get("next_token")
            if kind in parameters and isinstance(cursor, str | int) and cursor != "":
                self.query[parameters[kind].name] = str(cursor)
                return True
        self.is_told = False
        if self._is_last(told, items, count):
            return False
        if "page" in parameters:
            name = parameters["page"].name
            self.query[name] = str(int(self.query[name]) + 1)
        elif "offset" in parameters:
            self.query[parameters["offset"].name] = str(len(items))
        elif "after" in parameters and items[-1].key:
            self.query[parameters["after"].name] = items[-1].key[-1]
        else:
            self.is_open = bool(parameters)
            return False
        return True

    def _is_last(
        self, told: Mapping[str, Any], items: list[ListedItem], count: int
    ) -> bool:
        """Tell whether a page is plainly the last one."""
        total = told.get("total")
        if isinstance(total, int) and len(items) >= total:
            return True
        # Pages may be smaller than was asked for, but hardly than a few items.
        return self.size is not None and count < min(self.size, _FEW)


def walk(
    stage: Stage,
    plan: OperationPlan,
    place: Place,
    *,
    size: int | None = None,
    query: Mapping[str, str] | None = None,
    caller: PlayedCaller | None = None,
) -> WalkedList:
    """Read a list to its end.

    Args:
        stage: where.
        plan: what lists it.
        place: the parameters of its path.
        size: how many items a page is to have; as many as may be by default.
        query: what is asked for besides.
        caller: who asks.

    Raises:
        Unplayable: it can't be read.
    """
    pages = plan.pages
    asked = dict(query or {})
    parameter = pages.parameters.get("size")
    size = min(size or min(_LARGEST, pages.most), pages.most)
    if parameter:
        asked[parameter.name] = str(size)
    if "page" in pages.parameters:
        asked[pages.parameters["page"].name] = str(pages.first_page)
    way = _Pages(stage, plan, asked, size if parameter else None)
    read: list[PlayedReply] = []
    items: list[ListedItem] = []
    where: str | None = ""
    while where is not None and len(read) < _MOST_PAGES:
        reply = (
            stage.follow(plan, where, caller=caller)
            if where
            else stage.send(plan, place, query=way.query, caller=caller)
        )
        if not reply.ok:
            if read and reply.is_gone:
                where = None
            if read and not way.is_told:
                break
            raise Unplayable(f"{reply.request.label} answered {reply.status}")
        found = _items(plan, reply)
        last = [each.key for each in items[-len(found) :]]
        is_again = bool(read and found) and [each.key for each in found] == last
        if is_again and not way.is_told:
            # A service that has no such page may show the last one for ever.
            break
        read.append(reply)
        items += found
        if is_again:
            break
        where = way.next(reply, items, len(found))
    is_whole = where is None and not way.is_open
    return WalkedList(tuple(read), tuple(items), is_whole)


def _items(plan: OperationPlan, reply: PlayedReply) -> list[ListedItem]:
    steps = plan.answer.body.steps if plan.answer else ()
    found = at(reply.body, steps)
    if plan.door is None or not isinstance(found, list):
        raise Unplayable(f"{reply.request.label} answered no list")
    items = []
    for value in found:
        key = keys_in(plan.door, value, reply)
        if key is None:
            msg = f"{reply.request.label}: nothing tells the keys of what it lists"
            raise Unplayable(msg)
        items.append(ListedItem(key, value, reply))
    return items


def _says_end(pages: PagePlan, told: Mapping[str, Any]) -> bool:
    """Tell whether an answer says by leaving something out that nothing follows."""
    kinds = [kind for kind in pages.fields.values() if kind in _ENDS]
    return bool(kinds) and all(told.get(kind) in (None, "", False) for kind in kinds)
