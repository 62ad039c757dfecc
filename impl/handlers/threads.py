"""What people say of places in proposals."""

from uuid import UUID

from generated import Context, models
from generated.responses import threads as responses
from impl.handlers import proposal_wire, thread_wire, wire
from impl.http.callers import caller_of
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.security import ids
from impl.services.threads import Threads
from impl.thread_records import Comment, CommentThread


class ThreadsHandler:
    """Implements `ThreadsPort`."""

    def __init__(
        self, threads: Threads, pager: Pager, idempotency: IdempotencyKeys
    ) -> None:
        self._threads = threads
        self._pager = pager
        self._idempotency = idempotency

    async def create_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        idempotency_key: str | None,
        body: models.ThreadCreation,
    ) -> responses.CreateThread201:
        """Begin a thread."""

        def created(thread: CommentThread) -> responses.CreateThread201:
            written = thread_wire.thread(thread)
            path = f"/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads"
            return responses.CreateThread201(
                body=written, location=f"{path}/{written.id}"
            )

        call = self._idempotency.call(
            context, idempotency_key, created, wire.content(body)
        )
        wanted = thread_wire.wanted(body.anchor, body.body)
        place = proposal_wire.place(team_id, api_id, proposal)
        thread = await self._threads.create(
            caller_of(context), place, body.revision, wanted, call
        )
        return created(thread)

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
    ) -> responses.ListThreads200:
        """List a proposal's threads."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._threads.list_of_proposal(
            caller_of(context),
            proposal_wire.place(team_id, api_id, proposal),
            state.value if state else None,
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListThreads200(
            body=models.ThreadPage(
                items=[thread_wire.thread(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
    ) -> responses.GetThread200:
        """Answer with a thread."""
        thread = await self._threads.get(
            caller_of(context), *_place(team_id, api_id, proposal, thread_id)
        )
        return responses.GetThread200(body=thread_wire.thread(thread))

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
    ) -> responses.AddComment201:
        """Say something in a thread."""

        def added(comment: Comment) -> responses.AddComment201:
            return responses.AddComment201(body=thread_wire.comment(comment))

        call = self._idempotency.call(
            context, idempotency_key, added, wire.content(body)
        )
        comment = await self._threads.comment(
            caller_of(context),
            *_place(team_id, api_id, proposal, thread_id),
            body.body,
            call,
        )
        return added(comment)

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
    ) -> responses.ListComments200:
        """List what was said in a thread."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._threads.list_comments(
            caller_of(context),
            *_place(team_id, api_id, proposal, thread_id),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListComments200(
            body=models.CommentPage(
                items=[thread_wire.comment(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def resolve_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
    ) -> responses.ResolveThread200:
        """Resolve a thread."""
        thread = await self._threads.resolve(
            caller_of(context), *_place(team_id, api_id, proposal, thread_id)
        )
        return responses.ResolveThread200(body=thread_wire.thread(thread))

    async def reopen_thread(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        thread_id: models.ThreadId,
    ) -> responses.ReopenThread200:
        """Take a thread up again."""
        thread = await self._threads.reopen(
            caller_of(context), *_place(team_id, api_id, proposal, thread_id)
        )
        return responses.ReopenThread200(body=thread_wire.thread(thread))


def _place(
    team_id: str, api_id: str, proposal: int, thread_id: str
) -> tuple[tuple[UUID, UUID, int], UUID]:
    place = proposal_wire.place(team_id, api_id, proposal)
    return place, ids.decode(ids.THREAD, thread_id)
