"""Many things at a glance, of all teams of a person."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Text, Uuid, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from impl.database.unit_of_work import Reader
from impl.overview_records import (
    ApiOverview,
    AskedProposal,
    MemberName,
    VersionStep,
    WaitingProposal,
)
from impl.proposal_records import Proposal
from impl.records import Page
from impl.repositories import rows
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.comparisons import comparisons
from impl.repositories.consumer_versions import consumer_versions
from impl.repositories.consumers import consumers
from impl.repositories.pages import PageQuery
from impl.repositories.people import people
from impl.repositories.proposals import is_open, proposals, selected_proposals
from impl.repositories.rows import Query
from impl.repositories.threads import comments
from impl.repositories.versions import versions
from impl.repositories.visibility import members, teams
from impl.security.cursors import PagePosition
from impl.security.permissions import PERMISSIONS, Permission
from impl.tables import ConsumerVersionRow, KnownContractRow
from impl.tables.columns import table_of
from impl.thread_records import Comment

_known = table_of(KnownContractRow)
_built = table_of(ConsumerVersionRow)
_latest = (
    select(versions)
    .where(versions.c.api_id == apis.c.id)
    .order_by(versions.c.published_at.desc(), versions.c.id.desc())
    .limit(1)
    .correlate(apis)
)
_open = (
    select(func.count())
    .select_from(proposals)
    .where(proposals.c.api_id == apis.c.id, is_open)
    .scalar_subquery()
)
_consumers = (
    select(func.count(_built.c.consumer_id.distinct()))
    .select_from(
        _known.join(_built, _built.c.id == _known.c.consumer_version_id).join(
            versions, versions.c.id == _known.c.version_id
        )
    )
    .where(versions.c.api_id == apis.c.id)
    .correlate(apis)
    .scalar_subquery()
)
_own_teams = members.join(teams, teams.c.id == members.c.team_id)
_IS_OWN = members.c.person_id == bindparam("person_id", type_=Uuid)
_APIS = PageQuery(
    ApiOverview,
    select(
        *rows.columns(
            ApiOverview,
            apis,
            team_name=teams.c.name,
            team_title=teams.c.title,
            role=members.c.role,
            latest_version=_latest.with_only_columns(
                versions.c.version
            ).scalar_subquery(),
            published_at=_latest.with_only_columns(
                versions.c.published_at
            ).scalar_subquery(),
            open_proposals=_open,
            consumers=_consumers,
        )
    )
    .select_from(_own_teams.join(apis, apis.c.team_id == teams.c.id))
    .where(_IS_OWN),
    "created_at",
    "id",
)
_WAITING = PageQuery(
    WaitingProposal,
    select(
        *rows.columns(
            WaitingProposal,
            proposals,
            team_id=teams.c.id,
            team_name=teams.c.name,
            api_name=apis.c.name,
            api_title=apis.c.title,
            role=members.c.role,
        )
    )
    .select_from(
        _own_teams.join(apis, apis.c.team_id == teams.c.id).join(
            proposals, proposals.c.api_id == apis.c.id
        )
    )
    .where(_IS_OWN, is_open),
    "created_at",
    "id",
)
_may_answer = or_(
    *(
        members.c.role == str(role)
        for role, may in PERMISSIONS.items()
        if Permission.WRITE_CONSUMERS in may
    )
)
_own_uses = (
    members.join(consumers, consumers.c.team_id == members.c.team_id)
    .join(consumer_versions, consumer_versions.c.consumer_id == consumers.c.id)
    .join(_known, _known.c.consumer_version_id == consumer_versions.c.id)
    .join(versions, versions.c.id == _known.c.version_id)
)
_ASKED = Query(
    AskedProposal,
    select(
        *rows.columns(
            AskedProposal,
            proposals,
            team_id=teams.c.id,
            team_name=teams.c.name,
            api_name=apis.c.name,
            api_title=apis.c.title,
            consumer_ids=func.array_agg(consumers.c.id.distinct()),
        )
    )
    .select_from(
        _own_uses.join(apis, apis.c.id == versions.c.api_id)
        .join(teams, teams.c.id == apis.c.team_id)
        .join(proposals, proposals.c.api_id == apis.c.id)
    )
    .where(
        *(_IS_OWN, _may_answer, is_open),
        apis.c.breaking_change_needs == "consents",
        or_(is_for_everyone, apis.c.team_id == members.c.team_id),
    )
    # Proposals are counted, and not who uses their APIs: a team may have many.
    .group_by(proposals.c.id, apis.c.id, teams.c.id)
    .order_by(proposals.c.created_at.desc(), proposals.c.id)
    .limit(bindparam("most", type_=BigInteger)),
    consumer_ids=frozenset,
)
_NAMES = Query(
    MemberName,
    select(*rows.columns(MemberName, people, person_id=people.c.id))
    .select_from(members.join(people, people.c.id == members.c.person_id))
    .where(
        members.c.team_id == bindparam("team_id", type_=Uuid),
        people.c.id == func.any(bindparam("person_ids", type_=ARRAY(Uuid))),
    ),
)
_PROPOSALS = Query(
    Proposal,
    selected_proposals(proposals.join(apis, apis.c.id == proposals.c.api_id)).where(
        proposals.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid)))
    ),
)
_ranked = (
    select(
        *rows.columns(Comment, comments),
        func.row_number()
        .over(
            partition_by=comments.c.thread_id,
            order_by=(comments.c.created_at.desc(), comments.c.id.desc()),
        )
        .label("place"),
    )
    .where(comments.c.thread_id == func.any(bindparam("ids", type_=ARRAY(Uuid))))
    .subquery("ranked")
)
_LATEST_COMMENTS = Query(
    Comment,
    select(*rows.columns(Comment, _ranked))
    .where(_ranked.c.place <= bindparam("most", type_=BigInteger))
    .order_by(_ranked.c.created_at, _ranked.c.id),
)
_VERSIONS = bindparam("version_ids", type_=ARRAY(Uuid))
_STEPS = Query(
    VersionStep,
    select(*rows.columns(VersionStep, comparisons))
    .where(
        comparisons.c.api_id == bindparam("api_id", type_=Uuid),
        comparisons.c.base_version_id == func.any(_VERSIONS),
        comparisons.c.revision_version_id == func.any(_VERSIONS),
        comparisons.c.profile == bindparam("profile", type_=Text),
        comparisons.c.usage_digest.is_(None),
        comparisons.c.state == "finished",
    )
    .ext(distinct_on(comparisons.c.base_version_id, comparisons.c.revision_version_id))
    .order_by(
        comparisons.c.base_version_id,
        comparisons.c.revision_version_id,
        comparisons.c.finished_at.desc(),
    ),
)


async def apis_of_person(
    reader: Reader, person_id: UUID, limit: int, after: PagePosition | None
) -> Page[ApiOverview]:
    """Return a page of the APIs of a person's teams, newest first."""
    return await _APIS.fetch(reader, {"person_id": person_id}, limit, after)


