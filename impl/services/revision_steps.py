"""What became of the changes of a proposal from one of its revisions to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from impl.database.unit_of_work import Database
from impl.engine.comparison.verdicts.profiles import GRAVITY
from impl.proposal_records import Proposal, ProposalRevision
from impl.records import Change
from impl.repositories import comparisons, proposal_revisions, proposals
from impl.security.caller import Caller
from impl.services import proposal_views
from impl.services.access import found
from impl.services.proposal_states import RevisionView
from impl.services.proposals import Place

_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class KnownChanges:
    """What a revision changes of its base.

    Attributes:
        changes: the gravest; None if that is not known.
        is_cut: whether there are more.
    """

    revision: RevisionView
    changes: tuple[Change, ...] | None
    is_cut: bool


class RevisionSteps:
    """Looks at revisions that are not the latest any more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def between(
        self, caller: Caller, place: Place, first: int, last: int
    ) -> tuple[Proposal, KnownChanges, KnownChanges]:
        """Return what two revisions of a proposal change, each of its base.

        `place` is the team, the API and the proposal's number.

        Raises:
            NotFound: the caller can't see the proposal, or it has no such revision.
        """
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        revisions = [
            found(
                await proposal_revisions.find(reader, caller, place, number),
                "revision",
            )
            for number in (first, last)
        ]
        known = await self.changes(caller, place, proposal, revisions)
        return proposal, known[0], known[1]

    async def changes(
        self,
        caller: Caller,
        place: Place,
        proposal: Proposal,
        revisions: Sequence[ProposalRevision],
    ) -> list[KnownChanges]:
        """Return what revisions of a proposal, which the caller sees, change."""
        reader = self._database.read()
        views = await proposal_views.of_revisions(
            reader, proposal.api_id, proposal.policy.profile, revisions
        )
        known: list[KnownChanges] = []
        for view in views:
            it = view.comparison
            if view.revision.base_version_id is None:
                known.append(KnownChanges(view, (), is_cut=False))
            elif it is None or it.state != "finished":
                known.append(KnownChanges(view, None, is_cut=False))
            else:
                at = (*place[:2], it.id)
                gravest, is_cut = await comparisons.gravest_changes(
                    reader, caller, at, None, GRAVITY, _MOST
                )
                known.append(KnownChanges(view, gravest, is_cut))
        return known
