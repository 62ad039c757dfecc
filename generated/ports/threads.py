"""The port of the tag `threads`.

What people say of places in proposals.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import threads as responses
from ..runtime.http.context import Context, not_implemented


class ThreadsPort(Protocol):
    """What an implementation of `threads` provides."""

    async def list_threads(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        state: models.ThreadState | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListThreadsResult:
        """List the threads of a proposal

        Latest first, each with where it stands in the latest revision.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads/get` in the contract.
        """
        ...

    async def create_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        idempotency_key: str | None,
        body: models.ThreadCreation,
    ) -> responses.CreateThreadResult:
        """Begin a thread

        For everybody who sees the proposal, and for people only. A thread is about
        a place in the latest revision, or in what it changes, or about the whole
        proposal. What it is about follows the revisions that come later: by its
        pointer, and where something else stands there, by its content. A revision
        that is not the latest any more is 409 `revision_outdated`, one that is not
        there 409 `revision_required`.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads/post` in the contract.
        """
        ...

    async def get_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
    ) -> responses.GetThreadResult:
        """Read a thread

        With where it was begun, and where it stands in the latest revision.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}/get` in the contract.
        """
        ...

    async def list_comments(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListCommentsResult:
        """List what was said in a thread

        Latest first.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1comments/get` in the contract.
        """
        ...

    async def add_comment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
        idempotency_key: str | None,
        body: models.CommentCreation,
    ) -> responses.AddCommentResult:
        """Say something in a thread

        For everybody who sees the proposal, and for people only. A thread that was
        resolved is open again. Nothing that was said is changed or taken back.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1comments/post` in the contract.
        """
        ...

    async def resolve_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
    ) -> responses.ResolveThreadResult:
        """Resolve a thread

        For all of the team, and for whoever began the thread; for people only. One
        that is resolved stays as it is.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1resolution/put` in the contract.
        """
        ...

    async def reopen_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
    ) -> responses.ReopenThreadResult:
        """Take a thread up again

        For those who may resolve it. One that is open stays so.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1resolution/delete` in the contract.
        """
        ...


class UnimplementedThreads:
    """Answers 501 to every operation of `threads`."""

    async def list_threads(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_thread(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_thread(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def list_comments(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def add_comment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def resolve_thread(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def reopen_thread(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
