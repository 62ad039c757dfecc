"""Open invitations to teams, which stand as long as their sender may invite."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Interval,
    Text,
    Uuid,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
)

from impl.account_records import Invitation
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Page
from impl.repositories import rows, visibility
from impl.repositories.pages import PageQuery, PageWithin
from impl.repositories.people import people
from impl.repositories.rows import Query
from impl.repositories.visibility import members, teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission, Role, holders
from impl.tables import InvitationRow
from impl.tables.columns import table_of

invitations = table_of(InvitationRow)
# Not `teams` itself, which what is visible is made of.
_inviting = teams.alias("inviting")
_COLUMNS = rows.columns(Invitation, invitations, team_title=_inviting.c.title)
_IS_OPEN = invitations.c.expires_at > func.now()
_inviter, _account = members.alias("inviter"), people.alias("inviting_account")


def _may_invite(permission: Permission) -> ColumnElement[bool]:
    return or_(*(_inviter.c.role == role for role in holders(permission)))


# Who may invite nobody any more leaves nobody a way in.
_STANDS = and_(
    _IS_OPEN,
    exists(1).where(
        _inviter.c.team_id == invitations.c.team_id,
        _inviter.c.person_id == invitations.c.invited_by,
        or_(
            _may_invite(Permission.MANAGE_OWNERS),
            and_(
                _may_invite(Permission.MANAGE_MEMBERS),
                invitations.c.role != Role.OWNER.value,
            ),
        ),
        _account.c.id == _inviter.c.person_id,
        _account.c.suspended_at.is_(None),
    ),
)
_BY_ID = invitations.c.id == bindparam("invitation_id", type_=Uuid)
_TO_ADDRESS = func.lower(invitations.c.email) == func.lower(
    bindparam("address", type_=Text)
)
_of_teams = invitations.join(_inviting, _inviting.c.id == invitations.c.team_id)
_FIND = Query(
    Invitation,
    select(*_COLUMNS)
    .select_from(
        visibility.visible_teams.join(
            invitations, and_(invitations.c.team_id == teams.c.id, _BY_ID, _IS_OPEN)
        ).join(_inviting, _inviting.c.id == teams.c.id)
    )
    .where(visibility.is_this_team),
)
_PAGE = PageWithin(
    Invitation,
    visibility.visible_teams,
    select(*_COLUMNS)
    .select_from(_of_teams)
    .where(invitations.c.team_id == bindparam("team_id", type_=Uuid), _IS_OPEN),
    "created_at",
    "id",
)
_ADDRESS_OF = select(people.c.email).where(
    people.c.id == bindparam("person_id", type_=Uuid)
)
_OF_PERSON = func.lower(invitations.c.email) == func.lower(
    _ADDRESS_OF.scalar_subquery()
)
_PAGE_OF_PERSON = PageQuery(
    Invitation,
    select(*_COLUMNS).select_from(_of_teams).where(_OF_PERSON, _STANDS),
    "created_at",
    "id",
)
_FIND_TO = Query(
    Invitation,
    select(*_COLUMNS).select_from(_of_teams).where(_BY_ID, _TO_ADDRESS, _STANDS),
)
_IS_INVITED = select(exists().where(_TO_ADDRESS, _STANDS))
_IS_MEMBER = select(
    exists().where(
        members.c.team_id == bindparam("team_id", type_=Uuid),
        members.c.person_id == people.c.id,
        func.lower(people.c.email) == func.lower(bindparam("address", type_=Text)),
    )
)
_DROP_OLD = delete(invitations).where(
    invitations.c.team_id == bindparam("of_team_id", type_=Uuid),
    _TO_ADDRESS,
    ~_STANDS,
)
_CREATE = (
    insert(invitations)
    .values(
        team_id=bindparam("of_team_id", type_=Uuid),
        email=bindparam("address", type_=Text),
        role=bindparam("new_role", type_=Text),
        invited_by=bindparam("inviter_id", type_=Uuid),
        expires_at=func.now() + bindparam("life", type_=Interval),
    )
    .returning(invitations.c.id)
)
_GET = Query(Invitation, select(*_COLUMNS).select_from(_of_teams).where(_BY_ID))
_DELETE = delete(invitations).where(_BY_ID).returning(invitations.c.id)


async def find(
    reader: Reader, caller: Caller, team_id: UUID, invitation_id: UUID
) -> Invitation | None:
    """Return an open invitation to a team that the caller can see."""
    values = visibility.of(caller, team_id, invitation_id=invitation_id)
    return await _FIND.first(reader, values)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Invitation] | None:
    """Return a page of a team's open invitations; None if it can't be seen."""
    return await _PAGE.fetch(reader, visibility.of(caller, team_id), limit, after)


async def list_of_person(
    reader: Reader, person_id: UUID, limit: int, after: PagePosition | None
) -> Page[Invitation]:
    """Return a page of the invitations to a person's address that stand."""
    return await _PAGE_OF_PERSON.fetch(reader, {"person_id": person_id}, limit, after)


async def find_to(reader: Reader, email: str, invitation_id: UUID) -> Invitation | None:
    """Return an invitation to an address, if it stands."""
    values = {"address": email, "invitation_id": invitation_id}
    return await _FIND_TO.first(reader, values)


async def is_invited(reader: Reader, email: str) -> bool:
    """Tell whether any team invites an address."""
    return bool(await rows.value(reader, _IS_INVITED, {"address": email}))


async def is_member(reader: Reader, team_id: UUID, email: str) -> bool:
    """Tell whether somebody with an address is in a team."""
    values = {"team_id": team_id, "address": email}
    return bool(await rows.value(reader, _IS_MEMBER, values))


async def create(
    work: UnitOfWork,
    team_id: UUID,
    email: str,
    role: str,
    inviter_id: UUID | None,
    life: timedelta,
) -> Invitation:
    """Invite an address to a team for so long.

    Raises:
        Conflict: it is invited (`already_invited`).
        NotFound: the team is gone.
    """
    values = {"of_team_id": team_id, "address": email}
    await rows.execute(work, _DROP_OLD, values)
    made = {"new_role": role, "inviter_id": inviter_id, "life": life}
    invitation_id = await rows.value(work, _CREATE, {**values, **made})
    return await _GET.one(work, {"invitation_id": invitation_id})


async def delete_one(work: UnitOfWork, invitation_id: UUID) -> bool:
    """Remove an invitation; False if somebody else did."""
    values = {"invitation_id": invitation_id}
    return await rows.value(work, _DELETE, values) is not None
