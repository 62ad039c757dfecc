"""Hold a usage against the contract that its consumer was built against."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.contract.message_parts import normal_media_type
from impl.engine.comparison.contract.schemas import ContractSchemas
from impl.engine.comparison.contract.surface import Surface
from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.differences.validation import accepts
from impl.engine.diagnostics.catalogue import quote
from impl.engine.openapi.pointers import escape, join, split, to_fragment
from impl.engine.usage.members import EVERY
from impl.engine.usage.naming import (
    contents_of,
    declared_for,
    key_of,
    label_of,
    normal_label,
)
from impl.engine.usage.narrowing import sent_schema
from impl.engine.usage.places import is_free, members_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
        DeclaredMessage,
    )
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.text.contracts import TracedContract
    from impl.engine.usage.documents import (
        BodyUsage,
        ConsumerUsage,
        ExchangeUsage,
        PartUsage,
        ResponseUsage,
    )
    from impl.engine.usage.members import MemberTree


@dataclass(frozen=True, slots=True)
class Undeclared:
    """What a usage names and the contract does not have.

    Attributes:
        pointer: where the usage names it.
        message: what is wrong.
        mend: how to mend it.
    """

    pointer: str
    message: str
    mend: str


class Declarations:
    """What a contract has for usages to name.

    Args:
        contract: the contract.
    """

    def __init__(self, contract: TracedContract) -> None:
        self.surface = Surface(contract)
        self._written = ContractSchemas(self.surface, "readOnly", sends=True)

    def unknown(self, usage: ConsumerUsage) -> list[Undeclared]:
        """List what a usage names and the contract does not have."""
        surface = self.surface
        groups = (
            ("operations", "operation", usage.operations, surface.operations),
            ("webhooks", "webhook", usage.webhooks, surface.webhooks),
        )
        return [
            found
            for group, noun, held, known in groups
            for found in self._exchanges(held or {}, known, noun, f"/{group}")
        ]

    def _exchanges(
        self,
        used: Mapping[str, ExchangeUsage],
        known: Mapping[str, DeclaredOperation],
        noun: str,
        at: str,
    ) -> Iterator[Undeclared]:
        is_swapped = noun != "operation"
        for key, exchange in used.items():
            here = f"{at}/{escape(key)}"
            operation = known.get(key_of(key) if noun == "operation" else key)
            if operation is None:
                names = [
                    held.name if noun == "operation" else name
                    for name, held in known.items()
                ]
                yield _undeclared(here, f"There is no {noun} {quote(key)}.", key, names)
                continue
            yield from self._exchange(exchange, operation, here, is_swapped=is_swapped)
            yield from self._exchanges(
                exchange.callbacks or {},
                operation.callbacks,
                "callback",
                f"{here}/callbacks",
            )

    def _exchange(
        self,
        used: ExchangeUsage,
        operation: DeclaredOperation,
        at: str,
        *,
        is_swapped: bool,
    ) -> Iterator[Undeclared]:
        asks, answers = ("reads", "sends") if is_swapped else ("sends", "reads")
        here = f"{at}/{asks}"
        yield from self._parameters(used.request.parameters, operation, here)
        body, bodies = used.request.body, f"{here}/body"
        if operation.body is not None:
            yield from self._body(
                body, operation.body.contents, bodies, is_sent=not is_swapped
            )
        elif body.media_types or body.members.inner:
            message = f"{operation.name} has no request body."
            yield Undeclared(bodies, message, "Leave it out.")
        for status, response in (used.responses or {}).items():
            there = f"{at}/{answers}/responses/{status}"
            found = list(declared_for(status, operation.responses).values())
            if found:
                yield from self._response(response, found, there, is_sent=is_swapped)
                continue
            message = f"{operation.name} declares no response {status}."
            yield _undeclared(there, message, status, operation.responses)

    def _parameters(
        self,
        used: Mapping[str, PartUsage] | None,
        operation: DeclaredOperation,
        at: str,
    ) -> Iterator[Undeclared]:
        known = {label_of(held): held for held in operation.parameters.values()}
        for label, part in (used or {}).items():
            here = f"{at}/parameters/{escape(label)}"
            held = known.get(normal_label(label))
            if held is None:
                message = f"{operation.name} has no parameter {quote(label)}."
                yield _undeclared(here, message, label, known)
                continue
            schema = held.content.schema if held.content else held.schema
            if schema:
                yield from self._values(part.values, (schema,), here)

    def _response(
        self,
        used: ResponseUsage,
        found: list[DeclaredMessage],
        at: str,
        *,
        is_sent: bool,
    ) -> Iterator[Undeclared]:
        known = [name for message in found for name in message.headers]
        for name in used.headers or ():
            if name not in known:
                message = f"The response declares no header {quote(name)}."
                yield _undeclared(f"{at}/headers/{escape(name)}", message, name, known)
        contents = {
            name: content
            for message in found
            for name, content in message.contents.items()
        }
        yield from self._body(used.body, contents, f"{at}/body", is_sent=is_sent)

    def _body(
        self,
        used: BodyUsage,
        contents: dict[str, DeclaredContent],
        at: str,
        *,
        is_sent: bool,
    ) -> Iterator[Undeclared]:
        for place, name in enumerate(used.media_types or ()):
            if not media_ranges.covering(normal_media_type(name), contents):
                message = f"The media type {quote(name)} is not declared."
                yield _undeclared(f"{at}/media_types/{place}", message, name, contents)
        chosen = contents_of(used, contents)
        schemas = [held.schema for held in chosen.values() if held.schema]
        if used.members.inner and schemas:
            found = list(
                self._members(
                    used.members, schemas, "", f"{at}/members", is_sent=is_sent
                )
            )
            yield from found
            if is_sent and not found:
                yield from self._impossible(used.members, schemas, f"{at}/members")

    def _impossible(
        self, tree: MemberTree, schemas: list[str], at: str
    ) -> Iterator[Undeclared]:
        """Tell of members that no body has by themselves: then nothing is sent."""
        oracle = Oracle(0)
        for schema in schemas:
            beside = sent_schema(self._written, (schema,), tree)
            parts = {"allOf": [{"$ref": to_fragment(schema)}, beside]}
            document = self._written.fragment(parts, (schema,))
            if oracle.ask(document, sup=False) is PROVED:
                message = "The contract allows no body with these members alone."
                yield Undeclared(at, message, "Add those that it asks for as well.")

    def _members(
        self,
        tree: MemberTree,
        schemas: list[str],
        pointer: str,
        at: str,
        *,
        is_sent: bool,
    ) -> Iterator[Undeclared]:
        if is_sent and schemas:
            yield from self._values(tree.values, tuple(schemas), f"{at}/{_at(pointer)}")
        if is_free(self.surface, schemas):
            return
        for name, inner in tree.inner.items():
            further = f"{pointer}/{escape(name)}"
            there = members_of(self.surface, schemas, name)
            there = [each for each in there if self._is_said(each)]
            if there:
                yield from self._members(inner, there, further, at, is_sent=is_sent)
                continue
            what = "items or members" if name == EVERY else f"member {quote(name)}"
            where = f" within {quote(pointer)}" if pointer else ""
            message = f"The contract has no {what}{where}."
            names = [split(each)[-1] for each in members_of(self.surface, schemas, "*")]
            yield _undeclared(f"{at}/{_at(further)}", message, name, names)

    def _is_said(self, place: str) -> bool:
        """Tell whether a place says more than that anything goes, or nothing."""
        is_rest = place.endswith("/additionalProperties")
        return not (is_rest and self.surface.value(place) in (True, False, {}))

    def _values(
        self, values: Iterable[Any] | None, schemas: tuple[str, ...], at: str
    ) -> Iterator[Undeclared]:
        documents = [self._written.document((schema,)) for schema in schemas]
        for value in values or ():
            if not any(accepts(document, value) for document in documents):
                message = f"The contract does not allow {quote(value)} here."
                yield Undeclared(at, message, "Take the value out.")


def _undeclared(at: str, message: str, name: str, known: Iterable[str]) -> Undeclared:
    names = list(dict.fromkeys(known))
    near = get_close_matches(name, names, 1, cutoff=0.5)
    mend = "Take it out, or name another version of the contract."
    if near:
        mend = f"Perhaps {quote(near[0])} is meant."
    elif 0 < len(names) <= 12:
        mend = f"There are {', '.join(map(quote, names))}."
    return Undeclared(at, message, mend)


def _at(pointer: str) -> str:
    """Write a pointer as one reference token."""
    return join(pointer)[1:]
