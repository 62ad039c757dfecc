"""Proposed documents, and what was published since."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    FromClause,
    Select,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.proposal_records import (
    NewRevision,
    ProposalRevision,
    RevisionAuthor,
    RevisionDocument,
)
from impl.records import Page
from impl.repositories import rows
from impl.repositories.apis import apis, is_seen
from impl.repositories.pages import PageWithin
from impl.repositories.proposals import proposals, scope, visible_proposals
from impl.repositories.rows import Query
from impl.repositories.versions import releases_above, versions
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import ProposalRevisionRow
from impl.tables.columns import table_of

revisions = table_of(ProposalRevisionRow)
_base = versions.alias("base_version")
_twin = versions.alias("twin")
_of = proposals.alias("of_proposal")
_COLUMNS = rows.columns(
    ProposalRevision,
    revisions,
    proposal=_of.c.number,
    base_version=_base.c.version,
    base_digest=_base.c.digest,
    is_base_moved=releases_above(_of.c.api_id, _base) > revisions.c.releases_above,
    published_as=_twin.c.version,
)


def _selected(found: FromClause) -> Select[Any]:
    """Select revisions with their bases, and versions of the same content."""
    return select(*_COLUMNS).select_from(
        found.join(_of, _of.c.id == revisions.c.proposal_id)
        .outerjoin(_base, _base.c.id == revisions.c.base_version_id)
        .outerjoin(
            _twin,
            and_(_twin.c.api_id == _of.c.api_id, _twin.c.digest == revisions.c.digest),
        )
    )


_THIS = visible_proposals.join(
    revisions,
    and_(
        revisions.c.proposal_id == proposals.c.id,
        revisions.c.number == bindparam("number", type_=BigInteger),
    ),
)
_FIND = Query(ProposalRevision, _selected(_THIS).where(is_seen))
_DOCUMENT = Query(
    RevisionDocument,
    select(*rows.columns(RevisionDocument, revisions, content=revisions.c.document))
    .select_from(_THIS)
    .where(is_seen),
    content=bytes,
)
PAGE = PageWithin(
    ProposalRevision,
    visible_proposals,
    _selected(revisions).where(revisions.c.proposal_id == proposals.c.id),
    "created_at",
    "id",
    is_seen,
)
_latest = _selected(revisions).where(
    revisions.c.proposal_id == func.any(bindparam("ids", type_=ARRAY(Uuid))),
    revisions.c.number == _of.c.revision_count,
)
LATEST = Query(ProposalRevision, _latest)
AUTHORS = Query(
    RevisionAuthor,
    select(*rows.columns(RevisionAuthor, revisions))
    .where(
        revisions.c.proposal_id == func.any(bindparam("ids", type_=ARRAY(Uuid))),
        revisions.c.author_id.is_not(None),
    )
    .distinct(),
)
_SAME = Query(
    ProposalRevision,
    _selected(revisions)
    .where(
        revisions.c.proposal_id == bindparam("proposal_id", type_=Uuid),
        revisions.c.digest == bindparam("digest"),
    )
    .order_by(revisions.c.number)
    .limit(1),
)
_CONTENT = select(revisions.c.document).where(
    revisions.c.id == bindparam("revision_id", type_=Uuid)
)
_ADD = insert(revisions)
_COUNT = (
    update(proposals)
    .where(proposals.c.id == bindparam("of_proposal_id", type_=Uuid))
    .values(
        revision_count=proposals.c.revision_count + 1,
        revision=proposals.c.revision + 1,
        updated_at=func.now(),
    )
)
_ABOVE = (
    select(releases_above(apis.c.id, _base))
    .select_from(apis.outerjoin(_base, _base.c.id == bindparam("base_id", type_=Uuid)))
    .where(apis.c.id == bindparam("api_id", type_=Uuid))
)


async def find(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID, int], number: int
) -> ProposalRevision | None:
    """Return a revision; `place` is the team, the API and the proposal's number."""
    return await _FIND.first(reader, scope(caller, place, number=number))


async def download(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID, int], number: int
) -> RevisionDocument | None:
    """Return a revision's bytes; `place` as for `find`."""
    return await _DOCUMENT.first(reader, scope(caller, place, number=number))


async def list_of_proposal(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID, int],
    limit: int,
    after: PagePosition | None,
) -> Page[ProposalRevision] | None:
    """Return a page of a proposal's revisions, latest first; None if it is hidden."""
    return await PAGE.fetch(reader, scope(caller, place), limit, after)


async def latest(
    reader: Reader, proposal_ids: Collection[UUID]
) -> tuple[ProposalRevision, ...]:
    """Return the latest revision of each of some proposals that has any."""
    return await LATEST.every(reader, {"ids": list(proposal_ids)})


async def of_content(
    reader: Reader, proposal_id: UUID, digest: str
) -> ProposalRevision | None:
    """Return a proposal's first revision of this content."""
    values = {"proposal_id": proposal_id, "digest": digest}
    return await _SAME.first(reader, values)


async def content(reader: Reader, revision_id: UUID) -> bytes:
    """Return the bytes of a revision that is known to be there."""
    return bytes(await rows.value(reader, _CONTENT, {"revision_id": revision_id}))


async def releases_now(
    reader: Reader, api_id: UUID, base_version_id: UUID | None
) -> int:
    """Count an API's releases above a base, all if there is none."""
    values = {"api_id": api_id, "base_id": base_version_id}
    return int(await rows.value(reader, _ABOVE, values))


async def add(work: UnitOfWork, proposal_id: UUID, new: NewRevision) -> None:
    """Add a revision to a locked proposal."""
    values = {"proposal_id": proposal_id, "size": len(new.document), **asdict(new)}
    await rows.execute(work, _ADD, values)
    await rows.execute(work, _COUNT, {"of_proposal_id": proposal_id})
