"""The trace that a request belongs to, as whoever sent it says (W3C Trace Context)."""

import re
from collections.abc import Iterable
from typing import Final

# §3.2: later versions may have more parts, which an earlier reader leaves aside.
_TRACEPARENT: Final = re.compile(
    rb"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?"
)
_OLD: Final = b"00"


def trace_of(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """Return the id of the trace that a request says it is of; None if it does not.

    One that is sent twice, or in a form that there can't be, says nothing.
    """
    found = [value for name, value in headers if name == b"traceparent"]
    match = _TRACEPARENT.fullmatch(found[0]) if len(found) == 1 else None
    if match is None or (match[1] == _OLD and match[3]):
        return None
    return match[2].decode()
