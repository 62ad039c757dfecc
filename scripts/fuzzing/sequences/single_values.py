"""Values of which there is one, and what stands below an item and is told in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from impl.engine.mocking.recognition.plans import OperationPlan
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.exchanges import PlayedReply, Unplayable
from scripts.fuzzing.sequences.making import ItemMaker
from scripts.fuzzing.sequences.places import Ground, Place
from scripts.fuzzing.sequences.play import Play
from scripts.fuzzing.sequences.stage import PlayedItem, Stage


def note_is_told(play: Play) -> Iterator[FuzzFinding]:
    """What is put below an item is told in it, until it is taken away."""
    for member, both in play.collection.notes.items():
        if play.collection.read is None:
            return
        item = play.make()
        put = both["PUT"]
        body = play.stage.bodies.make(put, "whole", {}) if put.operation.body else None
        before = play.stage.read(item)
        headers = play.stage.matching(put, item.reply, before)
        done = play.stage.send(put, item.place, body=body, headers=headers)
        if not done.ok:
            continue
        after, shown = play.stage.shown(item)
        trail = (
            (*item.trail, before, done, after)
            if headers
            else (*item.trail, done, after)
        )
        yield from _told(
            play, put, body.item if body else None, shown.get(member), trail
        )
        if "DELETE" in both and shown.get(member) is not None:
            yield from _taken(play, both["DELETE"], item, member, after)


def _told(
    play: Play,
    put: OperationPlan,
    sent: Any,
    told: Any,
    trail: tuple[PlayedReply, ...],
) -> Iterator[FuzzFinding]:
    member = put.operation.shape.word
    if told is None:
        title = "What is put below an item is not told in it"
        yield play.finding("put_is_told", title, f"it has no {member}", *trail)
    elif isinstance(told, dict) and isinstance(sent, dict):
        schemas = play.stage.collections.model.schemas
        there = schemas.at(play.collection.door.item, (member,))
        if broken := list(play.stage.promises.broken(sent, put.sent.item, told, there)):
            title = "What is kept is not what was sent"
            message = f"{', '.join(broken)} of {member} is not what was sent"
            yield play.finding("put_is_as_sent", title, message, *trail)


def _taken(
    play: Play, delete: OperationPlan, item: PlayedItem, member: str, put: PlayedReply
) -> Iterator[FuzzFinding]:
    headers = play.stage.matching(delete, put)
    done = play.stage.send(delete, item.place, headers=headers)
    if not done.ok:
        return
    after, shown = play.stage.shown(item)
    if shown.get(member) is not None:
        title = "Removed, but still there"
        told = f"{member} is told as before"
        yield play.finding("put_is_gone", title, told, *item.trail, put, done, after)


def value_is_changed(stage: Stage, maker: ItemMaker) -> Iterator[FuzzFinding]:
    """A value of which there is one is what was written to it."""
    for read in stage.collections.model.plans.values():
        if read.role != "read value":
            continue
        for plan in stage.collections.model.plans.values():
            is_same = plan.operation.shape.text == read.operation.shape.text
            if is_same and plan.role in {"patch value", "write value"}:
                try:
                    yield from _written(stage, maker, read, plan)
                except Unplayable as error:
                    stage.leave_open(str(error))


def _written(
    stage: Stage, maker: ItemMaker, read: OperationPlan, plan: OperationPlan
) -> Iterator[FuzzFinding]:
    place = maker.ground(read, Ground()).place
    schemas = stage.collections.model.schemas
    schema = read.answer.body.item if read.answer else None
    shown = schemas.shape(schema).properties
    for member in schemas.shape(plan.sent.item).properties:
        before = stage.send(read, place)
        old = stage.item_in(read, before)
        if member not in shown or not before.ok or not isinstance(old, dict):
            continue
        body = stage.bodies.change(plan, old, member)
        if body is None:
            continue
        headers = stage.matching(plan, before)
        done = stage.send(plan, place, body=body, headers=headers)
        if not done.ok:
            continue
        after = stage.send(read, place)
        new = stage.item_in(read, after)
        if names := list(stage.promises.broken(body.item, plan.sent.item, new, schema)):
            title = "A change does not change what it says"
            told = f"{', '.join(names)} is not what was sent"
            replies = (before, done, after)
            yield stage.service.finding("changed_is_as_sent", title, told, *replies)
        _restore(stage, plan, place, old, after)


def _restore(
    stage: Stage,
    plan: OperationPlan,
    place: Place,
    old: dict[str, Any],
    after: PlayedReply,
) -> None:
    """Write back what was there."""
    body = stage.bodies.as_before(plan, old)
    if body is not None:
        stage.send(plan, place, body=body, headers=stage.matching(plan, after))
