"""What others said and did since somebody last had a say themselves."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from impl.database.unit_of_work import Reader
from impl.overview_records import AnsweredThread, LateAnswer, OwnWords
from impl.repositories import rows
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.consents import consents
from impl.repositories.consumers import consumers
from impl.repositories.proposal_revisions import revisions
from impl.repositories.proposals import is_open, proposals
from impl.repositories.reviews import reviews
from impl.repositories.rows import Query
from impl.repositories.threads import comments, threads
from impl.repositories.together import Together
from impl.repositories.visibility import members, teams

_EXCERPT: Final = 300
_ME = bindparam("person_id", type_=Uuid)
_IDS = bindparam("ids", type_=ARRAY(Uuid))
_mine = (
    select(comments.c.thread_id, func.max(comments.c.created_at).label("at"))
    .where(comments.c.author_id == _ME)
    .group_by(comments.c.thread_id)
    .subquery("mine")
)
_last = (
    select(comments.c.created_at, comments.c.body)
    .where(
        comments.c.thread_id == _mine.c.thread_id, comments.c.created_at > _mine.c.at
    )
    .order_by(comments.c.created_at.desc(), comments.c.id.desc())
    .limit(1)
    .lateral("last")
)
_THREADS = Query(
    AnsweredThread,
    select(
        *rows.columns(
            AnsweredThread,
            proposals,
            thread_id=threads.c.id,
            team_name=teams.c.name,
            api_name=apis.c.name,
            excerpt=func.left(_last.c.body, _EXCERPT),
            answered_at=_last.c.created_at,
        )
    )
    .select_from(
        _mine.join(_last, true())
        .join(threads, threads.c.id == _mine.c.thread_id)
        .join(proposals, proposals.c.id == threads.c.proposal_id)
        .join(apis, apis.c.id == proposals.c.api_id)
        .join(teams, teams.c.id == apis.c.team_id)
        .outerjoin(
            members,
            and_(members.c.team_id == apis.c.team_id, members.c.person_id == _ME),
        )
    )
    .where(
        *(is_open, threads.c.resolved_at.is_(None)),
        or_(members.c.person_id.is_not(None), is_for_everyone),
    )
    .order_by(_last.c.created_at.desc(), threads.c.id)
    .limit(bindparam("most", type_=BigInteger)),
)
_reviewed = select(
    reviews.c.proposal_id, reviews.c.created_at, reviews.c.created_at.label("reviewed")
).where(reviews.c.reviewer_id == _ME, reviews.c.proposal_id == func.any(_IDS))
_NEVER = cast(null(), DateTime(timezone=True))
_said = union_all(
    _reviewed,
    select(proposals.c.id, proposals.c.created_at, _NEVER).where(
        proposals.c.author_id == _ME, proposals.c.id == func.any(_IDS)
    ),
    select(revisions.c.proposal_id, revisions.c.created_at, _NEVER).where(
        revisions.c.author_id == _ME, revisions.c.proposal_id == func.any(_IDS)
    ),
    select(threads.c.proposal_id, comments.c.created_at, _NEVER)
    .select_from(comments.join(threads, threads.c.id == comments.c.thread_id))
    .where(comments.c.author_id == _ME, threads.c.proposal_id == func.any(_IDS)),
).subquery("said")
_own = (
    select(
        _said.c.proposal_id,
        func.max(_said.c.created_at).label("said_at"),
        func.max(_said.c.reviewed).label("reviewed_at"),
    )
    .group_by(_said.c.proposal_id)
    .subquery("own")
)
_OWN = Query(OwnWords, select(*rows.columns(OwnWords, _own)))
# Of each consumer what it said last, if that is later than what the person did.
_answered = (
    select(consents)
    .where(consents.c.proposal_id == func.any(_IDS))
    .ext(distinct_on(consents.c.proposal_id, consents.c.consumer_id))
    .order_by(
        *(consents.c.proposal_id, consents.c.consumer_id),
        *(consents.c.answered_at.desc(), consents.c.id.desc()),
    )
    .subquery("answered")
)
_LATE = Query(
    LateAnswer,
    select(
        *rows.columns(
            LateAnswer, _answered, team=teams.c.name, consumer=consumers.c.name
        )
    )
    .select_from(
        _answered.join(_own, _own.c.proposal_id == _answered.c.proposal_id)
        .join(consumers, consumers.c.id == _answered.c.consumer_id)
        .join(teams, teams.c.id == consumers.c.team_id)
    )
    .where(
        _answered.c.answered_at > _own.c.said_at,
        _answered.c.answered_by.is_distinct_from(_ME),
    )
    .order_by(_answered.c.answered_at.desc()),
)
_NEWS = Together(_OWN, _LATE)


async def answered_threads(
    reader: Reader, person_id: UUID, most: int
) -> tuple[AnsweredThread, ...]:
    """Return open threads where others had the last word, after the person's own."""
    return await _THREADS.every(reader, {"person_id": person_id, "most": most})


async def news(
    reader: Reader, person_id: UUID, proposal_ids: Collection[UUID]
) -> tuple[tuple[OwnWords, ...], tuple[LateAnswer, ...]]:
    """Return when a person last had a say in proposals, and what consumers said since.

    They have to see the proposals, as one of the team.
    """
    values = {"person_id": person_id, "ids": [*proposal_ids]}
    own, late = await _NEWS.rows(reader, values)
    return tuple(map(_OWN.record, own)), tuple(map(_LATE.record, late))
