"""Both sides executed: messages that one contract allows and the other one refuses."""

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from impl.engine.openapi.methods import METHODS
from impl.engine.openapi.pointers import resolve
from scripts.codegen.lower.package import CompiledEndpoint
from scripts.codegen.runtime.errors.problems import declared_for
from scripts.codegen.runtime.schemas.references import pointer_to
from tests.unit.engine.comparison.adversary.discriminating import Discriminators
from tests.unit.engine.comparison.adversary.gates import CompiledGate, Content, Sent
from tests.unit.engine.comparison.adversary.messages import Drawn, Requests, answers

# Formats that say how a text is carried, and not what stands in it.
_CARRYING = frozenset({"binary", "byte"})
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
    """

    def __init__(
        self, content: Content, *, formats: bool = False, is_mirrored: bool = False
    ) -> None:
        prepared = _prepared(content, formats=formats)
        self.is_mirrored = is_mirrored
        self.content = prepared
        self.letter = CompiledGate(prepared)
        self._relaxed_content = _told_apart(prepared)

    @cached_property
    def relaxed(self) -> CompiledGate:
        """The gate in which what discriminators tell apart does not overlap."""
        if self._relaxed_content == self.content:
            return self.letter
        return CompiledGate(self._relaxed_content)

    @cached_property
    def has_discriminators(self) -> bool:
        """Whether anything says what values are by their discriminators."""
        return '"discriminator"' in json.dumps(self.content)

    @cached_property
    def _discriminators(self) -> Discriminators | None:
        if not self.has_discriminators:
            return None
        return Discriminators(self.content, self.relaxed.gate.is_valid)

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
        return found or self._misnamed(drawn.read, drawn.value)

    def _misnamed(self, key: str, value: Any) -> str:
        """Say what is not what its discriminator says."""
        if self._discriminators is None or not key:
            return ""
        key = _DIRECTION.sub("", key)
        pointer = key if key.startswith("/") else f"/components/schemas/{key}"
        try:
            schema = resolve(self.content, pointer)
        except LookupError:
            return ""
        if not key.startswith("/"):
            schema = {"$ref": f"#{pointer}"}
        return self._discriminators.wrong(schema, value)

    def _refusal(self, gate: CompiledGate, drawn: Drawn, pointer: str) -> str:
        if isinstance(drawn.message, Sent):
            return gate.refuses(drawn.message)
        return gate.misunderstands(pointer, drawn.message)


def focused(base: Content, revision: Content) -> tuple[Content, Content]:
    """Leave out the paths that are the same on both sides, with all they refer to."""
    sides = (base, revision)
    parts = [
        {
            f"#/components/{section}/{name}": json.dumps(part, sort_keys=True)
            for section, held in side["components"].items()
            for name, part in held.items()
        }
        for side in sides
    ]
    changed = {
        key for key in {*parts[0], *parts[1]} if parts[0].get(key) != parts[1].get(key)
    }
    count = -1
    while count != len(changed):
        count = len(changed)
        changed |= {
            key
            for held in parts
            for key, text in held.items()
            if any(f'{other}"' in text for other in changed)
        }
        # A parent stands for its heirs, and does not refer to them.
        changed |= {
            parent
            for held in parts
            for key in changed & held.keys()
            if '"allOf"' in held[key]
            for parent in re.findall(r'"(#/components/schemas/[^"]*)"', held[key])
        }
    texts = [
        {path: json.dumps(item, sort_keys=True) for path, item in side["paths"].items()}
        for side in sides
    ]
    kept = {
        path
        for path in {*texts[0], *texts[1]}
        if texts[0].get(path) != texts[1].get(path)
        or any(f'{key}"' in texts[0].get(path, "") for key in changed)
    }
    return (
        {**base, "paths": {k: v for k, v in base["paths"].items() if k in kept}},
        {
            **revision,
            "paths": {k: v for k, v in revision["paths"].items() if k in kept},
        },
    )


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
    requests = Requests(sender.letter, reader.letter, endpoint.operation)
    for drawn in requests.drawn(other.operation if other else None):
        if sender.allows(drawn, endpoint.pointer):
            reason = reader.refuses(drawn, "")
            if reason:
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
        for drawn in answers(sender.letter, reader.letter, spec, read, status):
            if sender.allows(drawn, endpoint.pointer):
                reason = reader.refuses(drawn, other.pointer)
                if reason and not reason.endswith(NEVER_SENT):
                    name = f"{other.operation.method} {other.operation.path}"
                    yield Break("response", name, drawn.message, reason)


def _prepared(content: Content, *, formats: bool) -> Content:
    """Return a contract as it is executed: without what the gate does not judge."""

    def visit(value: Any, holder: str) -> Any:
        if isinstance(value, list):
            return [visit(each, holder) for each in value]
        if not isinstance(value, dict):
            return value
        names = holder in {"properties", "schemas", "mapping", "headers"}
        return {
            key: visit(each, key)
            for key, each in value.items()
            if names or formats or key != "format" or each in _CARRYING
        }

    found: Content = visit(content, "")
    for item in found.get("paths", {}).values():
        for holder in (item, *item.values()):
            parameters = holder.get("parameters") if isinstance(holder, dict) else None
            if parameters:
                holder["parameters"] = [
                    each for each in parameters if each.get("in") != "querystring"
                ]
    return found


def _told_apart(content: Content) -> Content:
    """Let alternatives overlap that a discriminator tells apart."""

    def visit(value: Any) -> Any:
        if isinstance(value, list):
            return [visit(each) for each in value]
        if not isinstance(value, dict):
            return value
        found = {key: visit(each) for key, each in value.items()}
        if isinstance(found.get("discriminator"), dict) and "oneOf" in found:
            parts = found.pop("oneOf")
            found["allOf"] = [*found.get("allOf", ()), {"anyOf": parts}]
        return found

    made: Content = visit(content)
    return made


def mirrored(content: Content) -> Content:
    """Return what the API calls as if it were served; who reads is who writes."""
    paths = {
        f"/webhooks/{name}": item for name, item in content.get("webhooks", {}).items()
    }
    components = content.get("components", {})
    for name, callback in components.get("callbacks", {}).items():
        paths.update(
            {
                f"/callbacks/{name}{number}": item
                for number, item in enumerate(callback.values())
            }
        )
    for path, item in content.get("paths", {}).items():
        for method, operation in item.items():
            if method in METHODS and isinstance(operation, dict):
                for name, callback in operation.get("callbacks", {}).items():
                    paths.update(
                        {
                            f"/called{path.replace('{', '').replace('}', '')}/{method}/{name}/{number}": held
                            for number, held in enumerate(callback.values())
                            if "$ref" not in callback
                        }
                    )
    found = {
        k: v for k, v in content.items() if k not in {"paths", "webhooks", "servers"}
    }
    found = copy.deepcopy({**found, "paths": paths})
    # Ids would be there twice.
    found["components"] = {
        k: v
        for k, v in components.items()
        if k not in {"links", "callbacks", "pathItems"}
    }
    text = json.dumps(found)
    text = text.replace('"readOnly"', '"-"').replace('"writeOnly"', '"readOnly"')
    made: Content = json.loads(text.replace('"-"', '"writeOnly"'))
    return made
