"""What people say of places in proposals."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    FromClause,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.engine.anchors import FoundPlace
from impl.records import Page
from impl.repositories import rows
from impl.repositories.apis import is_seen
from impl.repositories.pages import PageWithin
from impl.repositories.proposals import proposals, scope, visible_proposals
from impl.repositories.rows import Query
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import CommentRow, CommentThreadRow
from impl.tables.columns import table_of
from impl.thread_records import (
    AnchoredThread,
    CarriedThread,
    Comment,
    CommentThread,
    NewThread,
)

threads = table_of(CommentThreadRow)
comments = table_of(CommentRow)
_of = proposals.alias("of_proposal")
_COLUMNS = rows.columns(
    CommentThread,
    threads,
    proposal=_of.c.number,
    latest_revision=_of.c.revision_count,
)
_COMMENT_COLUMNS = rows.columns(Comment, comments)
_BY_ID = threads.c.id == bindparam("thread_id", type_=Uuid)
_visible_threads = visible_proposals.join(
    threads, and_(threads.c.proposal_id == proposals.c.id, _BY_ID)
)


def _selected(found: FromClause) -> Select[Any]:
    return select(*_COLUMNS).select_from(
        found.join(_of, _of.c.id == threads.c.proposal_id)
    )


_FIND = Query(CommentThread, _selected(_visible_threads).where(is_seen))
_wanted_state = bindparam("state", type_=Text)
PAGE = PageWithin(
    CommentThread,
    visible_proposals,
    _selected(threads).where(
        threads.c.proposal_id == proposals.c.id,
        or_(
            _wanted_state.is_(None),
            (_wanted_state == "resolved") == threads.c.resolved_at.is_not(None),
        ),
    ),
    "created_at",
    "id",
    is_seen,
)
_COMMENTS = PageWithin(
    Comment,
    _visible_threads,
    select(*_COMMENT_COLUMNS).where(comments.c.thread_id == threads.c.id),
    "created_at",
    "id",
    is_seen,
)
_ANCHORED = Query(
    AnchoredThread,
    select(*rows.columns(AnchoredThread, threads)).where(
        threads.c.proposal_id == bindparam("proposal_id", type_=Uuid),
        threads.c.side.is_not(None),
    ),
)
_ADD = (
    insert(threads)
    .values(
        proposal_id=bindparam("of_proposal_id", type_=Uuid),
        author_id=bindparam("new_author_id", type_=Uuid),
        revision=bindparam("new_revision", type_=BigInteger),
        side=bindparam("new_side", type_=Text),
        fate=bindparam("new_fate", type_=Text),
        **{
            column: bindparam(f"new_{column.removeprefix('last_')}", type_=type_)
            for name, type_ in (
                *(("pointer", Text), ("fingerprint", Text)),
                *(("line", BigInteger), ("excerpt", Text)),
            )
            for column in (name, f"last_{name}")
        },
        # Those who begin one wait for each other, and are told apart by when they did.
        created_at=func.clock_timestamp(),
    )
    .returning(threads.c.id)
)
_ADD_COMMENT = Query(
    Comment,
    insert(comments)
    .values(
        thread_id=bindparam("of_thread_id", type_=Uuid),
        author_id=bindparam("new_author_id", type_=Uuid),
        body=bindparam("new_body", type_=Text),
        # Those who talk wait for each other, and are told apart by when they did.
        created_at=func.clock_timestamp(),
    )
    .returning(*_COMMENT_COLUMNS),
)
_REOPENED = {"resolved_at": None, "resolved_by": None}
_ANSWERED = (
    update(threads).where(_BY_ID).values(comments=threads.c.comments + 1, **_REOPENED)
)
_RESOLVE = (
    update(threads)
    .where(_BY_ID)
    .values(
        resolved_at=func.now(), resolved_by=bindparam("new_resolved_by", type_=Uuid)
    )
)
_REOPEN = update(threads).where(_BY_ID).values(**_REOPENED)
_LOSE = update(threads).where(_BY_ID).values(fate=bindparam("new_fate", type_=Text))
_CARRY = (
    update(threads)
    .where(_BY_ID)
    .values(
        fate=bindparam("new_fate", type_=Text),
        last_pointer=bindparam("new_pointer", type_=Text),
        last_fingerprint=bindparam("new_fingerprint", type_=Text),
        last_line=bindparam("new_line", type_=BigInteger),
        last_excerpt=bindparam("new_excerpt", type_=Text),
    )
)
_COUNT = select(func.coalesce(func.sum(threads.c.comments), 0)).where(
    threads.c.proposal_id == bindparam("proposal_id", type_=Uuid)
)
_COUNT_BY = (
    select(func.count())
    .select_from(comments.join(threads, threads.c.id == comments.c.thread_id))
    .where(
        threads.c.proposal_id == bindparam("proposal_id", type_=Uuid),
        comments.c.author_id == bindparam("person_id", type_=Uuid),
    )
)

Place = tuple[UUID, UUID, int]


async def find(
    reader: Reader, caller: Caller, place: Place, thread_id: UUID
) -> CommentThread | None:
    """Return a thread; `place` is the team, the API and the proposal's number."""
    return await _FIND.first(reader, scope(caller, place, thread_id=thread_id))


