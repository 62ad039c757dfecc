"""Whether a database is one that this release can work with; nothing is changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from sqlalchemy import exc

from impl.database import revisions
from impl.database.deadline import NoAnswer, TimedSyncConnection
from impl.database.engine import plain_url
from impl.database.errors import Reason, Unavailable

_OLDEST: Final = 180_000
_PATIENCE: Final = 10.0
_FACTS: Final = """
    SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::boolean,
           current_user, current_database(), current_schema(),
           coalesce(has_schema_privilege(current_schema(), 'CREATE'), false),
           to_regclass('alembic_version')::oid
"""
_UNUSABLE: Final = """
    SELECT min(relname) FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND NOT (has_table_privilege(oid, 'SELECT')
             AND (relname IN ('alembic_version', 'audit_chains')
                  OR has_table_privilege(oid, 'INSERT')))
"""
# What is kept for others is not for the service's role.
_ROOM: Final = """
    SELECT least(current_setting('max_connections')::int
                 - current_setting('superuser_reserved_connections')::int
                 - current_setting('reserved_connections')::int,
                 nullif(rolconnlimit, -1), nullif(datconnlimit, -1))
    FROM pg_roles, pg_database
    WHERE rolname = current_user AND datname = current_database()
"""


class Unfit(Exception):
    """The database can't be used; the message is one sentence for an operator."""


def check(url: str) -> bool:
    """Look whether the database at `url` can be used; return whether it is migrated.

    Raises:
        Unfit: it can't be reached, is older than PostgreSQL 18, can't be written,
            lacks rights, or was migrated by a newer release, beyond what this
            one works on.
        ValueError: `url` is not a PostgreSQL URL.
    """
    with told(), _connected(url) as connection:
        refuse_old(connection.info.server_version)
        return _is_migrated(connection)


def room(url: str) -> int:
    """Return how many connections the role of `url` may have to its database at once.

    Raises:
        Unfit: it can't be reached.
        ValueError: `url` is not a PostgreSQL URL.
    """
    with told(), _connected(url) as connection:
        [[most]] = connection.execute(_ROOM).fetchall()
        return int(most)


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    connection = TimedSyncConnection.connect(
        plain_url(url),
        autocommit=True,
        connect_timeout=5,
        application_name="countersign-check",
    )
    connection.patience = _PATIENCE
    with connection:
        yield connection


@contextmanager
def told() -> Iterator[None]:
    """Raise what goes wrong inside with a database as a sentence.

    Raises:
        Unfit: instead of the driver's errors, and of what is hoped to pass.
    """
    try:
        yield
    except Unavailable as error:
        raise Unfit(_weather(error)) from error
    except NoAnswer as error:
        msg = "the server accepts connections but does not answer"
        raise Unfit(msg) from error
    except (psycopg.Error, exc.DBAPIError) as error:
        raise Unfit(_sentence(error)) from error


def refuse_old(version: int) -> None:
    """Do nothing for a server that is new enough; `version` as libpq has it.

    Raises:
        Unfit: it is older than PostgreSQL 18.
    """
    if version < _OLDEST:
        major, minor = divmod(version, 10_000)
        msg = (
            f"the server is PostgreSQL {major}.{minor}; Countersign needs PostgreSQL "
            f"{_OLDEST // 10_000} or later"
        )
        raise Unfit(msg)


def _is_migrated(connection: psycopg.Connection[tuple[Any, ...]]) -> bool:
    [facts] = connection.execute(_FACTS).fetchall()
    is_standby, is_read_only, role, database, schema, may_create, versions = facts
    if is_standby:
        msg = "the server is a read-only standby; give the address of the primary"
        raise Unfit(msg)
    if is_read_only:
        msg = (
            f'transactions of role "{role}" are read-only in database "{database}"; '
            "set default_transaction_read_only to off"
        )
        raise Unfit(msg)
    found = connection.execute(revisions.STATE).fetchall() if versions else []
    applied = [revision for revision, _ in found]
    is_migrated = len(found) == 1 and revisions.serves(*found[0])
    if not is_migrated and set(applied).difference(revisions.known()):
        msg = (
            f"the database is at revision {max(applied)}, on which this release does "
            "not work: a newer one has migrated it, so run that; nothing was changed"
        )
        raise Unfit(msg)
    if not is_migrated and not may_create:
        where = f'schema "{schema}"' if schema else "any schema of its search_path"
        msg = (
            f'role "{role}" may not create tables in {where} of database '
            f'"{database}"; make it the owner of the database, grant it CREATE, or '
            "migrate by another role: scripts/admin migrate --for it"
        )
        raise Unfit(msg)
    [[unusable]] = connection.execute(_UNUSABLE).fetchall() if schema else [[None]]
    if applied and unusable:
        msg = (
            f'role "{role}" may not read and write table "{unusable}" of database '
            f'"{database}"; run as its owner, or grant the rights'
        )
        raise Unfit(msg)
    return is_migrated


def _weather(error: Unavailable) -> str:
    if error.reason is Reason.CONTENTION:
        return (
            "a table, or the right to migrate, is held by somebody for longer than a "
            "migration waits; each step is done or not begun, so try again"
        )
    cause = error.__cause__
    if isinstance(cause, (psycopg.Error, exc.DBAPIError)):
        return _sentence(cause)
    return _line(cause or error)


def _sentence(error: psycopg.Error | exc.DBAPIError) -> str:
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    # What a server said about a statement; its detail may hold what is stored.
    said = cause.diag.message_primary if isinstance(cause, psycopg.Error) else None
    if said is None or cause is None:
        return _line(cause or error)
    return f"the server refused: {said}"


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
