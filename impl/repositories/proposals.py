"""Changes of APIs that are to be agreed on."""

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
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.errors import NotFound
from impl.proposal_records import Proposal, ProposalFields
from impl.records import Page, Standing
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_seen, policy_columns, visible_apis
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import CommentThreadRow, ProposalRow
from impl.tables.columns import table_of

proposals = table_of(ProposalRow)
_published = versions.alias("published_version")
_threads = table_of(CommentThreadRow)
_open_threads = (
    select(func.count())
    .select_from(_threads)
    .where(_threads.c.proposal_id == proposals.c.id, _threads.c.resolved_at.is_(None))
    .scalar_subquery()
)
_comments = (
    select(func.coalesce(func.sum(_threads.c.comments), 0))
    .where(_threads.c.proposal_id == proposals.c.id)
    .scalar_subquery()
)
_COLUMNS = rows.columns(
    Proposal,
    proposals,
    published_version=_published.c.version,
    open_threads=_open_threads,
    comments=_comments,
    **policy_columns(apis),
)

# A proposal of an API that the caller can see; what belongs to it is found through it.
visible_proposals = visible_apis.join(
    proposals,
    and_(
        proposals.c.api_id == apis.c.id,
        proposals.c.number == bindparam("proposal", type_=BigInteger),
    ),
)

is_open = and_(proposals.c.version_id.is_(None), proposals.c.withdrawn_at.is_(None))


def selected_proposals(found: FromClause) -> Select[Any]:
    """Select proposals, which are joined with their APIs."""
    return select(*_COLUMNS).select_from(
        found.outerjoin(_published, _published.c.id == proposals.c.version_id)
    )


_find = selected_proposals(visible_proposals).where(is_seen)
_FIND = Query(Proposal, _find)
_standing = select(*visibility.standing).select_from(visible_proposals).where(is_seen)
STANDING = Query(Standing, _standing)
_LOCK = Query(Standing, _standing.with_for_update(of=proposals))
# The API is visible already, of which the page is.
_this_api = apis.alias("this_api")
_PAGE = PageWithin(
    Proposal,
    visible_apis,
    select(
        *rows.columns(
            Proposal,
            proposals,
            published_version=_published.c.version,
            open_threads=_open_threads,
            comments=_comments,
            **policy_columns(_this_api),
        )
    )
    .select_from(
        proposals.join(_this_api, _this_api.c.id == proposals.c.api_id).outerjoin(
            _published, _published.c.id == proposals.c.version_id
        )
    )
    .where(proposals.c.api_id == bindparam("api_id", type_=Uuid)),
    "created_at",
    "id",
    is_seen,
)
_FIELDS = {
    "title": bindparam("new_title"),
    "description": bindparam("new_description", type_=Text),
}
_NUMBER = (
    update(apis)
    .where(apis.c.id == bindparam("of_api_id", type_=Uuid))
    .values(proposal_count=apis.c.proposal_count + 1)
    .returning(apis.c.proposal_count)
)
_CREATE = insert(proposals).values(
    api_id=bindparam("of_api_id", type_=Uuid),
    number=bindparam("new_number", type_=BigInteger),
    author_id=bindparam("new_author_id", type_=Uuid),
    **_FIELDS,
)
_BY_ID = proposals.c.id == bindparam("proposal_id", type_=Uuid)
_NEXT_STATE = {"revision": proposals.c.revision + 1, "updated_at": func.now()}
_UPDATE = update(proposals).where(_BY_ID).values(**_FIELDS, **_NEXT_STATE)
_PUBLISH = (
    update(proposals)
    .where(_BY_ID)
    .values(version_id=bindparam("new_version_id", type_=Uuid), **_NEXT_STATE)
)
_WITHDRAW = (
    update(proposals).where(_BY_ID).values(withdrawn_at=func.now(), **_NEXT_STATE)
)


async def find(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID, int]
) -> Proposal | None:
    """Return a proposal; `place` is the team, the API and the number."""
    return await _FIND.first(reader, scope(caller, place))


async def lock(
    work: UnitOfWork, caller: Caller, place: tuple[UUID, UUID, int]
) -> Standing | None:
    """As `standing`; nobody else changes the proposal until the end."""
    return await _LOCK.first(work, scope(caller, place))


async def standing(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID, int]
) -> Standing | None:
    """Return what the caller is in the team of a proposal that they can see."""
    return await STANDING.first(reader, scope(caller, place))


async def list_of_api(
    reader: Reader,
    caller: Caller,
    api: tuple[UUID, UUID],
    limit: int,
    after: PagePosition | None,
) -> Page[Proposal] | None:
    """Return a page of an API's proposals, newest first; None if it can't be seen."""
    team_id, api_id = api
    values = visibility.of(caller, team_id, api_id=api_id)
    return await _PAGE.fetch(reader, values, limit, after)


async def create(
    work: UnitOfWork, api_id: UUID, author_id: UUID | None, new: ProposalFields
) -> int:
    """Add a proposal; return its number.

    Raises:
        NotFound: the API or the person is gone.
    """
    number = await rows.value(work, _NUMBER, {"of_api_id": api_id})
    if number is None:
        raise NotFound("API")
    values = {
        "of_api_id": api_id,
        "new_number": number,
        "new_author_id": author_id,
        **_fields(new),
    }
    await rows.execute(work, _CREATE, values)
    return int(number)


async def update_one(work: UnitOfWork, proposal_id: UUID, new: ProposalFields) -> None:
    """Replace what a locked proposal says."""
    await rows.execute(work, _UPDATE, {"proposal_id": proposal_id, **_fields(new)})


async def publish(work: UnitOfWork, proposal_id: UUID, version_id: UUID) -> None:
    """Note what a locked proposal was published as."""
    values = {"proposal_id": proposal_id, "new_version_id": version_id}
    await rows.execute(work, _PUBLISH, values)


async def withdraw(work: UnitOfWork, proposal_id: UUID) -> None:
    """Withdraw a locked proposal."""
    await rows.execute(work, _WITHDRAW, {"proposal_id": proposal_id})


def scope(
    caller: Caller, place: tuple[UUID, UUID, int], **others: object
) -> dict[str, object]:
    """Return the parameters of a query through `visible_proposals`."""
    team_id, api_id, number = place
    return visibility.of(caller, team_id, api_id=api_id, proposal=number, **others)


def _fields(new: ProposalFields) -> dict[str, object]:
    return {"new_title": new.title, "new_description": new.description}
