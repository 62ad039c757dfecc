"""Bodies that are made to cost a service much more than they cost their sender."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
SMALL, LARGE = 64 * 1024, 15 * 1024 * 1024

Body = tuple[str, str, bytes]


def hostile_bodies(size: int = SMALL, member: str = "email") -> Iterator[Body]:
    """Yield a name, a media type and a body of about `size` bytes, for each kind.

    Args:
        size: of each body, in bytes.
        member: the name of a member that the attacked operation knows.
    """
    known = b'{"' + member.encode() + b'":'
    yield "objects in a list", JSON, _filled(b"[", b'{"a":{}},', b"1]", size)
    yield "unknown members", JSON, b"{" + _members(size) + b'"z":1}'
    yield "list for a text", JSON, _filled(known + b"[", b"1,", b"1]}", size)
    yield "objects for a text", JSON, _filled(known + b"[", b"{},", b"1]}", size)
    yield "deep lists", JSON, _filled(b"[", b"[" * 190 + b"]" * 190 + b",", b"1]", size)
    deep = b'{"a":' * 190 + b"1" + b"}" * 190
    yield "deep objects", JSON, _filled(known + b"[", deep + b",", b"1]}", size)
    yield "too deep", JSON, b"[" * size
    yield "too deep, closed", JSON, b"[" * (size // 2) + b"]" * (size // 2)
    yield "equal names", JSON, _filled(b"{", b'"a":1,', b'"a":1}', size)
    yield "equal names at the end", JSON, b"{" + _members(size) + b'"k0":1}'
    yield "large exponents", JSON, _filled(known + b"[", b"1e308,", b"1]}", size)
    yield "infinite numbers", JSON, _filled(known + b"[", b"1e309,", b"1]}", size)
    digits = b"9" * 4300 + b","
    yield "long integers", JSON, _filled(known + b"[", digits, b"1]}", size)
    yield "one endless number", JSON, known + b"1" * size + b"}"
    yield "long fraction", JSON, known + b"0." + b"1" * size + b"}"
    yield "empty texts", JSON, _filled(known + b"[", b'"",', b'""]}', size)
    yield "escapes", JSON, _filled(known + b'"', b"\\u0041", b'"}', size)
    yield "long text", JSON, _filled(known + b'"', b"a", b'"}', size)
    yield "long name", JSON, _filled(b'{"', b"a", b'":1}', size)
    yield "lines, then none", JSON, _filled(b"", b"\n", b"x", size)
    yield "lines in a list", JSON, _filled(known + b"[", b"1,\n", b"x", size)
    yield "white space", JSON, b" " * size
    yield "cut short", JSON, _filled(known + b"[", b'{"a":[]},', b"", size)
    yield "fields", FORM, _filled(b"", b"a=1&", b"a=1", size)
    yield "different fields", FORM, _fields(size)


def _filled(start: bytes, unit: bytes, end: bytes, size: int) -> bytes:
    return start + unit * max((size - len(start) - len(end)) // len(unit), 1) + end


def _members(size: int) -> bytes:
    return b"".join(b'"k%d":1,' % number for number in range(size // 12))


def _fields(size: int) -> bytes:
    return b"&".join(b"f%d=%%41" % number for number in range(size // 10))
