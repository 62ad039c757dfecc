"""The id of a request, which its answer has in X-Request-Id, and the log beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from secrets import token_hex

FIELD = "x-request-id"
_FIELD = FIELD.encode()
# What a caller may choose: it goes into logs and fields as it is.
_TAKEN_OVER = re.compile(rb"[A-Za-z0-9._~-]{1,128}\Z")

RawFields = Iterable[tuple[bytes, bytes]]


def new_id() -> str:
    """Return an id that no other request has."""
    return token_hex(16)


def id_of(headers: RawFields) -> str:
    """Return the id that a request's first X-Request-Id gives it, or a new one."""
    for name, value in headers:
        if name == _FIELD:
            if _TAKEN_OVER.match(value):
                return value.decode()
            break
    return new_id()


def field_of(request_id: str) -> tuple[bytes, bytes]:
    """Return the field of an answer."""
    return _FIELD, request_id.encode()


def identified(fields: RawFields, request_id: str) -> list[tuple[bytes, bytes]]:
    """Return the fields of an answer with X-Request-Id, unless they have it.

    A contract may demand an id of another form.
    """
    named = list(fields)
    if not any(name == _FIELD for name, _ in named):
        named.append(field_of(request_id))
    return named
