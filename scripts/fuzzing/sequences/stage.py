"""Where sequences are played: requests of operations, and what their answers hold."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.openapi.methods import SAFE_METHODS
from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.bodies import BodyMaker, PlayedBody
from scripts.fuzzing.sequences.exchanges import (
    PlayedCaller,
    PlayedReply,
    PlayedService,
    Unplayable,
    is_failure,
)
from scripts.fuzzing.sequences.existing import ExistingItems
from scripts.fuzzing.sequences.places import (
    Ground,
    Place,
    at,
    filled,
    header_of,
    text_of,
)
from scripts.fuzzing.sequences.subjects import (
    PlayedCollection,
    PlayedCollections,
    label_of,
)
from scripts.fuzzing.sequences.values import Promises
from scripts.fuzzing.titles import SERVER_ERROR

MATCH: Final = "if-match"
REPEAT: Final = "idempotency-key"


class Found(Exception):
    """A sequence came upon a finding that it can't go on from."""

    def __init__(self, finding: FuzzFinding) -> None:
        super().__init__(finding.title)
        self.finding = finding


@dataclass(frozen=True, eq=False)
class PlayedItem:
    """An item that was made.

    Attributes:
        collection: what it was added to.
        ground: where that was, and what made what is above it.
        place: the parameters of its path, by hole.
        sent: the item in the body that made it.
        reply: the request that made it, with its answer.
    """

    collection: PlayedCollection
    ground: Ground
    place: Place
    sent: Any
    reply: PlayedReply

    @property
    def trail(self) -> tuple[PlayedReply, ...]:
        """All requests that it took."""
        return (*self.ground.trail, self.reply)

    @property
    def below(self) -> Ground:
        """Where items below it are made."""
        return Ground(self.place, self.trail)

    @property
    def key(self) -> tuple[str, ...]:
        """The values that name it within its collection."""
        count = len(self.collection.door.keys)
        return tuple(self.place[hole] for hole in self.collection.holes[-count:])


@dataclass
class Stage:
    """Plays requests of a contract's operations.

    Attributes:
        service: what they are sent to.
        collections: what can be played.
        bodies: what is sent.
        callers: who sends; the first one makes what there is.
        open: what is judged by nobody, and why.
        pause: how long to wait, in seconds, before it is looked at what was done.
        existing: what is known to be there.
    """

    service: PlayedService
    collections: PlayedCollections
    bodies: BodyMaker
    callers: tuple[PlayedCaller, ...]
    open: dict[str, None] = field(default_factory=dict)
    pause: float = 0.0
    existing: ExistingItems = field(default_factory=ExistingItems)
    _is_done: bool = False

    @property
    def caller(self) -> PlayedCaller:
        """Who makes what there is."""
        return self.callers[0]

    @cached_property
    def promises(self) -> Promises:
        """What the contract promises of what is sent."""
        return Promises(self.collections.model.schemas)

    def leave_open(self, what: str) -> None:
        """Note what can't be judged."""
        self.open[what] = None

    def send(
        self,
        plan: OperationPlan,
        place: Place,
        *,
        body: PlayedBody | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        caller: PlayedCaller | None = None,
    ) -> PlayedReply:
        """Send a request of an operation.

        Raises:
            Unplayable: nobody answers, or a parameter has no value.
            Found: the service fails.
        """
        fields, asked = self._required(plan, dict(headers or {}), dict(query or {}))
        if body is not None and body.content is not None:
            fields["Content-Type"] = body.media_type
        target = filled(plan, place) + (f"?{urlencode(asked)}" if asked else "")
        content = body.content if body else None
        reply = self.follow(plan, target, fields, content, caller)
        if plan.operation.method == "DELETE" and reply.ok:
            self.existing.remove(plan.operation.shape.segments, place)
        return reply

    def follow(
        self,
        plan: OperationPlan,
        target: str,
        fields: Mapping[str, str] | None = None,
        content: bytes | None = None,
        caller: PlayedCaller | None = None,
    ) -> PlayedReply:
        """Send a request to a target or a URL.

        Raises:
            Unplayable: nobody answers.
            Found: the service fails.
        """
        is_look = plan.operation.method in SAFE_METHODS
        if is_look and self._is_done:
            time.sleep(self.pause)
        self._is_done = not is_look
        given = tuple((fields or {}).items())
        who = caller or self.caller
        reply = self.service.send(who, label_of(plan), target, given, content)
        if is_failure(reply):
            told = f"{reply.status} to a valid request of a sequence"
            raise Found(
                self.service.finding("not_a_server_error", SERVER_ERROR, told, reply)
            )
        return reply

    def read(self, item: PlayedItem, caller: PlayedCaller | None = None) -> PlayedReply:
        """Read an item.

        Raises:
            Unplayable: nothing reads it.
        """
        if item.collection.read is None:
            raise Unplayable(f"{item.collection.label}: nothing reads what it makes")
        return self.send(item.collection.read, item.place, caller=caller)

    def item_in(self, plan: OperationPlan | None, reply: PlayedReply) -> Any:
        """Return the item in an answer; None if there is none."""
        if plan is None or plan.answer is None or plan.answer.body.kind != "item":
            return None
        found = at(reply.body, plan.answer.body.steps)
        self.promises.see(plan.answer.body.item, found)
        return found

    def shown(self, item: PlayedItem) -> tuple[PlayedReply, dict[str, Any]]:
        """Read an item that is there; return the answer and the item in it.

        Raises:
            Unplayable: it can't be read, which is judged elsewhere.
        """
        reply = self.read(item)
        found = self.item_in(item.collection.read, reply)
        if not reply.ok or not isinstance(found, dict):
            raise Unplayable(f"{reply.request.label} answered {reply.status}")
        return reply, found

    def matching(self, plan: OperationPlan, *replies: PlayedReply) -> dict[str, str]:
        """Return the field that names the last state of an item, if one is wanted."""
        name = header_of(plan, MATCH)
        tags = [each.headers["etag"] for each in replies if "etag" in each.headers]
        return {name: tags[-1]} if name and tags else {}

    def _required(
        self, plan: OperationPlan, fields: dict[str, str], asked: dict[str, str]
    ) -> tuple[dict[str, str], dict[str, str]]:
        known = {each.lower() for each in fields}
        known |= {name.lower() for name, _ in self.caller.headers}
        for (where, name), parameter in plan.operation.parameters.items():
            if not parameter.is_required:
                continue
            if where == "query" and name not in asked:
                asked[name] = text_of(self.bodies.value(parameter.schema))
            elif where == "header" and name.lower() == MATCH:
                fields.setdefault(name, "*")
            elif where == "header" and name.lower() not in known:
                fields[name] = text_of(self.bodies.value(parameter.schema))
            elif where == "cookie":
                raise Unplayable(f"{label_of(plan)} wants a cookie")
        return fields, asked


def members_of(item: PlayedItem, plan: OperationPlan, stage: Stage) -> Iterator[str]:
    """Yield the members of an item that an operation may change, and that are shown."""
    schemas = stage.collections.model.schemas
    shown = schemas.shape(item.collection.door.item).properties
    keys = {key.steps[0] for key in item.collection.door.keys if key.steps}
    for name, pointer in schemas.shape(plan.sent.item).properties.items():
        here, there = schemas.shape(pointer), schemas.shape(shown.get(name))
        is_hidden = there.is_write_only or there.is_read_only or here.is_read_only
        if name in shown and name not in keys and not is_hidden:
            yield name