async def list_of_proposal(
    reader: Reader,
    caller: Caller,
    place: Place,
    state: str | None,
    limit: int,
    after: PagePosition | None,
) -> Page[CommentThread] | None:
    """Return a page of a proposal's threads, latest first; None if it is hidden."""
    return await PAGE.fetch(reader, scope(caller, place, state=state), limit, after)


async def list_comments(
    reader: Reader,
    caller: Caller,
    place: Place,
    thread_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Comment] | None:
    """Return a page of what was said, latest first; None if it can't be seen."""
    values = scope(caller, place, thread_id=thread_id)
    return await _COMMENTS.fetch(reader, values, limit, after)


async def anchored(reader: Reader, proposal_id: UUID) -> tuple[AnchoredThread, ...]:
    """Return the threads of a proposal that are about places in documents."""
    return await _ANCHORED.every(reader, {"proposal_id": proposal_id})


async def number_of_comments(
    reader: Reader, proposal_id: UUID, person_id: UUID | None = None
) -> int:
    """Count what was said of a proposal in its threads, by a person or at all."""
    if person_id is None:
        return int(await rows.value(reader, _COUNT, {"proposal_id": proposal_id}))
    values = {"proposal_id": proposal_id, "person_id": person_id}
    return int(await rows.value(reader, _COUNT_BY, values))


async def add(
    work: UnitOfWork, proposal_id: UUID, author_id: UUID, new: NewThread
) -> UUID:
    """Begin a thread in a locked proposal, with its first comment; return its id.

    Raises:
        NotFound: the person is gone.
    """
    values = {
        "of_proposal_id": proposal_id,
        "new_author_id": author_id,
        "new_revision": new.revision,
        "new_side": new.side,
        "new_fate": new.place.fate if new.place else None,
        **_place(new.place),
    }
    thread_id: UUID = await rows.value(work, _ADD, values)
    await _comment(work, thread_id, author_id, new.body)
    return thread_id


async def answer(
    work: UnitOfWork, thread_id: UUID, author_id: UUID, body: str
) -> Comment:
    """Add a comment to a thread of a locked proposal, which is open then.

    Raises:
        NotFound: the person is gone.
    """
    await rows.execute(work, _ANSWERED, {"thread_id": thread_id})
    return await _comment(work, thread_id, author_id, body)


async def resolve(work: UnitOfWork, thread_id: UUID, person_id: UUID) -> None:
    """Resolve a thread of a locked proposal."""
    values = {"thread_id": thread_id, "new_resolved_by": person_id}
    await rows.execute(work, _RESOLVE, values)


async def reopen(work: UnitOfWork, thread_id: UUID) -> None:
    """Open a thread of a locked proposal again."""
    await rows.execute(work, _REOPEN, {"thread_id": thread_id})


async def carry(work: UnitOfWork, carried: Sequence[CarriedThread]) -> None:
    """Note where threads of a locked proposal are in a new revision."""
    for each in carried:
        values = {"thread_id": each.thread_id, "new_fate": each.fate}
        if each.place is None:
            await rows.execute(work, _LOSE, values)
        else:
            await rows.execute(work, _CARRY, {**values, **_place(each.place)})


async def _comment(
    work: UnitOfWork, thread_id: UUID, author_id: UUID, body: str
) -> Comment:
    values = {"of_thread_id": thread_id, "new_author_id": author_id, "new_body": body}
    return await _ADD_COMMENT.one(work, values)


def _place(place: FoundPlace | None) -> dict[str, object]:
    return {
        "new_pointer": place.pointer if place else None,
        "new_fingerprint": place.fingerprint if place else None,
        "new_line": place.line if place else None,
        "new_excerpt": place.excerpt if place else None,
    }
