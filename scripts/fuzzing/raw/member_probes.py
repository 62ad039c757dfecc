"""Objects with one odd member, the others as they were in a valid request.

Whether what comes of it is allowed, the compiler's own validator of the body says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from scripts.codegen.runtime.syntax.json_text import MalformedJson, parse
from scripts.codegen.runtime.syntax.media_types import best_match, parse_media_type
from scripts.fuzzing.raw.messages import ExpectedAnswer, RawProbe, WireMessage

if TYPE_CHECKING:
    from scripts.codegen.runtime.contract.gate import Gate
    from scripts.codegen.runtime.contract.operation import Operation

Forbids = Callable[[bytes], bool]
_MOST_MEMBERS = 4
_UNKNOWN = b'"c6f2c1a8-nobody-knows": 1'
_VALUES = {
    "a lone surrogate": b'"\\ud800"',
    "a NUL": b'"\\u0000"',
    "an empty text": b'""',
    "a number beyond all doubles": b"1e400",
    "an integer beyond 64 bits": b"9223372036854775808",
    "a negative zero": b"-0.0",
    "a fraction": b"0.5",
    "a truth value": b"true",
    "null": b"null",
    "an empty list": b"[]",
    "an empty object": b"{}",
}


def member_probes(
    operation: Operation, message: WireMessage, gate: Gate
) -> Iterator[RawProbe]:
    """Yield probes of a body that is a JSON object; nothing for any other."""
    whole = (message.body or b"").strip()
    value = _parsed(whole)
    if not value:
        return
    forbids = _forbids(operation, message, gate)

    def first(member: bytes) -> bytes:
        return b"{" + member + b"," + whole[1:]

    def probe(name: str, body: bytes) -> RawProbe:
        expected = ExpectedAnswer.REFUSAL if forbids(body) else ExpectedAnswer.ANSWER
        changed = message.with_body(body)
        return RawProbe(name, changed, expected=expected, declared=True)

    for name, member in {
        "a member that is no UTF-8": b'"\xff\xfe": 1',
        "a member that is NaN": b'"nan": NaN',
    }.items():
        yield RawProbe(
            name,
            message.with_body(first(member)),
            expected=ExpectedAnswer.REFUSAL,
            declared=True,
        )
    name, held = next(iter(value.items()))
    # RFC 8259, §4: what comes twice may be refused, or read in any way.
    twice = message.with_body(first(json.dumps({name: held}).encode()[1:-1]))
    yield RawProbe("a member that comes twice", twice, declared=True)
    yield probe("a member that nobody knows", first(_UNKNOWN))
    for key in list(value)[:_MOST_MEMBERS]:
        rest = {other: held for other, held in value.items() if other != key}
        yield probe(f"no `{key}`", json.dumps(rest).encode())
        own = json.dumps(value[key])
        values = {**_VALUES, "the same as text": json.dumps(own).encode()}
        for what, text in values.items():
            yield probe(f"{what} as `{key}`", _with(rest, key, text))


def _with(rest: dict[str, Any], key: str, text: bytes) -> bytes:
    member = json.dumps(key).encode() + b": " + text
    others = json.dumps(rest).encode()[1:-1]
    return b"{" + member + (b", " if others else b"") + others + b"}"


def _forbids(operation: Operation, message: WireMessage, gate: Gate) -> Forbids:
    """Return what says whether the contract forbids a body for certain."""
    media = parse_media_type(message.header("content-type") or "")
    known = {each.media_type: each for each in operation.body.content}  # type: ignore[union-attr] # it has one
    name = best_match(media, known) if media else None
    schema = known[name].schema if name else None
    if schema is None:
        return lambda _: False
    validator = gate.validator(schema)

    def forbids(body: bytes) -> bool:
        try:
            value = parse(body)
        except MalformedJson:
            # It is JSON, though not strictly: others read it, too.
            return False
        # A format is an annotation to many (JSON Schema 2020-12, §7.2.1).
        kinds = {error.kind.name for error in validator.iter_errors(value)}
        return bool(kinds - {"format"})

    return forbids


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
