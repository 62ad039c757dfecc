"""Pages are complete and disjoint, and lists are in the order that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.words import plain
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.play import Play
from scripts.fuzzing.sequences.stage import PlayedItem
from scripts.fuzzing.sequences.values import is_alike, is_same_value, time_of
from scripts.fuzzing.sequences.walking import ListedItem, WalkedList, walk

_MANY: Final = 3
_SMALL: Final = 2
_SMALLEST: Final = 5
_NEWEST: Final = re.compile(
    r"\b(?:newest|latest|most recent(?:ly)?)\b[\w\s]{0,20}\bfirst\b", re.IGNORECASE
)
_OLDEST: Final = re.compile(
    r"\b(?:oldest|earliest)\b[\w\s]{0,20}\bfirst\b", re.IGNORECASE
)


def pages_are_whole(play: Play) -> Iterator[FuzzFinding]:
    """Small pages together are the list: nothing twice, and nothing left out."""
    listing = play.collection.listing
    if listing is None:
        return
    items = _several(play)
    size = _small(play, listing)
    if size is not None:
        paged = walk(play.stage, listing, items[0].place, size=size)
        yield from _twice(play, paged, items)
        whole = walk(play.stage, listing, items[0].place)
        yield from _left_out(play, paged, whole, items)
    yield from _in_words(play, listing, items)


def one_makes_one(play: Play) -> Iterator[FuzzFinding]:
    """Where one item was made, there is one more."""
    listing = play.collection.listing
    if listing is None:
        return
    ground = play.maker.fresh(play.collection)
    first = play.make(ground=ground)
    before = walk(play.stage, listing, first.place)
    second = play.beside(first)
    after = walk(play.stage, listing, first.place)
    if not (before.is_whole and after.is_whole and after.of(second.key)):
        return
    known = {each.key for each in before.items} | {second.key, ()}
    more = [each for each in after.items if each.key not in known]
    if not ground.place:
        # Others may have made some meanwhile.
        more = [each for each in more if is_alike(each.value, second.sent)]
    if more:
        title = "Makes more than was asked"
        told = f"{'/'.join(more[0].key)} is there as well"
        replies = (*before.pages[-1:], second.reply, more[0].page)
        yield play.finding("one_makes_one", title, told, *first.trail, *replies)


def _several(play: Play) -> list[PlayedItem]:
    ground = play.maker.fresh(play.collection)
    items = [play.make(ground=ground)]
    return [*items, *(play.beside(items[0]) for _ in range(_MANY - 1))]


def _small(play: Play, listing: OperationPlan) -> int | None:
    """Return how small pages may be; None if too few items would fill one."""
    parameter = listing.pages.parameters.get("size")
    if parameter is None:
        return None
    schemas = play.stage.collections.model.schemas
    lowest = [each.get("minimum", 1) for each in schemas.parts(parameter.schema)]
    least = max([_SMALL, *(int(e) for e in lowest if isinstance(e, int | float))])
    if least > _SMALLEST:
        play.stage.leave_open(f"{play.collection.label}: pages are of {least} or more")
        return None
    return least


def _twice(
    play: Play, paged: WalkedList, items: list[PlayedItem]
) -> Iterator[FuzzFinding]:
    seen: dict[tuple[str, ...], ListedItem] = {}
    for each in paged.items:
        if each.key and each.key in seen:
            title = "Pages repeat an item"
            told = f"{'/'.join(each.key)} is listed again on a later page"
            first = seen[each.key].page
            replies = (*(one.reply for one in items), *_between(paged, first, each))
            yield play.finding("pages_are_disjoint", title, told, *replies)
            return
        seen[each.key] = each


def _between(paged: WalkedList, first: Any, last: ListedItem) -> list[Any]:
    start, end = paged.pages.index(first), paged.pages.index(last.page)
    return list(paged.pages[start : end + 1])


def _left_out(
    play: Play, paged: WalkedList, whole: WalkedList, items: list[PlayedItem]
) -> Iterator[FuzzFinding]:
    if not (paged.is_whole and whole.is_whole):
        return
    keys = {each.key for each in paged.items}
    for item in items:
        if whole.of(item.key) and item.key not in keys:
            title = "Pages leave an item out"
            told = f"{'/'.join(item.key)} is listed, but on no page"
            last = paged.pages[-3:]
            yield play.finding("pages_are_whole", title, told, *item.trail, *last)
            return
        if not whole.of(item.key) and item.key in keys:
            title = "Pages leave an item out"
            told = f"{'/'.join(item.key)} is on a small page, and on no large one"
            replies = (*item.trail, *whole.pages[-1:])
            yield play.finding("pages_are_whole", title, told, *replies)
            return


def _in_words(
    play: Play, listing: OperationPlan, items: list[PlayedItem]
) -> Iterator[FuzzFinding]:
    """Hold the order against what the contract says of it in words."""
    text = _description(play, listing)
    is_newest, is_oldest = bool(_NEWEST.search(text)), bool(_OLDEST.search(text))
    if is_newest == is_oldest:
        return
    whole = walk(play.stage, listing, items[0].place)
    places = [
        n for item in items for n, e in enumerate(whole.items) if e.key == item.key
    ]
    wanted = sorted(places, reverse=is_newest)
    if _are_of_one_time(whole, items):
        return
    if len(places) == len(items) and places != wanted:
        title = "The order is not what the contract says"
        told = f"the {'newest' if is_newest else 'oldest'} is not first"
        replies = (*(one.reply for one in items), *whole.pages[-2:])
        yield play.finding("order_as_described", title, told, *replies)


def _are_of_one_time(whole: WalkedList, items: list[PlayedItem]) -> bool:
    """Tell whether the times that are shown do not tell items apart."""
    keys = {item.key for item in items}
    mine = [e.value for e in whole.items if e.key in keys and isinstance(e.value, dict)]
    names = {name for each in mine for name in each if time_of(each[name])}
    return any(
        len({str(each.get(name)) for each in mine}) < len(mine) for name in names
    )


def _description(play: Play, listing: OperationPlan) -> str:
    references = play.stage.collections.model.schemas.references
    operation = references.value(listing.operation.pointer) or {}
    texts = [operation.get("summary"), operation.get("description")]
    if listing.answer and listing.answer.body.schema:
        schemas = play.stage.collections.model.schemas
        place = schemas.at(listing.answer.body.schema, listing.answer.body.steps)
        texts += [part.get("description") for part in schemas.parts(place)]
    return ". ".join(each for each in texts if isinstance(each, str))


def order_is_kept(play: Play) -> Iterator[FuzzFinding]:
    """A list is in the order that was asked for."""
    listing = play.collection.listing
    if listing is None or listing.selection.sort is None:
        return
    parameter = listing.operation.parameter("query", listing.selection.sort)
    schemas = play.stage.collections.model.schemas
    choices = schemas.shape(parameter.schema).enum if parameter else ()
    items = _several(play)
    orders: dict[tuple[str, bool], WalkedList] = {}
    for choice in [each for each in choices if isinstance(each, str)]:
        for way in _ways(play, listing):
            found = walk(
                play.stage,
                listing,
                items[0].place,
                query={listing.selection.sort: choice, **way[0]},
            )
            steps = _sorted_by(choice, play)
            is_down = choice.startswith("-") or way[1] is True
            if steps:
                orders[steps, is_down] = found
                is_told = choice.startswith(("-", "+")) or way[1] is not None
                yield from _in_order(
                    play, found, items, steps, is_down if is_told else None
                )
    for (steps, is_down), found in orders.items():
        yield from _opposite(play, steps, is_down, found, orders, items)


def _ways(
    play: Play, listing: OperationPlan
) -> list[tuple[dict[str, str], bool | None]]:
    name = listing.selection.direction
    parameter = listing.operation.parameter("query", name) if name else None
    if name is None or parameter is None:
        return [({}, None)]
    schemas = play.stage.collections.model.schemas
    choices = [str(each) for each in schemas.shape(parameter.schema).enum]
    told = {
        c: plain(c).startswith("desc")
        for c in choices
        if plain(c)[:3] in {"asc", "des"}
    }
    return [({name: choice}, is_down) for choice, is_down in told.items()] or [
        ({}, None)
    ]


def _sorted_by(choice: str, play: Play) -> str:
    schemas = play.stage.collections.model.schemas
    properties = schemas.shape(play.collection.door.item).properties
    wanted = plain(choice.lstrip("+-"))
    return next((name for name in properties if plain(name) == wanted), "")


def _mine(found: WalkedList, items: list[PlayedItem], name: str) -> list[Any]:
    keys = {item.key for item in items}
    listed = [each.value for each in found.items if each.key in keys]
    return [each.get(name) for each in listed if isinstance(each, dict)]


def _in_order(
    play: Play,
    found: WalkedList,
    items: list[PlayedItem],
    name: str,
    is_down: bool | None,
) -> Iterator[FuzzFinding]:
    schemas = play.stage.collections.model.schemas
    place = schemas.shape(play.collection.door.item).properties[name]
    if schemas.shape(place).enum:
        # Their order may be the one that they are listed in.
        return
    values = [time_of(value) or value for value in _mine(found, items, name)]
    kinds = {type(value) for value in values}
    is_ordered = kinds <= {str, int, float, datetime}
    if len(kinds) != 1 or not is_ordered or len(values) < _MANY:
        return
    up, down = sorted(values), sorted(values, reverse=True)
    wanted = [up, down] if is_down is None else [down if is_down else up]
    if values not in wanted:
        title = "The order is not what was asked for"
        told = f"{name} goes {', '.join(map(str, values))}"
        replies = (*(one.reply for one in items), *found.pages[-2:])
        yield play.finding("order_is_kept", title, told, *replies)


def _opposite(
    play: Play,
    name: str,
    is_down: bool,
    found: WalkedList,
    orders: dict[tuple[str, bool], WalkedList],
    items: list[PlayedItem],
) -> Iterator[FuzzFinding]:
    other = orders.get((name, not is_down))
    if other is None or not is_down:
        return
    one, two = _mine(found, items, name), _mine(other, items, name)
    if len(set(map(str, one))) == len(one) > 1 and is_same_value(str(one), str(two)):
        title = "The order is not what was asked for"
        told = f"{name} up is as {name} down"
        replies = (*(each.reply for each in items), found.pages[0], other.pages[0])
        yield play.finding("order_is_kept", title, told, *replies)
