"""Tell others of what happened: the webhooks and callbacks that an answer entails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from impl.engine.mocking.recognition.outgoing import SIGNATURE, TIMESTAMP, OutgoingPlan
from impl.engine.mocking.recognition.stores import overlap
from impl.engine.mocking.recognition.words import plain, without
from impl.engine.mocking.state.addresses import NoAddress, address_of
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.messages import MockAnswer, OutgoingMessage
from impl.engine.mocking.state.places import filled
from impl.engine.sampling.sampler import NoInstance

_LIKE: Final = 0.8
_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class ToldItem:
    """An item that a message tells of, and the word for what it is."""

    item: Mapping[str, Any]
    noun: str
    schema: str | None


def tell(context: StateContext, turn: MockTurn, answer: MockAnswer) -> None:
    """Add to an answer the messages that are sent once it has been given."""
    for plan in context.model.outgoing:
        try:
            if plan.owner == turn.plan.operation.pointer:
                answer.messages.append(_called_back(context, turn, answer, plan))
            elif not plan.owner and context.announces:
                answer.messages += _announced(context, turn, plan)
        except (NoAddress, NoInstance) as error:
            turn.notes.append(f"{plan.name} is not sent: {error}")


def message_of(
    context: StateContext,
    plan: OutgoingPlan,
    told: ToldItem | None = None,
    fixed: Mapping[str, str] | None = None,
    url: str = "",
) -> OutgoingMessage:
    """Make a message: valid, about an item if one is told of.

    Raises:
        NoInstance: its body, or a header field of it, has no valid value.
    """
    count = context.world.count(f"message {plan.pointer}")
    seed = (context.seed, plan.pointer, count)
    body = None
    if plan.schema is not None:
        given = dict(_fitted(context, plan.schema, told, 0) if told else {})
        now, is_told = context.clock.now(), bool(given)
        given |= fixed or {}
        # What an item does not have is not made up.
        body = context.sampler.complete(
            plan.schema, given, seed, now=now, only_needed=is_told
        )
    headers = {}
    for name, schema in plan.headers.items():
        is_ours = plan.is_signed and name.lower() in {TIMESTAMP, SIGNATURE}
        if not is_ours and context.model.schemas.references.value(schema) is not None:
            value = context.sample(schema, *seed, name)
            headers[name] = value if isinstance(value, str) else str(value)
    return OutgoingMessage(
        *(plan.name, plan.method, url, headers, body),
        plan.media_type,
        plan.is_signed,
    )


def _called_back(
    context: StateContext, turn: MockTurn, answer: MockAnswer, plan: OutgoingPlan
) -> OutgoingMessage:
    operation = turn.plan.operation
    path = filled(operation.shape.text, turn.place.texts)
    url = address_of(plan.address, operation.method, path, turn.request, answer)
    told = None
    if turn.changes:
        told = _told(turn.changes[0].door, turn.changes[0].item)
    elif isinstance(answer.body, dict):
        schema = turn.plan.answer.body.schema if turn.plan.answer else None
        told = ToldItem(answer.body, operation.shape.word, schema)
    return message_of(context, plan, told, url=url)


def _announced(
    context: StateContext, turn: MockTurn, plan: OutgoingPlan
) -> Iterator[OutgoingMessage]:
    for change in turn.changes:
        for topic, fixed in plan.topics.items():
            if topic.kind == change.kind and topic.door == change.door.id:
                yield message_of(context, plan, _told(change.door, change.item), fixed)


def _told(door: Any, item: Mapping[str, Any]) -> ToldItem:
    return ToldItem(item, door.noun, door.item)


def _fitted(
    context: StateContext, schema: str, told: ToldItem, depth: int
) -> dict[str, Any]:
    """Return what a body says of an item, as far as names and types tell."""
    shape, whole = context.shape(schema), context.shape(told.schema)
    if shape.identity == whole.identity or overlap(shape, whole) >= _LIKE:
        return {n: told.item[n] for n in shape.properties if n in told.item}
    found: dict[str, Any] = {}
    for name, pointer in shape.properties.items():
        inner = context.shape(pointer)
        own = _own_name(name, told)
        if own and not context.sampler.faults(pointer, told.item[own]):
            found[name] = told.item[own]
        elif inner.is_object and depth < _DEEPEST:
            below = _fitted(context, pointer, told, depth + 1)
            if below:
                found[name] = below
    # What has but an `id` of an item is as likely to have one of its own.
    return {} if [*found] == ["id"] else found


def _own_name(name: str, told: ToldItem) -> str:
    """Return the member of the item that a member of a body is: petId is id."""
    if name in told.item:
        return name
    short = without(name, told.noun)
    return (
        next((each for each in told.item if plain(each) == short), "") if short else ""
    )
