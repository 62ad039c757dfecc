"""Changes of APIs that are to be agreed on."""

from generated import Context, Upload, models
from generated.responses import proposals as responses
from generated.responses import shared
from impl.handlers import proposal_wire, wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.proposal_records import ProposalFields
from impl.security import ids
from impl.services.proposal_revisions import ProposalRevisions
from impl.services.proposal_states import ProposalView
from impl.services.proposals import ProposalChange, Proposals
from impl.services.rebases import Rebases
from impl.services.revision_additions import RevisionAdditions
from impl.services.revision_submissions import RevisionSubmission


class ProposalsHandler:
    """Implements `ProposalsPort`."""

    def __init__(
        self,
        proposals: Proposals,
        revisions: ProposalRevisions,
        additions: RevisionAdditions,
        rebases: Rebases,
        pager: Pager,
        idempotency: IdempotencyKeys,
    ) -> None:
        self._proposals = proposals
        self._revisions = revisions
        self._additions = additions
        self._rebases = rebases
        self._pager = pager
        self._idempotency = idempotency

    async def create_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        idempotency_key: str | None,
        body: models.ProposalCreation,
    ) -> responses.CreateProposal201:
        """Propose a change."""

        def created(view: ProposalView) -> responses.CreateProposal201:
            return responses.CreateProposal201(
                body=proposal_wire.proposal(view),
                etag=etag(view.tag),
                location=f"{_list(team_id, api_id)}/{view.proposal.number}",
            )

        call = self._idempotency.call(
            context, idempotency_key, created, wire.content(body)
        )
        new = ProposalFields(title=body.title, description=wire.given(body.description))
        api = ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)
        view = await self._proposals.create(caller_of(context), api, new, call)
        return created(view)

    async def list_proposals(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListProposals200:
        """List an API's proposals."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._proposals.list_of_api(
            caller_of(context),
            (ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListProposals200(
            body=models.ProposalPage(
                items=[proposal_wire.proposal(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        if_none_match: str | None,
    ) -> responses.GetProposal200 | shared.NotModified:
        """Answer with a proposal."""
        view = await self._proposals.get(
            caller_of(context), proposal_wire.place(team_id, api_id, proposal)
        )
        if is_known(view.tag, if_none_match):
            return shared.NotModified(etag=etag(view.tag))
        return responses.GetProposal200(
            body=proposal_wire.proposal(view), etag=etag(view.tag)
        )

    async def update_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        if_match: str,
        body: models.ProposalPatch,
    ) -> responses.UpdateProposal200:
        """Change what a proposal says."""
        view = await self._proposals.update(
            caller_of(context),
            proposal_wire.place(team_id, api_id, proposal),
            ProposalChange(
                title=wire.change(body.title),
                description=wire.change(body.description),
            ),
            strong_tags(if_match),
        )
        return responses.UpdateProposal200(
            body=proposal_wire.proposal(view), etag=etag(view.tag)
        )

    async def withdraw_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        if_match: str,
    ) -> responses.WithdrawProposal200:
        """Withdraw a proposal."""
        view = await self._proposals.withdraw(
            caller_of(context),
            proposal_wire.place(team_id, api_id, proposal),
            strong_tags(if_match),
        )
        return responses.WithdrawProposal200(
            body=proposal_wire.proposal(view), etag=etag(view.tag)
        )

    async def add_revision(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        base: models.VersionReference | None,
        body: Upload,
    ) -> responses.AddRevision200 | responses.AddRevision201:
        """Add a document to a proposal."""
        caller = caller_of(context)
        place = proposal_wire.place(team_id, api_id, proposal)
        await self._additions.admit(caller, place)
        submission = RevisionSubmission(await body.read(), body.media_type, base)
        added = await self._additions.add(caller, place, submission)
        sealed = responses.AddRevision201 if added.is_new else responses.AddRevision200
        number = added.view.revision.number
        return sealed(
            body=proposal_wire.revision(added.view),
            etag=etag(added.view.tag),
            location=f"{_list(team_id, api_id)}/{proposal}/revisions/{number}",
        )

    async def rebase_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
    ) -> responses.RebaseProposal200 | responses.RebaseProposal201:
        """Bring what was published since into a proposal."""
        caller = caller_of(context)
        place = proposal_wire.place(team_id, api_id, proposal)
        await self._additions.admit(caller, place)
        added = await self._rebases.rebase(caller, place)
        is_new = added.is_new
        sealed = responses.RebaseProposal201 if is_new else responses.RebaseProposal200
        number = added.view.revision.number
        return sealed(
            body=proposal_wire.revision(added.view),
            etag=etag(added.view.tag),
            location=f"{_list(team_id, api_id)}/{proposal}/revisions/{number}",
        )

    async def list_revisions(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListRevisions200:
        """List a proposal's documents."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._revisions.list_of_proposal(
            caller_of(context),
            proposal_wire.place(team_id, api_id, proposal),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListRevisions200(
            body=models.ProposalRevisionPage(
                items=[proposal_wire.revision(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_revision(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        revision: models.RevisionNumber,
        if_none_match: str | None,
    ) -> responses.GetRevision200 | shared.NotModified:
        """Answer with what is known of a document."""
        place = proposal_wire.place(team_id, api_id, proposal)
        view = await self._revisions.get(caller_of(context), place, revision)
        if is_known(view.tag, if_none_match):
            return shared.NotModified(etag=etag(view.tag))
        return responses.GetRevision200(
            body=proposal_wire.revision(view), etag=etag(view.tag)
        )

    async def download_revision(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        revision: models.RevisionNumber,
        if_none_match: str | None,
    ) -> (
        responses.DownloadRevision200ApplicationYaml
        | responses.DownloadRevision200ApplicationJson
        | shared.NotModified
    ):
        """Answer with the bytes of a document."""
        place = proposal_wire.place(team_id, api_id, proposal)
        document = await self._revisions.download(caller_of(context), place, revision)
        if is_known(document.tag, if_none_match):
            return shared.NotModified(etag=etag(document.tag))
        is_json = document.media_type == "application/json"
        sealed = (
            responses.DownloadRevision200ApplicationJson
            if is_json
            else responses.DownloadRevision200ApplicationYaml
        )
        return sealed(body=document.content, etag=etag(document.tag))


def _list(team_id: str, api_id: str) -> str:
    return f"/v1/teams/{team_id}/apis/{api_id}/proposals"
