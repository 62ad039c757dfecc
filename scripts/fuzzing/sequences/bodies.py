"""What is sent in sequences: valid bodies, no two alike, and parameters."""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from impl.engine.mocking.recognition.model import MockModel
from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.openapi.pointers import escape
from impl.engine.sampling.sampler import NoInstance, Sampler
from scripts.fuzzing.sequences.exchanges import Unplayable
from scripts.fuzzing.sequences.places import at
from scripts.fuzzing.sequences.values import is_same_value

_FORM: Final = "application/x-www-form-urlencoded"
_LETTERS: Final = string.ascii_lowercase
# How a valid body is made, in the order that is tried.
RECIPES: Final = ("whole", "related", "bare", "example")
_DRAWS: Final = 6
# What replaces all that is there.
_WHOLE: Final = frozenset({"replace", "write value"})


@dataclass(frozen=True)
class ServiceKnowledge:
    """What no contract says of a service, by the names that its contract has.

    Attributes:
        values: values of named schemas that the service takes.
        bodies: bodies of operations, by `operationId`, each new.
    """

    values: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    bodies: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class PlayedBody:
    """A body: the bytes, their media type, and the item in it as JSON."""

    content: bytes | None = None
    media_type: str = ""
    item: Any = None


class BodyMaker:
    """Makes bodies and values for the operations of a contract."""

    def __init__(
        self, model: MockModel, sampler: Sampler, known: ServiceKnowledge, seed: int
    ) -> None:
        self._model = model
        self._sampler = sampler
        self._known = known
        self._seed = seed
        self._count = 0
        # Runs against one service must not repeat each other's names.
        self._run = "".join(secrets.choice(_LETTERS) for _ in range(5))

    def token(self) -> str:
        """Return a new word, which no two ways of comparing texts disagree about.

        Successive ones rise and fall, so that their order is not that of their making.
        """
        self._count += 1
        first = _LETTERS[(self._count * 11) % 26]
        return f"{first}{self._run}{self._count:03d}"

    def make(
        self, plan: OperationPlan, recipe: str, given: Mapping[str, Any]
    ) -> PlayedBody | None:
        """Make a body for an operation; None if a recipe does not apply.

        Args:
            plan: the operation.
            recipe: one of `RECIPES`.
            given: members of the item that are wanted.

        Raises:
            Unplayable: there is no body that could be sent.
        """
        sent, operation = plan.sent, plan.operation
        if maker := self._known.bodies.get(operation.id):
            media_type = (
                next(iter(operation.body.contents), "") if operation.body else ""
            )
            for name in operation.body.contents if operation.body else ():
                media_type = name if name.endswith("json") else media_type
            return PlayedBody(maker(), media_type) if recipe == "whole" else None
        if operation.body is None:
            return PlayedBody() if recipe == "whole" else None
        if sent.schema is None or sent.media_type is None or recipe == "example":
            return self._example(plan) if recipe == "example" else None
        if sent.kind not in {"item", "items"}:
            return None
        members = {**self._unique(sent.item), **given}
        item = members if sent.kind == "item" else [members]
        if recipe == "bare" and sent.kind == "item":
            item = self._bare(plan, members, given)
        whole = _under(sent.steps, item)
        made = self._complete(sent.schema, whole, is_bare=recipe == "bare")
        return self._body(plan, made, sent.media_type)

    def change(
        self, plan: OperationPlan, old: Mapping[str, Any], member: str
    ) -> PlayedBody | None:
        """Make a body that changes a member to another value; None if there is none."""
        sent = plan.sent
        if sent.schema is None or sent.media_type is None or sent.kind != "item":
            return None
        place = self._model.schemas.shape(sent.item).properties[member]
        for value in self._others(place, old.get(member)):
            kept = _kept(old, plan, self._model) if plan.role in _WHOLE else {}
            whole = _under(sent.steps, {**kept, member: value})
            made = self._complete(sent.schema, whole, is_bare=True)
            item = at(made, sent.steps)
            if isinstance(item, dict) and item.get(member) == value:
                return self._body(plan, made, sent.media_type)
        return None

    def as_before(
        self, plan: OperationPlan, old: Mapping[str, Any]
    ) -> PlayedBody | None:
        """Make a body that puts members back to what they were; None if none does."""
        sent = plan.sent
        kept = _kept(old, plan, self._model)
        if sent.schema is None or sent.media_type is None or not kept:
            return None
        made = self._complete(sent.schema, _under(sent.steps, kept), is_bare=True)
        return self._body(plan, made, sent.media_type)

    def removal(self, plan: OperationPlan, member: str) -> PlayedBody | None:
        """Make a merge patch (RFC 7396) that removes a member; None if it may not."""
        sent = plan.sent
        if sent.schema is None or sent.media_type != "application/merge-patch+json":
            return None
        whole = _under(sent.steps, {member: None})
        try:
            if self._sampler.faults(sent.schema, whole, direction="request"):
                return None
        except (NoInstance, LookupError):
            return None
        return self._body(plan, whole, sent.media_type)

    def value(self, schema: str | None) -> Any:
        """Make a value of a schema.

        Raises:
            Unplayable: there is none.
        """
        if schema is None:
            return self.token()
        if (known := self.known(schema)) is not None:
            return known
        return self._complete(schema, None, is_bare=False)

    def known(self, schema: str | None) -> Any:
        """Return a value that is known to be taken, of a schema with a name."""
        identity = self._model.schemas.identity(schema) if schema else ""
        maker = self._known.values.get(identity.removeprefix("/components/schemas/"))
        return maker() if maker else None

    def _bare(
        self, plan: OperationPlan, members: Mapping[str, Any], given: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return an item with as little in it as may be."""
        self._count += 1
        seed = (self._seed, self._run, self._count)
        try:
            made = self._sampler.sample(
                str(plan.sent.schema), seed, style="minimal", direction="request"
            )
        except (NoInstance, LookupError):
            return {**members}
        item = at(made, plan.sent.steps)
        least = item if isinstance(item, dict) else {}
        needed = {name: members[name] for name in least.keys() & members.keys()}
        return {**least, **needed, **given}

    def _unique(self, item: str | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, pointer in self._model.schemas.shape(item).properties.items():
            shape = self._model.schemas.shape(pointer)
            if (known := self.known(pointer)) is not None:
                found[name] = known
            elif _is_plain_text(shape) and not shape.is_read_only:
                found[name] = self.token()
        return found

    def _others(self, schema: str, old: Any) -> Iterator[Any]:
        """Yield values of a schema that nobody takes for the old one."""
        shape = self._model.schemas.shape(schema)
        if _is_plain_text(shape):
            yield self.token()
        for choice in shape.enum:
            if choice is not None and not is_same_value(choice, old, is_loose=True):
                yield choice
        for _ in range(_DRAWS):
            value = self._complete(schema, None, is_bare=False)
            if value is not None and not is_same_value(value, old, is_loose=True):
                yield value

    def _complete(self, schema: str, given: Any, *, is_bare: bool) -> Any:
        self._count += 1
        seed = (self._seed, self._run, self._count)
        try:
            if given is None:
                return self._sampler.sample(schema, seed, direction="request")
            return self._sampler.complete(
                schema, given, seed, direction="request", only_needed=is_bare
            )
        except (NoInstance, LookupError) as error:
            msg = f"no valid value of {schema}: {error}"
            raise Unplayable(msg) from None

    def _body(self, plan: OperationPlan, made: Any, media_type: str) -> PlayedBody:
        item = at(made, plan.sent.steps)
        if media_type == _FORM:
            if not isinstance(made, dict):
                raise Unplayable(f"{media_type} can't be written")
            pairs = {
                name: json.dumps(value) if not isinstance(value, str) else value
                for name, value in made.items()
                if not isinstance(value, dict | list)
            }
            return PlayedBody(urlencode(pairs).encode(), media_type, pairs)
        if not media_type.endswith(("json", "/*")):
            raise Unplayable(f"{media_type} is not played")
        kind = "application/json" if media_type.endswith("/*") else media_type
        return PlayedBody(json.dumps(made).encode(), kind, item)

    def _example(self, plan: OperationPlan) -> PlayedBody | None:
        body = plan.operation.body
        for media_type in body.contents if body else ():
            if not body or not media_type.endswith("json"):
                continue
            place = f"{body.pointer}/content/{escape(media_type)}"
            try:
                found = self._sampler.examples(place).values
            except LookupError:
                continue
            for value in found.values():
                content = json.dumps(value).encode()
                return PlayedBody(content, media_type, at(value, plan.sent.steps))
        return None


def _is_plain_text(shape: SchemaShape) -> bool:
    types = shape.types - {"null"}
    return types == {"string"} and not shape.enum and not shape.format


def _under(steps: tuple[str, ...], item: Any) -> Any:
    for step in reversed(steps):
        item = {step: item}
    return item


def _kept(
    old: Mapping[str, Any], plan: OperationPlan, model: MockModel
) -> dict[str, Any]:
    """Return the members of an item that replace it by itself."""
    properties = model.schemas.shape(plan.sent.item).properties
    return {
        name: old[name]
        for name, pointer in properties.items()
        if name in old and not model.schemas.shape(pointer).is_read_only
    }
