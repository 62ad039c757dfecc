"""Proposals follow what was published since their latest revision."""

from typing import Final

from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database
from impl.errors import Dispute, RebaseDisputed
from impl.proposal_records import ProposalRevision
from impl.records import Version
from impl.repositories import proposal_revisions, proposals, versions
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.examination import holders
from impl.services.merging import Merging
from impl.services.proposals import Place, no_revision
from impl.services.revision_additions import AddedRevision, RevisionAdditions
from impl.services.revision_submissions import MergedFrom, Overtaken, RevisionSubmission

# How often others may add or publish something first, which is merged then.
_ATTEMPTS: Final = 4


class Rebases:
    """Makes revisions of what was proposed and what was published since."""

    def __init__(
        self,
        database: Database,
        additions: RevisionAdditions,
        merging: Merging,
    ) -> None:
        self._database = database
        self._additions = additions
        self._merging = merging

    async def rebase(self, caller: Caller, place: Place) -> AddedRevision:
        """Add a revision that has what the highest release changed since the base.

        The revision stays as it is if the highest release is its base. Only for those
        who have been admitted, see `RevisionAdditions`; `place` as there.

        Raises:
            NotFound: the caller can't see the proposal.
            Forbidden: their role does not allow it.
            Conflict: the proposal has no revision (`revision_required`) or is closed
                (`proposal_closed`), or a quota is used up (`quota_exceeded`).
            RebaseDisputed: both changed the same places.
            Invalid: what both give together is no valid contract.
            Unavailable: too many documents are being checked, or added.
        """
        for _ in range(_ATTEMPTS):
            latest, target = await self._latest(caller, place)
            if target is None or target.id == latest.base_version_id:
                view = await self._additions.view(caller, place, latest)
                return AddedRevision(view, is_new=False)
            submission = RevisionSubmission(
                await self._merged(caller, place, latest, target),
                latest.media_type,
                target.version,
                MergedFrom(latest.number, target.id),
            )
            try:
                return await self._additions.add(caller, place, submission)
            except Overtaken:
                continue
        raise Unavailable(Reason.CONTENTION)

    async def _latest(
        self, caller: Caller, place: Place
    ) -> tuple[ProposalRevision, Version | None]:
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        known = await proposal_revisions.latest(reader, [proposal.id])
        if not known:
            raise no_revision(proposal, 1)
        return known[0], await versions.latest_release(reader, place[1])

    async def _merged(
        self, caller: Caller, place: Place, latest: ProposalRevision, target: Version
    ) -> bytes:
        if latest.base_version is None:
            # Both made the whole document.
            raise RebaseDisputed(1, [Dispute("", "added", "added", 1, 1)])
        reader = self._database.read()
        base, theirs = [
            found(await versions.download(reader, caller, *place[:2], name), "version")
            for name in (latest.base_version, target.version)
        ]
        ours = await proposal_revisions.content(reader, latest.id)
        whose = holders(caller, place[0])
        return await self._merging.of(base.content, theirs.content, ours, whose)
