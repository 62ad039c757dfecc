"""Bodies that are not what their media type says, or only just."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scripts.codegen.runtime.syntax.media_types import best_match, parse_media_type
from scripts.fuzzing.raw.member_probes import member_probes
from scripts.fuzzing.raw.messages import ExpectedAnswer, RawProbe, WireMessage
from scripts.fuzzing.shell import quoted

if TYPE_CHECKING:
    from scripts.codegen.runtime.contract.gate import Gate
    from scripts.codegen.runtime.contract.operation import Operation

_MEBIBYTE = 1 << 20
_DEPTH = 20_000
_DIGITS = 5_000
_UNDECLARED = "text/x-probe"


def body_probes(
    operation: Operation, message: WireMessage, gate: Gate
) -> Iterator[RawProbe]:
    """Yield probes of an operation's body, made of a valid request that has one."""
    if operation.body is None or message.body is None:
        return
    media = parse_media_type(message.header("content-type") or "")
    if media is None:
        return
    if media.is_json:
        yield from _json_texts(message)
        yield from member_probes(operation, message, gate)
    elif media.type == "multipart":
        yield from _multipart(message)
    yield from _media_types(operation, message)
    yield from _absent(operation, message)
    yield from _codings(message)


def _refused(name: str, message: WireMessage, printing: str = "") -> RawProbe:
    return RawProbe(
        name, message, expected=ExpectedAnswer.REFUSAL, declared=True, printing=printing
    )


def _answered(name: str, message: WireMessage, printing: str = "") -> RawProbe:
    return RawProbe(name, message, declared=True, printing=printing)


def _json_texts(message: WireMessage) -> Iterator[RawProbe]:
    body = message.body or b""
    malformed = {
        "a JSON text that ends too soon": body[:-1] or b"[",
        "a JSON text with more behind it": body + b" {}",
        "JSON with a comma too many": b"[1,]",
        "JSON in single quotes": b"{'a': 1}",
        "NaN as JSON": b"NaN",
        "Infinity as JSON": b"[-Infinity]",
        "JSON of a NUL": b"\0",
        "JSON with an unknown escape": b'"\\x41"',
        "JSON with a raw line feed in a string": b'"a\nb"',
    }
    for name, text in malformed.items():
        yield _refused(name, message.with_body(text))
    yield _answered("JSON in UTF-16", message.with_body(_recoded(body)))
    yield _answered(
        "JSON behind a byte order mark", message.with_body(b"\xef\xbb\xbf" + body)
    )
    yield _answered(
        f"JSON {_DEPTH:,} levels deep",
        message.with_body(b"[" * _DEPTH + b"]" * _DEPTH),
        f"(printf '[%.0s' $(seq {_DEPTH}); printf ']%.0s' $(seq {_DEPTH}))",
    )
    yield _answered(
        f"an integer of {_DIGITS:,} digits",
        message.with_body(b"9" * _DIGITS),
        f"(printf '9%.0s' $(seq {_DIGITS}))",
    )
    yield _answered("the JSON text null", message.with_body(b"null"))
    padded = message.with_body(b" " * _MEBIBYTE + body)
    yield RawProbe(
        "a body of 1 MiB, most of it white space",
        padded,
        # A server may close on whoever sends more than it will read.
        may_close=True,
        printing=f"(printf '%{_MEBIBYTE}s' ''; printf '%s' {_shown(body)})",
    )


def _multipart(message: WireMessage) -> Iterator[RawProbe]:
    body = message.body or b""
    kind = (message.header("content-type") or "").partition(";")[0]
    yield _refused(
        "a multipart body without a boundary",
        message.with_header("Content-Type", kind),
    )
    yield _answered(
        "a multipart body that ends too soon", message.with_body(body[: len(body) // 2])
    )
    yield _answered(
        "a multipart body with another boundary",
        message.with_header("Content-Type", f"{kind}; boundary=other"),
    )


def _media_types(operation: Operation, message: WireMessage) -> Iterator[RawProbe]:
    declared = [media.media_type for media in operation.body.content]  # type: ignore[union-attr] # it has one
    kind = parse_media_type(_UNDECLARED)
    if kind is not None and best_match(kind, declared) is None:
        yield _refused(
            "a media type that is not declared",
            message.with_header("Content-Type", _UNDECLARED),
        )
    for name, value in {
        "a media type that is none": "nonsense",
        "a media type of semicolons": ";;;",
        "a media type with an unknown charset": "application/json; charset=none-such",
    }.items():
        yield _answered(name, message.with_header("Content-Type", value))
    yield _answered("no media type", message.without("Content-Type"))


def _absent(operation: Operation, message: WireMessage) -> Iterator[RawProbe]:
    make = _refused if operation.body and operation.body.required else _answered
    media = parse_media_type(message.header("content-type") or "")
    if media is not None and media.is_json:
        yield make("an empty body", message.with_body(b""))
    else:
        yield _answered("an empty body", message.with_body(b""))


def _codings(message: WireMessage) -> Iterator[RawProbe]:
    for coding in ("gzip", "none-such"):
        yield _answered(
            f"a body that is called {coding}, and is not",
            message.with_header("Content-Encoding", coding),
        )


def _recoded(body: bytes) -> bytes:
    return body.decode("utf-8", "replace").encode("utf-16")


def _shown(body: bytes) -> str:
    return quoted(body.decode("latin-1"))
