"""The connection pool of one process."""

import contextlib
import math
from functools import partial
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from impl.database.connection_pool import RECYCLE_AFTER, ConnectionPool, Watch
from impl.database.deadline import opener, patience_for
from impl.settings import Settings


def create_engine(
    url: str, settings: Settings, watch: Watch | None = None
) -> AsyncEngine:
    """Return a pool of connections to `url`; nothing is connected yet.

    Every connection carries the timeouts of `settings`, speaks UTC and is named
    `countersign` in `pg_stat_activity`. A connection found dead when it is taken
    from the pool is replaced without anybody noticing.

    Raises:
        ValueError: `url` is not a PostgreSQL URL.
    """
    patience = patience_for(settings.database_statement_timeout)
    arguments = connect_arguments(settings)
    engine = create_async_engine(
        driver_url(url),
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=settings.database_pool_timeout,
        pool_recycle=RECYCLE_AFTER,
        # The most recently used connection is the likeliest to be alive and warm.
        pool_use_lifo=True,
        # A statement's parameters may be personal data.
        hide_parameters=True,
        connect_args={**arguments, "async_creator_fn": opener(patience)},
    )
    event.listen(engine.sync_engine, "checkout", _refuse_dead)
    event.listen(engine.sync_engine, "checkin", _close_swollen)
    if watch is not None:
        _watched(engine.sync_engine, watch)
    return engine


def create_connections(
    url: str, settings: Settings, watch: Watch | None = None
) -> ConnectionPool:
    """Return as many connections to `url` for reads, set up alike.

    Raises:
        ValueError: `url` is not a PostgreSQL URL.
    """
    patience = patience_for(settings.database_statement_timeout)
    arguments = connect_arguments(settings)
    return ConnectionPool(
        partial(opener(patience), plain_url(url), autocommit=True, **arguments),
        settings.database_pool_size,
        settings.database_pool_timeout,
        patience,
        watch,
    )


def plain_url(url: str) -> str:
    """Return `url` as the driver itself takes it.

    Raises:
        ValueError: `url` is not a PostgreSQL URL.
    """
    plain = make_url(driver_url(url)).set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)


def driver_url(url: str) -> str:
    """Return `url` with SQLAlchemy's name of the driver.

    Raises:
        ValueError: `url` is not a PostgreSQL URL. The message omits the URL, which
            may hold a password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or parsed.get_backend_name() not in {"postgresql", "postgres"}:
        msg = "DATABASE_URL must look like postgresql://user:password@host:5432/name"
        raise ValueError(msg)
    named = parsed.set(drivername="postgresql+psycopg")
    return named.render_as_string(hide_password=False)


def connect_arguments(settings: Settings) -> dict[str, Any]:
    """Return how the driver connects: with which timeouts, and under which name."""
    milliseconds = {
        "statement_timeout": settings.database_statement_timeout,
        "lock_timeout": settings.database_lock_timeout,
        "idle_in_transaction_session_timeout": settings.database_idle_timeout,
    }
    # 0 would be no limit.
    options = {
        name: f"{max(1, round(seconds * 1000))}"
        for name, seconds in milliseconds.items()
    }
    # Compiling a plan costs more than it saves on short statements.
    options |= {"jit": "off", "timezone": "UTC"}
    return {
        "application_name": "countersign",
        # libpq takes whole seconds and reads 0 and 1 as 2.
        "connect_timeout": max(2, math.ceil(settings.database_connect_timeout)),
        "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
        # A vanished host must not be waited for longer than a statement would be.
        "tcp_user_timeout": max(1, round(settings.database_statement_timeout * 1000)),
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
    }


def _watched(engine: Engine, watch: Watch) -> None:
    """Have each statement of an engine inside of what watches it."""

    def begin(
        _connection: object,
        _cursor: object,
        statement: str,
        _parameters: object,
        context: Any,
        _is_many: object,
    ) -> None:
        context.watching = contextlib.ExitStack()
        context.watching.enter_context(watch(statement))

    def end(*told: Any) -> None:
        told[4].watching.close()

    def fail(failure: ExceptionContext) -> None:
        watching = getattr(failure.execution_context, "watching", None)
        error = failure.original_exception
        if watching is not None:
            with contextlib.suppress(type(error)):
                watching.__exit__(type(error), error, error.__traceback__)

    event.listen(engine, "before_cursor_execute", begin)
    event.listen(engine, "after_cursor_execute", end)
    event.listen(engine, "handle_error", fail)


def _refuse_dead(
    connection: Any,
    _entry: ConnectionPoolEntry,
    _proxy: PoolProxiedConnection,
) -> None:
    """Have the pool reconnect when the server has closed an idle connection."""
    try:
        dead = connection.driver_connection.has_hung_up()
    except Exception as error:
        raise DisconnectionError from error
    if dead:
        raise DisconnectionError


def _close_swollen(connection: Any, entry: ConnectionPoolEntry) -> None:
    """Have the pool open another one in place of what keeps large buffers."""
    # There is none if it was closed meanwhile.
    if connection is not None and connection.driver_connection.is_swollen:
        entry.invalidate()
