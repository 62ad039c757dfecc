"""The messages that an API sends: webhooks, and callbacks of operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from impl.engine.comparison.contract.media_ranges import is_json
from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes
from impl.engine.mocking.recognition.words import (
    is_same_noun,
    parts,
    word_set,
)
from impl.engine.openapi.methods import sent_as
from impl.engine.openapi.operations import operations_in
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import LocalReferences

ChangeKind = Literal["created", "changed", "removed"]
_WORDS: Final[dict[ChangeKind, frozenset[str]]] = {
    "removed": word_set("deleted delete removed remove destroyed revoked dropped gone"),
    "changed": word_set("updated update changed change edited modified renamed moved"),
    "created": word_set(
        "created create new added add made opened registered posted placed submitted "
        "sent uploaded inserted published publish issued received"
    ),
}
_ASIDE: Final = word_set(
    "on event events webhook hook notification notify when has have been was is a the"
)
# The headers of Standard Webhooks 1.0.0, in small letters.
ID: Final = "webhook-id"
TIMESTAMP: Final = "webhook-timestamp"
SIGNATURE: Final = "webhook-signature"
_SIGNED: Final = frozenset({ID, TIMESTAMP, SIGNATURE})


@dataclass(frozen=True, slots=True)
class Topic:
    """A change that a message tells of: what happened, to the items of which door."""

    kind: ChangeKind
    door: str


@dataclass(frozen=True, slots=True)
class OutgoingPlan:
    """A message that is sent when something happens.

    Attributes:
        name: the webhook's or the callback's.
        pointer: of its operation.
        method: the method as it is sent.
        address: where a callback goes, with runtime expressions; "" for a webhook,
            which goes to whoever wants it.
        owner: the pointer of the operation that a callback is of; "" for a webhook.
        media_type: of the body; "" without one that is JSON.
        schema: the pointer of the body's schema.
        headers: the pointers of the schemas of its header parameters, by their names.
        is_signed: whether it has the headers of Standard Webhooks.
        topics: what it is sent for, with the value of each member of the body that
            names it.
    """

    name: str
    pointer: str
    method: str
    address: str = ""
    owner: str = ""
    media_type: str = ""
    schema: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    is_signed: bool = False
    topics: dict[Topic, dict[str, str]] = field(default_factory=dict)


def outgoing_plans(
    document: Any, schemas: SchemaShapes, doors: dict[str, Door]
) -> Iterator[OutgoingPlan]:
    """Find the messages of a contract.

    Args:
        document: the contract after repair.
        schemas: its schemas.
        doors: its collections.
    """
    reader = _Reader(document, schemas, doors)
    yield from reader.webhooks()
    yield from reader.callbacks()


def topic_words(text: str) -> tuple[str, ChangeKind | None]:
    """Return what a name such as `pet.created` is about, and what happened to it."""
    words = [each for each in parts(text) if each not in _ASIDE]
    kind = next((kind for kind, known in _WORDS.items() if known & {*words}), None)
    known = _WORDS[kind] if kind else frozenset[str]()
    noun = " ".join(each for each in words if each not in known)
    if not noun and "event" in parts(text):
        noun = "event"
    return noun, kind


class _Reader:
    def __init__(
        self, document: Any, schemas: SchemaShapes, doors: dict[str, Door]
    ) -> None:
        self._references: LocalReferences = schemas.references
        self._schemas = schemas
        self._doors = doors
        self._version = str(document.get("openapi"))[:3]

    def webhooks(self) -> Iterator[OutgoingPlan]:
        """Give the webhooks."""
        for place in ("/webhooks", "/x-webhooks"):
            for name, item in self._members(place):
                for method, pointer in self._operations(item):
                    yield self._plan(name, method, pointer)

    def callbacks(self) -> Iterator[OutgoingPlan]:
        """Give the callbacks of all operations."""
        for _, item in self._members("/paths"):
            for _, owner in self._operations(item):
                for name, callback in self._members(f"{owner}/callbacks"):
                    for address, below in self._members(callback):
                        for method, pointer in self._operations(below):
                            yield self._plan(name, method, pointer, address, owner)

    def _plan(
        self, name: str, method: str, pointer: str, address: str = "", owner: str = ""
    ) -> OutgoingPlan:
        media_type, schema = self._body(pointer)
        headers = dict(self._headers(pointer))
        names = {each.lower() for each in headers} | self._credentials(pointer)
        topics = {} if owner else dict(self._topics(name, pointer, schema))
        is_signed = names >= _SIGNED
        return OutgoingPlan(
            *(name, pointer, method, address, owner, media_type, schema, headers),
            is_signed,
            topics,
        )

    def _body(self, pointer: str) -> tuple[str, str | None]:
        body = self._references.target(f"{pointer}/requestBody")
        for media_type, content in self._members(f"{body}/content"):
            schema = f"{content}/schema"
            if is_json(media_type) and self._references.value(schema) is not None:
                return media_type, schema
        return "", None

    def _headers(self, pointer: str) -> Iterator[tuple[str, str]]:
        for holder in (pointer.rpartition("/")[0], pointer):
            held = self._references.value(f"{holder}/parameters")
            for index in range(len(held) if isinstance(held, list) else 0):
                place = self._references.target(f"{holder}/parameters/{index}")
                value = self._references.value(place)
                if isinstance(value, dict) and value.get("in") == "header":
                    yield str(value.get("name")), f"{place}/schema"

    def _credentials(self, pointer: str) -> set[str]:
        """Return the header fields of the API keys that a message is sent with."""
        asked = self._references.value(f"{pointer}/security")
        found = set()
        for alternative in asked if isinstance(asked, list) else ():
            for scheme in alternative if isinstance(alternative, dict) else ():
                place = f"/components/securitySchemes/{escape(scheme)}"
                value = self._references.value(self._references.target(place))
                if isinstance(value, dict) and value.get("in") == "header":
                    found.add(str(value.get("name")).lower())
        return found

    def _topics(
        self, name: str, pointer: str, schema: str | None
    ) -> Iterator[tuple[Topic, dict[str, str]]]:
        value = self._references.value(pointer)
        texts = [name, value.get("operationId"), value.get("summary")]
        for text in [each for each in texts if isinstance(each, str)]:
            noun, kind = topic_words(text)
            doors = list(self._about(noun, schema)) if kind else []
            if kind and doors:
                yield from ((Topic(kind, door.id), {}) for door in doors)
                return
        # One webhook for all that happens names it in a member of its body.
        for member, place in self._schemas.shape(schema).properties.items():
            for choice in self._schemas.shape(place).enum:
                noun, kind = topic_words(choice if isinstance(choice, str) else "")
                if kind is None or not noun:
                    continue
                for door in self._about(noun, None):
                    yield Topic(kind, door.id), {member: choice}

    def _about(self, noun: str, schema: str | None) -> Iterator[Door]:
        shape = self._schemas.shape(schema)
        below = [self._schemas.shape(each) for each in shape.properties.values()]
        known = {each.identity for each in (shape, *below) if each.identity}
        named = [each for each in self._doors.values() if is_same_noun(each.noun, noun)]
        shown = [each for each in self._doors.values() if each.identities & known]
        exact = [each for each in named if each in shown] or named or shown
        yield from (each for each in exact if not each.is_toggle)

    def _operations(self, item: str) -> Iterator[tuple[str, str]]:
        value = self._references.value(item)
        if isinstance(value, dict):
            for method, below in operations_in(value, self._version):
                yield sent_as(method.rpartition("/")[2]), item + below

    def _members(self, pointer: str) -> Iterator[tuple[str, str]]:
        there = self._references.target(pointer)
        held = self._references.value(there)
        for name in held if isinstance(held, dict) else ():
            is_own = there in {"/webhooks", "/x-webhooks"}
            if isinstance(name, str) and (is_own or not name.startswith("x-")):
                yield name, self._references.target(f"{there}/{escape(name)}")
