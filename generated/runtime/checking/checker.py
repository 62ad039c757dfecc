# A copy of Countersign's scripts/codegen/runtime/checking/checker.py.
"""Checks what would hold the event loop in a process beside the service.

Parsers and validators can't be interrupted and let no other thread run. So what may
take them long goes to a process that is started when it is first needed, has a limit of
its own on time and memory, and ends when it is idle or the service is gone.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final

import anyio
import anyio.lowlevel
from anyio import to_thread

from ..contract.gate import Gate, InvalidValue
from ..contract.violations import Violation, violations
from ..http.refusal import Refusal, content_too_large, unavailable
from ..schemas.effort import extent
from ..schemas.references import pointer_to
from ..syntax.json_text import MalformedJson
from .pieces import Joined, packed, unpacked
from .process import NO_MEMORY, START, receive, send
from .turns import Turns

log = logging.getLogger(__name__)

# Seconds of processor time for one check, and by the clock on a busy machine.
_CHECK, _WHOLE = 2.0, 20.0
# Seconds for which a check waits for those before it, and a process for a check.
_PATIENCE, _IDLE = 5.0, 30.0
_MEMORY: Final = 1024**3
# How a process ends that exceeds its time or memory.
_BY_LIMITS: Final = {-signal.SIGABRT, NO_MEMORY} | (
    {-signal.SIGPROF} if hasattr(signal, "SIGPROF") else set()
)
_UNEXPLAINED = Violation("", "is not what the schema describes")


def busy() -> Refusal:
    """Return the refusal of a request that can't be checked now."""
    detail = "The service is busy checking other requests."
    return unavailable(detail)


def too_complex(most: int) -> Refusal:
    """Return the refusal of what takes too long, or has more than `most` values."""
    detail = f"A body has to be simpler, and of at most {most} values."
    return content_too_large(detail)


class Meant:
    """What a text may mean, the likeliest first, and how large all that is."""

    def __init__(self, values: Sequence[object]) -> None:
        self.values = values
        self.size = self.depth = 0
        for value in values:
            size, depth = extent(value)
            self.size += size
            self.depth = max(self.depth, depth)


class Checker:
    """Checks values and texts by the schemas of a gate, one after the other.

    Args:
        gate: has the schemas.
        most: how many values a text may have.

    Attributes:
        whose: whom the checks count for.
    """

    def __init__(self, gate: Gate, most: int) -> None:
        self._gate = gate
        self._most = most
        self._process = _Process()
        self._thread = anyio.CapacityLimiter(1)
        self._turns = Turns()
        self.whose: Hashable = None
        self._numbers: dict[str, int] = {}

    def on_behalf_of(self, whose: Hashable) -> Checker:
        """Return this checker for `whose`; those who wait for it take turns."""
        # In a tenth of the time that the module `copy` takes, for each body.
        checker = object.__new__(type(self))
        checker.__dict__ = {**self.__dict__, "whose": whose}
        return checker

    async def read(self, name: str, text: bytes) -> Any:
        """Return the value of a JSON text that is an instance of the schema `name`.

        Raises:
            MalformedJson: the text is not strict JSON.
            InvalidValue: its value is not an instance of the schema.
            Refusal: 413, it has too many values, or takes too long; 503, others have to
                be checked before, or no process can be started.
        """
        pieces = await self._ask(name, {"text": text, "most": self._most})
        joined = Joined()
        for piece in pieces[1:]:
            joined.take(piece)
            await anyio.lowlevel.checkpoint()
        return joined.value

    async def choose(self, name: str, meant: Meant) -> object:
        """Return the first of some values that is an instance of the schema `name`.

        Raises:
            InvalidValue: none is; says what is wrong with the first.
            Refusal: as `read` raises it.
        """
        if meant.size > self._most:
            raise too_complex(self._most)
        effort, size, depth = self._gate.effort(name), meant.size, meant.depth
        if effort.may_check(size):
            validator = self._gate.validator(name)
            for value in meant.values:
                if validator.is_valid(value):
                    return value
            if effort.may_explain(size, depth):
                raise InvalidValue(violations(validator, meant.values[0]))
        job = {"values": [_plain(value) for value in meant.values]}
        [answer] = await self._ask(name, job)
        index: int = unpacked(answer)[1]
        return meant.values[index]

    async def _ask(self, name: str, job: Mapping[str, Any]) -> list[bytes]:
        number = self._numbers.setdefault(name, len(self._numbers))
        found: _Answer | None = None
        with anyio.move_on_after(_PATIENCE):
            async with self._turns.turn(self.whose):
                found = await to_thread.run_sync(
                    self._process.ask,
                    *({**job, "schema": number}, lambda: self._root(name)),
                    limiter=self._thread,
                )
        if found is None or found.failed:
            raise busy()
        if not found.messages:
            raise too_complex(self._most)
        word, *rest = unpacked(found.messages[0])
        match word:
            case "large":
                raise too_complex(self._most)
            case "malformed":
                raise MalformedJson(*rest)
            case "invalid":
                told = map(unpacked, found.messages[1:])
                found_out = [Violation(*each) for each in next(told, ())]
                raise InvalidValue(found_out or [_UNEXPLAINED])
        if not found.whole:
            raise too_complex(self._most)
        return found.messages

    def _root(self, name: str) -> str:
        return json.dumps(self._gate.whole({"$ref": pointer_to(name)}))


