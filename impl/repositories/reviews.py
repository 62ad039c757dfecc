"""What people make of proposed documents."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    FromClause,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import distinct_on

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.proposal_records import NewReview, Review
from impl.records import Page
from impl.repositories import rows
from impl.repositories.apis import apis, is_seen
from impl.repositories.pages import PageWithin
from impl.repositories.proposal_revisions import revisions
from impl.repositories.proposals import proposals, scope, visible_proposals
from impl.repositories.rows import Query
from impl.repositories.visibility import members
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import ReviewRow
from impl.tables.columns import table_of

reviews = table_of(ReviewRow)
_of = proposals.alias("of_proposal")
_api = apis.alias("of_api")
_role = members.alias("reviewer")
_COLUMNS = rows.columns(
    Review,
    reviews,
    proposal=_of.c.number,
    revision=revisions.c.number,
    equivalent_to=revisions.c.equivalent_to,
    base_version_id=revisions.c.base_version_id,
    reviewer_role=_role.c.role,
)


def _selected(found: FromClause) -> Select[Any]:
    """Select reviews with what they are of, and what the reviewers are now."""
    return select(*_COLUMNS).select_from(
        found.join(revisions, revisions.c.id == reviews.c.revision_id)
        .join(_of, _of.c.id == reviews.c.proposal_id)
        .join(_api, _api.c.id == _of.c.api_id)
        .outerjoin(
            _role,
            and_(
                _role.c.team_id == _api.c.team_id,
                _role.c.person_id == reviews.c.reviewer_id,
            ),
        )
    )


PAGE = PageWithin(
    Review,
    visible_proposals,
    _selected(reviews).where(reviews.c.proposal_id == proposals.c.id),
    "created_at",
    "id",
    is_seen,
)
# Of each reviewer the last word; what is a comment takes none back.
LAST_WORDS = Query(
    Review,
    _selected(reviews)
    .where(
        reviews.c.proposal_id == func.any(bindparam("ids", type_=ARRAY(Uuid))),
        reviews.c.verdict != "comment",
        reviews.c.reviewer_id.is_not(None),
    )
    .ext(distinct_on(reviews.c.proposal_id, reviews.c.reviewer_id))
    .order_by(
        reviews.c.proposal_id,
        reviews.c.reviewer_id,
        reviews.c.created_at.desc(),
        reviews.c.id.desc(),
    ),
)
_FIND = Query(
    Review,
    _selected(reviews).where(reviews.c.id == bindparam("review_id", type_=Uuid)),
)
_revision = (
    select(revisions.c.id)
    .where(
        revisions.c.proposal_id == bindparam("of_proposal_id", type_=Uuid),
        revisions.c.number == bindparam("of_number"),
    )
    .scalar_subquery()
)
_ADD = (
    insert(reviews)
    .values(
        proposal_id=bindparam("of_proposal_id", type_=Uuid),
        revision_id=_revision,
        reviewer_id=bindparam("new_reviewer_id", type_=Uuid),
        verdict=bindparam("new_verdict", type_=Text),
        body=bindparam("new_body", type_=Text),
        # Those who review wait for each other, and are told apart by when they did.
        created_at=func.clock_timestamp(),
    )
    .returning(reviews.c.id)
)
_COUNT = (
    update(proposals)
    .where(proposals.c.id == bindparam("proposal_id", type_=Uuid))
    .values(revision=proposals.c.revision + 1, updated_at=func.now())
)


async def list_of_proposal(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID, int],
    limit: int,
    after: PagePosition | None,
) -> Page[Review] | None:
    """Return a page of a proposal's reviews, latest first; None if it is hidden."""
    return await PAGE.fetch(reader, scope(caller, place), limit, after)


async def add(
    work: UnitOfWork, proposal_id: UUID, reviewer_id: UUID, new: NewReview
) -> Review:
    """Add a review of a revision of a locked proposal, which has that revision.

    Raises:
        NotFound: the person is gone.
    """
    values = {
        "of_proposal_id": proposal_id,
        "of_number": new.revision,
        "new_reviewer_id": reviewer_id,
        "new_verdict": new.verdict,
        "new_body": new.body,
    }
    review_id = await rows.value(work, _ADD, values)
    await rows.execute(work, _COUNT, {"proposal_id": proposal_id})
    return await _FIND.one(work, {"review_id": review_id})
