"""Invitations to teams: whoever has the address answers, and nobody else."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from impl.account_records import Invitation
from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.errors import Barred, Conflict
from impl.event_records import Action
from impl.records import Member, Page, Person, Standing
from impl.repositories import invitations, members, people, quota_usage, teams
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission, Role
from impl.services import audit
from impl.services.access import found, require, standing_for
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.post import Post
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter


@dataclass(frozen=True, slots=True)
class InvitationRules:
    """How often people invite and answer, and how many days an invitation is open."""

    rate: Rate
    days: int


class Invitations:
    """Invites people to teams, and takes their answers."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rules: InvitationRules,
        quotas: Quotas,
        post: Post,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rules = rules
        self._quotas = quotas
        self._post = post

    async def create(
        self,
        caller: Caller,
        team_id: UUID,
        email: str,
        role: str,
        call: IdempotentCall[Invitation] | None,
    ) -> Invitation:
        """Invite whoever has an address, or will have.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller invites too many.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the address is a member's (`already_member`) or invited
                (`already_invited`), or there are too many (`quota_exceeded`).
        """

        async def effect() -> Invitation:
            await quota_usage.hold_team(work, team_id)
            if await invitations.is_member(work, team_id, email):
                raise Conflict("already_member", "The person is a member of the team.")
            made = await invitations.create(
                *(work, team_id, email, role, caller.person_id),
                timedelta(days=self._rules.days),
            )
            await self._quotas.check_invitations(work, team_id)
            letter = self._post.letters.invitation(
                email, made.team_title, role, self._rules.days
            )
            await self._post.send(work, letter)
            await _record(work, caller, "invitation.created", made)
            return made

        await self._limiter.attempt((self._rules.rate, caller.name))
        async with self._database.begin() as work:
            standing = await _standing(work, caller, team_id)
            _require_owner_for(standing, role)
            made = await run_once(work, call, Invitation, effect)
            await work.commit()
        return made

    async def list_of_team(
        self, caller: Caller, team_id: UUID, limit: int, after: PagePosition | None
    ) -> Page[Invitation]:
        """Return a page of a team's open invitations, newest first.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _standing(reader, caller, team_id)
        page = await invitations.list_of_team(reader, caller, team_id, limit, after)
        return found(page, "team")

    async def get(
        self, caller: Caller, team_id: UUID, invitation_id: UUID
    ) -> Invitation:
        """Return an open invitation of a team.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _standing(reader, caller, team_id)
        invitation = await invitations.find(reader, caller, team_id, invitation_id)
        return found(invitation, "invitation")

    async def revoke(self, caller: Caller, team_id: UUID, invitation_id: UUID) -> None:
        """Take an invitation back.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        async with self._database.begin() as work:
            standing = await _standing(work, caller, team_id)
            await quota_usage.hold_team(work, team_id)
            invitation = found(
                await invitations.find(work, caller, team_id, invitation_id),
                "invitation",
            )
            _require_owner_for(standing, invitation.role)
            await _remove(work, invitation)
            await _record(work, caller, "invitation.revoked", invitation)
            await work.commit()

    async def list_of_caller(
        self, caller: Caller, limit: int, after: PagePosition | None
    ) -> Page[Invitation]:
        """Return a page of the open invitations to the caller's address.

        Raises:
            Barred: nobody knows that it is theirs
                (`email_unverified`).
        """
        reader = self._database.read()
        person_id = found(caller.person_id, "account")
        self._require_proof(found(await people.find(reader, person_id), "account"))
        return await invitations.list_of_person(reader, person_id, limit, after)

    async def accept(self, caller: Caller, invitation_id: UUID) -> Member:
        """Make the caller a member of the team that invites them.

        Raises:
            RateLimited: the caller answers too often.
            NotFound: nothing of this id invites them.
            Barred: nobody knows that the address is theirs.
            Conflict: they are a member (`already_member`), or the team has too many
                members or they too many teams (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rules.rate, caller.name))
        async with self._database.begin() as work:
            person, invitation = await self._answered(work, caller, invitation_id)
            await _remove(work, invitation)
            team_id, role = invitation.team_id, invitation.role
            member = await members.create(work, team_id, person.id, role)
            await self._quotas.check_members(work, team_id)
            if role == Role.OWNER:
                await self._quotas.check_teams(work, person.id)
            await audit.record(
                *(work, caller, "member.added", ids.encode(ids.PERSON, person.id)),
                team_id=team_id,
                change=(None, {"role": role}),
            )
            await work.commit()
        return member

    async def decline(self, caller: Caller, invitation_id: UUID) -> None:
        """Let an invitation to the caller be gone.

        Raises:
            NotFound: nothing of this id invites them.
            Barred: nobody knows that the address is theirs
                (`email_unverified`).
        """
        async with self._database.begin() as work:
            _, invitation = await self._answered(work, caller, invitation_id)
            await _remove(work, invitation)
            await _record(work, caller, "invitation.declined", invitation)
            await work.commit()

    async def _answered(
        self, work: UnitOfWork, caller: Caller, invitation_id: UUID
    ) -> tuple[Person, Invitation]:
        """Return who answers and what, both locked, in the order of those who remove.

        That is the team, the person and then what refers to them.
        """
        person_id = found(caller.person_id, "account")
        known = found(await people.find(work, person_id), "account")
        self._require_proof(known)
        invitation = found(
            await invitations.find_to(work, known.email, invitation_id), "invitation"
        )
        await quota_usage.hold_team(work, invitation.team_id)
        person = found(await people.lock(work, person_id), "account")
        self._require_proof(person)
        invitation = found(
            await invitations.find_to(work, person.email, invitation_id), "invitation"
        )
        return person, invitation

    def _require_proof(self, person: Person) -> None:
        if self._post.is_on and not person.is_verified:
            raise Barred(
                "email_unverified",
                "Prove your email address first: `request_email_proof` sends a message "
                "with a token to it.",
            )


async def _standing(reader: Reader, caller: Caller, team_id: UUID) -> Standing:
    standing = await teams.standing(reader, caller, team_id)
    return standing_for(standing, Permission.MANAGE_MEMBERS)


def _require_owner_for(standing: Standing, role: str) -> None:
    if role == Role.OWNER:
        require(standing.role, Permission.MANAGE_OWNERS)


async def _remove(work: UnitOfWork, invitation: Invitation) -> None:
    # Of several who answer it, or take it back, at the same time one does.
    if not await invitations.delete_one(work, invitation.id):
        found(None, "invitation")


async def _record(
    work: UnitOfWork, caller: Caller, action: Action, invitation: Invitation
) -> None:
    # Not the address: all members read this, and it need not be a member's ever.
    await audit.record(
        *(work, caller, action, ids.encode(ids.INVITATION, invitation.id)),
        team_id=invitation.team_id,
        details={"role": invitation.role},
    )
