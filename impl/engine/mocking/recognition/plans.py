"""What one operation does with state, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.recognition.doors import Door, Paths
from impl.engine.mocking.recognition.envelopes import ItemEnvelope, Steps, list_envelope
from impl.engine.mocking.recognition.filters import SelectionPlan
from impl.engine.mocking.recognition.pages import PagePlan
from impl.engine.mocking.recognition.stores import overlap
from impl.engine.mocking.recognition.words import is_same_noun

MockRole = Literal[
    "list", "create", "read", "replace", "patch", "update", "delete", "clear", "write",
    "put in", "take out", "ask", "read value", "write value", "patch value",
    "clear value", "act", "nothing",
]  # fmt: skip
BodyKind = Literal["item", "items", "other", "nothing"]
# What the methods of a toggle do, which has no body to tell.
TOGGLE_ROLES: Final[dict[str, MockRole]] = {
    "PUT": "put in",
    "DELETE": "take out",
    "GET": "ask",
}
_SHARE: Final = 0.5
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """Where the item or the items stand in a body.

    Attributes:
        kind: what the body holds.
        schema: the pointer of the body's schema.
        media_type: its media type.
        steps: the properties that lead to the item, or to the array.
        item: the pointer of the schema of an item.
    """

    kind: BodyKind = "nothing"
    schema: str | None = None
    media_type: str | None = None
    steps: Steps = ()
    item: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """A success that an operation declares.

    Attributes:
        status: its status.
        body: its body.
        headers: the pointers of its headers, by their names in small letters.
    """

    status: int
    body: BodyPlan = field(default_factory=BodyPlan)
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerbEffect:
    """What an action sets: the property, and the value."""

    steps: Steps
    value: str | bool


@dataclass(slots=True)
class OperationPlan:
    """What an operation does with state.

    Attributes:
        operation: the operation.
        role: what it does.
        reason: why that, or why nothing.
        door: the way to the items that it is about.
        answer: the success that it gives.
        sent: the body that it takes.
        pages: how its list is told in pages.
        selection: what its query parameters choose.
        effect: what the action sets.
        member: the property of an item that stands at a path right below it.
        value: the pointer of the schema of a singleton's value.
    """

    operation: MockedOperation
    role: MockRole
    reason: str = ""
    door: Door | None = None
    answer: AnswerPlan | None = None
    sent: BodyPlan = field(default_factory=BodyPlan)
    pages: PagePlan = field(default_factory=PagePlan)
    selection: SelectionPlan = field(default_factory=SelectionPlan)
    effect: VerbEffect | None = None
    member: str = ""
    value: str | None = None


class BodyPlanner:
    """Finds items in the bodies of operations on a door."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def answer(
        self, operation: MockedOperation, door: Door | None, *preferred: int
    ) -> AnswerPlan | None:
        """Choose the success that an operation answers; None if it declares none."""
        found = operation.success(*preferred)
        if found is None:
            return None
        status, message = found
        body = BodyPlan()
        if message.json:
            media_type, schema = message.json
            body = self._plan(schema, media_type, operation.shape.word, door)
            if body.kind == "other" and self._echoes(operation, door, body):
                body = replace(body, kind="item")
        elif any(message.contents):
            body = BodyPlan("other")
        return AnswerPlan(status, body, message.headers)

    def _echoes(
        self, operation: MockedOperation, door: Door | None, body: BodyPlan
    ) -> bool:
        """Tell whether an answer has most of what the request has sent."""
        sent = self.sent(operation, door)
        if sent.kind != "item" or door is None:
            return False
        shapes = self._paths.schemas
        return overlap(shapes.shape(sent.item), shapes.shape(body.item)) >= _SHARE

    def sent(self, operation: MockedOperation, door: Door | None) -> BodyPlan:
        """Find the item, or the items, that a request carries."""
        body = operation.body
        if body is None:
            return BodyPlan()
        media_type, schema = body.json or next(iter(body.contents.items()), ("", ""))
        if not schema:
            return BodyPlan("other")
        return self._plan(schema, media_type, operation.shape.word, door, is_sent=True)

    def many(self, sent: BodyPlan, door: Door) -> BodyPlan:
        """See a body that holds but an array of a door's items as that array."""
        shapes = self._paths.schemas
        properties = shapes.shape(sent.item).properties
        if sent.kind != "item" or len(properties) > _FEW:
            return sent
        for name, pointer in properties.items():
            inner = shapes.shape(pointer)
            if is_same_noun(name, door.noun) and inner.is_array:
                steps = (*sent.steps, name)
                return replace(sent, kind="items", steps=steps, item=inner.items)
        return sent

    def _plan(
        self,
        schema: str,
        media_type: str,
        noun: str,
        door: Door | None,
        *,
        is_sent: bool = False,
    ) -> BodyPlan:
        nouns = [door.noun, noun] if door else [noun]
        shapes = self._paths.schemas
        shape = shapes.shape(schema)
        if shape.is_array and not shape.properties:
            return BodyPlan("items", schema, media_type, (), shape.items)
        found = self._item(schema, nouns, door)
        if is_sent:
            is_open = not shape.types or "object" in shape.types
            if found:
                return BodyPlan("item", schema, media_type, found.steps, found.item)
            return BodyPlan(
                "item" if is_open else "other", schema, media_type, (), schema
            )
        if found and (door is None or self._is_item(found.item, door)):
            return BodyPlan("item", schema, media_type, found.steps, found.item)
        if door and door.item:
            held = list_envelope(shapes, schema, door.noun)
            if held and held.items and self._is_item(held.items, door):
                return BodyPlan("items", schema, media_type, held.steps, held.items)
        if found:
            return BodyPlan("other", schema, media_type, found.steps, found.item)
        return BodyPlan("other", schema, media_type, (), schema)

    def _item(
        self, schema: str, nouns: list[str], door: Door | None
    ) -> ItemEnvelope | None:
        last = None
        for word in nouns:
            last = self._paths.item_envelope(schema, word, door)
            if last and last.steps:
                return last
        return last

    def _is_item(self, pointer: str, door: Door) -> bool:
        """Tell whether a schema is of a door's items, or tells a little of one."""
        shape = self._paths.schemas.shape(pointer)
        if shape.identity in door.identities:
            return True
        whole = self._paths.schemas.shape(door.item)
        if overlap(shape, whole) >= _SHARE:
            return True
        keys = [key.steps[0] for key in door.keys if key.steps]
        has_key = bool(keys) and all(key in shape.properties for key in keys)
        return has_key and len(shape.properties) <= 3
