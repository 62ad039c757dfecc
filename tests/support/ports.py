"""Ports for servers that have to be told one before they listen."""

import contextlib
import itertools
import os
import socket

# Systems give those from 32768 on (RFC 6335 §6: from 49152 on) to whoever asks for any:
# such a one may be somebody else's by the time that it is used.
_FIRST, _END = 10_000, 32_000
# So that no two processes that run tests come to the same ones.
_OF_PROCESS = 16
_numbers = itertools.count()


def free_port() -> int:
    """Return a port where nobody listens, and that nobody is given unasked."""
    while True:
        number = os.getpid() * _OF_PROCESS + next(_numbers)
        port = _FIRST + number % (_END - _FIRST)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
