"""Comparisons and their changes as wire models."""

from typing import Final, Literal, cast
from uuid import UUID

from generated import models
from impl import records
from impl.handlers.wire import optional
from impl.security import ids

_Semver = Literal["major", "minor", "patch"]
_Failure = Literal["too_slow", "too_large", "interrupted", "crashed"]
_FAILURES: Final = {
    "too_slow": "The comparison takes more time than one may take.",
    "too_large": "The comparison takes more memory than one may take.",
    "interrupted": "The service stopped in the middle of it, more than once.",
    "crashed": "The comparison met a fault of this service, which is in its log.",
}


def place(team_id: str, api_id: str, comparison_id: str) -> tuple[UUID, UUID, UUID]:
    """Read the three ids that name a comparison."""
    return (
        ids.decode(ids.TEAM, team_id),
        ids.decode(ids.API, api_id),
        ids.decode(ids.COMPARISON, comparison_id),
    )


def comparison(record: records.Comparison) -> models.Comparison:
    """Write a comparison; constraints of its table say which values it has."""
    return models.Comparison(
        id=ids.encode(ids.COMPARISON, record.id),
        api_id=ids.encode(ids.API, record.api_id),
        state=models.ComparisonState(record.state),
        base=models.ComparedDocument(
            digest=record.base_digest, version=record.base_version
        ),
        revision=models.ComparedDocument(
            digest=record.revision_digest, version=optional(record.revision_version)
        ),
        profile=models.ProfileName(record.profile),
        as_of=optional(record.as_of),
        usage_digest=optional(record.usage_digest),
        engine=record.engine,
        seed=record.seed,
        created_at=record.created_at,
        finished_at=optional(record.finished_at),
        result=optional(_result(record)),
        failure=optional(_failure(record.failure)),
    )


def change(record: records.Change) -> models.Change:
    """Write a change."""
    return models.Change.model_validate_json(record.content)


def _result(record: records.Comparison) -> models.ComparisonResult | None:
    if record.certificate_digest is None or record.verdict is None:
        return None
    return models.ComparisonResult(
        verdict=models.Verdict(record.verdict),
        semver=cast("_Semver", record.semver),
        changes=models.ChangeCounts(
            compatible=record.compatible or 0,
            risky=record.risky or 0,
            breaking=record.breaking or 0,
            undecided=record.undecided or 0,
        ),
        certificate=record.certificate_digest,
    )


def failure_in_words(code: str | None) -> str | None:
    """Say why a comparison came to no end; None for one that did not fail."""
    return _FAILURES[code] if code else None


def _failure(code: str | None) -> models.ComparisonFailure | None:
    if code is None:
        return None
    return models.ComparisonFailure(code=cast("_Failure", code), detail=_FAILURES[code])
