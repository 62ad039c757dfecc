"""Where the requests of a connection begin and end, so that one at a time is parsed.

What comes after a request is left alone until its answer is made, and the method of
each is looked at before the parser sees it.
"""

from typing import Final

from impl.http import methods

_END_OF_HEAD: Final = b"\r\n\r\n"


class Boundaries:
    """What the bytes so far mean for those to come.

    Attributes:
        at_start: what comes next is the start of a request.
        is_foreign: the request that was begun last has a method that nobody knows.
    """

    def __init__(self) -> None:
        self.at_start = True
        self.is_foreign = False
        # The start of a request whose method is not complete yet.
        self._start = b""
        # Of the body; None if only its end will tell.
        self._expected: int | None = 0
        # The last bytes that were parsed, where the end of a head may begin.
        self._tail = b""

    @property
    def in_method(self) -> bool:
        """Whether a request has begun, but not even its method is complete."""
        return bool(self._start)

    def begin(self, data: bytes) -> bytes:
        """Return what the parser gets at the start of a request; nothing, so far."""
        # Empty lines before a request mean nothing (RFC 9112 §2.2).
        data = (self._start + data).lstrip(b"\r\n")
        if not data:
            return b""
        looked = methods.look(data)
        if looked.data is None:
            self._start = data
            return b""
        self._start = b""
        self.at_start = False
        self.is_foreign = not looked.is_known
        return looked.data

    def piece(self, data: bytes, *, in_head: bool) -> int:
        """Return how many bytes belong to one request at most."""
        if not in_head and self._expected is not None:
            return self._expected or len(data)
        found = (self._tail + data).find(_END_OF_HEAD)
        if found < 0:
            self._tail = (self._tail + data)[-3:]
            return len(data)
        size = found + len(_END_OF_HEAD) - len(self._tail)
        self._tail = b""
        return size

    def end_head(self, length: int | None) -> None:
        """Expect a body of some length, None if only its end will tell."""
        self._expected = length
        self._tail = b""

    def take(self, size: int) -> None:
        """Note that some bytes of the body came."""
        if self._expected is not None:
            self._expected -= size

    def end(self) -> None:
        """Expect another request."""
        self.at_start = True
        self._tail = b""