async def waiting_proposals(
    reader: Reader, person_id: UUID, limit: int, after: PagePosition | None
) -> Page[WaitingProposal]:
    """Return a page of the open proposals in a person's teams, newest first."""
    return await _WAITING.fetch(reader, {"person_id": person_id}, limit, after)


async def asked_proposals(
    reader: Reader, person_id: UUID, most: int
) -> tuple[AskedProposal, ...]:
    """Return open proposals that want consents, by what the person may answer for."""
    return await _ASKED.every(reader, {"person_id": person_id, "most": most})


async def steps(
    reader: Reader, api_id: UUID, profile: str, version_ids: Collection[UUID]
) -> tuple[VersionStep, ...]:
    """Return what is known of each pair of these versions, as a profile reads it.

    The caller has to see the API.
    """
    values = {"api_id": api_id, "profile": profile, "version_ids": [*version_ids]}
    return await _STEPS.every(reader, values)


async def names(
    reader: Reader, team_id: UUID, person_ids: Collection[UUID]
) -> tuple[MemberName, ...]:
    """Return what those are called who belong to a team.

    The caller has to be one of them.
    """
    values = {"team_id": team_id, "person_ids": [*person_ids]}
    return await _NAMES.every(reader, values)


async def latest_comments(
    reader: Reader, thread_ids: Collection[UUID], most: int
) -> tuple[Comment, ...]:
    """Return the last that was said in each of some threads, in order.

    The caller has to see the threads.
    """
    values = {"ids": [*thread_ids], "most": most}
    return await _LATEST_COMMENTS.every(reader, values)


async def proposals_of(
    reader: Reader, proposal_ids: Collection[UUID]
) -> tuple[Proposal, ...]:
    """Return proposals by their ids; the caller has to see them."""
    return await _PROPOSALS.every(reader, {"ids": [*proposal_ids]})
