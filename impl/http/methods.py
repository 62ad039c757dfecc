"""Methods that nobody here knows (RFC 9110 §9.1 and §15.6.2).

The parser takes them for nonsense, although all else about the request may be sound.
So the method is looked at first, and another one put in its place for the parser: what
is wrong with the rest is found out as always, and if nothing is, the answer is 501.
"""

import re
from typing import Final, NamedTuple

# Of RFC 9110, and PATCH (RFC 5789) and QUERY, which contracts have operations for.
KNOWN: Final = frozenset(
    {
        *(b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE"),
        *(b"OPTIONS", b"TRACE", b"CONNECT", b"QUERY"),
    }
)
_METHOD: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_STANDING_IN: Final = b"GET"


class Looked(NamedTuple):
    """What was found at the start of a request.

    Attributes:
        data: what the parser gets; None if the method may go on in what comes next.
        is_known: whether the request's method is; true of nonsense, which the parser
            has to refuse.
    """

    data: bytes | None
    is_known: bool


def look(data: bytes) -> Looked:
    """Look at the method in the first bytes of a request, which are some."""
    found = _METHOD.match(data)
    if found is None:
        return Looked(data, is_known=True)
    if found.end() == len(data):
        return Looked(None, is_known=True)
    if found[0] in KNOWN or data[found.end()] != ord(" "):
        return Looked(data, is_known=True)
    return Looked(_STANDING_IN + data[found.end() :], is_known=False)
