"""What a request's head has to be before anything asks for its meaning (RFC 9112)."""

import re
from collections.abc import Sequence
from typing import Final

import httptools

_HOST: Final = re.compile(
    rb"(?:\[[0-9A-Za-z:._~%-]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)"
    rb"(?::[0-9]*)?"
)

# What OPTIONS asks about instead of a path (§3.2.4).
WHOLE_SERVICE: Final = b"*"

Fields = Sequence[tuple[bytes, bytes]]


def understood(version: str) -> str:
    """Return the version that a request is read as: 1.1 for later ones of major 1.

    So says RFC 9110 §2.5 of minor versions that are not known.
    """
    major, _, minor = version.partition(".")
    return "1.1" if major == "1" and minor != "0" else version


def is_sound(version: str, fields: Fields) -> bool:
    """Tell whether a head leaves no doubt about its target and its framing.

    The version has to be 1.0 or 1.1; the parser takes a request line without one for
    0.9. Host is given at most once and, from 1.1 on, at least once (§3.2). The only
    transfer coding is chunked, which 1.0 does not have (§6.1).

    Args:
        version: such as "1.1".
        fields: header fields, their names in lower case.
    """
    if version not in {"1.0", "1.1"}:
        return False
    hosts = [value for name, value in fields if name == b"host"]
    if len(hosts) > 1 or (version == "1.1" and not hosts):
        return False
    codings = [value for name, value in fields if name == b"transfer-encoding"]
    if codings and (version == "1.0" or [c.lower() for c in codings] != [b"chunked"]):
        return False
    return all(_HOST.fullmatch(host.strip(b" \t")) for host in hosts)


def content_length(fields: Fields) -> int | None:
    """Return the length of a sound request's body, None if it comes in chunks."""
    for name, value in fields:
        if name == b"content-length":
            return int(value)
        if name == b"transfer-encoding":
            return None
    return 0


def normal_target(target: bytes, method: bytes) -> bytes:
    """Return a request target in origin form, or in asterisk form (§3.2).

    The authority of an absolute form names this service, whatever Host says (§3.2.2);
    an empty path means "/" (RFC 9110 §4.2.3), and to OPTIONS the service (§3.2.4).

    Raises:
        httptools.HttpParserInvalidURLError: it is none of these forms.
    """
    if target.startswith(b"/") or target == WHOLE_SERVICE:
        return target
    if target.startswith(WHOLE_SERVICE):
        raise httptools.HttpParserInvalidURLError("nothing follows an asterisk")
    url = httptools.parse_url(target)
    if method == b"OPTIONS" and not url.path and url.query is None:
        return WHOLE_SERVICE
    path: bytes = url.path or b"/"
    return path + b"?" + url.query if url.query else path
