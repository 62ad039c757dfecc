"""Members of teams. A team always has an owner."""

from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Conflict
from impl.event_records import Action
from impl.records import Member, Page
from impl.repositories import members, people, quota_usage, teams
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission, Role
from impl.services import audit, preconditions
from impl.services.access import found, require, standing_for
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter

_UNKNOWN_PERSON = Conflict(
    "unknown_person",
    "Nobody has an account with this email address. Ask them to register first.",
)
_UNASKED = Conflict(
    "invitation_required",
    "Nobody becomes a member unasked; `create_invitation` asks them.",
)


class Members:
    """Adds, shows, changes and removes members."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        *,
        only_by_consent: bool,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._only_by_consent = only_by_consent

    @property
    def only_by_consent(self) -> bool:
        """Whether nobody becomes a member unasked."""
        return self._only_by_consent

    async def add(
        self,
        caller: Caller,
        team_id: UUID,
        email: str,
        role: str,
        call: IdempotentCall[Member] | None,
    ) -> Member:
        """Add the person with an email address to a team.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller adds too many; each try tells who has an account.
            NotFound: the caller can't see the team.
            Forbidden: the caller's role does not allow it.
            Conflict: people have to be asked (`invitation_required`), nobody has this
                address (`unknown_person`), the person is a member
                (`already_member`), or the team has too many members or the person too
                many teams (`quota_exceeded`).
        """

        async def effect() -> Member:
            person_id = await people.find_id(work, email)
            if person_id is None:
                raise _UNKNOWN_PERSON
            await quota_usage.hold_team(work, team_id)
            if role == Role.OWNER:
                await quota_usage.hold_person(work, person_id)
            member = await members.create(work, team_id, person_id, role)
            await self._quotas.check_members(work, team_id)
            if role == Role.OWNER:
                await self._quotas.check_teams(work, person_id)
            await _record(
                *(work, caller, "member.added", team_id, person_id),
                (None, {"role": role}),
            )
            return member

        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            standing = standing_for(
                await teams.standing(work, caller, team_id), Permission.MANAGE_MEMBERS
            )
            _require_owner_for(standing.role, role)
            if self._only_by_consent:
                raise _UNASKED
            member = await run_once(
                work, call, Member, effect, lambda member: member.person_id
            )
            await work.commit()
        return member

    async def list_of_team(
        self, caller: Caller, team_id: UUID, limit: int, after: PagePosition | None
    ) -> Page[Member]:
        """Return a page of a team's members, newest first.

        Raises:
            NotFound: the caller can't see the team.
        """
        reader = self._database.read()
        page = await members.list_of_team(reader, caller, team_id, limit, after)
        return found(page, "team")

    async def get(self, caller: Caller, team_id: UUID, person_id: UUID) -> Member:
        """Return a membership.

        Raises:
            NotFound: the caller can't see the team, or the person is not in it.
        """
        reader = self._database.read()
        member = await members.find(reader, caller, team_id, person_id)
        return found(member, "member")

    async def update(
        self,
        caller: Caller,
        team_id: UUID,
        person_id: UUID,
        role: str | None,
        expected: frozenset[str],
    ) -> Member:
        """Give a member another role; None leaves it.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: the team would be without owners (`last_owner`), or the member
                would own too many teams (`quota_exceeded`).
        """
        async with self._database.begin() as work:
            standing = standing_for(
                await teams.lock_standing(work, caller, team_id),
                Permission.MANAGE_MEMBERS,
            )
            if role == Role.OWNER:
                # Before the membership, as an account's removal takes them.
                await quota_usage.hold_person(work, person_id)
            member = await _lock(work, caller, team_id, person_id)
            old_role, new_role = member.role, role or member.role
            if new_role != member.role:
                _require_owner_for(standing.role, new_role, member.role)
            preconditions.check(member.tag, expected)
            if new_role != Role.OWNER:
                await _keep_an_owner(work, team_id, member)
            is_promoted = new_role == Role.OWNER and member.role != Role.OWNER
            member = await members.update_one(work, team_id, person_id, new_role)
            if is_promoted:
                await self._quotas.check_teams(work, person_id)
            await _record(
                *(work, caller, "member.updated", team_id, person_id),
                ({"role": old_role}, {"role": new_role}),
            )
            await work.commit()
        return member

    async def remove(
        self, caller: Caller, team_id: UUID, person_id: UUID, expected: frozenset[str]
    ) -> None:
        """Remove a member; everybody may remove themselves.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: the team would be without owners (`last_owner`).
        """
        async with self._database.begin() as work:
            standing = found(await teams.lock_standing(work, caller, team_id), "team")
            is_self = caller.person_id == person_id
            if not is_self:
                require(standing.role, Permission.MANAGE_MEMBERS)
            member = await _lock(work, caller, team_id, person_id)
            if not is_self:
                _require_owner_for(standing.role, member.role)
            preconditions.check(member.tag, expected)
            await _keep_an_owner(work, team_id, member)
            await members.delete_one(work, team_id, person_id)
            await _record(
                *(work, caller, "member.removed", team_id, person_id),
                ({"role": member.role}, None),
            )
            await work.commit()


async def _lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, person_id: UUID
) -> Member:
    return found(await members.lock(work, caller, team_id, person_id), "member")


def _require_owner_for(role: str | None, *roles: str) -> None:
    if Role.OWNER in roles:
        require(role, Permission.MANAGE_OWNERS)


async def _keep_an_owner(work: UnitOfWork, team_id: UUID, member: Member) -> None:
    """Refuse to lose a team's last owner. The team is locked, so the answer holds."""
    if member.role != Role.OWNER:
        return
    if not await members.has_other_owner(work, team_id, member.person_id):
        raise Conflict(
            "last_owner",
            "The team would be left without an owner. Make somebody else one first.",
        )


async def _record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    team_id: UUID,
    person_id: UUID,
    change: audit.Difference,
) -> None:
    subject = ids.encode(ids.PERSON, person_id)
    await audit.record(*(work, caller, action, subject), team_id=team_id, change=change)
