"""What nobody needs any more, some rows at a time.

Each statement takes the oldest that are due and that nobody else has locked, so that
several processes may sweep at once and no lock is held for long.
"""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Delete,
    Executable,
    Integer,
    Interval,
    Table,
    Uuid,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
)

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.repositories.account_tokens import tokens
from impl.repositories.apis import apis
from impl.repositories.comparisons import comparisons
from impl.repositories.deliveries import sent
from impl.repositories.deployments import deployments
from impl.repositories.idempotency_keys import keys
from impl.repositories.invitations import invitations
from impl.repositories.known_addresses import known
from impl.repositories.mock_states import states
from impl.repositories.oauth_device_codes import codes
from impl.repositories.oauth_grants import grants
from impl.repositories.oauth_revoked_tokens import tokens as revoked
from impl.repositories.passkeys import challenges
from impl.repositories.rate_limits import limits
from impl.repositories.sessions import sessions

_BATCH: Final = 500
# Each may bring a hundred thousand changes along.
_BATCH_OF_COMPARISONS: Final = 10
_AGE = bindparam("age", type_=Interval)
_OVER = comparisons.c.state.in_(["finished", "failed"])


def _deletion(
    table: Table, due: ColumnElement[bool], order: ColumnElement[Any], most: int
) -> Delete:
    primary = tuple(table.primary_key)
    chosen = (
        select(*primary)
        .where(due)
        .order_by(order)
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte("chosen")
        # A subquery may be run again for each row, and then takes further ones.
        .prefix_with("MATERIALIZED")
    )
    return delete(table).where(tuple_(*primary).in_(select(*chosen.c)))


_ended_at = func.least(sessions.c.expires_at, sessions.c.revoked_at)
_SESSIONS = _deletion(sessions, _ended_at < func.now() - _AGE, _ended_at, _BATCH)
_grant_ended_at = func.least(grants.c.expires_at, grants.c.revoked_at)
_GRANTS = _deletion(
    grants, _grant_ended_at < func.now() - _AGE, _grant_ended_at, _BATCH
)
_DEVICE_CODES = _deletion(
    codes, codes.c.expires_at <= func.now(), codes.c.expires_at, _BATCH
)
_REVOKED_TOKENS = _deletion(
    revoked, revoked.c.expires_at <= func.now(), revoked.c.expires_at, _BATCH
)
_DEPLOYMENTS = _deletion(
    deployments,
    deployments.c.ended_at < func.now() - _AGE,
    deployments.c.ended_at,
    _BATCH,
)
_KNOWN_ADDRESSES = _deletion(
    known, known.c.expires_at <= func.now(), known.c.expires_at, _BATCH
)
_ACCOUNT_TOKENS = _deletion(
    tokens, tokens.c.expires_at <= func.now(), tokens.c.expires_at, _BATCH
)
_PASSKEY_CHALLENGES = _deletion(
    challenges, challenges.c.expires_at <= func.now(), challenges.c.expires_at, _BATCH
)
_INVITATIONS = _deletion(
    invitations,
    invitations.c.expires_at <= func.now(),
    invitations.c.expires_at,
    _BATCH,
)
_ANSWERS = _deletion(keys, keys.c.expires_at <= func.now(), keys.c.expires_at, _BATCH)
_RATE_LIMITS = _deletion(
    limits, limits.c.arrival < func.now(), limits.c.arrival, _BATCH
)
# The database lets nobody delete them, but does so itself from the oldest on.
_PRUNE = select(func.prune_audit_events(_AGE, bindparam("most", type_=Integer)))
_DOCUMENT_COMPARISONS = _deletion(
    comparisons,
    comparisons.c.revision_document.is_not(None)
    & (comparisons.c.asked_at < func.now() - _AGE)
    & _OVER,
    comparisons.c.asked_at,
    _BATCH_OF_COMPARISONS,
)


_MOCK_STATES = _deletion(
    states, states.c.used_at < func.now() - _AGE, states.c.used_at, _BATCH
)
_DELIVERIES = _deletion(
    sent, sent.c.created_at < func.now() - _AGE, sent.c.created_at, _BATCH
)


def _rank(*partition: ColumnElement[Any]) -> ColumnElement[int]:
    order = (comparisons.c.asked_at.desc(), comparisons.c.id.desc())
    return func.row_number().over(partition_by=partition or None, order_by=order)


