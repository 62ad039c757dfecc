"""The tenant filter: which teams a caller can see.

A person sees the teams that they are a member of, an API key sees its own team. Every
query for something that a team owns starts from `visible_teams`.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Uuid, and_, bindparam, or_

from impl.security.caller import Caller
from impl.tables import MemberRow, TeamRow
from impl.tables.columns import table_of

teams = table_of(TeamRow)
members = table_of(MemberRow)
own_membership = members.alias("own")

role: ColumnElement[Any] = own_membership.c.role

visible_teams: FromClause = teams.outerjoin(
    own_membership,
    and_(
        own_membership.c.team_id == teams.c.id,
        own_membership.c.person_id == bindparam("scope_person_id", type_=Uuid),
    ),
)
is_visible: ColumnElement[bool] = or_(
    own_membership.c.person_id.is_not(None),
    teams.c.id == bindparam("scope_team_id", type_=Uuid),
)
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
