"""What people have allowed clients of OAuth."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Interval,
    LargeBinary,
    Text,
    Uuid,
    and_,
    bindparam,
    exists,
    extract,
    func,
    insert,
    select,
    update,
)

from impl.database.reading import Condition
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.oauth_records import AllowedGrant, GrantState, NewCode
from impl.records import Page
from impl.repositories import rows
from impl.repositories.oauth_clients import clients
from impl.repositories.oauth_revoked_tokens import is_revoked
from impl.repositories.pages import PageQuery
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.cursors import PagePosition
from impl.tables import OAuthGrantRow
from impl.tables.columns import table_of

grants = table_of(OAuthGrantRow)
_BY_ID = grants.c.id == bindparam("grant_id", type_=Uuid)
_BY_PERSON = grants.c.person_id == bindparam("owner_id", type_=Uuid)
_OPEN = and_(grants.c.revoked_at.is_(None), grants.c.expires_at > func.now())
_REDEEMED = grants.c.redeemed_at.is_not(None)
# Not now(): the row may have been waited for.
_AGE = extract("epoch", func.clock_timestamp() - grants.c.last_used_at)
_LIFE = func.clock_timestamp() + bindparam("life", type_=Interval)

_asked = grants.alias("asked_grant")
_IS_OPEN = and_(
    exists(1).where(
        _asked.c.id == bindparam("asked_grant_id", type_=Uuid),
        _asked.c.redeemed_at.is_not(None),
        _asked.c.revoked_at.is_(None),
        _asked.c.expires_at > func.now(),
    ),
    ~is_revoked,
).label("grant_is_open")
_STATE = rows.columns(GrantState, grants, open=_OPEN, redeemed=_REDEEMED, age=_AGE)
_LOCK = Query(GrantState, select(*_STATE).where(_BY_ID).with_for_update(), scopes=tuple)
_LOCK_CODE = Query(
    GrantState,
    select(*_STATE)
    .where(grants.c.code_digest == bindparam("digest", type_=LargeBinary))
    .with_for_update(),
    scopes=tuple,
)
_STATE_OF = Query(GrantState, select(*_STATE).where(_BY_ID), scopes=tuple)
_PAGE = PageQuery(
    AllowedGrant,
    select(
        *rows.columns(
            AllowedGrant, grants, client_title=clients.c.title, team_title=teams.c.title
        )
    )
    .join(clients, clients.c.id == grants.c.client_id)
    .join(teams, teams.c.id == clients.c.team_id)
    .where(_BY_PERSON, _OPEN, _REDEEMED),
    "created_at",
    "id",
)
_CREATE = (
    insert(grants)
    .values(
        client_id=bindparam("of_client_id", type_=Uuid),
        person_id=bindparam("owner_id", type_=Uuid),
        scopes=bindparam("new_scopes", type_=grants.c.scopes.type),
        code_digest=bindparam("new_digest", type_=LargeBinary),
        code_challenge=bindparam("new_challenge", type_=Text),
        redirect_uri=bindparam("new_redirect_uri", type_=Text),
        expires_at=_LIFE,
    )
    .returning(grants.c.id)
)
_REDEEM = (
    update(grants)
    .where(_BY_ID)
    .values(
        redeemed_at=func.clock_timestamp(),
        last_used_at=func.clock_timestamp(),
        expires_at=_LIFE,
    )
)
_ROTATE = (
    update(grants)
    .where(_BY_ID)
    .values(
        counter=bindparam("new_counter", type_=BigInteger),
        last_used_at=func.clock_timestamp(),
    )
)
_REVOKE = update(grants).where(_BY_ID, _OPEN).values(revoked_at=func.now())
_REVOKE_ALL = update(grants).where(_BY_PERSON, _OPEN).values(revoked_at=func.now())
_REVOKE_ONE = _REVOKE.where(_BY_PERSON, _REDEEMED).returning(grants.c.id)


def is_open(grant_id: UUID, token_id: UUID) -> Condition:
    """Return the condition that a grant holds, and its token is not revoked."""
    values = {"asked_grant_id": grant_id, "asked_token_id": token_id}
    return Condition(_IS_OPEN, values)


async def create(
    work: UnitOfWork,
    client_id: UUID,
    person_id: UUID,
    scopes: tuple[str, ...],
    code: NewCode | None,
    life: timedelta,
) -> UUID:
    """Add a grant that has to be redeemed within `life`; return its id.

    Raises:
        NotFound: the client or the person is gone.
    """
    values = {
        "of_client_id": client_id,
        "owner_id": person_id,
        "new_scopes": list(scopes),
        "new_digest": code.digest if code else None,
        "new_challenge": code.challenge if code else None,
        "new_redirect_uri": code.redirect_uri if code else None,
        "life": life,
    }
    created: UUID = await rows.value(work, _CREATE, values)
    return created


async def lock(work: UnitOfWork, grant_id: UUID) -> GrantState | None:
    """Return a grant's state; one change at a time gets past this."""
    return await _LOCK.first(work, {"grant_id": grant_id})


async def lock_code(work: UnitOfWork, digest: bytes) -> GrantState | None:
    """As `lock`, of the grant whose code has this digest."""
    return await _LOCK_CODE.first(work, {"digest": digest})


async def state(reader: Reader, grant_id: UUID) -> GrantState | None:
    """Return a grant's state."""
    return await _STATE_OF.first(reader, {"grant_id": grant_id})


async def redeem(work: UnitOfWork, grant_id: UUID, life: timedelta) -> None:
    """Have a locked grant hold from now on, and end after `life`."""
    await rows.execute(work, _REDEEM, {"grant_id": grant_id, "life": life})


async def rotate(work: UnitOfWork, grant_id: UUID, counter: int) -> None:
    """Make the refresh token with this number the one that is good."""
    values = {"grant_id": grant_id, "new_counter": counter}
    await rows.execute(work, _ROTATE, values)


async def revoke(work: UnitOfWork, grant_id: UUID) -> bool:
    """End a grant, whosever it is; False if it is over."""
    return await rows.execute(work, _REVOKE, {"grant_id": grant_id}) > 0


async def revoke_of(work: UnitOfWork, grant_id: UUID, person_id: UUID) -> bool:
    """End a grant of this person; False if there is none that is open."""
    values = {"grant_id": grant_id, "owner_id": person_id}
    return await rows.value(work, _REVOKE_ONE, values) is not None


async def revoke_all(work: UnitOfWork, person_id: UUID) -> int:
    """End all that a person has allowed, redeemed or not; return how much that was."""
    return await rows.execute(work, _REVOKE_ALL, {"owner_id": person_id})


async def list_open(
    reader: Reader, person_id: UUID, limit: int, after: PagePosition | None
) -> Page[AllowedGrant]:
    """Return a page of a person's open grants, newest first."""
    return await _PAGE.fetch(reader, {"owner_id": person_id}, limit, after)
