"""Both sides executed: messages that one contract allows and the other one refuses."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from impl.engine.openapi.pointers import resolve
from scripts.codegen.lower.package import CompiledEndpoint
from scripts.codegen.runtime.contract.validator import SchemaValidator
from scripts.codegen.runtime.errors.problems import declared_for
from scripts.codegen.runtime.schemas.references import pointer_to
from tests.unit.engine.comparison.adversary.answers import Answers
from tests.unit.engine.comparison.adversary.arranging import (
    modernised,
    prepared,
    told_apart,
    undeclared,
)
from tests.unit.engine.comparison.adversary.discriminating import Discriminators
from tests.unit.engine.comparison.adversary.drawing import Drawn
from tests.unit.engine.comparison.adversary.gates import CompiledGate, Content, Sent
from tests.unit.engine.comparison.adversary.requests import Requests

# Members that are never sent are to whoever reads as if they were not declared.
NEVER_SENT = "is not allowed here"

_DIRECTION = re.compile(r"(request|response)(\([^)]*\))?:")

_RANGES = {"1XX": 199, "2XX": 299, "3XX": 399, "4XX": 499, "5XX": 599, "default": 598}


@dataclass(frozen=True)
class Break:
    """A message that the one side may send, and the other one refuses."""

    direction: str
    operation: str
    message: Any
    reason: str

    def __str__(self) -> str:
        return f"{self.direction} {self.operation}: {self.message} -> {self.reason}"


class Side:
    """One contract, executed by the letter and by its discriminators.

    Args:
        content: the contract.
        formats: whether formats are asserted.
        is_mirrored: whether it is what clients serve.
        takes_any: whether clients take what fits several of exclusive alternatives.
    """

    def __init__(
        self,
        content: Content,
        *,
        formats: bool = False,
        is_mirrored: bool = False,
        takes_any: bool = False,
    ) -> None:
        self.content = prepared(content, formats=formats)
        self.is_mirrored = is_mirrored
        self._takes_any = takes_any
        self.letter = CompiledGate(self.content)
        self._relaxed_content = told_apart(self.content)
        self._validators: dict[str, SchemaValidator] = {}

    @cached_property
    def relaxed(self) -> CompiledGate:
        """The gate in which what discriminators tell apart does not overlap."""
        if self._relaxed_content == self.content:
            return self.letter
        return CompiledGate(self._relaxed_content)

    @cached_property
    def _tolerant(self) -> CompiledGate:
        """The gate of whoever reads, and takes the first alternative that fits."""
        return CompiledGate(told_apart(self.content, is_by_name=False))

    @cached_property
    def unsecret(self) -> CompiledGate:
        """The gate of whoever reads, to whom nothing is declared that is never sent."""
        return CompiledGate(undeclared(self._relaxed_content, "writeOnly"))

    @cached_property
    def _unignored(self) -> CompiledGate | None:
        """The gate of whoever writes, who does not write what is ignored."""
        if "readOnly" not in json.dumps(self._relaxed_content):
            return None
        return CompiledGate(undeclared(self._relaxed_content, "readOnly"))

    @cached_property
    def has_discriminators(self) -> bool:
        """Whether anything says what values are by their discriminators."""
        return '"discriminator"' in json.dumps(self.content)

    @cached_property
    def _discriminators(self) -> Discriminators | None:
        if not self.has_discriminators:
            return None
        return Discriminators(self._modern, self._fits)

    @cached_property
    def _modern(self) -> Content:
        """The contract with references of one kind alone."""
        made: Content = modernised(self.content)
        return made

    def _fits(self, schema: Any, value: Any) -> bool:
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            gate = self.relaxed.gate
            self._validators[key] = gate.compiled(modernised(schema))
        return self._validators[key].is_valid(value)

    @property
    def endpoints(self) -> dict[str, CompiledEndpoint]:
        """The operations by method and path."""
        return {
            f"{each.operation.method} {each.operation.path}": each
            for each in self.letter.endpoints.values()
        }

    def allows(self, drawn: Drawn, pointer: str) -> bool:
        """Tell whether it is right by the letter, and by what discriminators say."""
        if self._refusal(self.letter, drawn, pointer):
            return False
        return not self._misnamed(drawn.written, drawn.value)

    def refuses(self, drawn: Drawn, pointer: str) -> str:
        """Say why a message is refused, however it is read; nothing if it is not."""
        found = self._refusal(self.letter, drawn, pointer)
        if found and self._relaxed_content != self.content:
            found = self._refusal(self.relaxed, drawn, pointer)
        if found and self._takes_any and not isinstance(drawn.message, Sent):
            found = self._refusal(self._tolerant, drawn, pointer)
        return found or self._misnamed(drawn.read, drawn.value)

    def is_unseen(self, drawn: Drawn, pointer: str, reason: str) -> bool:
        """Tell whether an answer is wrong for the sake of what is never sent alone."""
        if reason.endswith(NEVER_SENT):
            return True
        if "writeOnly" not in json.dumps(self._relaxed_content):
            return False
        # Where it is one of alternatives that refuse it, the reason does not say so.
        return not self._refusal(self.unsecret, drawn, pointer)

    def is_ignored(self, drawn: Drawn) -> bool:
        """Tell whether a request is right for the sake of what is ignored alone."""
        gate = self._unignored
        return gate is not None and bool(self._refusal(gate, drawn, ""))

    def is_meant(self, key: str, value: Any) -> bool:
        """Tell whether a value of a schema is what its discriminators say."""
        return not self._misnamed(key, value)

    def _misnamed(self, key: str, value: Any) -> str:
        """Say what is not what its discriminator says."""
        if self._discriminators is None or not key:
            return ""
        key = _DIRECTION.sub("", key)
        pointer = key if key.startswith("/") else f"/components/schemas/{key}"
        try:
            schema = resolve(self._modern, pointer)
        except LookupError:
            return ""
        if not key.startswith("/"):
            schema = {"$ref": f"#{pointer}"}
        return self._discriminators.wrong(schema, value)

    def _refusal(self, gate: CompiledGate, drawn: Drawn, pointer: str) -> str:
        if isinstance(drawn.message, Sent):
            return gate.refuses(drawn.message)
        return gate.misunderstands(pointer, drawn.message)


def breaks(base: Side, revision: Side) -> Iterator[Break]:
    """Find messages that were fine, and are not any more.

    At most one is a request to an operation, and at most one is an answer of it.
    """
    before, after = base.endpoints, revision.endpoints
    for key, endpoint in before.items():
        other = after.get(key) or _like(endpoint, revision)
        if other is None and base.is_mirrored:
            # Nobody has asked to be called like that.
            continue
        if other and _same(base, endpoint, revision, other):
            continue
        yield from islice(_refused_requests(base, endpoint, revision, other), 1)
        if other:
            yield from islice(_refused_answers(revision, other, base, endpoint), 1)


def _like(endpoint: CompiledEndpoint, side: Side) -> CompiledEndpoint | None:
    """Find the operation of the same path but for the names in it."""
    wanted = re.sub(r"\{[^}]*\}", "{}", endpoint.operation.path)
    for other in side.letter.endpoints.values():
        path = re.sub(r"\{[^}]*\}", "{}", other.operation.path)
        if (path, other.operation.method) == (wanted, endpoint.operation.method):
            return other
    return None


def _same(
    base: Side, one: CompiledEndpoint, revision: Side, two: CompiledEndpoint
) -> bool:
    """Tell whether an operation is compiled to the same, with all it refers to."""
    tables = [
        (each.operation.parameters, each.operation.body, each.operation.responses)
        for each in (one, two)
    ]
    if tables[0] != tables[1]:
        return False
    if base.has_discriminators or revision.has_discriminators:
        schemas = [side.content.get("components") for side in (base, revision)]
        if schemas[0] != schemas[1]:
            return False
    keys = set(re.findall(r"schema='([^']*)'", repr(tables[0])))
    wholes = [
        [side.letter.gate.whole({"$ref": pointer_to(key)}) for key in sorted(keys)]
        for side in (base, revision)
    ]
    return wholes[0] == wholes[1]


def _refused_requests(
    sender: Side,
    endpoint: CompiledEndpoint,
    reader: Side,
    other: CompiledEndpoint | None,
) -> Iterator[Break]:
    requests = Requests(
        sender.letter, reader.letter, endpoint.operation, sender.is_meant
    )
    for drawn in requests.drawn(other.operation if other else None):
        if sender.allows(drawn, endpoint.pointer):
            reason = reader.refuses(drawn, "")
            if reason and not sender.is_ignored(drawn):
                name = f"{endpoint.operation.method} {endpoint.operation.path}"
                yield Break("request", name, drawn.message, reason)


def _refused_answers(
    sender: Side,
    endpoint: CompiledEndpoint,
    reader: Side,
    other: CompiledEndpoint,
) -> Iterator[Break]:
    for spec in endpoint.operation.responses:
        status = int(spec.status) if spec.status.isdigit() else _RANGES[spec.status]
        read = declared_for(other.operation, status)
        # Whoever gets a status that is not declared goes by its class.
        if read is None or declared_for(endpoint.operation, status) is not spec:
            continue
        told = Answers(
            *(sender.letter, reader.letter, spec, read, status), sender.is_meant
        )
        for drawn in told.drawn():
            if sender.allows(drawn, endpoint.pointer):
                reason = reader.refuses(drawn, other.pointer)
                if reason and not reader.is_unseen(drawn, other.pointer, reason):
                    name = f"{other.operation.method} {other.operation.path}"
                    yield Break("response", name, drawn.message, reason)
