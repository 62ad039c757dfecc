# A copy of Countersign's scripts/codegen/runtime/syntax/json_text.py.
"""Strict JSON (RFC 8259): one text, one meaning."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import Any, cast

import jiter

_POSITION = re.compile(r"^(.*?)(?: at line (\d+) column (\d+))?$", re.DOTALL)
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
# Without one of these in its outline no number is beyond the range of a double: an
# exponent of three digits, or two hundred digits.
_LARGE, _LARGE_SIGNED, _LONG = b"0e000", b"0e+000", b"0" * 200
_OUTLINE = bytes.maketrans(b"123456789E", b"000000000e")


class MalformedJson(ValueError):
    """A text is not strict JSON; `line` and `column` (of characters) count from 1."""

    def __init__(self, detail: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{detail} (line {line}, column {column})")
        self.detail = detail
        self.line = line
        self.column = column


def parse(data: bytes) -> Any:
    """Return the value of a JSON text.

    Refuses what readers understand differently: NaN and infinities, numbers beyond the
    range of a double, duplicate names, byte order marks, encodings other than UTF-8,
    lone surrogates, integers of more than 4300 digits, and nesting deeper than 200.

    Raises:
        MalformedJson: the text is not JSON, or one of the above.
    """
    try:
        value = jiter.from_json(data, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError as error:
        raise _explained(str(error), data) from None
    outline = data.translate(_OUTLINE)
    # One after the other: a loop over them would take longer than they do.
    is_suspect = _LARGE in outline or _LARGE_SIGNED in outline or _LONG in outline
    if is_suspect and not _finite(value):
        raise MalformedJson("a number is out of range")
    return value


def _explained(message: str, data: bytes) -> MalformedJson:
    match = _POSITION.match(message)
    text, line, column = match.groups() if match else (message, None, None)
    place = _place(data, int(line or 1), int(column or 1))
    # Names in the message come from the sender and may be long or secret.
    return MalformedJson(_QUOTED.sub("", text).strip(), *place)


def _place(data: bytes, line: int, column: int) -> tuple[int, int]:
    # jiter counts bytes, and takes a line feed for column 0 of the line after it.
    start = _start(data, line)
    if column == 0 and line > 1:
        end, line = start, line - 1
        start = _start(data, line)
        column = end - start
    before = data[start : start + max(column - 1, 0)]
    return line, len(before.decode(errors="replace")) + 1


def _start(data: bytes, line: int) -> int:
    # A list of a hostile body's lines would be many times its size.
    ends = range(len(data) + 1)
    return bisect_left(ends, line - 1, key=lambda end: data.count(b"\n", 0, end))


def _finite(value: object) -> bool:
    # 1e400 is well-formed JSON, and an infinity to everybody who reads doubles.
    pending = [value]
    while pending:
        item = pending.pop()
        kind = type(item)
        if kind is float:
            if not math.isfinite(cast("float", item)):
                return False
        elif kind is dict:
            pending.extend(cast("dict[str, object]", item).values())
        elif kind is list:
            pending.extend(cast("list[object]", item))
    return True
