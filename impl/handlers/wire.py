"""Domain values as wire models."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from email.utils import format_datetime
from functools import cache
from typing import Literal, TypeVar, cast

from pydantic import MISSING, BaseModel

from generated import models
from impl import records
from impl.security import ids
from impl.services.merge_patch import UNCHANGED, Unchanged
from impl.services.sessions import Tokens

T = TypeVar("T")
_MediaType = Literal["application/yaml", "application/json"]


def given(value: T | MISSING) -> T | None:
    """Return an optional member's value, None when it is absent."""
    return None if value is MISSING else value


def change(value: T | MISSING) -> T | Unchanged:
    """Return a merge patch's member (RFC 7396): absent is unchanged, null is None."""
    return UNCHANGED if value is MISSING else value


def optional(value: T | None) -> T | MISSING:
    """Return a member that is left out when there is nothing to say."""
    return MISSING if value is None else value


def person(record: records.Person) -> models.Person:
    """Write an account."""
    return models.Person(
        id=ids.encode(ids.PERSON, record.id),
        email=record.email,
        email_verified=record.is_verified,
        new_email=optional(record.new_email),
        display_name=record.display_name,
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def session(record: records.Session, *, current: bool) -> models.Session:
    """Write a session."""
    return models.Session(
        id=ids.encode(ids.SESSION, record.id),
        current=current,
        user_agent=optional(record.user_agent),
        created_at=record.created_at,
        last_used_at=record.last_used_at,
        expires_at=record.expires_at,
    )


def tokens(issued: Tokens) -> models.Tokens:
    """Write the tokens of a session."""
    return models.Tokens(
        session_id=ids.encode(ids.SESSION, issued.session_id),
        token_type="Bearer",  # noqa: S106 - a scheme's name
        access_token=issued.access_token,
        expires_in=issued.expires_in,
        refresh_token=issued.refresh_token,
    )


def team(record: records.Team) -> models.Team:
    """Write a team."""
    return models.Team(
        id=ids.encode(ids.TEAM, record.id),
        name=record.name,
        title=record.title,
        description=optional(record.description),
        role=optional(models.Role(record.role) if record.role else None),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def member(record: records.Member) -> models.Member:
    """Write a membership."""
    return models.Member(
        person_id=ids.encode(ids.PERSON, record.person_id),
        email=record.email,
        display_name=record.display_name,
        role=models.Role(record.role),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def api_key(record: records.ApiKey) -> models.ApiKey:
    """Write a key, without its secret."""
    return models.ApiKey(
        id=ids.encode(ids.API_KEY, record.id),
        name=record.name,
        hint=record.hint,
        scopes=list(map(models.ApiKeyScope, record.scopes)),
        created_at=record.created_at,
        expires_at=optional(record.expires_at),
        last_used_at=optional(record.last_used_at),
    )


def api(record: records.Api) -> models.Api:
    """Write an API."""
    return models.Api(
        id=ids.encode(ids.API, record.id),
        team_id=ids.encode(ids.TEAM, record.team_id),
        name=record.name,
        title=record.title,
        description=optional(record.description),
        visibility=models.ApiVisibility(record.visibility),
        policy=_policy(record.policy),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


# There are few, and nothing changes one that was written.
@cache
def _policy(record: records.Policy) -> models.Policy:
    """Write a policy; constraints of its table say which values it has."""
    return models.Policy(
        profile=models.ProfileName(record.profile),
        major_version_for=models.MajorVersionLevel(record.major_version_for),
        approvals=record.required_approvals,
        author_approvals=record.author_approvals,
        signers=models.SignerRole(record.signer_role),
        breaking_change_needs=models.BreakingChangeNeed(record.breaking_change_needs),
        direct_publishing=record.direct_publishing,
        verification=models.VerificationPolicy(
            required=record.verification_required,
            maximum_age_days=optional(record.verification_days),
        ),
        threads_resolved=record.threads_resolved,
    )


def version(record: records.Version, *, in_list: bool = False) -> models.Version:
    """Write a published contract's metadata; in a list what is long is left out."""
    publisher = record.published_by
    return models.Version(
        id=ids.encode(ids.VERSION, record.id),
        api_id=ids.encode(ids.API, record.api_id),
        version=record.version,
        digest=record.digest,
        media_type=cast("_MediaType", record.media_type),
        size=record.size,
        openapi=record.openapi,
        title=record.title,
        operations=record.operations,
        published_at=record.published_at,
        published_by=optional(ids.encode(ids.PERSON, publisher) if publisher else None),
        deprecation=optional(_deprecation(record)),
        provenance=optional(_provenance(record, in_list=in_list)),
    )


def deprecation_field(record: records.Version) -> str | None:
    """Write the Deprecation field (RFC 9745), None for what is not deprecated."""
    since = record.deprecated_at
    return f"@{int(since.timestamp())}" if since else None


def sunset_field(record: records.Version) -> str | None:
    """Write the Sunset field (RFC 8594): the first moment of the day, in UTC."""
    if record.sunset_on is None:
        return None
    moment = datetime.combine(record.sunset_on, time(), UTC)
    return format_datetime(moment, usegmt=True)


def _deprecation(record: records.Version) -> models.Deprecation | None:
    if record.deprecated_at is None or record.sunset_on is None:
        return None
    return models.Deprecation(
        deprecated_at=record.deprecated_at,
        sunset_on=record.sunset_on,
        note=optional(record.deprecation_note),
    )


def _provenance(record: records.Version, *, in_list: bool) -> models.Provenance | None:
    accepted, consented = record.acceptances, record.consents
    if in_list:
        accepted = consented = None
    if record.proposal is None or record.proposal_revision is None:
        return None
    return models.Provenance(
        proposal=record.proposal,
        revision=record.proposal_revision,
        approved_by=[ids.encode(ids.PERSON, each) for each in record.approved_by or ()],
        acceptances=optional(None if accepted is None else [*map(_accepted, accepted)]),
        consents=optional(None if consented is None else [*map(_consented, consented)]),
        certificate=optional(record.certificate_digest),
    )


def _accepted(told: Mapping[str, str | None]) -> models.CountedAcceptance:
    return models.CountedAcceptance.model_validate_json(_said(told))


def _consented(told: Mapping[str, str | None]) -> models.CountedConsent:
    return models.CountedConsent.model_validate_json(_said(told))


def _said(told: Mapping[str, str | None]) -> str:
    return json.dumps({name: it for name, it in told.items() if it is not None})


def content(body: BaseModel) -> bytes:
    """Write a body so that equal requests have equal bytes."""
    # Only what was said: a model may gain members with defaults.
    members = body.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(members, sort_keys=True).encode()
