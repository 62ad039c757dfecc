"""Proposed documents, with what their comparisons say."""

from collections.abc import Collection

from impl.database.unit_of_work import Database
from impl.proposal_records import ProposalRevision, RevisionDocument
from impl.records import Page
from impl.repositories import proposal_revisions, proposals
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.services import proposal_views
from impl.services.access import found
from impl.services.proposal_states import RevisionView
from impl.services.proposals import Place


class ProposalRevisions:
    """Shows revisions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_of_proposal(
        self, caller: Caller, place: Place, limit: int, after: PagePosition | None
    ) -> Page[RevisionView]:
        """Return a page of a proposal's revisions, latest first.

        `place` is the team, the API and the proposal's number.

        Raises:
            NotFound: the caller can't see the proposal.
        """
        reader = self._database.read()
        page = found(
            await proposal_revisions.list_of_proposal(
                reader, caller, place, limit, after
            ),
            "proposal",
        )
        views = await self._views(caller, place, page.items)
        return Page(tuple(views), page.next)

    async def get(self, caller: Caller, place: Place, number: int) -> RevisionView:
        """Return a revision by its number.

        `place` as for `list_of_proposal`.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        revision = await proposal_revisions.find(reader, caller, place, number)
        [view] = await self._views(caller, place, [found(revision, "revision")])
        return view

    async def download(
        self, caller: Caller, place: Place, number: int
    ) -> RevisionDocument:
        """Return the bytes of a revision; `place` as for `list_of_proposal`.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        document = await proposal_revisions.download(reader, caller, place, number)
        return found(document, "revision")

    async def _views(
        self, caller: Caller, place: Place, known: Collection[ProposalRevision]
    ) -> list[RevisionView]:
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        return await proposal_views.of_revisions(
            reader, place[1], proposal.policy.profile, known
        )
