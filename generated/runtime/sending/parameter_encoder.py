# A copy of Countersign's scripts/codegen/runtime/sending/parameter_encoder.py.
"""Parameters written by their styles (OpenAPI 3.1, §4.8.12.3): values to text.

The inverse of the runtime's decoding, and held against it: what the decoder would read
as something else has no spelling and is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from ..contract.gate import Gate
from ..contract.operation import Operation, Parameter, Style
from ..contract.violations import Violation, violations
from ..http.answers import field_value
from ..http.headers import Headers
from ..http.query_and_cookies import parse_cookies, parse_query
from ..http.refusal import Refusal
from ..parameters.parameters import Parameters
from ..serialization.deep_object import member_name
from .outcomes import InvalidEvent

_Pairs = list[tuple[str, str]]

_ANYTHING = TypeAdapter[Any](Any)
_JOINTS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


@dataclass(slots=True)
class Encoded:
    """The parameters of a request as text; all but the header fields are escaped."""

    path: dict[str, str] = field(default_factory=dict)
    query: _Pairs = field(default_factory=list)
    headers: _Pairs = field(default_factory=list)
    cookies: _Pairs = field(default_factory=list)

    @property
    def query_text(self) -> str:
        """The query of the URL, without its question mark."""
        return "&".join(f"{name}={value}" for name, value in self.query)

    @property
    def fields(self) -> _Pairs:
        """The header fields, with the one of the cookies."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies)
        return [*self.headers, ("Cookie", cookies)] if cookies else self.headers


class Encoder:
    """Writes the parameters of one operation; some may have a type of their own."""

    def __init__(
        self,
        operation: Operation,
        gate: Gate,
        types: Mapping[str, object] | None = None,
    ) -> None:
        views: Mapping[str, Any] = types or {}
        self._views = {name: TypeAdapter[Any](kind) for name, kind in views.items()}
        self._parameters = operation.parameters
        self._gate = gate
        self._decoder = Parameters(operation, gate)

    def encode(self, arguments: Mapping[str, object]) -> Encoded:
        """Return the parameters as text; those that are None are left out.

        Raises:
            InvalidEvent: a value is not what its schema describes, is missing, or can't
                be written so that it reads as itself.
        """
        encoded, found = Encoded(), list[Violation]()
        values = {name: self._as_json(name, arguments[name]) for name in arguments}
        for parameter in self._parameters:
            value = values.get(parameter.argument)
            if value is None and not parameter.required:
                continue
            validator = self._gate.validator(parameter.schema)
            if validator.is_valid(value):
                _write(parameter, value, encoded)
            else:
                prefix = f"/{parameter.name}"
                found += [
                    Violation(prefix + each.pointer, each.detail)
                    for each in violations(validator, value)
                ]
        if found:
            raise InvalidEvent(found)
        self._check(values, encoded)
        return encoded

    def _as_json(self, name: str, value: object) -> object:
        view = self._views.get(name, _ANYTHING)
        try:
            return view.dump_python(
                value, mode="json", by_alias=True, exclude_unset=True, warnings=False
            )
        except PydanticSerializationError as error:
            raise InvalidEvent([Violation(f"/{name}", str(error))]) from None

    def _check(self, values: Mapping[str, object], encoded: Encoded) -> None:
        headers = Headers([_field(name, text) for name, text in encoded.fields])
        try:
            query = parse_query(encoded.query_text.encode("ascii"))
            read = self._decoder.decode(
                encoded.path, query, headers, parse_cookies(headers)
            )
        except Refusal as error:
            found = [
                Violation(str(each["pointer"]), f"can't be written: {each['detail']}")
                for each in error.errors
            ]
            raise InvalidEvent(found) from None
        for parameter in self._parameters:
            wanted = values.get(parameter.argument)
            if wanted is None and not parameter.required:
                wanted = parameter.default
            if _texts(read[parameter.argument]) != _texts(wanted):
                detail = f"has no spelling in the style {parameter.style}"
                raise InvalidEvent([Violation(f"/{parameter.name}", detail)])


