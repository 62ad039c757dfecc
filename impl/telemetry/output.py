"""Lines on their way to a descriptor, written by a thread.

Whoever reads our log may stop reading, and a pipe that is full blocks the writer. So
nobody who serves requests writes: lines wait in memory up to a bound, and what is
beyond it is counted instead of kept.
"""

import io
import os
import threading
from collections.abc import Callable, Iterator
from typing import Final, TextIO

_LIMIT: Final = 4 * 1024 * 1024
# The last part of the room is for what matters.
_RESERVED: Final = 1024 * 1024
# As much as a pipe takes whole (PIPE_BUF on Linux): lines of several processes must
# not run into each other.
_SHARED_CHUNK: Final = 4096
_CHUNK: Final = 65_536
# Lines are written many at a time. A thread that wants to run while another one serves
# is woken whenever that one lets go of the interpreter, mostly in vain, and that costs
# a request more than to make its line does.
_PAUSE: Final = 0.1
# With as much as this waiting, it is time.
_PLENTY: Final = 262_144
_END: Final = ord("\n")


class Output:
    """Writes lines in their order, in another thread.

    Args:
        stream: where to; its descriptor is used if it has one.
        sorry: makes the line that says how many were not written.
        is_shared: whether other processes write there as well.
    """

    def __init__(
        self, stream: TextIO, sorry: Callable[[int], str], *, is_shared: bool = False
    ) -> None:
        self._stream = stream
        self._sorry = sorry
        self._descriptor = _descriptor(stream)
        self._chunk = _SHARED_CHUNK if is_shared else _CHUNK
        self._hurry = threading.Event()
        self._lines: list[bytes] = []
        self._size = 0
        self._lost = 0
        # Whether the last line that was begun lacks its end.
        self._is_cut = False
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._closed = False
        self.dropped = 0
        threading.Thread(target=self._work, name="log", daemon=True).start()

    def write(self, line: str, *, matters: bool = False) -> None:
        """Take a line, which ends without a line break; never waits.

        What `matters` still finds room when other lines do not.
        """
        data = line.encode("utf-8", "backslashreplace") + b"\n"
        with self._lock:
            room = _LIMIT if matters else _LIMIT - _RESERVED
            if self._size + len(data) > room:
                self._lost += 1
                self.dropped += 1
                return
            self._size += len(data)
            self._lines.append(data)
            # To look is free, to clear it takes a lock.
            if self._idle.is_set():
                self._idle.clear()
            is_urgent = matters or self._size > _PLENTY
        if not self._news.is_set():
            self._news.set()
        if is_urgent and not self._hurry.is_set():
            self._hurry.set()

    def flush(self, seconds: float) -> bool:
        """Wait until everything is written, at most so long; tell whether it is."""
        self._hurry.set()
        return self._idle.wait(seconds)

    def close(self) -> None:
        """Let the thread end when it has written what it has."""
        self._closed = True
        self._hurry.set()
        self._news.set()

    def _work(self) -> None:
        while True:
            self._news.wait()
            if not self._closed:
                self._hurry.wait(_PAUSE)
                self._hurry.clear()
            self._news.clear()
            # What comes meanwhile waits for the next time.
            for batch in self._batches(self._waiting_lines()):
                self._count(self._put(batch))
            self._apologise()
            with self._lock:
                if not self._lines:
                    self._idle.set()
                    if self._closed:
                        return

    def _waiting_lines(self) -> list[bytes]:
        with self._lock:
            lines, self._lines = self._lines, []
        return lines

    def _count(self, lost: int) -> None:
        if lost:
            with self._lock:
                self._lost += lost
                self.dropped += lost

    def _apologise(self) -> None:
        """Say how many lines were lost, as soon as that can be written."""
        with self._lock:
            lost, self._lost = self._lost, 0
        if lost and self._put(self._sorry(lost).encode() + b"\n"):
            with self._lock:
                self._lost += lost

    def _batches(self, lines: list[bytes]) -> Iterator[bytes]:
        """Yield lines together, as many as may be written at once; they free room."""
        batch: list[bytes] = []
        size = 0
        for line in lines:
            if batch and size + len(line) > self._chunk:
                yield self._taken(batch, size)
                batch, size = [], 0
            batch.append(line)
            size += len(line)
        if batch:
            yield self._taken(batch, size)

    def _taken(self, batch: list[bytes], size: int) -> bytes:
        with self._lock:
            self._size -= size
        return b"".join(batch)

    def _put(self, data: bytes) -> int:
        """Write lines; return how many were not written, or not to their end.

        A reader that is gone, or a full disk, is no reason to stop serving.
        """
        lines = data.count(b"\n")
        if self._is_cut:
            data = b"\n" + data
        rest = memoryview(data)
        try:
            if self._descriptor is None:
                self._stream.write(data.decode())
                self._stream.flush()
                return 0
            # Not through the stream: its lock, held by a thread that waits for a
            # reader, would crash the interpreter on its way out.
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except (OSError, ValueError):
            pass
        if len(rest) < len(data):
            self._is_cut = data[len(data) - len(rest) - 1] != _END
        return min(lines, bytes(rest).count(b"\n"))


def _descriptor(stream: TextIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError, io.UnsupportedOperation):
        return None
