"""Documents become revisions of proposals, checked as if they were published."""

from dataclasses import dataclass
from typing import Final

from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database
from impl.errors import TooManyComparisons
from impl.proposal_records import (
    Proposal,
    ProposalRevision,
)
from impl.records import Version
from impl.repositories import (
    apis,
    proposal_revisions,
    proposals,
    quota_usage,
    versions,
)
from impl.security.caller import Caller
from impl.security.permissions import Permission
from impl.services import proposal_views
from impl.services.access import found, guest_of
from impl.services.comparison_questions import ChosenProfile
from impl.services.comparisons import Comparisons
from impl.services.examination import Examination, holders
from impl.services.likeness import Likeness
from impl.services.proposal_states import RevisionView
from impl.services.proposals import Place, locked, record, refuse_closed, require_for
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.revision_submissions import (
    CheckedSubmission,
    Overtaken,
    RevisionSubmission,
    is_same,
    new_revision,
)
from impl.services.thread_carrying import ThreadCarrying, Uncarried, carry
from impl.thread_records import CarriedThread

# How often others may add or publish something first, which counts then.
_ATTEMPTS: Final = 4


@dataclass(frozen=True, slots=True)
class AddedRevision:
    """A revision, and whether it is new."""

    view: RevisionView
    is_new: bool


class _Outrun(Exception):
    """Others have added or published something meanwhile."""