def _field(name: str, text: str) -> tuple[bytes, bytes]:
    try:
        return name.lower().encode("latin-1"), field_value(text)
    except ValueError as error:
        found = Violation(f"/{name}", f"can't be written: {error}")
        raise InvalidEvent([found]) from None


def _write(parameter: Parameter, value: object, encoded: Encoded) -> None:
    name, style, explode = parameter.name, parameter.style, parameter.explode
    match parameter.location:
        case "header":
            if parameter.content is not None:
                encoded.headers.append((name, json.dumps(value)))
            else:
                encoded.headers.append((name, plain_header(value, explode)))
        case "path":
            if parameter.content is not None:
                text = _escape(json.dumps(value, ensure_ascii=False))
            else:
                text = _path(value, name, style, explode)
            if text in {"", ".", ".."}:
                # RFC 3986, §3.3: these are steps, not names.
                detail = "can't be a segment of a path"
                raise InvalidEvent([Violation(f"/{name}", detail)])
            encoded.path[name] = text
        case "query":
            encoded.query += [
                (_escape(each), text) for each, text in _pairs(parameter, value)
            ]
        case "cookie":
            encoded.cookies += _pairs(parameter, value)


def plain_header(value: object, explode: bool) -> str:
    """Return a value in the style simple, unescaped, as header fields have it."""
    return ",".join(_flat(value, explode, str))


def _path(value: object, name: str, style: Style, explode: bool) -> str:
    match style:
        case "label":
            parts = [part.replace(".", "%2E") for part in _flat(value, explode)]
            return "." + ("." if explode else ",").join(parts)
        case "matrix":
            if isinstance(value, list) and explode:
                return "".join(f";{_escape(name)}={part}" for part in _flat(value))
            if isinstance(value, dict) and explode:
                return "".join(f";{part}" for part in _flat(value, explode))
            return f";{_escape(name)}={','.join(_flat(value))}"
    return ",".join(_flat(value, explode))


def _pairs(parameter: Parameter, value: object) -> _Pairs:
    name, style, explode = parameter.name, parameter.style, parameter.explode
    if parameter.content is not None:
        return [(name, _escape(json.dumps(value, ensure_ascii=False)))]
    if isinstance(value, dict) and style == "deepObject":
        return [(member_name(name, key), text) for key, text in _spread(value)]
    if isinstance(value, dict) and explode:
        return _spread(value)
    if isinstance(value, list) and explode:
        return [(name, text) for text in _flat(value)]
    return [(name, _JOINTS.get(style, ",").join(_flat(value)))]


def _spread(value: dict[str, object]) -> _Pairs:
    return [
        (key, text)
        for key, member in value.items()
        for text in _flat(member if isinstance(member, list) else [member])
    ]


def _escape(text: str) -> str:
    return quote(text, safe="")


def _flat(value: object, explode: bool = False, escape: Any = _escape) -> Sequence[str]:
    """Return the escaped pieces of a value, to be joined by the style's delimiter."""
    match value:
        case dict():
            pairs = [(escape(key), escape(scalar(v))) for key, v in value.items()]
            if explode:
                return [f"{key}={text}" for key, text in pairs]
            return [text for pair in pairs for text in pair]
        case list():
            return [escape(scalar(item)) for item in value]
    return [escape(scalar(value))]


def scalar(value: object) -> str:
    """Return a value as text: itself, or as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _texts(value: object) -> object:
    """Return a value with its scalars as text: the wire can't tell `1` from `"1"`."""
    match value:
        case dict():
            return {name: _texts(member) for name, member in value.items()}
        case list():
            return [_texts(item) for item in value]
        case bool() | str():
            return scalar(value)
        case int() | float():
            return scalar(int(value) if value == int(value) else value)
    return value
