"""Comparisons of an API's contracts, and what came of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    true,
)

from impl.database.unit_of_work import Reader
from impl.records import Change, Comparison, Page
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_seen, visible_apis
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.security.caller import Caller
from impl.security.cursors import START, PagePosition
from impl.tables import (
    ChangeRow,
    ComparisonRow,
    ConsumerRow,
    ConsumerVersionRow,
    KnownContractRow,
    ProposalRevisionRow,
    ProposalRow,
)
from impl.tables.columns import table_of

comparisons = table_of(ComparisonRow)
changes = table_of(ChangeRow)
_proposals = table_of(ProposalRow)
_proposed = table_of(ProposalRevisionRow)
_consumers = table_of(ConsumerRow)
_built = table_of(ConsumerVersionRow)
_known = table_of(KnownContractRow)

_base = versions.alias("base_version")
_revision = versions.alias("revision_version")
_COLUMNS = rows.columns(
    Comparison,
    comparisons,
    base_version=_base.c.version,
    revision_version=_revision.c.version,
)
_OF_API = comparisons.c.api_id == bindparam("api_id", type_=Uuid)
_THIS = visible_apis.join(
    comparisons,
    and_(
        comparisons.c.api_id == apis.c.id,
        comparisons.c.id == bindparam("comparison_id", type_=Uuid),
    ),
)
_is_proposed = (
    select(_proposed.c.id)
    .join(_proposals, _proposals.c.id == _proposed.c.proposal_id)
    .where(
        _proposals.c.api_id == comparisons.c.api_id,
        _proposed.c.digest == comparisons.c.revision_digest,
    )
    .exists()
)
_reader = visibility.members.alias("reader")
_is_own_usage = (
    select(_known.c.version_id)
    .join(_built, _built.c.id == _known.c.consumer_version_id)
    .join(_consumers, _consumers.c.id == _built.c.consumer_id)
    .outerjoin(
        _reader,
        and_(
            _reader.c.team_id == _consumers.c.team_id,
            _reader.c.person_id == bindparam("scope_person_id", type_=Uuid),
        ),
    )
    .where(
        _known.c.version_id == comparisons.c.base_version_id,
        _known.c.usage_digest == comparisons.c.usage_digest,
        or_(
            _reader.c.person_id.is_not(None),
            _consumers.c.team_id == bindparam("scope_team_id", type_=Uuid),
        ),
    )
    .exists()
)
# What a member compares for themselves, guests are not shown, nor what others use.
_IS_SHOWN = and_(
    is_seen,
    or_(
        visibility.is_visible,
        and_(
            or_(comparisons.c.usage_digest.is_(None), _is_own_usage),
            or_(comparisons.c.revision_version_id.is_not(None), _is_proposed),
        ),
    ),
)


def _selected(found: FromClause) -> Select[Any]:
    """Select comparisons with the versions that they are of."""
    return select(*_COLUMNS).select_from(
        found.join(_base, _base.c.id == comparisons.c.base_version_id).outerjoin(
            _revision, _revision.c.id == comparisons.c.revision_version_id
        )
    )


_FIND = Query(Comparison, _selected(_THIS).where(_IS_SHOWN))
_PAGE = PageWithin(
    Comparison,
    visible_apis,
    _selected(comparisons).where(_OF_API),
    "created_at",
    "id",
)
_CERTIFICATE = select(comparisons.c.certificate).select_from(_THIS).where(_IS_SHOWN)
_CHANGELOG = select(comparisons.c.changelog).select_from(_THIS).where(_IS_SHOWN)
_VERDICT = bindparam("verdict", type_=Text)
_gravity = func.array_position(
    bindparam("gravity", type_=ARRAY(Text)), changes.c.verdict, type_=Integer
)
_changes = select(changes.c.number, changes.c.content, _gravity.label("gravity")).where(
    changes.c.comparison_id == comparisons.c.id,
    or_(_VERDICT.is_(null()), changes.c.verdict == _VERDICT),
)
_SIZE = bindparam("page_size", type_=BigInteger)
_change = (
    _changes.where(changes.c.number > bindparam("after_number", type_=BigInteger))
    .order_by(changes.c.number)
    .limit(_SIZE)
    .lateral("change")
)
_gravest = _changes.order_by(_gravity, changes.c.number).limit(_SIZE).lateral("gravest")
_CHANGES = Query(
    Change,
    select(*rows.columns(Change, _change))
    .select_from(_THIS.join(_change, true()))
    .where(_IS_SHOWN)
    .order_by(_change.c.number),
    content=bytes,
)
_GRAVEST = Query(
    Change,
    select(*rows.columns(Change, _gravest))
    .select_from(_THIS.join(_gravest, true()))
    .where(_IS_SHOWN)
    .order_by(_gravest.c.gravity, _gravest.c.number),
    content=bytes,
)


async def find(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID, comparison_id: UUID
) -> Comparison | None:
    """Return a comparison."""
    values = visibility.of(caller, team_id, api_id=api_id, comparison_id=comparison_id)
    return await _FIND.first(reader, values)


async def list_of_api(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    api_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Comparison] | None:
    """Return a page of an API's comparisons, latest first; None for guests as well."""
    values = visibility.of(caller, team_id, api_id=api_id)
    return await _PAGE.fetch(reader, values, limit, after)


async def list_changes(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID, UUID],
    verdict: str | None,
    limit: int,
    after: PagePosition | None,
) -> Page[Change]:
    """Return a page of changes by their numbers; without a verdict, of any.

    `place` is the team, the API and the comparison.
    """
    team_id, api_id, comparison_id = place
    values = visibility.of(
        caller,
        team_id,
        api_id=api_id,
        comparison_id=comparison_id,
        verdict=verdict,
        after_number=after.id.int if after else 0,
        page_size=limit + 1,
    )
    found = await _CHANGES.every(reader, values)
    if len(found) <= limit:
        return Page(found, None)
    # All changes are of one moment; their numbers alone order them.
    last = PagePosition(START.at, UUID(int=found[limit - 1].number))
    return Page(found[:limit], last)


async def gravest_changes(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID, UUID],
    verdict: str | None,
    gravity: Sequence[str],
    limit: int,
) -> tuple[tuple[Change, ...], bool]:
    """Return the gravest changes, and whether there are more; else as above.

    `gravity` has the verdicts, the gravest first.
    """
    team_id, api_id, comparison_id = place
    values = visibility.of(
        caller,
        team_id,
        api_id=api_id,
        comparison_id=comparison_id,
        verdict=verdict,
        gravity=[*gravity],
        page_size=limit + 1,
    )
    found = await _GRAVEST.every(reader, values)
    return found[:limit], len(found) > limit


async def certificate(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID, comparison_id: UUID
) -> bytes | None:
    """Return the certificate of a finished comparison."""
    values = visibility.of(caller, team_id, api_id=api_id, comparison_id=comparison_id)
    found = await rows.value(reader, _CERTIFICATE, values)
    return None if found is None else bytes(found)


async def changelog(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID, comparison_id: UUID
) -> bytes | None:
    """Return the changelog of a finished comparison."""
    values = visibility.of(caller, team_id, api_id=api_id, comparison_id=comparison_id)
    found = await rows.value(reader, _CHANGELOG, values)
    return None if found is None else bytes(found)
