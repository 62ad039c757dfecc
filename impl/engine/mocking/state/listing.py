"""Answer with a list of what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from impl.engine.mocking.recognition.plans import BodyPlan
from impl.engine.mocking.state.answering import refuses
from impl.engine.mocking.state.bodies import view
from impl.engine.mocking.state.choosing import chosen
from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.messages import MockAnswer
from impl.engine.mocking.state.paging import CutPage, cut, fields, links
from impl.engine.mocking.state.parents import demand_parents
from impl.engine.mocking.state.places import members, written
from impl.engine.mocking.state.seeding import ensure
from impl.engine.mocking.state.toggling import toggled
from impl.engine.mocking.state.values import (
    part,
    text_of,
    with_part,
    without_origin,
    without_part,
)

_LINKED = ("next", "previous", "first", "last")


def answer_list(context: StateContext, turn: MockTurn) -> MockAnswer | None:
    """List the items of a collection."""
    plan, door = turn.plan, turn.plan.door
    if door is None or plan.answer is None or plan.answer.body.schema is None:
        return None
    scope = turn.place.first(len(door.scope))
    demand_parents(context, turn, scope)
    if door.is_toggle:
        items = toggled(context, door, scope)
    else:
        ensure(context, door, scope, turn.request.base_url)
        items = members(context.world, door, scope)
    items = chosen(plan.selection, turn.request.query, items)
    page = cut(plan.pages, turn.request.query, door, items)
    around = _around(turn, page)
    body = _body(context, turn, plan.answer.body, page, around)
    count = len(part(body, plan.answer.body.steps) or ())
    if count != len(page.items):
        turn.notes.append(f"the contract asks for {count} items, not {len(page.items)}")
    headers = _headers(context, plan.answer.headers, page, around)
    answer = MockAnswer(plan.answer.status, body, headers=headers)
    answer.media_type = plan.answer.body.media_type or ""
    return answer


def _around(turn: MockTurn, page: CutPage) -> dict[str, str | None]:
    """Write the links to other pages, if anything tells them."""
    plan = turn.plan
    told = {*plan.pages.fields.values()} & {"self", *_LINKED}
    if plan.answer is None or not (told or "link" in plan.answer.headers):
        return {}
    address = turn.request.base_url + written(plan.operation.shape, turn.request)
    return links(plan.pages, page, turn.request.query, address)


def _body(
    context: StateContext,
    turn: MockTurn,
    body: BodyPlan,
    page: CutPage,
    around: dict[str, str | None],
) -> Any:
    door, schema = turn.plan.door, body.schema
    if door is None or schema is None:
        raise AssertionError("a list has a door and a schema")
    whole = context.model.doors.get(door.members_of or "", door)
    told = [
        view(context, whole.store, each, body.item) if body.item else each.item
        for each in page.items
    ]
    what = (turn.plan.operation.pointer, "list")
    page_body = context.frame(schema, *what) if body.steps else None
    page_body = with_part(page_body, body.steps, told)
    for steps, value in fields(turn.plan.pages, page, around).items():
        page_body = _with_field(context, schema, page_body, steps, value)
    return context.valid(schema, page_body, turn.notes, *what)


def _with_field(
    context: StateContext, schema: str, whole: Any, steps: tuple[str, ...], value: Any
) -> Any:
    """Set a field of a page; take it away where there is nothing to tell."""
    pointer = context.model.schemas.at(schema, steps)
    if pointer is None:
        return whole
    holder = context.shape(context.model.schemas.at(schema, steps[:-1]) or schema)
    is_required = steps[-1] in holder.required
    if value is None:
        if not is_required:
            whole = without_part(whole, steps)
        for empty in (None, "") if is_required else ():
            if not context.sampler.faults(pointer, empty):
                return with_part(whole, steps, empty)
        return whole
    for spelling in _spellings(context, pointer, value):
        if not context.sampler.faults(pointer, spelling):
            return with_part(whole, steps, spelling)
    return whole


def _spellings(context: StateContext, pointer: str, value: Any) -> Iterator[Any]:
    shape = context.shape(pointer)
    if shape.is_object:
        for name in ("href", "url", "uri"):
            if name in shape.properties:
                yield {name: value}
    yield value
    yield text_of(value)
    if isinstance(value, str) and value.startswith("http"):
        yield without_origin(value)


def _headers(
    context: StateContext,
    declared: dict[str, str],
    page: CutPage,
    around: dict[str, str | None],
) -> dict[str, str]:
    headers = {}
    if "link" in declared:
        fitting = (
            each
            for each in _link_fields(around)
            if not refuses(context, declared["link"], each)
        )
        headers["Link"] = next(fitting, "")
    for name in declared:
        if name.replace("-", "") in {"xtotalcount", "xtotal", "totalcount", "xcount"}:
            headers[name] = str(page.total)
    return headers


def _link_fields(around: dict[str, str | None]) -> Iterator[str]:
    """Yield what the field Link may be (RFC 8288), the more telling first."""
    names = {"previous": "prev"}
    for told in (_LINKED, ("next",)):
        there = {rel: link for rel in told if (link := around.get(rel))}
        for links_there in (
            there,
            {rel: without_origin(link) for rel, link in there.items()},
        ):
            if links_there:
                yield ", ".join(
                    f'<{link}>; rel="{names.get(rel, rel)}"'
                    for rel, link in links_there.items()
                )
