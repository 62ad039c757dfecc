"""Recognise what every operation of a contract does with state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from impl.engine.mocking.recognition.declared import DeclaredContract, MockedOperation
from impl.engine.mocking.recognition.doors import (
    Door,
    Paths,
    find_doors,
    success_schema,
)
from impl.engine.mocking.recognition.envelopes import list_envelope
from impl.engine.mocking.recognition.filters import selection_plan
from impl.engine.mocking.recognition.model import MockModel
from impl.engine.mocking.recognition.outgoing import outgoing_plans
from impl.engine.mocking.recognition.pages import page_plan
from impl.engine.mocking.recognition.path_shapes import PathShape
from impl.engine.mocking.recognition.plans import (
    TOGGLE_ROLES,
    AnswerPlan,
    BodyPlan,
    BodyPlanner,
    OperationPlan,
)
from impl.engine.mocking.recognition.report import why_nothing
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes
from impl.engine.mocking.recognition.scopes import find_keys, find_scope
from impl.engine.mocking.recognition.singletons import plan_singletons
from impl.engine.mocking.recognition.stores import describe_items, group
from impl.engine.mocking.recognition.verbs import makes, member_at, verb_effect
from impl.engine.mocking.recognition.words import plain


def recognise(document: Any) -> MockModel:
    """Find for every operation what it does with state.

    Args:
        document: a contract after loading and repair, whose references are local.
    """
    contract = DeclaredContract(document)
    schemas = SchemaShapes(contract.references)
    paths = Paths(contract.operations(), schemas)
    doors = find_doors(paths)
    for door in doors:
        describe_items(paths, door)
        find_keys(paths, door)
    stores = group(paths, doors)
    by_id = {door.id: door for door in doors}
    for door in doors:
        find_scope(paths, door, by_id)
    planner = _Planner(paths, by_id)
    plans = {plan.operation.pointer: plan for plan in planner.plans()}
    outgoing = tuple(outgoing_plans(document, schemas, by_id))
    return MockModel(schemas, by_id, stores, plans, outgoing)


class _Planner:
    def __init__(self, paths: Paths, doors: dict[str, Door]) -> None:
        self._paths = paths
        self._doors = doors
        self._bodies = BodyPlanner(paths)
        self._planned: dict[str, OperationPlan] = {}

    def plans(self) -> Iterable[OperationPlan]:
        """Plan each operation, in the document's order."""
        for door in self._doors.values():
            self._door(door)
        for plan in plan_singletons(
            self._paths, self._bodies, self._planned, self._doors
        ):
            self._planned[plan.operation.pointer] = plan
        for operations in self._paths.groups.values():
            for same_method in operations.values():
                for operation in same_method:
                    yield self._planned.get(operation.pointer) or self._other(operation)

    def _door(self, door: Door) -> None:
        if door.is_toggle:
            self._toggle(door)
            return
        for operation in _flat(door.items):
            self._set(self._on_item(operation, door))
        for operation in _flat(door.collection):
            if door.path.text == operation.shape.text:
                self._set(self._on_collection(operation, door))

    def _set(self, plan: OperationPlan | None) -> None:
        if plan and plan.operation.pointer not in self._planned:
            self._planned[plan.operation.pointer] = plan

    def _toggle(self, door: Door) -> None:
        for operation in _flat(door.items):
            role = TOGGLE_ROLES.get(operation.method)
            if role:
                answer = self._bodies.answer(operation, None, 204)
                self._set(OperationPlan(operation, role, "", door, answer))
        for operation in _flat(door.collection):
            self._set(self._on_collection(operation, door))

    def _on_item(self, operation: MockedOperation, door: Door) -> OperationPlan | None:
        bodies = self._bodies
        match operation.method:
            case "GET":
                answer = bodies.answer(operation, door, 200)
                if answer is None or answer.body.kind not in {"item", "items"}:
                    return None
                return OperationPlan(operation, "read", "", door, answer)
            case "HEAD":
                success = operation.success(200, 204)
                there = (
                    AnswerPlan(success[0], headers=success[1].headers)
                    if success
                    else None
                )
                return OperationPlan(operation, "read", "", door, there)
            case "DELETE":
                answer = bodies.answer(operation, door, 204)
                return OperationPlan(operation, "delete", "", door, answer)
            case "PUT" | "PATCH" | "POST":
                role = {"PUT": "replace", "PATCH": "patch", "POST": "update"}
                answer = bodies.answer(operation, door, 200)
                sent = bodies.sent(operation, door)
                if answer and not self._paths.schemas.shape(sent.item).properties:
                    # Nothing says what is sent: then it is what is answered.
                    sent = replace(sent, steps=answer.body.steps)
                name: Any = role[operation.method]
                return OperationPlan(operation, name, "", door, answer, sent)
        return None

    def _on_collection(
        self, operation: MockedOperation, door: Door
    ) -> OperationPlan | None:
        match operation.method:
            case "GET":
                return self._list(operation, door)
            case "POST":
                return self._create(operation, door)
            case "PUT" | "PATCH" if door.item_path is not None:
                sent = self._bodies.sent(operation, door)
                answer = self._bodies.answer(operation, door, 200)
                if sent.kind in {"item", "items"} and door.keys:
                    return OperationPlan(operation, "write", "", door, answer, sent)
            case "DELETE" if door.item_path is not None or "GET" in door.collection:
                answer = self._bodies.answer(operation, door, 204)
                sent = self._bodies.sent(operation, door)
                return OperationPlan(operation, "clear", "", door, answer, sent)
        return None

    def _list(self, operation: MockedOperation, door: Door) -> OperationPlan | None:
        schema = success_schema(operation)
        if schema is None:
            return None
        schemas = self._paths.schemas
        identities = sorted(door.identities) or [""]
        held = None
        for identity in identities:
            found = list_envelope(schemas, schema, door.noun, identity)
            if held is None or (
                found and schemas.shape(found.items).identity == identity
            ):
                held = found
        answer = self._bodies.answer(operation, door, 200)
        if held is None or answer is None:
            return None
        if not schemas.shape(held.items).properties and not door.item:
            return None
        pages = page_plan(schemas, operation, schema, held)
        item = door.item or held.items
        array = schemas.at(schema, held.steps)
        selection = selection_plan(schemas, operation, item, array)
        body = answer.body
        plan = type(body)("items", schema, body.media_type, held.steps, held.items)
        answer = type(answer)(answer.status, plan, answer.headers)
        return OperationPlan(
            operation, "list", "", door, answer, pages=pages, selection=selection
        )

    def _create(self, operation: MockedOperation, door: Door) -> OperationPlan | None:
        answer = self._bodies.answer(operation, door, 201)
        sent = self._bodies.sent(operation, door)
        if answer is None or not door.item:
            return None
        if door.item_path is None and "GET" not in door.collection:
            return None
        sent = self._bodies.many(sent, door)
        is_search = sent.kind in {"item", "other"} and answer.body.kind == "items"
        if (
            is_search
            and answer.status != 201
            and not _overlaps(self._paths, sent.item, door)
        ):
            return None
        return OperationPlan(operation, "create", "", door, answer, sent)

    def _other(self, operation: MockedOperation) -> OperationPlan:
        """Plan what is neither on a collection, nor on an item, nor on a singleton."""
        made = self._making(operation) or self._acting(operation)
        if made:
            return made
        return OperationPlan(operation, "nothing", why_nothing(operation))

    def _making(self, operation: MockedOperation) -> OperationPlan | None:
        """Recognise an operation that makes an item of some known collection."""
        success = operation.success(201)
        content = success[1].json if success else None
        if operation.method != "POST" or success is None or content is None:
            return None
        if success[0] != 201 and not makes(operation.shape.word):
            return None
        known = self._identities(content[1])
        sent = self._bodies.sent(operation, None)
        for door in self._candidates(operation, sent):
            answer = self._bodies.answer(operation, door, 201)
            if not known & door.identities or answer is None:
                continue
            identity = self._paths.schemas.shape(answer.body.item).identity
            if answer.body.kind in {"item", "items"} and identity in door.identities:
                sent = self._bodies.sent(operation, door)
                return OperationPlan(operation, "create", "", door, answer, sent)
        return None

    def _identities(self, schema: str) -> set[str]:
        """Give what a body, and all that stands right in it, is known by."""
        shapes = self._paths.schemas
        shape = shapes.shape(schema)
        below = [shapes.shape(pointer) for pointer in shape.properties.values()]
        found = [shape, *below]
        found += [shapes.shape(each.items) for each in found if each.items]
        return {each.identity for each in found}

    def _candidates(self, operation: MockedOperation, sent: BodyPlan) -> list[Door]:
        """Give the doors that what an operation makes may be behind, the nearest first.

        What their paths need has to be in the operation's path or body.
        """
        holes = set(operation.shape.holes)
        names = {plain(n) for n in self._paths.schemas.shape(sent.item).properties}
        found = [
            door
            for door in self._doors.values()
            if door.keys
            and not door.is_toggle
            and all(
                hole in holes or plain(name) in names
                for hole, name in zip(door.path.holes, door.path.names, strict=True)
            )
        ]
        return sorted(found, key=lambda each: -len(each.path.names))

    def _acting(self, operation: MockedOperation) -> OperationPlan | None:
        """Recognise an action on an item: a verb behind its path."""
        shape = operation.shape
        methods = {"POST", "PUT", "PATCH", "DELETE"}
        if operation.method not in methods or shape.ends_filled:
            return None
        door = self._parent(shape)
        if door is None:
            return None
        is_undone = operation.method == "DELETE"
        effect = verb_effect(
            self._paths.schemas, door.item, shape.word, is_undone=is_undone
        )
        answer = self._bodies.answer(operation, door, 200)
        if answer is None:
            return None
        is_item = answer.body.kind == "item" and (
            self._paths.schemas.shape(answer.body.item).identity in door.identities
        )
        member = "" if effect else member_at(self._paths.schemas, operation, door.item)
        if effect is None and not is_item and not member:
            return None
        sent = self._bodies.sent(operation, door)
        return OperationPlan(
            operation, "act", "", door, answer, sent, effect=effect, member=member
        )

    def _parent(self, shape: PathShape) -> Door | None:
        door = self._doors.get(shape.shorter(1).text)
        return door if door and door.item_path and not door.is_toggle else None


def _flat(grouped: dict[str, list[MockedOperation]]) -> Iterator[MockedOperation]:
    for operations in grouped.values():
        yield from operations


def _overlaps(paths: Paths, pointer: str | None, door: Door) -> bool:
    sent = paths.schemas.shape(pointer).properties.keys()
    return bool(sent & paths.schemas.shape(door.item).properties.keys())
