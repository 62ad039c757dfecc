"""What the rest of the application may know about a database failure.

    DatabaseError
    ├── Unavailable          weather: nothing is wrong with the request, try again
    ├── ConstraintViolated   the request contradicts what is stored
    └── ConditionFailed      what the request depends on does not hold

Anything else that the driver raises is a bug and passes through unchanged.
"""

import contextlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import psycopg
from sqlalchemy import exc

from impl.database.deadline import NoAnswer

# For who runs a script on a database without the tables, or with older ones.
OTHER_DATABASE: Final = (
    "the database is not that of this release: scripts/serve, or"
    " scripts/admin migrate, brings it up to date"
)


class Reason(StrEnum):
    """Why the database could not serve; for logs and metrics, not for clients."""

    CONNECTION = "connection"
    POOL = "pool"
    TIMEOUT = "timeout"
    CONTENTION = "contention"
    RESOURCES = "resources"


class Kind(StrEnum):
    """Which sort of constraint was violated."""

    UNIQUE = "unique"
    FOREIGN_KEY = "foreign_key"
    CHECK = "check"
    EXCLUSION = "exclusion"
    OUT_OF_RANGE = "out_of_range"


class DatabaseError(Exception):
    """Base of the failures that a caller is expected to handle."""


class Unavailable(DatabaseError):
    """The database could not serve this now; the same request may succeed later.

    Attributes:
        reason: the cause.
        retry_after: whole seconds to wait, for a Retry-After header.
        is_outcome_known: whether nothing was changed for certain. A connection that is
            lost during a commit leaves open whether the server has made it.
    """

    def __init__(
        self, reason: Reason, retry_after: int = 1, *, is_outcome_known: bool = True
    ) -> None:
        super().__init__(f"The database is unavailable ({reason}); retry")
        self.reason = reason
        self.retry_after = retry_after
        self.is_outcome_known = is_outcome_known


class ConstraintViolated(DatabaseError):
    """A statement was refused by a constraint.

    Attributes:
        kind: the sort of constraint.
        constraint: its name, or None for a number outside its column's range.
    """

    def __init__(self, kind: Kind, constraint: str | None) -> None:
        super().__init__(f"{kind} constraint {constraint or 'of the type'} violated")
        self.kind = kind
        self.constraint = constraint


class ConditionFailed(DatabaseError):
    """The condition that a read depends on does not hold; it has told nothing."""


# PostgreSQL documentation, appendix A: error codes.
_CONSTRAINTS: Final = {
    "23505": Kind.UNIQUE,
    "23503": Kind.FOREIGN_KEY,
    "23001": Kind.FOREIGN_KEY,
    "23514": Kind.CHECK,
    "23P01": Kind.EXCLUSION,
    "22003": Kind.OUT_OF_RANGE,
}
_REASONS: Final = {
    "40001": Reason.CONTENTION,  # serialization_failure
    "40P01": Reason.CONTENTION,  # deadlock_detected
    "55P03": Reason.CONTENTION,  # lock_not_available
    "57014": Reason.TIMEOUT,  # query_canceled, which a statement timeout is
    "57P01": Reason.CONNECTION,  # admin_shutdown
    "57P02": Reason.CONNECTION,  # crash_shutdown
    "57P03": Reason.CONNECTION,  # cannot_connect_now
    "57P05": Reason.CONNECTION,  # idle_session_timeout
    "25P03": Reason.TIMEOUT,  # idle_in_transaction_session_timeout
    "25P04": Reason.TIMEOUT,  # transaction_timeout
    "25006": Reason.CONNECTION,  # read-only: the primary became a standby
}
_REASONS_BY_CLASS: Final = {"08": Reason.CONNECTION, "53": Reason.RESOURCES}


def translate(error: BaseException) -> DatabaseError | None:
    """Return the failure that `error` means to a caller, or None for a bug."""
    if isinstance(error, exc.TimeoutError):
        return Unavailable(Reason.POOL)
    disconnected = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(cause, NoAnswer):
        return Unavailable(Reason.TIMEOUT)
    if isinstance(cause, psycopg.Error):
        state = cause.sqlstate or ""
        if kind := _CONSTRAINTS.get(state):
            return ConstraintViolated(kind, cause.diag.constraint_name)
        if reason := _REASONS.get(state) or _REASONS_BY_CLASS.get(state[:2]):
            return Unavailable(reason, 5 if reason is Reason.RESOURCES else 1)
        # Without a code it is the driver that failed to reach the server.
        if isinstance(cause, psycopg.OperationalError) and not state:
            return Unavailable(Reason.CONNECTION)
    return Unavailable(Reason.CONNECTION) if disconnected else None


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Raise what the driver raises inside as a `DatabaseError` where it is one."""
    try:
        yield
    except (exc.SQLAlchemyError, psycopg.Error) as error:
        if meaning := translate(error):
            raise meaning from error
        raise
