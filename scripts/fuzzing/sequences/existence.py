"""What is made is there, once and as it was sent; what is removed is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from impl.engine.mocking.recognition.filters import SelectionPlan
from impl.engine.mocking.recognition.plans import OperationPlan
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.exchanges import PlayedReply, Unplayable
from scripts.fuzzing.sequences.play import Play
from scripts.fuzzing.sequences.stage import PlayedItem
from scripts.fuzzing.sequences.walking import WalkedList, walk


def made_is_there(play: Play) -> Iterator[FuzzFinding]:
    """What was made is found by its key, and is what was sent."""
    item = play.make()
    yield from _as_sent(play, item, play.collection.create, item.reply)
    read = play.collection.read
    if read is None:
        play.stage.leave_open(f"{play.collection.label}: nothing reads what it makes")
        return
    reply = play.stage.read(item)
    if reply.is_gone:
        told = f"{reply.status} for what was just made"
        title = "Made, but not found"
        yield play.finding("made_is_found", title, told, *item.trail, reply)
    elif reply.ok:
        yield from _as_sent(play, item, read, reply)


def _as_sent(
    play: Play, item: PlayedItem, plan: OperationPlan, reply: PlayedReply
) -> Iterator[FuzzFinding]:
    shown = play.stage.item_in(plan, reply)
    schema = plan.answer.body.item if plan.answer else None
    sent = play.collection.create.sent.item
    if broken := list(play.stage.promises.broken(item.sent, sent, shown, schema)):
        told = f"{', '.join(broken)} {_is(broken)} not what was sent"
        title = "What is kept is not what was sent"
        yield play.finding("made_is_as_sent", title, told, *item.trail, reply)


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def made_is_listed(play: Play) -> Iterator[FuzzFinding]:
    """What was made is in the list of its collection, once and as it was sent."""
    listing = play.collection.listing
    if listing is None:
        return
    # The first and the last are the ones that lists lose.
    first = play.make(ground=play.maker.fresh(play.collection))
    for item in (first, play.beside(first)):
        if not play.collection.read or play.stage.read(item).ok:
            found = walk(play.stage, listing, item.place)
            yield from _in_list(play, listing, item, found)


def _in_list(
    play: Play, listing: OperationPlan, item: PlayedItem, found: WalkedList
) -> Iterator[FuzzFinding]:
    mine = found.of(item.key)
    if not mine and found.is_whole and not _chooses(play, listing, item):
        told = "the list goes to its end without what was just made"
        title = "Made, but not listed"
        yield play.finding(
            "made_is_listed", title, told, *item.trail, *found.pages[-1:]
        )
    if len(mine) > 1:
        told = f"{len(mine)} times in one list"
        pages = [each.page for each in mine]
        yield play.finding("listed_once", "Listed twice", told, *item.trail, *pages)
    for each in mine[:1]:
        schema = listing.answer.body.item if listing.answer else None
        sent = play.collection.create.sent.item
        broken = play.stage.promises.broken(item.sent, sent, each.value, schema)
        # A list may show less of an item than there is.
        if names := [name for name in broken if name in each.value]:
            told = f"{', '.join(names)} {_is(names)} not what was sent"
            title = "What is listed is not what was sent"
            replies = (*item.trail, each.page)
            yield play.finding("listed_is_as_sent", title, told, *replies)


def _chooses(play: Play, listing: OperationPlan, item: PlayedItem) -> bool:
    """Tell whether a list may leave an item out by itself: by a filter's default."""
    schemas = play.stage.collections.model.schemas
    for (place, name), parameter in listing.operation.parameters.items():
        is_default = any("default" in e for e in schemas.parts(parameter.schema))
        if place != "query" or not (is_default or parameter.is_required):
            continue
        if name in _choosing(listing.selection):
            play.stage.leave_open(
                f"{item.reply.request.label}: {name} may leave it out of the list"
            )
            return True
    return False


def _choosing(selection: SelectionPlan) -> set[str]:
    rules = {rule.parameter for rule in selection.rules}
    return {*rules, *selection.search, *selection.ignored}


def removed_is_gone(play: Play) -> Iterator[FuzzFinding]:
    """What was removed is neither found nor listed; the rest is still there."""
    delete, stage = play.collection.delete, play.stage
    if delete is None:
        return
    item = play.make()
    other = play.beside(item)
    before = stage.read(item) if play.collection.read else None
    children = list(_children(play, item))
    done = stage.send(
        delete, item.place, headers=stage.matching(delete, item.reply, *_some(before))
    )
    if not done.ok:
        if done.status != 202 and not done.is_refused and done.status != 409:
            stage.leave_open(f"{done.request.label} answered {done.status}")
        return
    trail = (*item.trail, done)
    after = stage.read(item) if before is not None else None
    if before is not None and before.ok and after is not None and after.ok:
        yield from _still_there(play, before, trail, after)
        return
    yield from _listed_again(play, item, before, trail)
    yield from _below(play, children, done)
    # Keys that clients choose may be those that the service gives out.
    is_another = other.place != item.place
    if before is not None and is_another and stage.read(other).is_gone:
        title = "Removes more than was asked"
        told = "another item of the collection is gone, too"
        replies = (item.reply, other.reply, done, stage.read(other))
        yield play.finding("removes_only_one", title, told, *replies)


def _some(reply: PlayedReply | None) -> tuple[PlayedReply, ...]:
    return (reply,) if reply else ()


def _still_there(
    play: Play,
    before: PlayedReply,
    trail: tuple[PlayedReply, ...],
    after: PlayedReply,
) -> Iterator[FuzzFinding]:
    # Some keep what was removed, and say so in it.
    if after.body != before.body:
        play.stage.leave_open(f"{trail[-1].request.label}: what it removes is marked")
        return
    title = "Removed, but still there"
    told = f"{after.status} for what was removed, as before"
    yield play.finding("removed_is_gone", title, told, *trail, after)


def _listed_again(
    play: Play,
    item: PlayedItem,
    before: PlayedReply | None,
    trail: tuple[PlayedReply, ...],
) -> Iterator[FuzzFinding]:
    listing = play.collection.listing
    if listing is None:
        return
    for each in walk(play.stage, listing, item.place).of(item.key)[:1]:
        if before is None and _is_marked(each.value, item, play):
            return
        title = "Removed, but still listed"
        told = "it is in the list of its collection"
        yield play.finding("removed_is_unlisted", title, told, *trail, each.page)


def _is_marked(listed: Any, item: PlayedItem, play: Play) -> bool:
    made = play.stage.item_in(play.collection.create, item.reply)
    if not isinstance(listed, Mapping) or not isinstance(made, Mapping):
        return True
    return any(listed[name] != made[name] for name in listed.keys() & made.keys())


def _children(play: Play, item: PlayedItem) -> Iterator[PlayedItem]:
    for child in play.stage.collections.children(play.collection):
        if child.read is None:
            continue
        try:
            made = play.maker.make(child, item.below)
            if play.stage.read(made).ok:
                yield made
        except Unplayable as error:
            play.stage.leave_open(str(error))


def _below(
    play: Play, children: list[PlayedItem], done: PlayedReply
) -> Iterator[FuzzFinding]:
    for child in children:
        reply = play.stage.read(child)
        if reply.ok:
            title = "Removed, but what is below it is still there"
            told = f"{reply.status} for {reply.request.label}"
            trail = (*child.trail, done, reply)
            yield play.finding("below_is_gone", title, told, *trail)