_ranked = (
    select(
        comparisons.c.id,
        _rank(comparisons.c.api_id).label("in_api"),
        _rank().label("in_team"),
    )
    .join(apis, apis.c.id == comparisons.c.api_id)
    .where(apis.c.team_id == bindparam("team_id", type_=Uuid))
    .subquery()
)
_too_many = select(_ranked.c.id).where(
    or_(
        _ranked.c.in_api > bindparam("most_of_api", type_=BigInteger),
        _ranked.c.in_team > bindparam("most_of_team", type_=BigInteger),
    )
)
_TRIM = _deletion(
    comparisons,
    comparisons.c.id.in_(_too_many) & _OVER,
    comparisons.c.asked_at,
    _BATCH_OF_COMPARISONS,
)


async def sessions_ended(work: UnitOfWork, age: timedelta) -> bool:
    """Delete sessions that ended this long ago; tell whether there may be more."""
    return await _delete(work, _SESSIONS, _BATCH, age=age)


async def grants_ended(work: UnitOfWork, age: timedelta) -> bool:
    """Delete grants of OAuth that ended this long ago; tell if there may be more."""
    return await _delete(work, _GRANTS, _BATCH, age=age)


async def device_codes(work: UnitOfWork) -> bool:
    """Delete codes of devices that expired; tell whether there may be more."""
    return await _delete(work, _DEVICE_CODES, _BATCH)


async def revoked_tokens(work: UnitOfWork) -> bool:
    """Forget revoked tokens that expired anyway; tell whether there may be more."""
    return await _delete(work, _REVOKED_TOKENS, _BATCH)


async def deployments_ended(work: UnitOfWork, age: timedelta) -> bool:
    """Delete deployments that ended this long ago; tell whether there may be more."""
    return await _delete(work, _DEPLOYMENTS, _BATCH, age=age)


async def known_addresses(work: UnitOfWork) -> bool:
    """Delete addresses that are forgotten; tell whether there may be more."""
    return await _delete(work, _KNOWN_ADDRESSES, _BATCH)


async def account_tokens(work: UnitOfWork) -> bool:
    """Delete tokens that are too old; tell whether there may be more."""
    return await _delete(work, _ACCOUNT_TOKENS, _BATCH)


async def passkey_challenges(work: UnitOfWork) -> bool:
    """Delete challenges that nobody met in time; tell whether there may be more."""
    return await _delete(work, _PASSKEY_CHALLENGES, _BATCH)


async def invitations_unanswered(work: UnitOfWork) -> bool:
    """Delete invitations that are too old; tell whether there may be more."""
    return await _delete(work, _INVITATIONS, _BATCH)


async def answers(work: UnitOfWork) -> bool:
    """Delete answers to calls nobody repeats now; tell whether there may be more."""
    return await _delete(work, _ANSWERS, _BATCH)


async def rate_limits(work: UnitOfWork) -> bool:
    """Delete buckets that are as good as new; tell whether there may be more."""
    return await _delete(work, _RATE_LIMITS, _BATCH)


async def audit_events(work: UnitOfWork, age: timedelta) -> bool:
    """Delete audit records this old, and a month; tell whether there may be more."""
    return bool(await rows.value(work, _PRUNE, {"age": age, "most": _BATCH}))


async def document_comparisons(work: UnitOfWork, age: timedelta) -> bool:
    """Delete comparisons with documents that nobody asked for in this time.

    Returns:
        Whether there may be more.
    """
    statement, most = _DOCUMENT_COMPARISONS, _BATCH_OF_COMPARISONS
    return await _delete(work, statement, most, age=age)


async def mock_states(work: UnitOfWork, age: timedelta) -> bool:
    """Delete what mocks remember and nobody used; tell whether there may be more."""
    return await _delete(work, _MOCK_STATES, _BATCH, age=age)


async def deliveries(work: UnitOfWork, age: timedelta) -> bool:
    """Delete deliveries of events this old; tell whether there may be more."""
    return await _delete(work, _DELIVERIES, _BATCH, age=age)


async def comparisons_beyond(
    work: UnitOfWork, team_id: UUID, most_of_api: int, most_of_team: int
) -> bool:
    """Delete comparisons of a team that are too many, least recently asked first.

    Returns:
        Whether there may be more.
    """
    return await _delete(
        work,
        _TRIM,
        _BATCH_OF_COMPARISONS,
        team_id=team_id,
        most_of_api=most_of_api,
        most_of_team=most_of_team,
    )


async def _delete(
    work: UnitOfWork, statement: Executable, most: int, **values: object
) -> bool:
    return await rows.execute(work, statement, values) == most
