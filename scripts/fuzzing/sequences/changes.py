"""What is changed is changed, and nothing else is; what is stale changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from impl.engine.mocking.recognition.plans import OperationPlan
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.exchanges import PlayedReply, Unplayable
from scripts.fuzzing.sequences.places import header_of
from scripts.fuzzing.sequences.play import Play
from scripts.fuzzing.sequences.stage import MATCH, PlayedItem, members_of
from scripts.fuzzing.sequences.values import (
    is_made_by_service,
    is_same_value,
    is_volatile,
)

_MOST_MEMBERS = 5


def changed_is_changed(play: Play) -> Iterator[FuzzFinding]:
    """A change changes what it says, and no other member and no other item."""
    for plan in play.collection.changes:
        if play.collection.read is None:
            play.stage.leave_open(
                f"{play.collection.label}: nothing reads what it makes"
            )
            return
        item = play.make()
        other = play.beside(item)
        untouched = play.stage.shown(other)
        changed = None
        for member in list(members_of(item, plan, play.stage))[:_MOST_MEMBERS]:
            found, reply = _change(play, plan, item, member)
            changed = reply or changed
            yield from found
        if changed is not None:
            yield from _beside(play, plan, other, untouched, changed)


def _change(
    play: Play, plan: OperationPlan, item: PlayedItem, member: str
) -> tuple[list[FuzzFinding], PlayedReply | None]:
    before, old = play.stage.shown(item)
    body = play.stage.bodies.change(plan, old, member)
    if body is None or not isinstance(body.item, dict):
        return [], None
    headers = play.stage.matching(plan, item.reply, before)
    done = play.stage.send(plan, item.place, body=body, headers=headers)
    if not done.ok:
        return [], None
    after, new = play.stage.shown(item)
    trail = (
        (*item.trail, before, done, after) if headers else (*item.trail, done, after)
    )
    found = list(_as_sent(play, plan, body.item, new, trail))
    if plan.role == "patch":
        found += _untouched(play, plan, body.item, old, new, trail)
        if not found:
            found += _removed(play, plan, item, member)
    return found, done


def _as_sent(
    play: Play,
    plan: OperationPlan,
    sent: dict[str, Any],
    new: dict[str, Any],
    trail: tuple[PlayedReply, ...],
) -> Iterator[FuzzFinding]:
    read = play.collection.read
    schema = read.answer.body.item if read and read.answer else None
    broken = play.stage.promises.broken(sent, plan.sent.item, new, schema)
    if names := sorted(broken):
        title = "A change does not change what it says"
        told = f"{', '.join(names)} is not what was sent"
        yield play.finding("changed_is_as_sent", title, told, *trail)


def _untouched(
    play: Play,
    plan: OperationPlan,
    sent: dict[str, Any],
    old: dict[str, Any],
    new: dict[str, Any],
    trail: tuple[PlayedReply, ...],
) -> Iterator[FuzzFinding]:
    """Yield a finding if a patch changed what clients decide, and it did not say."""
    properties = play.stage.collections.model.schemas.shape(plan.sent.item).properties
    touched = [
        name
        for name in properties
        if name not in sent
        and name in old
        and not is_volatile(name)
        and not is_made_by_service(name)
        and not is_same_value(old[name], new.get(name))
        and not _is_made_of(new.get(name), sent)
    ]
    if touched:
        title = "A change changes more than it says"
        told = f"{', '.join(touched)} changed as well, and was not sent"
        yield play.finding("changes_only_what_is_sent", title, told, *trail)


def _is_made_of(value: Any, sent: dict[str, Any]) -> bool:
    """Tell whether a value is made of one that was sent: a slug of a title."""
    texts = [each for each in sent.values() if isinstance(each, str) and each]
    return isinstance(value, str) and any(text in value for text in texts)


def _removed(
    play: Play, plan: OperationPlan, item: PlayedItem, member: str
) -> Iterator[FuzzFinding]:
    body = play.stage.bodies.removal(plan, member)
    before, old = play.stage.shown(item)
    if body is None or old.get(member) is None:
        return
    headers = play.stage.matching(plan, item.reply, before)
    done = play.stage.send(plan, item.place, body=body, headers=headers)
    if not done.ok:
        return
    after, new = play.stage.shown(item)
    if new.get(member) is not None and new[member] == old[member]:
        title = "A change does not change what it says"
        told = f"{member} is still there, and null removes it"
        replies = (*item.trail, before, done, after)
        yield play.finding("null_removes", title, told, *replies)


def _beside(
    play: Play,
    plan: OperationPlan,
    other: PlayedItem,
    untouched: tuple[PlayedReply, dict[str, Any]],
    changed: PlayedReply,
) -> Iterator[FuzzFinding]:
    before, old = untouched
    after = play.stage.read(other)
    new = play.stage.item_in(play.collection.read, after)
    if not isinstance(new, dict):
        return
    names = [
        name
        for name in members_of(other, plan, play.stage)
        if name in old and not is_volatile(name)
        if not is_same_value(old[name], new.get(name))
    ]
    if names:
        title = "A change changes another item"
        told = f"{', '.join(names)} of an item that the change is not about"
        replies = (other.reply, before, changed, after)
        yield play.finding("changes_only_one", title, told, *replies)


def stale_changes_nothing(play: Play) -> Iterator[FuzzFinding]:
    """What is only for another state is refused, and changes and removes nothing."""
    plans = [*play.collection.changes, play.collection.delete]
    for plan in plans:
        is_meant = plan and header_of(plan, MATCH) and "412" in plan.operation.responses
        if plan is not None and is_meant and play.collection.changes:
            yield from _stale(play, plan, play.collection.changes[0])


def _stale(
    play: Play, plan: OperationPlan, change: OperationPlan
) -> Iterator[FuzzFinding]:
    item = play.make()
    first, old = play.stage.shown(item)
    if not first.tag:
        play.stage.leave_open(f"{first.request.label}: it tells no entity tag")
        return
    made = _different(play, change, item, old)
    if made is None:
        return
    done = play.stage.send(
        change, item.place, body=made, headers=play.stage.matching(change, first)
    )
    second, now = play.stage.shown(item)
    if not done.ok or now == old:
        return
    trail = (*item.trail, first, done)
    if second.tag == first.tag:
        title = "An entity tag outlives the state that it names"
        told = "the ETag is that of before the change (RFC 9110, §8.8.3)"
        yield play.finding("tag_changes", title, told, *trail, second)
        return
    body = None
    if plan is not play.collection.delete:
        body = _different(play, plan, item, now)
        if body is None:
            return
    stale = {header_of(plan, MATCH): first.tag}
    late = play.stage.send(plan, item.place, body=body, headers=stale)
    if late.ok:
        title = "A stale If-Match is let through"
        told = f"{late.status}, though the state is another one by now"
        yield play.finding("stale_is_refused", title, told, *trail, late)
        return
    after = play.stage.read(item)
    if after.is_gone or (after.ok and after.tag != second.tag):
        title = "What was refused has had its effect"
        told = f"{late.status} to a stale If-Match, and it is another one all the same"
        yield play.finding("stale_changes_nothing", title, told, *trail, late, after)


def _different(
    play: Play, plan: OperationPlan, item: PlayedItem, old: dict[str, Any]
) -> Any:
    for member in members_of(item, plan, play.stage):
        try:
            body = play.stage.bodies.change(plan, old, member)
        except Unplayable:
            continue
        if body is not None:
            return body
    return None