@dataclass(slots=True)
class _Answer:
    """What a process said: all of it, or what it said before it was ended.

    `failed` says that it did not end by its own limits.
    """

    messages: list[bytes]
    whole: bool = False
    failed: bool = False


class _Process:
    """The other process, started again whenever there is none."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._known: set[int] = set()

    def ask(self, job: Mapping[str, Any], root: Any) -> _Answer:
        """Return the answer to a job; takes no longer than a job may.

        `root` returns the schema that the job's number stands for, as JSON.
        """
        try:
            answer = self._asked(job, root)
            if answer.failed:
                # One that had nothing to do may end just when it is asked.
                answer = self._asked(job, root)
        except OSError:
            log.exception("there can be no process to check a request in")
            return _Answer([], failed=True)
        return answer

    def _asked(self, job: Mapping[str, Any], root: Any) -> _Answer:
        process = self._started()
        number = job["schema"]
        text = None if number in self._known else root()
        with _ended_after(process, _WHOLE) as late:
            answer = _exchange(process, packed((dict(job), text)))
        if answer.whole:
            self._known.add(number)
            return answer
        _close(process)
        status = process.wait()
        self._running = None
        answer.failed = not answer.messages and (late() or status not in _BY_LIMITS)
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        running = self._running
        # After a fork the process belongs to the parent.
        if running and self._owner == os.getpid() and running.poll() is None:
            return running
        folder = str(Path(__file__).parents[1])
        limits = [folder, sys.path, _IDLE, _CHECK, _MEMORY]
        started = subprocess.Popen(
            [sys.executable, "-c", START, json.dumps(limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        # Nobody else may ask how it ended, and it would stay in the system's table.
        threading.Thread(target=started.wait, daemon=True).start()
        weakref.finalize(self, _close, started)
        self._running, self._owner, self._known = started, os.getpid(), set()
        return started


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> _Answer:
    answer = _Answer([])
    try:
        send(_pipe(process.stdin), request)
        _pipe(process.stdin).flush()
        while message := receive(_pipe(process.stdout)):
            answer.messages.append(message)
    except (EOFError, BrokenPipeError):
        return answer
    answer.whole = True
    return answer


@contextmanager
def _ended_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[Any]:
    """End a process if this takes longer; yields what says whether it did."""
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late.is_set
    finally:
        timer.cancel()


def _close(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):
            _pipe(pipe).close()


def _pipe(pipe: Any) -> BinaryIO:
    found: BinaryIO = pipe
    return found


def _plain(value: object) -> object:
    """Return a value of nothing but JSON's own types, which `marshal` demands."""
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value
