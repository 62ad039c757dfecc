"""The id of a request, which its answer has in X-Request-Id, and the log beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from secrets import token_hex

FIELD = "x-request-id"
_FIELD = FIELD.encode()
# What a caller may choose: it goes into logs and fields as it is.
_TAKEN_OVER = re.compile(rb"[A-Za-z0-9._~-]{1,128}\Z")

_DIGITS, _IN_ADVANCE = 32, 128
_spare: list[str] = []
if hasattr(os, "register_at_fork"):
    # Two processes may not have the same ones.
    os.register_at_fork(after_in_child=_spare.clear)

RawFields = Iterable[tuple[bytes, bytes]]


def new_id() -> str:
    """Return an id that no other request has, and nobody can guess."""
    while True:
        try:
            return _spare.pop()
        except IndexError:
            # The system is asked for many at once: each question is a call into it.
            digits = token_hex(_DIGITS // 2 * _IN_ADVANCE)
            starts = range(0, len(digits), _DIGITS)
            _spare.extend(digits[start : start + _DIGITS] for start in starts)


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
    for name, _ in named:
        if name == _FIELD:
            return named
    named.append((_FIELD, request_id.encode()))
    return named
