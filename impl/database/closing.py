"""The last statements of a transaction and its commit, in one round trip.

In the pipeline mode of libpq (PostgreSQL manual, section 32.5), as the driver's own
pipelines, but without a cursor and several turns for each statement: they cost more of
this process's time than all that the statements do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, LiteralString

import psycopg
from psycopg import abc, generators

# Private, but where the driver keeps which statements a connection has prepared, and
# forgets them when the server does: names kept beside it would be wrong by then.
from psycopg._preparing import Key, Prepare, PrepareManager
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

# As the driver takes it, with its parameters.
Statement = tuple[LiteralString, dict[str, Any]]
_Sent = tuple[Key | None, Prepare, bytes]

_BEGIN: Final[Statement] = ("BEGIN", {})
_COMMIT: Final[Statement] = ("COMMIT", {})


@dataclass(frozen=True, slots=True)
class _Query:
    """What the driver keeps the name of a prepared statement by."""

    query: bytes
    types: tuple[int, ...] = ()


def finishing(
    connection: psycopg.AsyncConnection[Any],
    prepared: PrepareManager,
    statements: Iterable[Statement],
) -> abc.PQGen[None]:
    """Run statements and commit; what comes after one that fails is not run.

    A conversation for the connection's `wait`. If it ends early, for whatever reason,
    the connection is of no use any more, and is closed.

    Raises:
        psycopg.Error: one of them failed, and nothing is committed; or the commit did.
        psycopg.DataError: a value can't be sent, and nothing was.
    """
    pgconn, written = connection.pgconn, Transformer(connection)
    is_begun = pgconn.transaction_status != TransactionStatus.IDLE
    # All of it before anything is sent: values may be refused.
    ready = [
        _ready(written, *each)
        for each in [*(() if is_begun else (_BEGIN,)), *statements, _COMMIT]
    ]
    pgconn.enter_pipeline_mode()
    try:
        sent = [_send(pgconn, prepared, *each) for each in ready]
        pgconn.pipeline_sync()
        yield from generators.send(pgconn)
        failure = yield from _failure(pgconn, prepared, sent)
    except BaseException:
        # Else its pool would fail to use it, and that would be told in place of this.
        pgconn.finish()
        raise
    if failure is not None:
        raise error_from_result(failure)


def _ready(
    written: abc.Transformer, text: LiteralString, values: dict[str, Any]
) -> tuple[_Query, Sequence[abc.Buffer | None]]:
    query, names = _numbered(text)
    arguments = [values[name] for name in names]
    return query, written.dump_sequence(arguments, [PyFormat.TEXT] * len(names))


def _send(
    pgconn: PGconn,
    prepared: PrepareManager,
    query: Any,
    arguments: Sequence[abc.Buffer | None],
) -> _Sent:
    prepare, name = prepared.get(query, prepare=True)
    if prepare is Prepare.SHOULD:
        pgconn.send_prepare(name, query.query)
    pgconn.send_query_prepared(name, arguments)
    return prepared.maybe_add_to_cache(query, prepare, name), prepare, name


def _failure(
    pgconn: PGconn, prepared: PrepareManager, sent: Iterable[_Sent]
) -> abc.PQGen[PGresult | None]:
    failed = None
    for key, prepare, name in sent:
        results: list[PGresult] = []
        for _ in range(2 if prepare is Prepare.SHOULD else 1):
            results = yield from generators.fetch_many(pgconn)
            failed = failed or _failed(results)
            if failed and pgconn.status == ConnStatus.BAD:
                return failed
        if key is not None:
            prepared.validate(key, prepare, name, results)
    yield from generators.fetch_many(pgconn)  # that there is no more
    pgconn.exit_pipeline_mode()
    return failed


def _failed(results: Iterable[PGresult]) -> PGresult | None:
    fatal = (each for each in results if each.status == ExecStatus.FATAL_ERROR)
    return next(fatal, None)


class _Places(dict[str, str]):
    """Where the server finds what has a name here."""

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, f"${len(self) + 1}")


@lru_cache(maxsize=64)
def _numbered(text: LiteralString) -> tuple[_Query, tuple[str, ...]]:
    """Return a statement as the server takes it, and its parameters in their order."""
    places = _Places()
    query = _Query((text % places).encode())
    return query, tuple(places)
