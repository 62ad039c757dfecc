"""Changes of APIs that are to be agreed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.errors import Conflict, Forbidden
from impl.event_records import Action
from impl.proposal_records import Proposal, ProposalFields
from impl.records import Page, Standing
from impl.repositories import apis, proposals
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission, Role, allowed
from impl.services import audit, preconditions, proposal_views
from impl.services.access import found, guest_of, require
from impl.services.comparison_batches import ComparisonBatches
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.merge_patch import UNCHANGED, Unchanged, changed
from impl.services.proposal_states import ProposalView, told_to_guest
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter

Place = tuple[UUID, UUID, int]
# Nobody could tell its proposals from those of other keys.
_FOREIGN_KEY: Final = "An API key of another team proposes nothing; a person has to."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChange:
    """What to change of a proposal; a description of None removes it."""

    title: str | Unchanged = UNCHANGED
    description: str | Unchanged | None = UNCHANGED

    def applied_to(self, proposal: Proposal) -> ProposalFields:
        """Return what it says afterwards."""
        return ProposalFields(
            title=changed(proposal.title, self.title),
            description=changed(proposal.description, self.description),
        )


class Proposals:
    """Creates, shows, changes and withdraws proposals."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        batches: ComparisonBatches,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._batches = batches

    async def create(
        self,
        caller: Caller,
        api: tuple[UUID, UUID],
        new: ProposalFields,
        call: IdempotentCall[ProposalView] | None,
    ) -> ProposalView:
        """Create a proposal; `api` is the team and the API.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller proposes too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the API has too many open proposals (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> ProposalView:
            number = await proposals.create(work, api[1], caller.person_id, new)
            guest = guest_of(caller, standing)
            await self._quotas.check_proposals(work, api[1], guest)
            view = await _view(work, caller, (*api, number))
            await record(work, caller, "proposal.created", api[0], view.proposal)
            return view

        async with self._database.begin() as work:
            standing = await apis.standing(work, caller, *api)
            await _require_author(work, caller, api, found(standing, "API"))
            view = await run_once(work, call, ProposalView, effect)
            await work.commit()
        return view

    async def list_of_api(
        self,
        caller: Caller,
        api: tuple[UUID, UUID],
        limit: int,
        after: PagePosition | None,
    ) -> Page[ProposalView]:
        """Return a page of an API's proposals, newest first.

        Raises:
            NotFound: the caller can't see the API.
        """
        reader = self._database.read()
        page = found(
            await proposals.list_of_api(reader, caller, api, limit, after), "API"
        )
        views = await proposal_views.of_proposals(reader, page.items)
        return Page(await _told(reader, caller, api, views), page.next)

    async def get(self, caller: Caller, place: Place) -> ProposalView:
        """Return a proposal, whose comparison is begun where that has to be.

        `place` is the team, the API and the number.

        Raises:
            NotFound: the caller can't see it.
            RateLimited: a comparison is missing, and the caller asks too often.
        """
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        view = await proposal_views.of_proposal(reader, proposal)
        is_begun = await proposal_views.begin_comparison(
            self._batches, reader, caller, place[0], view
        )
        if is_begun:
            view = await proposal_views.of_proposal(reader, proposal)
        [told] = await _told(reader, caller, place[:2], [view])
        return told

    async def update(
        self,
        caller: Caller,
        place: Place,
        change: ProposalChange,
        expected: frozenset[str],
    ) -> ProposalView:
        """Change what a proposal says; `place` as for `get`.

        Raises:
            RateLimited: the caller changes too much.
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: it is closed (`proposal_closed`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            old = await locked(work, caller, place, Permission.WRITE_PROPOSALS)
            preconditions.check(old.tag, expected)
            refuse_closed(old.proposal)
            fields = change.applied_to(old.proposal)
            await proposals.update_one(work, old.proposal.id, fields)
            view = await _view(work, caller, place)
            await record(work, caller, "proposal.updated", place[0], view.proposal)
            await work.commit()
        return view

    async def withdraw(
        self, caller: Caller, place: Place, expected: frozenset[str]
    ) -> ProposalView:
        """Withdraw a proposal; one that is withdrawn stays so. `place` as for `get`.

        Raises:
            RateLimited: the caller changes too much.
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: it is published (`proposal_closed`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            old = await locked(work, caller, place, Permission.WRITE_PROPOSALS)
            preconditions.check(old.tag, expected)
            if old.proposal.withdrawn_at:
                return old
            refuse_closed(old.proposal)
            await proposals.withdraw(work, old.proposal.id)
            view = await _view(work, caller, place)
            await record(work, caller, "proposal.withdrawn", place[0], view.proposal)
            await work.commit()
        return view


async def locked(
    work: UnitOfWork, caller: Caller, place: Place, permission: Permission
) -> ProposalView:
    """Return a proposal that nobody else changes until the end.

    Raises:
        NotFound: the caller can't see it.
        Forbidden: their role does not allow it.
    """
    standing = found(await proposals.lock(work, caller, place), "proposal")
    # A statement of its own, because only that sees what others have just committed.
    view = await _view(work, caller, place)
    require_for(caller, standing, permission, view.proposal)
    return view


def require_for(
    caller: Caller, standing: Standing, permission: Permission, proposal: Proposal
) -> None:
    """Do nothing for whoever has a permission, or changes what they have proposed.

    Raises:
        Forbidden: the caller may not.
    """
    is_author = caller.person_id is not None and proposal.author_id == caller.person_id
    if permission != Permission.WRITE_PROPOSALS or not is_author:
        require(standing.role, permission)


async def _require_author(
    work: UnitOfWork, caller: Caller, api: tuple[UUID, UUID], standing: Standing
) -> None:
    """Do nothing for whoever may propose: all people, where everyone sees the API."""
    if standing.role == Role.GUEST and caller.person_id is None:
        raise Forbidden(_FOREIGN_KEY)
    if allowed(standing.role, Permission.WRITE_PROPOSALS):
        return
    seen = found(await apis.find(work, caller, *api), "API")
    if seen.visibility != "everyone":
        require(standing.role, Permission.WRITE_PROPOSALS)


def refuse_closed(proposal: Proposal) -> None:
    """Do nothing for a proposal that is open.

    Raises:
        Conflict: it is not (`proposal_closed`).
    """
    if proposal.published_version:
        detail = f"The proposal is published, as version {proposal.published_version}."
    elif proposal.withdrawn_at:
        detail = "The proposal is withdrawn. Make another one."
    else:
        return
    raise Conflict("proposal_closed", detail)


async def record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    team_id: UUID,
    proposal: Proposal,
    **details: object,
) -> None:
    """Record what was done to a proposal."""
    subject = ids.encode(ids.PROPOSAL, proposal.id)
    await audit.record(
        work,
        caller,
        action,
        subject,
        team_id=team_id,
        api_id=proposal.api_id,
        details={"number": proposal.number, **details},
    )


async def _view(work: UnitOfWork, caller: Caller, place: Place) -> ProposalView:
    proposal = found(await proposals.find(work, caller, place), "proposal")
    view = await proposal_views.of_proposal(work, proposal)
    [told] = await _told(work, caller, place[:2], [view])
    return told


async def _told(
    reader: Reader,
    caller: Caller,
    api: tuple[UUID, UUID],
    views: Sequence[ProposalView],
) -> tuple[ProposalView, ...]:
    """Return proposals of an API as the caller may know them."""
    if any(each.code == "consents" for view in views for each in view.missing):
        standing = found(await apis.standing(reader, caller, *api), "API")
        if standing.role == Role.GUEST:
            return tuple(map(told_to_guest, views))
    return tuple(views)


def no_revision(proposal: Proposal, number: int) -> Conflict:
    """Return what is told to who speaks of a revision that is not there (yet)."""
    if not proposal.revision_count:
        detail = "The proposal has no document yet; add a revision."
    else:
        latest = proposal.revision_count
        detail = f"There is no revision {number}; the latest one is {latest}."
    return Conflict("revision_required", detail)
