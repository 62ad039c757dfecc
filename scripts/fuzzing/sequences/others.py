"""What one caller may not see shows up nowhere for them; who may not, does not."""

from __future__ import annotations

from collections.abc import Iterator

from impl.engine.mocking.recognition.plans import OperationPlan
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.bodies import PlayedBody
from scripts.fuzzing.sequences.exchanges import (
    PlayedCaller,
    PlayedReply,
    Unplayable,
)
from scripts.fuzzing.sequences.play import Play
from scripts.fuzzing.sequences.stage import PlayedItem, members_of
from scripts.fuzzing.sequences.values import is_alike
from scripts.fuzzing.sequences.walking import walk

# So long is a key that nothing else has.
_UNIQUE = 12
_NOBODY = PlayedCaller("nobody")


def unseen_is_unseen(play: Play) -> Iterator[FuzzFinding]:
    """An item that is not for another caller is neither read, listed nor changed."""
    for other in play.stage.callers[1:]:
        item = play.make()
        if play.collection.read is not None:
            yield from _seen(play, item, other)
        yield from _listed(play, item, other)


def _seen(play: Play, item: PlayedItem, other: PlayedCaller) -> Iterator[FuzzFinding]:
    first = play.stage.read(item)
    reply = play.stage.read(item, other)
    if not first.ok:
        return
    if reply.ok:
        if play.rights.is_private or not _may_see(play, item, other):
            title = "Shows what belongs to another caller"
            told = f"{other.name} reads what {play.stage.caller.name} made"
            replies = (*item.trail, reply)
            yield play.finding("unseen_is_unread", title, told, *replies)
        return
    if reply.is_refused:
        yield from _changed(play, item, other, first)
        yield from _removed(play, item, other)


def _may_see(play: Play, item: PlayedItem, other: PlayedCaller) -> bool:
    """Tell whether what another caller reads is in their list, or for everybody."""
    if play.stage.read(item, _NOBODY).ok:
        return True
    listing = play.collection.listing
    if listing is None:
        return False
    try:
        return bool(walk(play.stage, listing, item.place, caller=other).of(item.key))
    except Unplayable:
        return False


def _changed(
    play: Play, item: PlayedItem, other: PlayedCaller, first: PlayedReply
) -> Iterator[FuzzFinding]:
    for plan in play.collection.changes:
        body = _change(play, plan, item)
        if body is None:
            continue
        headers = play.stage.matching(plan, first)
        late = play.stage.send(
            plan, item.place, body=body, headers=headers, caller=other
        )
        if late.ok:
            title = "Lets change who may not see"
            told = f"{other.name} changes what {play.stage.caller.name} made"
            yield play.finding("unseen_is_unchanged", title, told, *item.trail, late)


def _removed(
    play: Play, item: PlayedItem, other: PlayedCaller
) -> Iterator[FuzzFinding]:
    delete = play.collection.delete
    if delete is None:
        return
    headers = play.stage.matching(delete, item.reply, play.stage.read(item))
    late = play.stage.send(delete, item.place, headers=headers, caller=other)
    after = play.stage.read(item)
    if after.is_gone:
        title = "Lets remove who may not see"
        told = f"{other.name} removes what {play.stage.caller.name} made"
        replies = (*item.trail, late, after)
        yield play.finding("unseen_is_kept", title, told, *replies)


def _change(play: Play, plan: OperationPlan, item: PlayedItem) -> PlayedBody | None:
    old = play.stage.shown(item)[1]
    for member in members_of(item, plan, play.stage):
        body = play.stage.bodies.change(plan, old, member)
        if body is not None:
            return body
    return None


def _listed(play: Play, item: PlayedItem, other: PlayedCaller) -> Iterator[FuzzFinding]:
    listing = play.collection.listing
    if listing is None:
        return
    places = [item.place]
    if play.collection.door.path.holes:
        ground = _own(play, other)
        places += [ground] if ground else []
    is_read = play.collection.read is not None and play.stage.read(item, other).ok
    if is_read and not play.rights.is_private:
        return
    if play.collection.read is None and not play.rights.is_private:
        return
    for place in places:
        try:
            found = walk(play.stage, listing, place, caller=other)
        except Unplayable:
            continue
        for each in found.of(item.key)[:1]:
            is_unique = len(item.key[-1]) >= _UNIQUE or is_alike(each.value, item.sent)
            if not is_unique:
                # Something else of theirs has the same number.
                continue
            title = "Lists what belongs to another caller"
            told = f"{other.name} finds what {play.stage.caller.name} made in a list"
            replies = (*item.trail, each.page)
            yield play.finding("unseen_is_unlisted", title, told, *replies)
            return


def _own(play: Play, other: PlayedCaller) -> dict[str, str] | None:
    """Return the place of another caller's own collection, if they can have one."""
    maker = play.maker
    collections = play.stage.collections
    holes = play.collection.door.path.holes
    parents = [each for each in collections.all if each.door.id == holes[0]]
    if len(holes) != 1 or not parents:
        return None
    try:
        return dict(maker.make(parents[0], caller=other).place)
    except Unplayable:
        return None


def forbidden_is_refused(play: Play) -> Iterator[FuzzFinding]:
    """Who is known not to be allowed something does not do it."""
    collection, stage = play.collection, play.stage
    item = play.make()
    plans = [*collection.changes, collection.delete, collection.create]
    plans += [plan for both in collection.notes.values() for plan in both.values()]
    plans += [collection.read, collection.listing]
    for plan in [each for each in plans if each is not None]:
        for who in play.rights.forbidden(plan.operation.id, item.place):
            body = _valid(play, plan, item)
            if body is None:
                continue
            headers = stage.matching(plan, item.reply, *_tagged(play, item, plan))
            late = stage.send(plan, item.place, body=body, headers=headers, caller=who)
            if late.ok or late.status == 202:
                title = "Lets in who may not do that"
                told = f"{late.status} to {who.name}"
                yield play.finding(
                    "forbidden_is_refused", title, told, *item.trail, late
                )
                item = play.make()


def _tagged(play: Play, item: PlayedItem, plan: OperationPlan) -> list[PlayedReply]:
    is_about = plan.operation.method in {"PUT", "PATCH", "DELETE"}
    return [play.stage.read(item)] if is_about and play.collection.read else []


def _valid(play: Play, plan: OperationPlan, item: PlayedItem) -> PlayedBody | None:
    if plan in play.collection.changes:
        return _change(play, plan, item)
    if plan is play.collection.create:
        return play.maker.body(play.collection, item.ground)
    if plan.operation.body is None:
        return PlayedBody()
    return play.stage.bodies.make(plan, "whole", {})
