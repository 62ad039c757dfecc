"""What people say of places in proposals."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from uuid import UUID

from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.errors import Forbidden
from impl.event_records import Action
from impl.records import Page
from impl.repositories import proposals, threads
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Role
from impl.services.access import found, guest_of
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.proposals import Place, record
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.thread_anchors import ThreadAnchors, require_latest
from impl.thread_records import Comment, CommentThread, NewThread, WantedThread

_PEOPLE: Final = "An API key has no opinion; a person has to say it."


class Threads:
    """Begins, continues, shows and resolves threads."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        anchors: ThreadAnchors,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._anchors = anchors

    async def create(
        self,
        caller: Caller,
        place: Place,
        revision: int,
        wanted: WantedThread,
        call: IdempotentCall[CommentThread] | None,
    ) -> CommentThread:
        """Begin a thread; `place` is the team, the API and the proposal's number.

        `revision` is the number of the latest, as the caller knows it.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller says too much.
            NotFound: the caller can't see the proposal.
            Forbidden: the caller is an API key.
            Invalid: nothing is at that place (`invalid_anchor`).
            Conflict: the proposal is closed (`proposal_closed`), has no such revision
                (`revision_required`) or a later one (`revision_outdated`), or the quota
                is used up (`quota_exceeded`).
            Unavailable: too many documents are being examined, or the revision was
                added meanwhile.
        """
        _person(caller)
        await self._limiter.attempt((self._rate, caller.name))
        asked = [(wanted, "/anchor/pointer")]
        new = await self._anchors.of(caller, place, revision, asked)

        async def effect() -> CommentThread:
            [thread_id] = await begin(work, caller, place, self._quotas, revision, new)
            return await _thread(work, caller, place, thread_id)

        async with self._database.begin() as work:
            found(await proposals.lock(work, caller, place), "proposal")
            thread = await run_once(work, call, CommentThread, effect)
            await work.commit()
        return thread

    async def list_of_proposal(
        self,
        caller: Caller,
        place: Place,
        state: str | None,
        limit: int,
        after: PagePosition | None,
    ) -> Page[CommentThread]:
        """Return a page of a proposal's threads, latest first; `place` as for `create`.

        Raises:
            NotFound: the caller can't see the proposal.
        """
        page = await threads.list_of_proposal(
            self._database.read(), caller, place, state, limit, after
        )
        return found(page, "proposal")

    async def get(self, caller: Caller, place: Place, thread_id: UUID) -> CommentThread:
        """Return a thread; `place` as for `create`.

        Raises:
            NotFound: the caller can't see it.
        """
        return await _thread(self._database.read(), caller, place, thread_id)

    async def comment(
        self,
        caller: Caller,
        place: Place,
        thread_id: UUID,
        body: str,
        call: IdempotentCall[Comment] | None,
    ) -> Comment:
        """Say something in a thread, which is open then; `place` as for `create`.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller says too much.
            NotFound: the caller can't see the thread.
            Forbidden: the caller is an API key.
            Conflict: the quota is used up (`quota_exceeded`).
        """
        author = _person(caller)
        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> Comment:
            comment = await threads.answer(work, thread_id, author, body)
            guest = guest_of(caller, standing)
            await self._quotas.check_comments(work, thread.proposal_id, 1, guest)
            await _record(work, caller, "thread.answered", place, thread)
            return comment

        async with self._database.begin() as work:
            standing = found(await proposals.lock(work, caller, place), "proposal")
            thread = await _thread(work, caller, place, thread_id)
            comment = await run_once(work, call, Comment, effect)
            await work.commit()
        return comment

    async def list_comments(
        self,
        caller: Caller,
        place: Place,
        thread_id: UUID,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Comment]:
        """Return a page of what was said, latest first; `place` as for `create`.

        Raises:
            NotFound: the caller can't see the thread.
        """
        page = await threads.list_comments(
            self._database.read(), caller, place, thread_id, limit, after
        )
        return found(page, "thread")

    async def resolve(
        self, caller: Caller, place: Place, thread_id: UUID
    ) -> CommentThread:
        """Resolve a thread; one that is resolved stays so. `place` as for `create`.

        Raises:
            RateLimited: the caller changes too much.
            NotFound: the caller can't see it.
            Forbidden: they are an API key, or look on from outside.
        """
        person = _person(caller)

        async def change(work: UnitOfWork) -> None:
            await threads.resolve(work, thread_id, person)

        return await self._set(caller, place, thread_id, "thread.resolved", change)

    async def reopen(
        self, caller: Caller, place: Place, thread_id: UUID
    ) -> CommentThread:
        """Open a thread again; one that is open stays so. `place` as for `create`.

        Raises:
            RateLimited, NotFound, Forbidden: as for `resolve`.
        """
        _person(caller)

        async def change(work: UnitOfWork) -> None:
            await threads.reopen(work, thread_id)

        return await self._set(caller, place, thread_id, "thread.reopened", change)

    async def _set(
        self,
        caller: Caller,
        place: Place,
        thread_id: UUID,
        action: Action,
        change: Callable[[UnitOfWork], Awaitable[None]],
    ) -> CommentThread:
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            standing = found(await proposals.lock(work, caller, place), "proposal")
            old = await _thread(work, caller, place, thread_id)
            if standing.role == Role.GUEST and old.author_id != caller.person_id:
                raise Forbidden("Only the team, or whoever began it, ends a thread.")
            if (old.resolved_at is not None) == (action == "thread.resolved"):
                return old
            await change(work)
            thread = await _thread(work, caller, place, thread_id)
            await _record(work, caller, action, place, thread)
            await work.commit()
        return thread


async def begin(
    work: UnitOfWork,
    caller: Caller,
    place: Place,
    quotas: Quotas,
    revision: int,
    new: Sequence[NewThread] | None,
) -> list[UUID]:
    """Begin threads about the latest revision of a locked proposal; return their ids.

    `new` is what `ThreadAnchors` has found.

    Raises:
        NotFound, Forbidden, Conflict: as for `Threads.create`.
    """
    proposal = found(await proposals.find(work, caller, place), "proposal")
    require_latest(proposal, revision)
    if new is None:
        # It was added after the look at the document: who asks again finds it.
        raise Unavailable(Reason.CONTENTION)
    begun: list[UUID] = []
    for each in new:
        thread_id = await threads.add(work, proposal.id, _person(caller), each)
        told = ids.encode(ids.THREAD, thread_id)
        await record(work, caller, "thread.created", place[0], proposal, thread=told)
        begun.append(thread_id)
    guest = guest_of(caller, await proposals.standing(work, caller, place))
    await quotas.check_comments(work, proposal.id, len(new), guest)
    return begun


def _person(caller: Caller) -> UUID:
    if caller.person_id is None:
        raise Forbidden(_PEOPLE)
    return caller.person_id


async def _thread(
    reader: Reader, caller: Caller, place: Place, thread_id: UUID
) -> CommentThread:
    return found(await threads.find(reader, caller, place, thread_id), "thread")


async def _record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    place: Place,
    thread: CommentThread,
) -> None:
    proposal = found(await proposals.find(work, caller, place), "proposal")
    thread_id = ids.encode(ids.THREAD, thread.id)
    await record(work, caller, action, place[0], proposal, thread=thread_id)
