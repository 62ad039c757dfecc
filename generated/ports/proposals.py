"""The port of the tag `proposals`.

Changes that a team agrees on before they are published.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import proposals as responses
from ..runtime.bodies.uploads import Upload
from ..runtime.http.context import Context, not_implemented


class ProposalsPort(Protocol):
    """What an implementation of `proposals` provides."""

    async def list_proposals(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListProposalsResult:
        """List the proposals of an API

        Newest first.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals/get` in the contract.
        """
        ...

    async def create_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        idempotency_key: str | None,
        body: models.ProposalCreation,
    ) -> responses.CreateProposalResult:
        """Propose a change of an API

        For members, maintainers and owners and, where everyone sees the API, for
        everybody who has an account. A proposal says what is to change and why;
        documents are added to it as revisions. Proposals of an API are numbered in
        their order.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals/post` in the contract.
        """
        ...

    async def get_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        if_none_match: str | None,
    ) -> responses.GetProposalResult:
        """Read a proposal

        With its state, which follows from what has been done and is never chosen,
        and with whatever is missing until it can be published. Has its latest
        revision compared, if that has not been done the way the policy of the API
        wants it now.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}/get` in the contract.
        """
        ...

    async def update_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        if_match: str,
        body: models.ProposalPatch,
    ) -> responses.UpdateProposalResult:
        """Change what a proposal says

        For members, maintainers and owners, and for its author. What is published
        or withdrawn stays as it is, 409 `proposal_closed`.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}/patch` in the contract.
        """
        ...

    async def withdraw_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        if_match: str,
    ) -> responses.WithdrawProposalResult:
        """Withdraw a proposal

        For members, maintainers and owners, and for its author. It stays readable
        and takes nothing any more; one that is withdrawn stays as it is, and one
        that is published can't be withdrawn, 409 `proposal_closed`.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1withdrawal/put` in the contract.
        """
        ...

    async def list_revisions(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListRevisionsResult:
        """List the revisions of a proposal

        Latest first.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions/get` in the contract.
        """
        ...

    async def add_revision(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        base: models.VersionReference | None,
        body: Upload,
    ) -> responses.AddRevisionResult:
        """Add a document to a proposal

        For members, maintainers and owners, and for the author of the proposal. The
        body is an OpenAPI document as `publish_version` takes it, checked as if it
        was published, with the same 422; a refused one leaves the proposal as it
        was. It is compared at once with its base, as the policy of the API wants
        it. Its bytes are kept exactly, and never change.

        The document and the base of the latest revision again add nothing and
        answer 200, so that repeating this call is safe.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions/post` in the contract.
        """
        ...

    async def rebase_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
    ) -> responses.RebaseProposalResult:
        """Bring what was published since into a proposal

        For members, maintainers and owners, and for the author of the proposal.
        Adds a revision whose base is the highest release: the latest revision with
        what that release changed since the base. Its text stays as it was written,
        comments, order and quotes included, outside of what comes in; so does the
        version that it says of itself.

        Where both changed the same place, nothing is added, 409 `rebase_disputed`,
        and `conflicts` names the places. A latest revision whose base is the
        highest release already stays the latest, and is answered with 200. Without
        any revision, 409 `revision_required`.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1rebases/post` in the contract.
        """
        ...

    async def get_revision(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        revision: models.RevisionNumber,
        if_none_match: str | None,
    ) -> responses.GetRevisionResult:
        """Read a revision

        What is known of a proposed document, with the comparison that says whom it
        would break.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions~1{revision}/get` in the contract.
        """
        ...

    async def download_revision(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        revision: models.RevisionNumber,
        if_none_match: str | None,
    ) -> responses.DownloadRevisionResult:
        """Download a proposed document

        The bytes as they were sent.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions~1{revision}~1document/get` in the contract.
        """
        ...


class UnimplementedProposals:
    """Answers 501 to every operation of `proposals`."""

    async def list_proposals(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_proposal(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_proposal(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_proposal(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def withdraw_proposal(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def list_revisions(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def add_revision(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def rebase_proposal(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_revision(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def download_revision(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