class RevisionAdditions:
    """Adds revisions, and has them compared at once."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        examination: Examination,
        likeness: Likeness,
        comparisons: Comparisons,
        threads: ThreadCarrying,
    ) -> None:
        self._database = database
        self._examination = examination
        self._likeness = likeness
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._comparisons = comparisons
        self._threads = threads

    async def admit(self, caller: Caller, place: Place) -> None:
        """Count an attempt to add a revision, before there is a document to read.

        `place` is the team, the API and the proposal's number.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the proposal is closed (`proposal_closed`).
            RateLimited: the caller proposes too much.
        """
        reader = self._database.read()
        standing = await proposals.standing(reader, caller, place)
        proposal = await self._proposal(caller, place)
        permission = Permission.WRITE_PROPOSALS
        require_for(caller, found(standing, "proposal"), permission, proposal)
        refuse_closed(proposal)
        await self._limiter.attempt((self._rate, caller.name))

    async def add(
        self, caller: Caller, place: Place, submission: RevisionSubmission
    ) -> AddedRevision:
        """Add a document to a proposal; that of its latest revision changes nothing.

        Only for those who have been admitted. `place` as for `admit`.

        Raises:
            NotFound: the caller can't see the proposal, or there is no such base.
            Forbidden: their role does not allow it.
            Invalid: the document is no valid contract.
            Conflict: the proposal is closed (`proposal_closed`), or a quota is used up
                (`quota_exceeded`).
            Unavailable: too many documents are being checked, or added.
            Overtaken: it is not made of the latest any more.
        """
        base = await self._base(caller, place, submission.base)
        contract = await self._examination.of(
            submission.content, submission.media_type, holders(caller, place[0])
        )
        checked = CheckedSubmission(
            *(contract, submission.content, submission.media_type),
            submission.merged_from,
        )
        for _ in range(_ATTEMPTS):
            latest = await self._latest(caller, place)
            if latest and is_same(latest, checked, base):
                view = await self.view(caller, place, latest)
                return AddedRevision(view, is_new=False)
            equivalent = await self._equivalent(caller, place, latest, checked)
            carried = await self._carried(caller, place, latest, checked, base)
            try:
                added = await self._add(
                    caller,
                    place,
                    (base, submission.base),
                    (latest, equivalent, carried),
                    checked,
                )
            except _Outrun:
                base = await self._base(caller, place, submission.base)
                continue
            await self._compare(caller, place, base, checked)
            view = await self.view(caller, place, added)
            return AddedRevision(view, is_new=True)
        raise Unavailable(Reason.CONTENTION)

    async def view(
        self, caller: Caller, place: Place, revision: ProposalRevision
    ) -> RevisionView:
        """Return a revision with what its comparison says; `place` as for `add`."""
        profile = (await self._proposal(caller, place)).policy.profile
        [view] = await proposal_views.of_revisions(
            self._database.read(), place[1], profile, [revision]
        )
        return view

    async def _proposal(self, caller: Caller, place: Place) -> Proposal:
        reader = self._database.read()
        return found(await proposals.find(reader, caller, place), "proposal")

    async def _base(
        self, caller: Caller, place: Place, named: str | None
    ) -> Version | None:
        reader = self._database.read()
        if named is None:
            return await versions.latest_release(reader, place[1])
        version = await versions.find(reader, caller, *place[:2], named)
        return found(version, "base")

    async def _latest(self, caller: Caller, place: Place) -> ProposalRevision | None:
        proposal = await self._proposal(caller, place)
        known = await proposal_revisions.latest(self._database.read(), [proposal.id])
        return known[0] if known else None

    async def _equivalent(
        self,
        caller: Caller,
        place: Place,
        latest: ProposalRevision | None,
        checked: CheckedSubmission,
    ) -> int | None:
        """Return the first revision that no client can tell from a document."""
        if latest is None:
            return None
        reader, digest = self._database.read(), checked.contract.digest
        known = await proposal_revisions.of_content(reader, latest.proposal_id, digest)
        if known:
            return known.equivalent_to
        before = await proposal_revisions.content(reader, latest.id)
        whose = holders(caller, place[0])
        if await self._likeness.of(before, checked.content, whose):
            return latest.equivalent_to
        return None

    async def _carried(
        self,
        caller: Caller,
        place: Place,
        latest: ProposalRevision | None,
        checked: CheckedSubmission,
        base: Version | None,
    ) -> tuple[CarriedThread, ...]:
        """Return where what people talk about is in a document."""
        if latest is None:
            return ()
        of, content = latest.proposal_id, checked.content
        return await self._threads.to(caller, place, of, content, base)

    async def _add(
        self,
        caller: Caller,
        place: Place,
        bases: tuple[Version | None, str | None],
        known: tuple[ProposalRevision | None, int | None, tuple[CarriedThread, ...]],
        checked: CheckedSubmission,
    ) -> ProposalRevision:
        """Add a revision if what is known of the proposal and the API is still so.

        Raises:
            _Outrun: it is not.
        """
        team_id, api_id, _ = place
        (base, named), (latest, equivalent, carried) = bases, known
        async with self._database.begin() as work:
            # As who publishes does, and in the same order.
            await quota_usage.hold_team(work, team_id)
            found(await apis.hold_policy(work, api_id), "API")
            view = await locked(work, caller, place, Permission.WRITE_PROPOSALS)
            proposal = view.proposal
            refuse_closed(proposal)
            newest = await versions.latest_release(work, api_id)
            made = (proposal.revision_count, newest.id if newest else None)
            of = checked.merged_from
            if of and (of.revision, of.version_id) != made:
                raise Overtaken
            if proposal.revision_count != (latest.number if latest else 0):
                raise _Outrun
            base_id = base.id if base else None
            if named is None and made[1] != base_id:
                raise _Outrun
            number = proposal.revision_count + 1
            above = await proposal_revisions.releases_now(work, api_id, base_id)
            new = new_revision(
                checked, number, caller.person_id, base_id, above, equivalent
            )
            await proposal_revisions.add(work, proposal.id, new)
            try:
                await carry(work, proposal.id, carried)
            except Uncarried:
                raise _Outrun from None
            standing = await proposals.standing(work, caller, place)
            await self._quotas.check_revisions(
                *(work, (team_id, api_id), number, len(new.document)),
                guest_of(caller, standing),
            )
            await record(
                *(work, caller, "proposal.revised", team_id, proposal),
                proposal_revision=number,
                digest=new.digest,
            )
            added = await proposal_revisions.find(work, caller, place, number)
            await work.commit()
        return found(added, "revision")

    async def _compare(
        self,
        caller: Caller,
        place: Place,
        base: Version | None,
        checked: CheckedSubmission,
    ) -> None:
        if base is None:
            return
        proposal = await self._proposal(caller, place)
        try:
            await self._comparisons.of_contract(
                caller,
                place[:2],
                base,
                (checked.contract, checked.content),
                ChosenProfile(proposal.policy.profile),
            )
        except TooManyComparisons:
            # Whoever reads the proposal has it compared once there is room.
            return
