"""Clients of OAuth, of teams."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    LargeBinary,
    Uuid,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from impl.database.reading import Condition
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.oauth_records import KnownClient, OAuthClient, OAuthClientFields
from impl.records import Page
from impl.repositories import rows, visibility
from impl.repositories.makers import may_act
from impl.repositories.oauth_revoked_tokens import is_revoked
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import OAuthClientRow
from impl.tables.columns import table_of

clients = table_of(OAuthClientRow)
_LISTS: dict[str, Any] = dict.fromkeys(
    ("grant_types", "redirect_uris", "scopes"), tuple
)
_COLUMNS = rows.columns(OAuthClient, clients)
_BY_ID = clients.c.id == bindparam("client_id", type_=Uuid)

_asked = clients.alias("asked_client")
_IS_GOOD = and_(
    exists(1).where(
        _asked.c.id == bindparam("asked_client_id", type_=Uuid),
        may_act(_asked.c.created_by),
    ),
    ~is_revoked,
).label("client_is_good")
_find = (
    select(*_COLUMNS)
    .select_from(
        visibility.visible_teams.join(
            clients, and_(clients.c.team_id == teams.c.id, _BY_ID)
        )
    )
    .where(visibility.is_this_team)
)
_FIND = Query(OAuthClient, _find, **_LISTS)
_LOCK = Query(OAuthClient, _find.with_for_update(of=clients), **_LISTS)
_PAGE = PageWithin(
    OAuthClient,
    visibility.visible_teams,
    select(*_COLUMNS).where(clients.c.team_id == bindparam("team_id", type_=Uuid)),
    "created_at",
    "id",
    **_LISTS,
)
_KNOWN = Query(
    KnownClient,
    select(
        *rows.columns(
            KnownClient,
            clients,
            team_title=teams.c.title,
            may_act=may_act(clients.c.created_by),
        )
    )
    .join(teams, teams.c.id == clients.c.team_id)
    .where(_BY_ID),
    secret_digest=rows.optional_bytes,
    **_LISTS,
)
_ACTS = select(clients.c.id).where(_BY_ID, may_act(clients.c.created_by))
_FIELDS: dict[str, Any] = {
    "title": bindparam("new_title"),
    "grant_types": bindparam("new_grant_types", type_=clients.c.grant_types.type),
    "redirect_uris": bindparam("new_redirect_uris", type_=clients.c.redirect_uris.type),
    "scopes": bindparam("new_scopes", type_=clients.c.scopes.type),
}
_CREATE = Query(
    OAuthClient,
    insert(clients)
    .values(
        team_id=bindparam("of_team_id", type_=Uuid),
        is_confidential=bindparam("new_is_confidential", type_=Boolean),
        secret_digest=bindparam("new_digest", type_=LargeBinary),
        created_by=bindparam("maker_id", type_=Uuid),
        **_FIELDS,
    )
    .returning(*_COLUMNS),
    **_LISTS,
)
_UPDATE = Query(
    OAuthClient,
    update(clients)
    .where(_BY_ID)
    .values(**_FIELDS, revision=clients.c.revision + 1, updated_at=func.now())
    .returning(*_COLUMNS),
    **_LISTS,
)
_DELETE = delete(clients).where(_BY_ID)


def is_good(client_id: UUID, token_id: UUID) -> Condition:
    """Return the condition that a client may act, and its token is not revoked."""
    values = {"asked_client_id": client_id, "asked_token_id": token_id}
    return Condition(_IS_GOOD, values)


async def acts(reader: Reader, client_id: UUID) -> bool:
    """Tell whether a client is there, and its maker not suspended."""
    return await rows.value(reader, _ACTS, {"client_id": client_id}) is not None


async def known(reader: Reader, client_id: UUID) -> KnownClient | None:
    """Return a client that a request of OAuth names, whoever sends it."""
    return await _KNOWN.first(reader, {"client_id": client_id})


async def find(
    reader: Reader, caller: Caller, team_id: UUID, client_id: UUID
) -> OAuthClient | None:
    """Return a client of a team that the caller can see."""
    values = visibility.of(caller, team_id, client_id=client_id)
    return await _FIND.first(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, client_id: UUID
) -> OAuthClient | None:
    """As `find`; nobody else changes it until the end."""
    values = visibility.of(caller, team_id, client_id=client_id)
    return await _LOCK.first(work, values)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[OAuthClient] | None:
    """Return a page of a team's clients, newest first; None if it can't be seen."""
    return await _PAGE.fetch(reader, visibility.of(caller, team_id), limit, after)


async def create(
    work: UnitOfWork,
    team_id: UUID,
    new: OAuthClientFields,
    digest: bytes | None,
    created_by: UUID | None,
) -> OAuthClient:
    """Add a client; it is confidential if there is a digest of its secret.

    Raises:
        NotFound: the team is gone.
    """
    values = {"of_team_id": team_id, "new_digest": digest, **_fields(new)}
    values |= {"new_is_confidential": digest is not None, "maker_id": created_by}
    return await _CREATE.one(work, values)


async def update_one(
    work: UnitOfWork, client_id: UUID, new: OAuthClientFields
) -> OAuthClient:
    """Replace what can be changed of a locked client."""
    return await _UPDATE.one(work, {"client_id": client_id, **_fields(new)})


async def delete_one(work: UnitOfWork, client_id: UUID) -> None:
    """Remove a locked client with what people have allowed it."""
    await rows.execute(work, _DELETE, {"client_id": client_id})


def _fields(new: OAuthClientFields) -> dict[str, object]:
    return {
        "new_title": new.title,
        "new_grant_types": list(new.grant_types),
        "new_redirect_uris": list(new.redirect_uris),
        "new_scopes": list(new.scopes),
    }
