"""Answers of what was done to items: bodies, and the headers that tell of them."""

from __future__ import annotations

from typing import Final

from impl.engine.mocking.state.bodies import item_body, items_body
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.messages import MockAnswer
from impl.engine.mocking.state.places import filled, key_texts, scope_texts
from impl.engine.mocking.state.preconditions import entity_tag
from impl.engine.mocking.state.values import without_origin
from impl.engine.mocking.state.world import StoredItem

_LONGEST_FIELD: Final = 4_000


def answer_with(
    context: StateContext, turn: MockTurn, stored: StoredItem
) -> MockAnswer | None:
    """Answer with an item."""
    plan = turn.plan.answer
    if plan is None:
        return None
    if plan.body.kind == "other" and plan.body.schema is None:
        return None
    body = item_body(context, turn, plan.body, stored)
    answer = MockAnswer(plan.status, body, plan.body.media_type or "")
    if "etag" in plan.headers:
        answer.headers["ETag"] = entity_tag(stored.item)
    if "location" in plan.headers:
        link = link_to(context, turn, stored)
        for each in (link, without_origin(link)) if link else ():
            if not refuses(context, plan.headers["location"], each):
                answer.headers["Location"] = each
                break
    return answer


def answer_with_all(
    context: StateContext, turn: MockTurn, items: list[StoredItem]
) -> MockAnswer | None:
    """Answer with several items."""
    plan = turn.plan.answer
    if plan is None:
        return None
    body = items_body(context, turn, plan.body, items)
    return MockAnswer(plan.status, body, plan.body.media_type or "")


def answer_without(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """Answer that something was done."""
    plan = turn.plan.answer
    if plan is None or (plan.body.kind != "nothing" and plan.body.schema is None):
        return None
    if plan.body.schema is None:
        return MockAnswer(plan.status)
    count = context.world.count(f"answer {turn.plan.operation.pointer}")
    body = context.sample(plan.body.schema, turn.plan.operation.pointer, count)
    return MockAnswer(plan.status, body, plan.body.media_type or "")


def link_to(context: StateContext, turn: MockTurn, stored: StoredItem) -> str | None:
    """Write the address of an item."""
    own = turn.plan.door
    if own is None:
        return None
    for door in (own, *context.model.stores[own.store]):
        if not door.keys or door.is_toggle:
            continue
        texts = (*scope_texts(door, stored), *key_texts(door, stored))
        if None not in texts:
            known = tuple(text for text in texts if text is not None)
            template = door.item_path.template if door.item_path else ""
            suffix = ".json" if template.endswith(".json") else ""
            return f"{turn.request.base_url}{filled(door.id, known)}{suffix}"
    return None


def refuses(context: StateContext, header: str, value: str) -> bool:
    """Tell whether a value is none of the header field that is declared at a place.

    One that is too long is none, either: many clients and servers refuse the answer.
    """
    if len(value) > _LONGEST_FIELD:
        return True
    pointer = f"{header}/schema"
    if context.model.schemas.references.value(pointer) is None:
        return False
    return bool(context.sampler.faults(pointer, value))
