"""The tenant filter: which teams a caller can see.

A person sees the teams that they are a member of, an API key sees its own team. Every
query for something that a team owns starts from `visible_teams`. What everyone may see
of an API is said in `impl.repositories.apis`: to those the others are guests.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Uuid,
    and_,
    bindparam,
    case,
    literal,
    null,
    or_,
)

from impl.security.caller import Caller
from impl.security.permissions import Role
from impl.tables import MemberRow, TeamRow
from impl.tables.columns import table_of

teams = table_of(TeamRow)
members = table_of(MemberRow)
own_membership = members.alias("own")

visible_teams: FromClause = teams.outerjoin(
    own_membership,
    and_(
        own_membership.c.team_id == teams.c.id,
        own_membership.c.person_id == bindparam("scope_person_id", type_=Uuid),
    ),
)
is_member: ColumnElement[bool] = own_membership.c.person_id.is_not(None)
_is_own_key: ColumnElement[bool] = teams.c.id == bindparam("scope_team_id", type_=Uuid)
is_visible: ColumnElement[bool] = or_(is_member, _is_own_key)
# None for a key of the team, which must not be taken for a key of another one.
role: ColumnElement[Any] = case(
    (is_member, own_membership.c.role),
    (_is_own_key, null()),
    else_=literal(Role.GUEST.value),
).label("role")
# What a `Standing` is made of.
standing = (teams.c.id.label("team_id"), role)
is_this_team: ColumnElement[bool] = and_(
    teams.c.id == bindparam("team_id", type_=Uuid), is_visible
)


def of(caller: Caller, team_id: UUID, **others: object) -> dict[str, object]:
    """Return the parameters of a scoped query, and others of its own."""
    return {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "team_id": team_id,
        **others,
    }
