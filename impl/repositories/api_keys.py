"""API keys of teams."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    Interval,
    LargeBinary,
    Uuid,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import ApiKey, KeyHolder, Page
from impl.repositories import rows, visibility
from impl.repositories.makers import may_act
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import ApiKeyRow
from impl.tables.columns import table_of

api_keys = table_of(ApiKeyRow)
# How exactly the last use is kept; without a bound every request would write.
_USE_PRECISION = timedelta(minutes=1)
_COLUMNS = rows.columns(ApiKey, api_keys)
_BY_ID = api_keys.c.id == bindparam("api_key_id", type_=Uuid)
_STALE = or_(
    api_keys.c.last_used_at.is_(None),
    api_keys.c.last_used_at < func.now() - _USE_PRECISION,
)
_IS_UNEXPIRED = or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > func.now())
is_in_force = and_(_IS_UNEXPIRED, may_act(api_keys.c.created_by))
_HOLDER = Query(
    KeyHolder,
    select(
        *rows.columns(KeyHolder, api_keys, api_key_id=api_keys.c.id, stale=_STALE)
    ).where(api_keys.c.digest == bindparam("digest", type_=LargeBinary), is_in_force),
    scopes=frozenset,
)
_IS_GOOD = select(api_keys.c.id).where(_BY_ID, is_in_force)
_TOUCH = update(api_keys).where(_BY_ID, _STALE).values(last_used_at=func.now())
_FIND = Query(
    ApiKey,
    select(*_COLUMNS)
    .select_from(
        visibility.visible_teams.join(
            api_keys, and_(api_keys.c.team_id == teams.c.id, _BY_ID)
        )
    )
    .where(visibility.is_this_team),
)
_PAGE = PageWithin(
    ApiKey,
    visibility.visible_teams,
    select(*_COLUMNS).where(api_keys.c.team_id == bindparam("team_id", type_=Uuid)),
    "created_at",
    "id",
)
_CREATE = Query(
    ApiKey,
    insert(api_keys)
    .values(
        team_id=bindparam("of_team_id", type_=Uuid),
        name=bindparam("new_name"),
        hint=bindparam("new_hint"),
        digest=bindparam("new_digest", type_=LargeBinary),
        scopes=bindparam("new_scopes", type_=api_keys.c.scopes.type),
        expires_at=func.now() + bindparam("life", type_=Interval),
        created_by=bindparam("maker_id", type_=Uuid),
    )
    .returning(*_COLUMNS),
)
_DELETE = (
    delete(api_keys)
    .where(_BY_ID, api_keys.c.team_id == bindparam("team_id", type_=Uuid))
    .returning(api_keys.c.id)
)


async def find_holder(reader: Reader, digest: bytes) -> KeyHolder | None:
    """Return whose key has this digest; None unless it is in force."""
    return await _HOLDER.first(reader, {"digest": digest})


async def is_good(reader: Reader, api_key_id: UUID) -> bool:
    """Tell whether a key is there and unexpired, and its maker not suspended."""
    found = await rows.value(reader, _IS_GOOD, {"api_key_id": api_key_id})
    return found is not None


async def touch(work: UnitOfWork, api_key_id: UUID) -> None:
    """Write down that a key is used now."""
    await rows.execute(work, _TOUCH, {"api_key_id": api_key_id})


async def find(
    reader: Reader, caller: Caller, team_id: UUID, api_key_id: UUID
) -> ApiKey | None:
    """Return a key of a team that the caller can see."""
    values = visibility.of(caller, team_id, api_key_id=api_key_id)
    return await _FIND.first(reader, values)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[ApiKey] | None:
    """Return a page of a team's keys, newest first; None if it can't be seen."""
    return await _PAGE.fetch(reader, visibility.of(caller, team_id), limit, after)


async def create(
    work: UnitOfWork,
    team_id: UUID,
    *,
    name: str,
    hint: str,
    digest: bytes,
    scopes: list[str],
    life: timedelta | None,
    created_by: UUID | None,
) -> ApiKey:
    """Add a key that ends after `life`, or never, and with whoever makes it.

    Raises:
        Conflict: the name is taken (`name_taken`).
        NotFound: the team is gone.

    """
    values = {
        "of_team_id": team_id,
        "new_name": name,
        "new_hint": hint,
        "new_digest": digest,
        "new_scopes": scopes,
        "life": life,
        "maker_id": created_by,
    }
    return await _CREATE.one(work, values)


async def delete_one(work: UnitOfWork, team_id: UUID, api_key_id: UUID) -> bool:
    """Remove a key; False if the team has none with this id."""
    values = {"team_id": team_id, "api_key_id": api_key_id}
    return await rows.value(work, _DELETE, values) is not None
