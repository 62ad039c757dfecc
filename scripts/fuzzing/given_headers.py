"""Headers that people give for every request, and how they are kept out of reports."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import quote

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]+")
_IDENTITY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# They say where a message ends (RFC 9110 and 9112), which is the connection's affair.
FRAMING = frozenset(
    {
        *("connection", "content-length", "expect", "host", "keep-alive"),
        *("proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"),
    }
)
# The fuzzer writes these itself, and many of them wrongly on purpose.
_RESERVED = FRAMING | {"content-encoding", "content-type"}
# A shorter one is a word of its own in a text, or it isn't meant.
_UNMISTAKABLE = 8


class MalformedHeader(ValueError):
    """What was given is no header; the message says why, and holds no value."""


@dataclass(frozen=True)
class GivenHeader:
    """A header of every request, and the variable that stands for its value."""

    name: str
    value: str = field(repr=False)
    variable: str


@dataclass(frozen=True)
class Identity:
    """Somebody who may send requests, by the headers that say so."""

    name: str
    headers: tuple[GivenHeader, ...]


def parse_header(text: str, identity: str = "") -> GivenHeader:
    """Read `Name: value`.

    Raises:
        MalformedHeader: it is not of this form, or the fuzzer writes that header.
    """
    name, colon, value = text.partition(":")
    value = value.strip(" \t")
    if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        # A value without a name may be the secret itself.
        msg = "a header has the form 'Name: value', without control characters"
        raise MalformedHeader(msg)
    if name.lower() in _RESERVED:
        msg = f"{name} can't be given: the fuzzer writes it itself"
        raise MalformedHeader(msg)
    words = f"{identity}_{name}" if identity else name
    return GivenHeader(name, value, re.sub(r"\W", "_", words, flags=re.ASCII).upper())


def parse_identity(text: str) -> Identity:
    """Read `NAME=Header: value`.

    Raises:
        MalformedHeader: it is not of this form.
    """
    name, equals, header = text.partition("=")
    if not equals or not _IDENTITY.fullmatch(name):
        msg = (
            "an identity has the form 'NAME=Header: value', for example "
            "'ada=Authorization: Bearer …'; NAME is made of letters, digits, - and _"
        )
        raise MalformedHeader(msg)
    return Identity(name, (parse_header(header, name),))


def merged(identities: Iterable[Identity]) -> tuple[Identity, ...]:
    """Return each identity once, with all headers that were given for its name."""
    found: dict[str, dict[str, GivenHeader]] = {}
    for identity in identities:
        known = found.setdefault(identity.name, {})
        known |= {header.name.lower(): header for header in identity.headers}
    return tuple(Identity(name, tuple(by.values())) for name, by in found.items())


def respelled(
    headers: Iterable[GivenHeader], names: Iterable[str]
) -> tuple[GivenHeader, ...]:
    """Return headers with their names spelled as in `names`, where they are there.

    To HTTP that is the same; Schemathesis knows credentials by how they are spelled.
    """
    spelled = {name.lower(): name for name in names}
    return tuple(
        replace(header, name=spelled.get(header.name.lower(), header.name))
        for header in headers
    )


class Secrets:
    """Replaces values that were given by the names of variables."""

    def __init__(self, headers: Iterable[GivenHeader]) -> None:
        self._headers = tuple(headers)
        spelled = {
            text: header.variable
            for header in self._headers
            for text in sorted(_spellings(header.value))
        }
        # The longest first: a part of a value must not spoil the rest of it.
        self._variables = dict(
            sorted(spelled.items(), key=lambda pair: len(pair[0]), reverse=True)
        )
        patterns = [_pattern(text) for text in self._variables]
        self._known = re.compile("|".join(patterns)) if patterns else None

    @property
    def headers(self) -> tuple[GivenHeader, ...]:
        """The headers whose values are replaced."""
        return self._headers

    def masked(self, text: str) -> str:
        """Return a text without any of the values."""
        if self._known is None:
            return text
        return self._known.sub(lambda found: f"${self._variables[found[0]]}", text)

    def variable(self, name: str, value: str) -> str | None:
        """Return the variable that stands for a header, if it is one of those given."""
        return next(
            (
                header.variable
                for header in self._headers
                if header.name.lower() == name.lower() and header.value == value
            ),
            None,
        )


def _pattern(text: str) -> str:
    escaped = re.escape(text)
    if len(text) >= _UNMISTAKABLE:
        return escaped
    return rf"(?<![A-Za-z0-9_]){escaped}(?![A-Za-z0-9_])"


def _spellings(value: str) -> set[str]:
    parts = {value, *_credentials(value)}
    found = set(parts)
    for part in parts:
        found |= {json.dumps(part)[1:-1], quote(part, safe=""), quote(part)}
    return found


def _credentials(value: str) -> Iterator[str]:
    """Yield what is secret in a value: a token, the cookies, a password."""
    for pair in value.split(";"):
        _, equals, text = pair.strip().partition("=")
        if equals and text:
            yield text
    scheme, space, rest = value.partition(" ")
    if not space:
        return
    yield rest.strip()
    if scheme.lower() == "basic":
        try:
            decoded = base64.b64decode(rest.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return
        yield decoded
        if password := decoded.partition(":")[2]:
            yield password
