"""A driver connection on which nobody waits longer than a server may be silent.

PostgreSQL's own timeouts end what a living server does for too long. A server that is
frozen, or out of reach behind a cable that was pulled, ends nothing: that has to be
noticed at this end.

The rule: from the moment somebody begins to wait for a place in a pool, a connection
or an answer, the server has `patience` seconds to be heard, and each answer starts the
time anew. One missed deadline is the end of its connection and of what it was for, so
that deadlines never add up.
"""

import asyncio
import contextlib
import select
import time
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any, Final, TypeVar

import psycopg
from psycopg import waiting
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

from impl.database.closing import Statement, finishing

T = TypeVar("T")
# A server that is not frozen reports its own timeout within this time.
_GRACE: Final = 0.75
_INTERVAL: Final = 0.1
# How long to ask a server to drop a query that nobody waits for any more.
_CANCEL: Final = 0.5
# From this size a buffer that is kept costs more than a new connection.
_LARGE: Final = 1_048_576


class NoAnswer(psycopg.OperationalError):
    """The server has been silent for as long as it may be."""

    def __init__(self) -> None:
        super().__init__("the server does not answer")


def patience_for(statement_timeout: float) -> float:
    """Return how long to wait for a server that ends statements after a time itself."""
    return statement_timeout + _GRACE


@contextlib.asynccontextmanager
async def until(due: float) -> AsyncIterator[None]:
    """Give up what happens inside at `due`, a time of `time.monotonic`.

    Raises:
        NoAnswer: it was not done by then.
    """
    try:
        async with asyncio.timeout(max(0.0, due - time.monotonic())):
            yield
    except TimeoutError:
        raise NoAnswer from None


class TimedConnection(psycopg.AsyncConnection[tuple[Any, ...]]):
    """A connection that is closed when its server is silent for too long.

    Attributes:
        patience: seconds that the server has for an answer.
        due: when the next answer has to be there (`time.monotonic`), if somebody has
            begun to wait before it was asked for.
        is_swollen: whether it has carried something large. The driver's buffers, and
            the server's, grow and never shrink: it is to be closed after use.
    """

    patience: float = 60.0
    due: float | None = None
    is_swollen: bool = False

    def carries(self, values: Iterable[Any]) -> None:
        """Notice what goes over it, one way or the other."""
        if any(isinstance(each, bytes) and len(each) > _LARGE for each in values):
            self.is_swollen = True

    async def wait(
        self,
        gen: PQGen[T],
        interval: float = _INTERVAL,
        timeout: float | None = None,  # noqa: ASYNC109 - the driver's signature
    ) -> T:
        """Run a conversation with the server to its end.

        Raises:
            NoAnswer: the server is silent; the connection is closed.
        """
        if timeout is not None:
            return await super().wait(gen, interval, timeout)
        limit = self.patience
        if self.due is not None:
            limit, self.due = max(0.0, self.due - time.monotonic()), None
        try:
            return await waiting.wait_async(gen, self.pgconn.socket, interval, limit)
        except psycopg.errors._WaitTimeout:  # noqa: SLF001 - it has no public name
            self._end(gen)
            raise NoAnswer from None
        except (asyncio.CancelledError, KeyboardInterrupt):
            await self._hang_up(gen)
            raise

    async def finish(self, statements: Iterable[Statement]) -> None:
        """Run statements and commit, all in one round trip.

        Raises:
            psycopg.Error: one of them failed, and nothing is committed; or the
                commit did.
            NoAnswer: the server is silent, so that nobody knows.
        """
        async with self.lock:
            await self.wait(finishing(self, self._prepared, statements))

    @property
    def has_failed(self) -> bool:
        """Whether a statement of the transaction failed, which can't be kept then."""
        return self.pgconn.transaction_status == TransactionStatus.INERROR

    def refuse_failed(self) -> None:
        """Refuse to commit what the server would undo, and call that a success.

        Raises:
            RuntimeError: a statement failed.
        """
        if self.has_failed:
            msg = "A statement failed; the transaction can only be rolled back"
            raise RuntimeError(msg)

    def has_hung_up(self) -> bool:
        """Tell whether the server has closed this connection while it was idle.

        A server says nothing on an idle connection unless to end it, so one system
        call that asks whether there is something to read replaces a ping's round trip.
        """
        readable = select.poll()
        readable.register(self.fileno(), select.POLLIN)
        return bool(readable.poll(0))

    async def _hang_up(self, gen: PQGen[Any]) -> None:
        # The driver would wait ten seconds for a frozen server, and then keep the rest.
        try:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                with contextlib.suppress(psycopg.Error):
                    await self.cancel_safe(timeout=_CANCEL)
                    await waiting.wait_async(
                        gen, self.pgconn.socket, _INTERVAL, _CANCEL
                    )
        finally:
            self._end(gen)

    def _end(self, gen: PQGen[Any]) -> None:
        self.pgconn.finish()
        # Else it would only notice when it is thrown away.
        with contextlib.suppress(psycopg.Error):
            gen.close()


def opener(patience: float) -> Callable[..., Any]:
    """Return what opens such connections, with the arguments of the driver's own."""

    async def opened(url: str = "", **arguments: Any) -> TimedConnection:
        async with until(time.monotonic() + patience):
            connection = await TimedConnection.connect(url, **arguments)
        connection.patience = patience
        return connection

    return opened


class TimedSyncConnection(psycopg.Connection[tuple[Any, ...]]):
    """The same for a process that has nothing else to do than to wait."""

    patience: float = 60.0

    def wait(
        self,
        gen: PQGen[T],
        interval: float = _INTERVAL,
        timeout: float | None = None,
    ) -> T:
        """Run a conversation with the server to its end.

        Raises:
            NoAnswer: the server is silent; the connection is closed.
        """
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.errors._WaitTimeout:  # noqa: SLF001 - it has no public name
            self.pgconn.finish()
            raise NoAnswer from None
