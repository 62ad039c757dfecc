"""What goes wrong, as the contract's problems (RFC 9457)."""

from dataclasses import asdict
from typing import Final

from pydantic_core import from_json

from generated import Context, Refusal
from generated.runtime.errors.problems import declared_for
from generated.runtime.http.refusal import REALM, unauthenticated
from impl import errors, oauth_errors
from impl.database.errors import ConditionFailed, Unavailable
from impl.errors import Flaw
from impl.http.idempotency import replay
from impl.security import ids
from impl.services.idempotency import AlreadyAnswered
from impl.services.signing import WrongSecret

# Seconds until it is worth asking whether somebody has mended the configuration.
_OPERATOR: Final = 30
_WORTH_WAITING: Final = (
    errors.RateLimited,
    errors.TooManyComparisons,
    errors.TooManyStreams,
    errors.ComparisonGoesOn,
    errors.MockOverstrained,
)
# RFC 6749 §5.1: what may have to do with secrets is not for caches.
_UNKEPT: Final = {"Cache-Control": "no-store"}
_STATUSES: Final = {
    errors.NotFound: 404,
    errors.UnknownCursor: 404,
    errors.Forbidden: 403,
    errors.Barred: 403,
    errors.CredentialsRefused: 401,
    errors.Conflict: 409,
    errors.RebaseDisputed: 409,
    errors.PreconditionFailed: 412,
    errors.Invalid: 422,
    errors.NotMockable: 409,
    errors.MockOverstrained: 503,
    errors.VersionTooLow: 422,
    errors.ComparisonGoesOn: 503,
    errors.RateLimited: 429,
    errors.TooManyComparisons: 429,
    errors.TooManyStreams: 429,
    oauth_errors.OAuthRefused: 400,
    oauth_errors.ClientRefused: 401,
}


def translate(error: Exception, context: Context) -> Refusal | None:
    """Return the refusal that an exception means, None for a bug."""
    if isinstance(error, AlreadyAnswered):
        return replay(context.scope, error)
    if isinstance(error, errors.NotFound) and _is_of_callers_alone(context):
        return _unauthenticated()
    return refusal_of(error)


def _is_of_callers_alone(context: Context) -> bool:
    """Tell whether all that may be missing here is whoever calls.

    An account may be deleted between the look at its credentials and what they are for.
    """
    if context.principal is None:
        return False
    return declared_for(context.operation, 404) is None


def refusal_of(error: Exception) -> Refusal | None:
    """Return the refusal that an exception means wherever it is raised."""
    if isinstance(error, Unavailable):
        return unavailable(error.retry_after, is_outcome_known=error.is_outcome_known)
    if isinstance(error, WrongSecret):
        return unavailable(_OPERATOR)
    if isinstance(error, ConditionFailed):
        return _unauthenticated()
    return _refusal(error) if isinstance(error, errors.DomainError) else None


def unavailable(retry_after: int, *, is_outcome_known: bool = True) -> Refusal:
    """Return the refusal of a request that can't be served now, but soon."""
    detail = (
        "The service can't do this now. Nothing was changed; try again."
        if is_outcome_known
        else "The database was lost while it kept this, so it may have been done. Look "
        "before you try again; with an Idempotency-Key, just try again."
    )
    headers = {"Retry-After": str(retry_after)}
    return Refusal(503, "unavailable", detail, headers=headers)


def _unauthenticated() -> Refusal:
    # The runtime, which asks again from the start, says the same.
    challenge = f'Bearer {REALM}, error="invalid_token"'
    return unauthenticated("The credentials are not valid.", challenge)


def _refusal(error: errors.DomainError) -> Refusal:
    headers: dict[str, str] = {}
    flaws: tuple[Flaw, ...] = ()
    extra: dict[str, object] = {}
    if isinstance(error, _WORTH_WAITING):
        headers["Retry-After"] = str(error.retry_after)
    elif isinstance(error, errors.CredentialsRefused):
        headers["WWW-Authenticate"] = f"Bearer {REALM}"
    elif isinstance(error, oauth_errors.ClientRefused):
        headers.update(_UNKEPT, **{"WWW-Authenticate": f"Basic {REALM}"})
    elif isinstance(error, oauth_errors.OAuthRefused):
        headers.update(_UNKEPT)
    elif isinstance(error, errors.Invalid):
        flaws = error.flaws
    elif isinstance(error, errors.RebaseDisputed):
        extra["conflicts"] = [asdict(each) for each in error.disputes]
    elif isinstance(error, errors.VersionTooLow):
        flaws = (error.flaw,)
        extra["comparison_id"] = ids.encode(ids.COMPARISON, error.comparison_id)
        extra["changes"] = [from_json(each) for each in error.changes]
    return Refusal(
        _STATUSES[type(error)],
        error.code,
        error.detail,
        headers=headers,
        errors=[_entry(flaw) for flaw in flaws],
        extra=extra,
    )


def _entry(flaw: Flaw) -> dict[str, object]:
    entry = {
        "in": flaw.part,
        "pointer": flaw.pointer,
        "detail": flaw.detail,
        "code": flaw.code,
        "line": flaw.line,
        "column": flaw.column,
        "mend": flaw.mend,
    }
    return {name: value for name, value in entry.items() if value is not None}
