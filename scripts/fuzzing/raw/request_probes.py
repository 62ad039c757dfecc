"""Targets, header fields and credentials that are not what was agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from scripts.fuzzing.raw.messages import ExpectedAnswer, RawProbe, WireMessage

if TYPE_CHECKING:
    from scripts.codegen.runtime.contract.operation import Operation
    from scripts.fuzzing.contract import Credential

_LONG = 6_000
_SEGMENTS = {
    "an encoded NUL": "%00",
    "an escape that is no UTF-8": "%ff",
    "an escape that is none": "%zz",
    "an encoded slash": "a%2Fb",
    "encoded dots": "%2e%2e",
    "an encoded line feed": "a%0d%0ab",
    "an emoji": "%F0%9F%92%A3",
    "an integer beyond 64 bits": "9223372036854775808",
    f"{_LONG:,} characters": "a" * _LONG,
}
_QUERIES = {
    "an escape that is no UTF-8 in its query": "%ff=%fe",
    "an escape that is none in its query": "a=%zz",
    "an encoded NUL in its query": "a=%00",
    "a query of signs": "&&=&=&?",
    "a query of 300 parameters": "&".join(f"p{n}={n}" for n in range(300)),
}
_FIELDS = {
    "an Accept of nonsense": ("Accept", ";;,/"),
    "an Accept that nothing meets": ("Accept", "application/x-probe;q=0.1"),
    "an Accept-Language of nonsense": ("Accept-Language", ";q=,-"),
    "a Range that is none": ("Range", "bytes=z-a"),
    "a Range beyond the end": ("Range", "bytes=999999999-"),
    "an If-None-Match of nonsense": ("If-None-Match", '"'),
    "an If-Modified-Since of nonsense": ("If-Modified-Since", "yesterday"),
    "a cookie of nonsense": ("Cookie", "=;;a=\xff"),
    "a field that is no ASCII": ("X-Probe", "\xff\xfe"),
    "a Forwarded of nonsense": ("X-Forwarded-For", "nobody, \xff"),
}
_PRETENDED = {
    "made-up credentials": "c6f2c1a89d0b4f0e8b6d-made-up",
    "an empty credential": "",
    "credentials that are no ASCII": "\xff\xfe\x80",
}
_SCHEMES = {
    "a scheme without credentials": "Bearer",
    "a bearer token made up": "Bearer c6f2c1a89d0b4f0e8b6d.made.up",
    "a bearer token that is no ASCII": "Bearer \xff\xfe",
    "a bearer token of dots": "Bearer ..",
    "basic credentials that are no Base64": "Basic !!!",
    "basic credentials without a colon": "Basic YQ==",
    "an authentication scheme nobody knows": "Probe a=b, c",
}


def target_probes(operation: Operation, message: WireMessage) -> Iterator[RawProbe]:
    """Yield probes of path and query, made of a valid request."""
    for name, segment in _SEGMENTS.items():
        if changed := _with_segment(operation.path, message, segment):
            # It may be another operation's path now, or nobody's.
            yield RawProbe(f"{name} in its path", changed)
    for name, text in _QUERIES.items():
        yield RawProbe(name, message.with_query(text))
    for parameter in operation.parameters:
        if parameter.location == "query":
            for name, value in (("a NUL", "%00"), ("no UTF-8", "%ff")):
                probe = _with_parameter(message, parameter.name, value)
                yield RawProbe(f"{name} as `{parameter.name}`", probe, declared=True)


def field_probes(operation: Operation, message: WireMessage) -> Iterator[RawProbe]:
    """Yield probes of header fields, made of a valid request."""
    for name, (field, value) in _FIELDS.items():
        yield RawProbe(name, message.with_header(field, value))
    for parameter in operation.parameters:
        if parameter.location == "header":
            changed = message.with_header(parameter.name, "\xff\xfe")
            yield RawProbe(f"no ASCII as `{parameter.name}`", changed, declared=True)


def credential_probes(
    credentials: tuple[Credential, ...], message: WireMessage
) -> Iterator[RawProbe]:
    """Yield a request that was taken, without its credentials and with made-up ones."""
    if not credentials:
        return
    bare = _bare(credentials, message)
    yield _unknown("no credentials", bare)
    for credential in credentials:
        pretended = _PRETENDED
        if (credential.location, credential.name) == ("header", "Authorization"):
            pretended = _SCHEMES
        for name, value in pretended.items():
            yield _unknown(name, _with_credential(bare, credential, value))


def _unknown(name: str, message: WireMessage) -> RawProbe:
    return RawProbe(
        name,
        message,
        expected=ExpectedAnswer.REFUSAL,
        declared=True,
        is_credential=True,
        # Contracts leave them to their security schemes.
        undeclared=frozenset({401, 403}),
    )


def _with_segment(
    template: str, message: WireMessage, segment: str
) -> WireMessage | None:
    """Return a request with another last parameter of its path."""
    names = re.findall(r"\{[^}]*\}", template)
    if not names:
        return None
    path, sign, query = message.target.partition("?")
    texts = [re.escape(text) for text in re.split(r"\{[^}]*\}", template)]
    pattern = re.compile("(.*)" + "([^/]*)".join(texts))
    found = pattern.fullmatch(path)
    if found is None:
        return None
    start, end = found.span(len(names) + 1)
    return replace(message, target=f"{path[:start]}{segment}{path[end:]}{sign}{query}")


def _with_parameter(message: WireMessage, name: str, value: str) -> WireMessage:
    path, _, query = message.target.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = urlencode([pair for pair in pairs if pair[0] != name])
    own = f"{urlencode({name: ''})}{value}"
    return replace(message, target=f"{path}?{kept}{'&' if kept else ''}{own}")


def _bare(credentials: tuple[Credential, ...], message: WireMessage) -> WireMessage:
    names = [one.name for one in credentials if one.location == "header"]
    if any(one.location == "cookie" for one in credentials):
        names.append("Cookie")
    bare = message.without(*names)
    queried = {one.name for one in credentials if one.location == "query"}
    if not queried:
        return bare
    path, _, query = bare.target.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = urlencode([pair for pair in pairs if pair[0] not in queried])
    return replace(bare, target=f"{path}?{kept}" if kept else path)


def _with_credential(
    message: WireMessage, credential: Credential, value: str
) -> WireMessage:
    if credential.location == "query":
        text = urlencode({credential.name: value}, encoding="latin-1")
        return message.with_query(text)
    if credential.location == "cookie":
        return message.with_header("Cookie", f"{credential.name}={value}")
    return message.with_header(credential.name, value)
