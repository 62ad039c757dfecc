"""Valid requests of any operation, made from its contract."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import LocalReferences
from impl.engine.sampling.sampler import NoInstance, Sampler
from impl.mocks.plan import MockPlan, PlannedOperation
from impl.mocks.xml_text import xml_of
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Media, Operation
from scripts.codegen.runtime.schemas.schema_types import UPLOAD, shape_of
from scripts.codegen.runtime.sending.outcomes import InvalidEvent
from scripts.codegen.runtime.sending.parameter_encoder import Encoded, Encoder
from scripts.codegen.runtime.sending.payloads import Payloads

_TRIES = 6


class CannotAsk(Exception):
    """No valid request is known for an operation; the message says why."""


@dataclass(frozen=True)
class Ask:
    """A request that an operation has to take."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None


class Asking:
    """Makes valid requests of the operations of one contract."""

    def __init__(self, plan: MockPlan, sampler: Sampler) -> None:
        self._plan = plan
        self._sampler = sampler
        self._places = LocalReferences(plan.content)
        self._gate = Gate(lambda: dict(plan.schemas))
        self._schemes = {each.name: each for each in plan.schemes}

    def ask(self, planned: PlannedOperation, seed: int) -> Ask:
        """Return a valid request.

        Raises:
            CannotAsk: none was found.
        """
        operation = cast("Operation", planned.operation)
        encoded = self._parameters(planned, operation, seed)
        body, kind = self._body(planned, operation, seed)
        path = EXPRESSION.sub(
            lambda found: encoded.path.get(found[1], "x"), operation.path
        )
        path = path.replace("#", "%23").replace("?", "%3F")
        query = [encoded.query_text] if encoded.query else []
        fields = [(n, v) for n, v in encoded.headers]
        cookies = [f"{n}={v}" for n, v in encoded.cookies]
        for place, name, value in self._credentials(operation):
            if place == "query":
                query.append(f"{quote(name)}={value}")
            elif place == "cookie":
                cookies.append(f"{name}={value}")
            else:
                fields.append((name, value))
        if cookies:
            fields.append(("cookie", "; ".join(cookies)))
        if kind:
            fields.append(("content-type", kind))
        target = quote(path, safe="/%:@!$&'()*+,;=~-._") + (
            f"?{'&'.join(query)}" if query else ""
        )
        return Ask(operation.method, target, tuple(fields), body)

    def _parameters(
        self, planned: PlannedOperation, operation: Operation, seed: int
    ) -> Encoded:
        encoder = Encoder(operation, self._gate)
        problem = ""
        for attempt in range(_TRIES):
            try:
                values = self._values(planned, (seed, attempt))
                return encoder.encode(values)
            except (InvalidEvent, NoInstance) as error:
                problem = str(error)
        raise CannotAsk(f"parameters: {problem}")

    def _values(self, planned: PlannedOperation, seed: object) -> dict[str, Any]:
        operation = planned.operation
        places = self._parameter_places(planned)
        values = {}
        for each in operation.parameters:
            if not each.required:
                continue
            place = places[each.location, each.name.lower()]
            schema = f"{place}/schema"
            if each.content is not None:
                schema = f"{place}/content/{escape(each.content)}/schema"
            if self._places.value(schema) is None:
                values[each.argument] = "x"
                continue
            values[each.argument] = self._sampler.sample(
                schema, (seed, each.name), direction="request"
            )
        return values

    def _parameter_places(
        self, planned: PlannedOperation
    ) -> Mapping[tuple[str, str], str]:
        item = planned.pointer.rpartition("/")[0].removesuffix("/additionalOperations")
        found = {}
        for place in (item, planned.pointer):
            for n in range(len(self._places.value(f"{place}/parameters") or ())):
                target = self._places.target(f"{place}/parameters/{n}")
                node = self._places.value(target)
                found[node["in"], node["name"].lower()] = target
        return found

    def _body(
        self, planned: PlannedOperation, operation: Operation, seed: int
    ) -> tuple[bytes | None, str]:
        declared = operation.body
        if declared is None or (not declared.required and seed % 3 == 2):
            return None, ""
        payloads = Payloads(declared, self._gate, {})
        place = self._places.target(f"{planned.pointer}/requestBody")
        problem = ""
        # In what is no media type no body can come.
        order = [each for each in declared.content if "/" in each.media_type]
        turn = seed % max(len(order), 1)
        order = order[turn:] + order[:turn]
        for media in order:
            there = self._places.target(f"{place}/content/{escape(media.media_type)}")
            for attempt in range(_TRIES):
                try:
                    found = self._written(media, there, payloads, (seed, attempt))
                except (InvalidEvent, NoInstance) as error:
                    problem = str(error)
                else:
                    return found
        raise CannotAsk(f"body: {problem}")

    def _written(
        self, media: Media, place: str, payloads: Payloads, seed: object
    ) -> tuple[bytes, str]:
        kind = media.media_type
        if "*" in kind:
            kind = kind.replace("*/*", "application/json").replace("*", "json")
        if media.schema is None and kind.endswith(("/xml", "+xml")):
            there = self._places.target(f"{place}/schema")
            if self._places.value(there) is not None:
                value = self._sampler.sample(there, seed, direction="request")
                return xml_of(value, there, self._places), kind
        if media.schema is None and kind.endswith(("/json", "+json")):
            return b'{"any": "thing"}', kind
        if media.schema is None:
            return b"\x89" * max(media.min_size, 4), kind
        schema = f"{place}/schema"
        if self._places.value(schema) is None:
            raise NoInstance(schema, "there is no schema")
        value = self._sampler.sample(schema, seed, direction="request")
        if kind.startswith("multipart/") and isinstance(value, dict):
            return self._multipart(media, value)
        if "*" in media.media_type:
            return json.dumps(value).encode(), kind
        single = Payloads(_Only((media,)), self._gate, {})  # type: ignore[arg-type] # as much of a RequestBody as is looked at
        made = single.encode(value)
        if made is None:
            raise NoInstance(schema, "null is no body")
        return made[1], made[0]

    def _multipart(self, media: Media, value: dict[str, Any]) -> tuple[bytes, str]:
        schemas = self._gate.schemas
        shape = shape_of(schemas[media.schema or ""], schemas)
        parts = []
        for name, member in value.items():
            schema = shape.properties.get(name)
            for each in member if isinstance(member, list) else [member]:
                is_file = (
                    schema is not None
                    and UPLOAD in str(schemas.get(media.schema or "", ""))
                    and _is_upload(name, schemas[media.schema or ""])
                )
                kinds = {e.name: e.content_types for e in media.encoding}.get(name)
                kind = kinds[0] if kinds else ""
                parts.append(_part(name, each, kind, is_file=is_file))
        body = b"".join(b"--mark\r\n" + part + b"\r\n" for part in parts)
        return body + b"--mark--\r\n", f"{media.media_type}; boundary=mark"

    def _credentials(self, operation: Operation) -> Iterator[tuple[str, str, str]]:
        usable = [
            each
            for each in operation.security
            if all(self._schemes[need.scheme].type != "undeclared" for need in each)
        ]
        needs = min(usable, key=len, default=())
        schemes = [self._schemes[need.scheme] for need in needs]
        # Any value is a key, also one that says more.
        is_said = any(each.type not in {"apiKey", "mutualTLS"} for each in schemes)
        for scheme in schemes:
            if is_said and scheme.parameter.lower() == "authorization":
                continue
            if scheme.type == "apiKey":
                yield scheme.location, scheme.parameter, "key"
            elif scheme.type == "http" and scheme.scheme == "basic":
                pair = base64.b64encode(b"user:word").decode()
                yield "header", "authorization", f"Basic {pair}"
            elif scheme.type == "http" and scheme.scheme != "bearer":
                yield "header", "authorization", f"{scheme.scheme} token"
            elif scheme.type != "mutualTLS":
                yield "header", "authorization", "Bearer token"


@dataclass(frozen=True)
class _Only:
    content: tuple[Media, ...]
    required: bool = True


def _is_upload(name: str, schema: Any) -> bool:
    if not isinstance(schema, dict):
        return False
    member = schema.get("properties", {}).get(name)
    if member is not None and UPLOAD in str(member):
        return True
    return any(
        _is_upload(name, each)
        for word in ("allOf", "anyOf", "oneOf")
        for each in schema.get(word, ())
    )


def _part(name: str, value: Any, kind: str, *, is_file: bool) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"'
    if is_file:
        head += '; filename="file"'
    if is_file or kind:
        head += f"\r\nContent-Type: {kind or 'application/octet-stream'}"
    text = value if isinstance(value, str) else json.dumps(value)
    return f"{head}\r\n\r\n{text}".encode()
