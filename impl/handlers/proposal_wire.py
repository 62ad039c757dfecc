"""Proposals and their revisions as wire models."""

from typing import Literal, cast
from uuid import UUID

from generated import models
from impl.deployment_records import KnownAnswer
from impl.handlers.wire import optional
from impl.security import ids
from impl.services.proposal_states import Obstacle, ProposalView, RevisionView
from impl.services.reviews import ReviewView

_MediaType = Literal["application/yaml", "application/json"]
_Semver = Literal["major", "minor", "patch"]


def place(team_id: str, api_id: str, proposal: int) -> tuple[UUID, UUID, int]:
    """Read the two ids and the number that name a proposal."""
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id), proposal


def proposal(view: ProposalView) -> models.Proposal:
    """Write a proposal."""
    record = view.proposal
    return models.Proposal(
        api_id=ids.encode(ids.API, record.api_id),
        number=record.number,
        title=record.title,
        description=optional(record.description),
        author=optional(_person(record.author_id)),
        state=models.ProposalState(view.state),
        missing=[_obstacle(each) for each in view.missing],
        open_threads=record.open_threads,
        revision=optional(revision(view.latest) if view.latest else None),
        published_version=optional(record.published_version),
        offered_version=optional(view.offered_version),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def revision(view: RevisionView) -> models.ProposalRevision:
    """Write a revision; constraints of its table say which values it has."""
    record = view.revision
    return models.ProposalRevision(
        proposal=record.proposal,
        number=record.number,
        digest=record.digest,
        media_type=cast("_MediaType", record.media_type),
        size=record.size,
        openapi=record.openapi,
        title=record.title,
        version=optional(record.version),
        operations=record.operations,
        base=optional(_base(view)),
        equivalent_to=record.equivalent_to,
        comparison=optional(_comparison(view.comparison)),
        author=optional(_person(record.author_id)),
        created_at=record.created_at,
    )


def review(view: ReviewView) -> models.Review:
    """Write a review; constraints of its table say which values it has."""
    record = view.review
    return models.Review(
        id=ids.encode(ids.REVIEW, record.id),
        proposal=record.proposal,
        revision=record.revision,
        verdict=models.ReviewVerdict(record.verdict),
        body=optional(record.body),
        effect=view.effect,
        reviewer=optional(_person(record.reviewer_id)),
        created_at=record.created_at,
    )


def _base(view: RevisionView) -> models.ComparedDocument | None:
    record = view.revision
    if record.base_digest is None:
        return None
    return models.ComparedDocument(
        digest=record.base_digest, version=optional(record.base_version)
    )


def _comparison(known: KnownAnswer | None) -> models.ProposalComparison | None:
    if known is None:
        return None
    return models.ProposalComparison(
        id=ids.encode(ids.COMPARISON, known.id),
        state=models.ComparisonState(known.state),
        verdict=optional(models.Verdict(known.verdict) if known.verdict else None),
        semver=optional(cast("_Semver | None", known.semver)),
    )


def _obstacle(obstacle: Obstacle) -> models.ProposalObstacle:
    return models.ProposalObstacle(code=obstacle.code, detail=obstacle.detail)


def _person(person_id: UUID | None) -> str | None:
    return ids.encode(ids.PERSON, person_id) if person_id else None
