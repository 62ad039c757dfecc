# A copy of Countersign's scripts/codegen/runtime/contract/wire_types.py.
"""Python's types for the formats of a contract, as the wire has them.

To a type checker each is the type of the format profile alone: `WireDate` is
`datetime.date`. Pydantic reads it from the text that the format describes, exactly, and
writes it so. A text of the format is taken for what it says, too; all else has to be of
the type: a moment without an offset is not guessed at.
"""

from __future__ import annotations

import datetime as dt
from base64 import b64decode, b64encode
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from ipaddress import IPv4Address, IPv6Address
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    PlainSerializer,
    SerializationInfo,
    Strict,
)
from pydantic_core import SchemaValidator, core_schema

from ..syntax.exact_numbers import MARKING, decimal_of, json_number

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
_UUID = r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_DECIMAL = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"


_Valued = Callable[[object], object]


class _Format:
    """Reads texts of a form, and takes what is of the type already.

    Pydantic alone would read more: numbers, for example, and moments at midnight as
    dates. Another alternative of a union may be meant by these.

    Args:
        typed: makes the schema of the type.
        form: of the texts.
        read: makes a value of a text, where Pydantic does not.
        sooner: returns what reads the most common texts by itself, and leaves the rest
            to what it is given.
    """

    def __init__(
        self,
        typed: Callable[..., core_schema.CoreSchema],
        form: str = ".*",
        read: Callable[[str], object] | None = None,
        sooner: Callable[[_Valued], _Valued] | None = None,
    ) -> None:
        self._typed = typed
        self._valued = _by_pydantic(typed, form) if read is None else _by(read)
        if sooner is not None:
            self._valued = sooner(self._valued)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        # Not a union of text and type: that would be tried out on the way out, too.
        return core_schema.no_info_before_validator_function(
            self._valued, self._typed(strict=True)
        )


def _by_pydantic(typed: Callable[..., core_schema.CoreSchema], form: str) -> _Valued:
    """Return what reads texts of a form, without leaving Pydantic's own code."""
    text = core_schema.str_schema(pattern=f"^({form})$", strict=True)
    chain = core_schema.chain_schema([text, typed(strict=False)])
    either = core_schema.union_schema(
        [chain, core_schema.any_schema()], mode="left_to_right"
    )
    # Apart, because views are strict about everything within.
    return SchemaValidator(either).validate_python


def _by(read: Callable[[str], object]) -> _Valued:
    return lambda given: read(given) if isinstance(given, str) else given


# Python's own reader is quick, but knows more spellings than the formats: what it gets
# is of a form that it can't take for another.


def _days(careful: _Valued) -> _Valued:
    def read(given: object) -> object:
        if isinstance(given, str) and given[4:8:3] == "--" and len(given) == 10:
            try:
                return dt.date.fromisoformat(given)
            except ValueError:
                pass
        return careful(given)

    return read


def _moments(careful: _Valued) -> _Valued:
    def read(given: object) -> object:
        if isinstance(given, str) and given[4:17:3] == "--T::" and given[-1] == "Z":
            size = len(given)
            has_form = size == 20 or (22 <= size <= 27 and given[19] == ".")
            # To later versions of Python a day may end with an hour 24.
            if has_form and given[11:13] != "24":
                try:
                    return dt.datetime.fromisoformat(given)
                except ValueError:
                    pass
        return careful(given)

    return read


def _instance_of(kind: type) -> Callable[..., core_schema.CoreSchema]:
    return lambda strict: core_schema.is_instance_schema(kind)


def _written(write: Callable[[Any], object], kind: type) -> PlainSerializer:
    """Return what writes values of a type, and passes on all others."""

    def written(value: object) -> object:
        return write(value) if isinstance(value, kind) else value

    return PlainSerializer(written, when_used="json")


# What these two return is written by Pydantic, which is faster than `isoformat`.


def _instant(value: object) -> object:
    if isinstance(value, dt.datetime) and value.tzinfo is not dt.UTC:
        # RFC 3339 has no seconds in offsets, which places had before they had zones.
        offset = value.utcoffset()
        if offset is not None and (offset.seconds % 60 or offset.microseconds):
            return value.astimezone(dt.UTC)
    return value


def _clock(value: dt.time) -> dt.time:
    offset = value.utcoffset()
    if offset is None or offset.seconds % 60 or offset.microseconds:
        raise ValueError("a time needs an offset from UTC, of whole minutes (RFC 3339)")
    return value


def _number(value: object, info: SerializationInfo) -> object:
    if not isinstance(value, Decimal):
        return value
    return json_number(value, marking=info.context == MARKING)


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _base64(value: bytes) -> str:
    return b64encode(value).decode("ascii")


_aware_datetime = partial(core_schema.datetime_schema, tz_constraint="aware")
_aware_time = partial(core_schema.time_schema, tz_constraint="aware")

WireDate = Annotated[dt.date, _Format(core_schema.date_schema, _DAY, sooner=_days)]
WireDatetime = Annotated[
    dt.datetime,
    _Format(_aware_datetime, f"{_DAY}[Tt]{_CLOCK}", sooner=_moments),
    PlainSerializer(_instant, return_type=dt.datetime, when_used="json"),
]
WireTime = Annotated[dt.time, _Format(_aware_time, _CLOCK), _written(_clock, dt.time)]
WireUUID = Annotated[UUID, _Format(core_schema.uuid_schema, _UUID)]
WireIPv4 = Annotated[IPv4Address, _Format(_instance_of(IPv4Address), read=IPv4Address)]
WireIPv6 = Annotated[IPv6Address, _Format(_instance_of(IPv6Address), read=IPv6Address)]
WireBytes = Annotated[
    bytes,
    _Format(core_schema.bytes_schema, read=_bytes),
    _written(_base64, bytes),
]
# Text, and a number: the format is of both.
WireDecimal = Annotated[
    Decimal,
    _Format(core_schema.decimal_schema, _DECIMAL),
    _written(lambda value: format(value, "f"), Decimal),
]
WireNumber = Annotated[
    Decimal,
    Strict(),
    BeforeValidator(decimal_of),
    PlainSerializer(_number, when_used="json"),
]
