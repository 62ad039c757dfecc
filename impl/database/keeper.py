"""Keeps the private PostgreSQL alive for as long as somebody serves from it."""

import contextlib
import logging
import os
import select
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import psycopg

_LOGGER = logging.getLogger(__name__)
_POLL: Final = 0.2
_LONGEST_PAUSE: Final = 30.0
# A server that dies younger than this has not recovered, whatever it said.
_INFANCY: Final = 30.0
# So many failures in a row are worth more than a warning.
_ALARMING: Final = 5
_LOG_SIZE: Final = 1_048_576


class Keeper:
    """Watches a server by a connection of its own, and starts it again when it dies.

    A killed server closes the connection, so nothing has to be asked; one that is
    only slow or frozen does not, and is left alone.

    Args:
        url: an address of the server.
        start: starts the server unless there is one, which it tells; may raise.
        log: the server's log, which is kept from growing without end.
    """

    def __init__(self, url: str, start: Callable[[], bool], log: Path) -> None:
        self._url = url
        self._start = start
        self._log = log
        self._stop = threading.Event()
        self._failures = 0

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Watch meanwhile, in a thread."""
        thread = threading.Thread(target=self._watch, name="postgres", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _watch(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                with self._connected() as connection:
                    self._wait_for_its_end(connection)
            except psycopg.OperationalError:
                began = time.monotonic()
            if self._stop.is_set():
                return
            if time.monotonic() - began > _INFANCY:
                self._failures = 0
            self._revive()

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self._url, autocommit=True, connect_timeout=5)

    def _wait_for_its_end(self, connection: psycopg.Connection[Any]) -> None:
        readable = select.poll()
        readable.register(connection.fileno(), select.POLLIN)
        while not self._stop.is_set() and not readable.poll(_POLL * 1000):
            bound(self._log)

    def _revive(self) -> None:
        if self._failures and self._stop.wait(pause(self._failures)):
            return
        self._failures += 1
        try:
            was_started = self._start()
        except Exception as error:  # noqa: BLE001 - the next try may succeed
            said = " ".join(str(error).split())
            level = logging.ERROR if self._failures >= _ALARMING else logging.WARNING
            _LOGGER.log(
                level,
                "The private PostgreSQL does not start, tried %d times: %s",
                self._failures,
                said,
            )
        else:
            if was_started:
                _LOGGER.warning(
                    "The private PostgreSQL had ended and was started again"
                )


def pause(failures: int) -> float:
    """Return how many seconds to wait before the next try after so many failures."""
    return min(_LONGEST_PAUSE, 0.5 * 2.0 ** min(failures, 10))


def bound(log: Path, most: int = _LOG_SIZE) -> None:
    """Start a log again once it has `most` bytes; the last of it stays beside it.

    The server appends to the file that it has open, so it is emptied, not replaced.
    """
    with contextlib.suppress(OSError):
        if log.stat().st_size > most:
            kept = log.with_name(f"{log.name}.1")
            shutil.copy2(log, kept)
            os.truncate(log, 0)
