"""Witnesses as lines that people read: a request or response, and what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.witnesses.long_values import MEMBER as REPEATED
from impl.engine.comparison.witnesses.long_values import in_words
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "   ◀ here"
_TAIL = 40
_MOST_LINES = 24


def explanation(witness: dict[str, Any], width: int = 100) -> list[str]:
    """Say under which contract a witness is valid, and what the other refuses."""
    breaks = witness["breaks"]
    other = "revision" if witness["valid_under"] == "base" else "base"
    kind = witness["message"]["type"]
    where = f"{breaks['part']} {breaks['pointer']}".strip()
    under = f"under the {other}, {where}" if where else f"under the {other}"
    return [
        f"this {kind} is valid under the {witness['valid_under']} alone;",
        f"{under}: {cut(breaks['reason'], width)}",
    ]


def message_lines(witness: dict[str, Any], width: int = 100) -> Iterator[str]:
    """Write the message of a witness; a line that ends in MARK is what is refused."""
    message, breaks = witness["message"], witness["breaks"]
    if message["type"] == "value":
        yield from value_lines(message["value"], breaks["pointer"], width)
        return
    if message["type"] == "request":
        query = f"?{message['query']}" if "query" in message else ""
        target = f"{message.get('server', '')}{message['path']}{query}"
        yield cut(f"{message['method']} {target}", width)
    else:
        yield str(message["status"])
    for name, value in message.get("headers", {}).items():
        yield cut(f"{name}: {value}", width)
    for name, value in message.get("values", {}).items():
        yield cut(f"{name}: {json.dumps(value, ensure_ascii=False)}", width)
    for name, scopes in message.get("credentials", {}).items():
        yield cut(f"with {name} {' '.join(scopes)}".rstrip(), width)
    if "body" in message:
        yield from _body(message["body"], breaks, width)


def _body(body: dict[str, Any], breaks: dict[str, Any], width: int) -> Iterator[str]:
    yield cut(f"content-type: {body['media_type']}", width)
    if "text" in body:
        yield cut(body["text"], width)
        return
    pointer = breaks["pointer"] if breaks["part"] == "body" else None
    yield from value_lines(body["value"], pointer, width)
    for name, part in body.get("parts", {}).items():
        yield cut(f"part {name}: {part['media_type']}", width)
        for label, value in part.get("headers", {}).items():
            yield cut(f"  {label}: {value}", width)


def value_lines(value: Any, pointer: str | None, width: int = 100) -> list[str]:
    """Write a value over several lines, and mark the place that a pointer names."""
    written = list(_lines(value, "", pointer, "", "", width))
    if len(written) <= _MOST_LINES:
        return written
    # Of a long value, what is around the mark is worth more than the beginning.
    at = next((i for i, line in enumerate(written) if line.endswith(MARK)), 0)
    start = max(0, min(at - _MOST_LINES // 2, len(written) - _MOST_LINES))
    end = start + _MOST_LINES
    return [
        *(["…"] if start else []),
        *written[start:end],
        *(["…"] if end < len(written) else []),
    ]


def _lines(
    value: Any, at: str, pointer: str | None, head: str, tail: str, width: int
) -> Iterator[str]:
    mark = MARK if at == pointer else ""
    room = width - len(mark)
    is_described = isinstance(value, dict) and value.keys() == {REPEATED}
    if is_described:
        yield f"{cut(f'{head}{in_words(value[REPEATED])}{tail}', room)}{mark}"
        return
    if not isinstance(value, dict | list) or not value:
        written = json.dumps(value, ensure_ascii=False)
        yield f"{cut(f'{head}{written}{tail}', room)}{mark}"
        return
    if isinstance(value, dict):
        brackets = "{}"
        items = [
            (f"{json.dumps(name, ensure_ascii=False)}: ", escape(name), held)
            for name, held in value.items()
        ]
    else:
        brackets = "[]"
        items = [("", str(index), held) for index, held in enumerate(value)]
    yield f"{cut(f'{head}{brackets[0]}', room)}{mark}"
    indent = " " * (len(head) - len(head.lstrip(" ")) + 2)
    for count, (name, token, item) in enumerate(items, 1):
        comma = "," if count < len(items) else ""
        inner = f"{at}/{token}"
        yield from _lines(item, inner, pointer, f"{indent}{name}", comma, width)
    yield f"{indent[:-2]}{brackets[1]}{tail}"


def cut(line: str, width: int = 100) -> str:
    """Make a line of printable signs that is not too long; its end says most."""
    printable = "".join(sign if sign.isprintable() else "�" for sign in line)
    if len(printable) <= width:
        return printable
    tail = min(_TAIL, width // 2)
    return f"{printable[: width - tail - 1]}…{printable[-tail:]}"
