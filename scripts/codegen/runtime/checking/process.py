"""The process beside a service that checks what would hold its event loop.

Started by `checker`, and the other end of its pipe. It ends with the pipe, when nobody
needs it for a while, and by the system's hand when a check exceeds its time or memory.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ..contract.validator import SchemaValidator
from ..contract.violations import violations
from ..schemas.effort import marks
from ..syntax.json_text import MalformedJson, parse
from .pieces import cut, packed, unpacked

# The other end has nothing but the folder of the runtime to start from.
START: Final = """
import importlib.util, json, sys
folder, path, idle, seconds, memory = json.loads(sys.argv[1])
sys.path[:] = path
spec = importlib.util.spec_from_file_location(
    "checking_runtime", f"{folder}/__init__.py", submodule_search_locations=[folder]
)
sys.modules["checking_runtime"] = importlib.util.module_from_spec(spec)
from checking_runtime.checking.process import main
main(idle, seconds, memory)
"""

# The status of a process that has used up its memory.
NO_MEMORY: Final = 77
_LENGTH: Final = struct.Struct(">Q")
# Seconds of processor time to say what is wrong with a value.
_TO_EXPLAIN: Final = 0.25
_GUARDED: Final = hasattr(signal, "setitimer")


def send(pipe: BinaryIO, message: bytes) -> None:
    """Write a message."""
    pipe.write(_LENGTH.pack(len(message)) + message)


def receive(pipe: BinaryIO) -> bytes:
    """Return the next message.

    Raises:
        EOFError: there is none, or not all of it.
    """
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    [length] = _LENGTH.unpack(head)
    message = pipe.read(length)
    if len(message) < length:
        raise EOFError
    return message


def main(idle: float, seconds: float, memory: int) -> None:
    """Answer until there is nothing to do for `idle` seconds, or no memory to do it.

    Args:
        idle: seconds.
        seconds: of processor time for a check.
        memory: in bytes, for all.
    """
    _limit(memory)
    try:
        _serve(idle, seconds)
    except MemoryError:
        os._exit(NO_MEMORY)


def _serve(idle: float, seconds: float) -> None:
    checks = _Checks()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while select.select([requests], [], [], idle)[0]:
        try:
            request = receive(requests)
        except EOFError:
            return
        job, root = unpacked(request)
        validator = checks.validator(job["schema"], root)
        _allow(seconds)
        for message in _answers(job, validator):
            send(answers, message)
            # What is known so far counts, should the rest take too long.
            answers.flush()
        _allow(0)
        send(answers, b"")
        answers.flush()


class _Checks:
    """Validators by the number that the service has given to a schema."""

    def __init__(self) -> None:
        self._validators: dict[int, SchemaValidator] = {}

    def validator(self, number: int, root: str | None) -> SchemaValidator:
        if root is not None:
            self._validators[number] = SchemaValidator(json.loads(root))
        return self._validators[number]


def _answers(job: dict[str, Any], validator: SchemaValidator) -> Iterator[bytes]:
    """Yield what is found out, and of a text that is valid its value, in pieces."""
    text: bytes | None = job.get("text")
    if text is None:
        values = job["values"]
    else:
        if marks(text)[0] > job["most"]:
            yield packed(("large",))
            return
        try:
            values = [parse(text)]
        except MalformedJson as error:
            yield packed(("malformed", error.detail, error.line, error.column))
            return
    chosen = next((n for n, each in enumerate(values) if validator.is_valid(each)), -1)
    if chosen < 0:
        # What takes long to explain is refused without an explanation.
        yield packed(("invalid",))
        _allow(_TO_EXPLAIN)
        found = violations(validator, values[0])
        yield packed([(each.pointer, each.detail) for each in found])
        return
    yield packed(("valid", chosen))
    if text is not None:
        yield from cut(values[0])


def _allow(seconds: float) -> None:
    """Let the system end this process after so much work; 0 takes that back."""
    if _GUARDED:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit(memory: int) -> None:
    try:
        import resource
    except ModuleNotFoundError:  # pragma: no cover - Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A signal that is ignored stays so in children.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
