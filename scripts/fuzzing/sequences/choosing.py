"""What filters leave out is left out, and what they choose is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from impl.engine.mocking.recognition.filters import FilterRule
from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.words import plain, plain_singular
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.exchanges import PlayedReply
from scripts.fuzzing.sequences.places import Ground, at, text_of
from scripts.fuzzing.sequences.play import Play
from scripts.fuzzing.sequences.stage import PlayedItem
from scripts.fuzzing.sequences.values import time_of
from scripts.fuzzing.sequences.walking import WalkedList, walk

_EXACT = frozenset({"equal", "any"})


def filters_choose(play: Play) -> Iterator[FuzzFinding]:
    """A filter on a property shows items that have the value, and no others."""
    for listing in (play.collection.listing, *play.collection.views):
        if listing is None:
            continue
        for rule in listing.selection.rules:
            if rule.comparison in _EXACT:
                yield from _filter(play, listing, rule)
        for name in listing.selection.search:
            yield from _search(play, listing, name)


def _filter(
    play: Play, listing: OperationPlan, rule: FilterRule
) -> Iterator[FuzzFinding]:
    item, other = _pair(play, rule)
    value = _value(play, item, rule)
    is_plain = isinstance(value, str | int) and time_of(value) is None
    if value is None or not is_plain:
        return
    place = _place(play, listing, item)
    asked = _asked(play, listing, item)
    if asked is None:
        play.stage.leave_open(f"{listing.operation.id}: what it demands is not known")
        return
    found = walk(
        play.stage, listing, place, query={**asked, rule.parameter: text_of(value)}
    )
    for each in found.items:
        told = at(each.value, rule.steps)
        if told is not None and not _may_match(value, told):
            title = "A filter lets through what it should not"
            message = f"{rule.parameter}={text_of(value)} shows {text_of(told)}"
            replies = _trail(item, other, each.page)
            yield play.finding("filter_chooses", title, message, *replies)
            return
    yield from _missing(play, listing, item, rule, found)


def _missing(
    play: Play,
    listing: OperationPlan,
    item: PlayedItem,
    rule: FilterRule,
    found: WalkedList,
) -> Iterator[FuzzFinding]:
    """Yield a finding if a filter leaves out what has the value and is listed."""
    if not found.is_whole or found.of(item.key):
        return
    value = text_of(_value(play, item, rule))
    if listing is play.collection.listing:
        whole = walk(play.stage, listing, item.place)
        if not whole.of(item.key):
            return
        told = at(whole.of(item.key)[0].value, rule.steps)
        if told is None or text_of(told) != value:
            return
    elif found.items or any(
        each.is_required and each.name != rule.parameter and where == "query"
        for (where, _), each in listing.operation.parameters.items()
    ):
        # What else it goes by is a guess.
        return
    title = "A filter leaves out what it should show"
    told = f"{rule.parameter}={value} does not show what has it"
    yield play.finding("filter_shows", title, told, *item.trail, found.pages[-1])


def _search(play: Play, listing: OperationPlan, name: str) -> Iterator[FuzzFinding]:
    """A text that is nowhere finds nothing of what is there."""
    item = play.make()
    asked = _asked(play, listing, item)
    place = _place(play, listing, item)
    if asked is None:
        return
    word = play.stage.bodies.token() + play.stage.bodies.token()
    whole = walk(play.stage, listing, place, query=asked)
    found = walk(play.stage, listing, place, query={**asked, name: word})
    if whole.of(item.key) and found.of(item.key):
        title = "A filter lets through what it should not"
        told = f"{name}={word} shows an item without it"
        replies = (*item.trail, found.pages[-1])
        yield play.finding("filter_chooses", title, told, *replies)


def _pair(play: Play, rule: FilterRule) -> tuple[PlayedItem, PlayedItem]:
    """Make two items that differ in a property, as far as clients decide it."""
    item = play.make()
    schemas = play.stage.collections.model.schemas
    sent = schemas.shape(play.collection.create.sent.item).properties
    name = rule.steps[0]
    place = sent.get(name) if len(rule.steps) == 1 else None
    mine = _value(play, item, rule)
    if place is not None and mine is None:
        # Whether what may be left out is sent would else be left to chance.
        mine = play.stage.bodies.value(place)
        item = play.beside(item, given={name: mine})
    choices = schemas.shape(place).enum
    others = [each for each in choices if each is not None and each != mine]
    given = {name: others[0]} if others else {}
    return item, play.beside(item, given=given)


def _value(play: Play, item: PlayedItem, rule: FilterRule) -> Any:
    made = play.stage.item_in(play.collection.create, item.reply)
    value = at(made, rule.steps)
    return at(item.sent, rule.steps) if value is None else value


def _may_match(wanted: Any, found: Any) -> bool:
    """Tell whether a value may be one that a filter means, in any way of reading it."""
    if isinstance(found, list):
        return any(_may_match(wanted, each) for each in found)
    if isinstance(found, dict):
        return True
    if isinstance(wanted, bool) or isinstance(found, bool):
        return type(wanted) is not type(found) or wanted == found
    return text_of(wanted).casefold() in text_of(found).casefold()


def _trail(item: PlayedItem, other: PlayedItem, page: PlayedReply) -> list[PlayedReply]:
    return [*item.trail, other.reply, page]


def _place(play: Play, listing: OperationPlan, item: PlayedItem) -> Any:
    return play.maker.ground(listing, Ground(item.place, item.trail)).place


def _asked(
    play: Play, listing: OperationPlan, item: PlayedItem
) -> dict[str, str] | None:
    """Return what a list demands in its query; None if nobody knows that."""
    found: dict[str, str] = {}
    rules = {rule.parameter: rule for rule in listing.selection.rules}
    for (where, name), parameter in listing.operation.parameters.items():
        if where != "query" or not parameter.is_required:
            continue
        value = _value(play, item, rules[name]) if name in rules else None
        if value is None:
            value = _of_parent(play, item, name, parameter.schema)
        if value is None:
            return None
        found[name] = text_of(value)
    return found


def _of_parent(play: Play, item: PlayedItem, name: str, schema: str | None) -> Any:
    """Return what a parameter that is called like a parent says of it."""
    schemas = play.stage.collections.model.schemas
    named = play.stage.collections.named(schema)
    for maker in play.stage.collections.all:
        is_it = plain_singular(maker.door.noun) == plain(name)
        if not is_it or maker.door.id not in item.place:
            continue
        reply = play.stage.send(maker.read, item.place) if maker.read else None
        shown = play.stage.item_in(maker.read, reply) if maker.read and reply else None
        for member, pointer in schemas.shape(maker.door.item).properties.items():
            told = shown.get(member) if isinstance(shown, dict) else None
            is_named = bool(named) and play.stage.collections.named(pointer) == named
            if isinstance(told, str) and is_named:
                return told
    return None
