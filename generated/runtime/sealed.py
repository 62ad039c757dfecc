"""Sealed responses: a handler can only answer what its operation declares."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, dataclass_transform

import jiter
from jsonschema_rs import Draft202012Validator
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from .answers import Answer, RawHeaders, field_value
from .gate import Gate
from .media import parse_media_type
from .messages import faults
from .operation import Header, Operation


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Sealed:
    """Base of the generated responses: one status, in one media type.

    A class for a range such as "4XX" or for "default" has a field `status` besides.
    Type checkers see frozen dataclasses with keyword arguments. They are none, because
    a contract has thousands of responses and making a dataclass takes a millisecond.
    """

    status_code: ClassVar[str]
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()

    def __init__(self, **fields: Any) -> None:
        """Take the fields that the class declares.

        Raises:
            TypeError: one is missing or unknown.
        """
        kind = type(self)
        declared = kind.__annotations__
        if fields.keys() != declared.keys():
            unknown = fields.keys() - declared.keys()
            missing = [
                name
                for name in declared
                if name not in fields and not hasattr(kind, name)
            ]
            if unknown or missing:
                wrong = f"unknown: {sorted(unknown)}, missing: {missing}"
                raise TypeError(f"{kind.__name__} has other fields ({wrong})")
        self.__dict__.update(fields)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: what was answered stays as it is."""
        raise AttributeError(f"{type(self).__name__} can't be changed")

    def __repr__(self) -> str:
        """Return the name alone: a body may hold secrets."""
        return f"<{type(self).__name__}>"


class SealBroken(Exception):
    """A handler answered what its operation does not declare. A bug, told to nobody."""


class Seal:
    """Turns the results of one operation's handler into answers, and lets no other by.

    Bodies and declared header fields are validated by the gate before they leave.
    """

    def __init__(
        self, operation: Operation, results: Sequence[type[Sealed]], gate: Gate
    ) -> None:
        self._operation = operation
        self._results = frozenset(results)
        self._gate = gate
        self._forms: dict[type, _Form] = {}

    def close(self, result: object) -> Answer:
        """Return a handler's result as an answer.

        Raises:
            SealBroken: it is not what the operation declares; the message says how.
        """
        kind = type(result)
        form = self._forms.get(kind)
        if form is None:
            if kind not in self._results:
                raise SealBroken(f"{kind.__name__} is no response of this operation")
            sealed = kind
            form = self._forms[kind] = _Form(sealed, self._operation, self._gate)
        return form.answer(result)


class _Form:
    """How one sealed class is checked and written."""

    def __init__(self, kind: type[Sealed], operation: Operation, gate: Gate) -> None:
        self._name = kind.__name__
        exact = kind.status_code.isdigit()
        self._status = int(kind.status_code) if exact else None
        self._range = kind.status_code
        self._declared = {spec.status for spec in operation.responses}
        self._write = _writer(kind, gate)
        media_type = (kind.media_type or "").encode("latin-1")
        self._fixed: RawHeaders = [(b"content-type", media_type)] if media_type else []
        self._headers = [_Field(header, gate) for header in kind.headers]

    def answer(self, result: Any) -> Answer:
        status = self._status or self._chosen_status(result.status)
        headers = self._fixed.copy()
        try:
            for each in self._headers:
                each.write(getattr(result, each.header.argument), headers)
            body = self._write(result.body) if self._write else b""
        except SealBroken as error:
            raise SealBroken(f"{self._name}: {error}") from None
        return Answer(status, headers, body)

    def _chosen_status(self, status: object) -> int:
        if type(status) is int and 200 <= status <= 599:
            group = f"{status // 100}XX"
            allowed = {group} if self._range != "default" else {"default"}
            better = {str(status)} | ({group} if self._range == "default" else set())
            if self._range in allowed and not better & self._declared:
                return status
        raise SealBroken(f"{self._name}: status {status!r} is not for {self._range}")


class _Field:
    """One declared header field of a response."""

    def __init__(self, header: Header, gate: Gate) -> None:
        self.header = header
        self._name = header.name.lower().encode("ascii")
        self._validator = gate.validator(header.schema)

    def write(self, value: object, headers: RawHeaders) -> None:
        if value is None:
            if self.header.required:
                raise SealBroken(f"header {self.header.name} is missing")
            return
        if not self._validator.is_valid(value):
            raise SealBroken(
                f"header {self.header.name} {faults(self._validator, value)[0].detail}"
            )
        try:
            text = field_text(value, explode=self.header.explode)
            headers.append((self._name, field_value(text)))
        except ValueError as error:
            raise SealBroken(f"header {self.header.name}: {error}") from None


def field_text(value: object, *, explode: bool) -> str:
    """Return a header field's value as text, in style simple (OpenAPI 3.1, §4.8.21)."""
    match value:
        case str():
            return value
        case list():
            return ",".join(map(_scalar, value))
        case dict():
            joint = "=" if explode else ","
            return ",".join(f"{name}{joint}{_scalar(v)}" for name, v in value.items())
    return _scalar(value)


def _scalar(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


Writer = Callable[[Any], bytes]


def _writer(kind: type[Sealed], gate: Gate) -> Writer | None:
    if kind.media_type is None:
        return None
    if kind.schema is None:
        return _raw
    media = parse_media_type(kind.media_type)
    validator = gate.validator(kind.schema)
    if media is not None and media.is_json:
        return _json_writer(kind.body_type, validator)
    return _text_writer(validator)


def _raw(body: object) -> bytes:
    if not isinstance(body, bytes):
        raise SealBroken(f"the body has to be bytes, not {type(body).__name__}")
    return body


def _text_writer(validator: Draft202012Validator) -> Writer:
    def write(body: object) -> bytes:
        if isinstance(body, bytes):
            return body
        if not isinstance(body, str) or not validator.is_valid(body):
            raise SealBroken("the body is not the declared text")
        return body.encode()

    return write


def _json_writer(body_type: Any, validator: Draft202012Validator) -> Writer:
    view = TypeAdapter[Any](body_type)

    def write(body: object) -> bytes:
        # What is validated are the very bytes that leave; it costs the same as
        # validating a dump to Python objects and dumping that again.
        try:
            text = view.dump_json(
                body, by_alias=True, exclude_unset=True, warnings=False
            )
        except PydanticSerializationError as error:
            raise SealBroken(f"the body can't be written as JSON: {error}") from None
        value = jiter.from_json(text)
        if not validator.is_valid(value):
            found = faults(validator, value)[:3]
            raise SealBroken("; ".join(f"body {f.pointer} {f.detail}" for f in found))
        return text

    return write
