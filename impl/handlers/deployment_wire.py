"""Consumers, environments and deployments as wire models."""

from typing import Literal, cast

from pydantic import MISSING

from generated import models
from impl import deployment_records as records
from impl.handlers.wire import content, optional
from impl.security import ids
from impl.services.meetings import JudgedMeeting
from impl.services.verification_demands import JudgedVerification

_EndCause = Literal["replaced", "ended"]


def consumer(record: records.Consumer) -> models.Consumer:
    """Write a consumer."""
    return models.Consumer(
        id=ids.encode(ids.CONSUMER, record.id),
        team_id=ids.encode(ids.TEAM, record.team_id),
        name=record.name,
        title=record.title,
        contact=optional(record.contact),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def named_use(reference: models.ContractReference) -> records.NamedUse:
    """Read which contract is meant, and what is used of it; nothing is everything."""
    named = records.NamedContract(
        ids.decode(ids.API, reference.api_id), reference.version
    )
    said = reference.usage
    if said is MISSING or said.operations is said.webhooks is MISSING:
        return records.NamedUse(named, None)
    return records.NamedUse(named, content(said))


def usage(written: bytes) -> models.ContractUsage:
    """Write what is used of a contract."""
    return models.ContractUsage.model_validate_json(written)


def consumer_version(record: records.ConsumerVersion) -> models.ConsumerVersion:
    """Write a version of a consumer."""
    return models.ConsumerVersion(
        id=ids.encode(ids.CONSUMER_VERSION, record.id),
        consumer_id=ids.encode(ids.CONSUMER, record.consumer_id),
        version=record.version,
        built_against=[
            models.KnownContract(
                api_id=ids.encode(ids.API, each.api_id),
                version=each.version,
                usage_digest=optional(each.usage_digest),
            )
            for each in record.built_against
        ],
        registered_at=record.registered_at,
    )


def environment(record: records.Environment) -> models.Environment:
    """Write an environment."""
    return models.Environment(
        id=ids.encode(ids.ENVIRONMENT, record.id),
        team_id=ids.encode(ids.TEAM, record.team_id),
        name=record.name,
        title=record.title,
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def deployment(record: records.Deployment) -> models.Deployment:
    """Write a deployment; constraints of its table say which values it has."""
    api, by = record.api_id, record.consumer_id
    return models.Deployment(
        id=ids.encode(ids.DEPLOYMENT, record.id),
        environment_id=ids.encode(ids.ENVIRONMENT, record.environment_id),
        state=models.DeploymentState("ended" if record.ended_at else "current"),
        api_id=optional(ids.encode(ids.API, api) if api else None),
        consumer_id=optional(ids.encode(ids.CONSUMER, by) if by else None),
        version=record.version,
        build=optional(record.build),
        commit=optional(record.commit),
        branch=optional(record.branch),
        recorded_at=record.recorded_at,
        ended_at=optional(record.ended_at),
        end_cause=optional(cast("_EndCause | None", record.end_cause)),
    )


def pair(record: JudgedMeeting) -> models.DeployabilityPair:
    """Write a version of an API and one of a consumer, and whether they get on."""
    met, comparison = record.meeting, record.comparison_id
    return models.DeployabilityPair(
        answer=models.DeployabilityAnswer(record.answer),
        code=models.DeployabilityCode(record.code),
        reason=record.reason,
        api_id=ids.encode(ids.API, met.api_id),
        api=met.api,
        api_version=optional(met.revision_version),
        consumer_id=ids.encode(ids.CONSUMER, met.consumer_id),
        consumer=met.consumer,
        consumer_version=met.consumer_version,
        built_against=met.base_version,
        comparison_id=optional(
            ids.encode(ids.COMPARISON, comparison) if comparison else None
        ),
    )


def verification(record: JudgedVerification) -> models.DeployabilityVerification:
    """Write whether a version is verified as it has to be."""
    known = record.verification_id
    return models.DeployabilityVerification(
        answer=models.DeployabilityAnswer(record.answer),
        code=models.VerificationCode(record.code),
        reason=record.reason,
        build=optional(record.build),
        verification_id=optional(
            ids.encode(ids.VERIFICATION, known) if known else None
        ),
    )
