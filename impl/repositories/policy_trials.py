"""Proposals that are closed, and what is kept of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Text, Uuid, bindparam, func, not_, select
from sqlalchemy.dialects.postgresql import distinct_on

from impl.database.unit_of_work import Reader
from impl.overview_records import Objection, PastVerdict
from impl.proposal_records import Proposal
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_seen, visible_apis
from impl.repositories.comparisons import comparisons
from impl.repositories.consents import consents
from impl.repositories.consumers import consumers
from impl.repositories.proposals import is_open, proposals, selected_proposals
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.repositories.visibility import teams
from impl.security.caller import Caller

_end = versions.alias("end")
_closed_at = func.coalesce(
    proposals.c.withdrawn_at,
    select(_end.c.published_at)
    .where(_end.c.id == proposals.c.version_id)
    .scalar_subquery(),
)
_CLOSED = Query(
    Proposal,
    selected_proposals(visible_apis.join(proposals, proposals.c.api_id == apis.c.id))
    .where(is_seen, not_(is_open))
    .order_by(_closed_at.desc(), proposals.c.number.desc())
    .limit(bindparam("most", type_=BigInteger)),
)
_VERDICTS = Query(
    PastVerdict,
    select(*rows.columns(PastVerdict, comparisons))
    .where(
        comparisons.c.api_id == bindparam("api_id", type_=Uuid),
        comparisons.c.base_version_id
        == func.any(bindparam("base_ids", type_=ARRAY(Uuid))),
        comparisons.c.revision_digest
        == func.any(bindparam("digests", type_=ARRAY(Text))),
        comparisons.c.profile == bindparam("profile", type_=Text),
        comparisons.c.usage_digest.is_(None),
        comparisons.c.state == "finished",
    )
    .ext(distinct_on(comparisons.c.base_version_id, comparisons.c.revision_digest))
    .order_by(
        comparisons.c.base_version_id,
        comparisons.c.revision_digest,
        comparisons.c.finished_at.desc(),
    ),
)
# Of each consumer what it said last of the latest revision, if that objects.
_last = (
    select(consents)
    .where(consents.c.revision_id == func.any(bindparam("ids", type_=ARRAY(Uuid))))
    .ext(distinct_on(consents.c.proposal_id, consents.c.consumer_id))
    .order_by(
        consents.c.proposal_id, consents.c.consumer_id, consents.c.answered_at.desc()
    )
    .subquery("last")
)
_OBJECTIONS = Query(
    Objection,
    select(
        *rows.columns(Objection, _last, team=teams.c.name, consumer=consumers.c.name)
    )
    .select_from(
        _last.join(consumers, consumers.c.id == _last.c.consumer_id).join(
            teams, teams.c.id == consumers.c.team_id
        )
    )
    .where(_last.c.answer == "object")
    .order_by(teams.c.name, consumers.c.name),
)


async def closed(
    reader: Reader, caller: Caller, api: tuple[UUID, UUID], most: int
) -> tuple[Proposal, ...]:
    """Return an API's proposals that were published or withdrawn, the last first."""
    team_id, api_id = api
    values = visibility.of(caller, team_id, api_id=api_id, most=most)
    return await _CLOSED.every(reader, values)


async def verdicts(
    reader: Reader,
    api_id: UUID,
    pairs: Collection[tuple[UUID, str]],
    profile: str,
) -> tuple[PastVerdict, ...]:
    """Return what came of comparing bases, by id, with contents, by digest.

    Others are among them that have a base and a content of these.
    """
    values = {
        "api_id": api_id,
        "base_ids": [base for base, _ in pairs],
        "digests": [digest for _, digest in pairs],
        "profile": profile,
    }
    return await _VERDICTS.every(reader, values)


async def objections(
    reader: Reader, revision_ids: Collection[UUID]
) -> tuple[Objection, ...]:
    """Return which consumers object to revisions of proposals that the caller sees."""
    return await _OBJECTIONS.every(reader, {"ids": [*revision_ids]})
