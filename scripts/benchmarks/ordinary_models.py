"""What the ordinary peer sends: models beside the tables, filled by hand."""

from pydantic import BaseModel

from impl.security import ids
from impl.tables import ApiRow
from scripts.benchmarks.identity import instant


class VerificationPolicyRead(BaseModel):
    """Which verification a build needs, on the wire."""

    required: bool
    maximum_age_days: int | None = None


class PolicyRead(BaseModel):
    """What an API demands of its versions, on the wire."""

    profile: str
    major_version_for: str
    approvals: int
    author_approvals: bool
    signers: str
    breaking_change_needs: str
    direct_publishing: bool
    threads_resolved: bool
    verification: VerificationPolicyRead


class ApiRead(BaseModel):
    """An API on the wire."""

    id: str
    team_id: str
    name: str
    title: str
    description: str | None = None
    visibility: str
    policy: PolicyRead
    created_at: str
    updated_at: str


class ApiPage(BaseModel):
    """A page of APIs on the wire."""

    items: list[ApiRead]
    next_cursor: str | None = None


def read(api: ApiRow) -> ApiRead:
    """Turn a row into what goes out."""
    return ApiRead(
        id=ids.encode(ids.API, api.id),
        team_id=ids.encode(ids.TEAM, api.team_id),
        name=api.name,
        title=api.title,
        description=api.description,
        visibility=api.visibility,
        policy=PolicyRead(
            profile=api.policy_profile,
            major_version_for=api.major_version_for,
            approvals=api.required_approvals,
            author_approvals=api.author_approvals,
            signers=api.signer_role,
            breaking_change_needs=api.breaking_change_needs,
            direct_publishing=api.direct_publishing,
            threads_resolved=api.threads_resolved,
            verification=VerificationPolicyRead(
                required=api.verification_required,
                maximum_age_days=api.verification_days,
            ),
        ),
        created_at=instant(api.created_at),
        updated_at=instant(api.updated_at),
    )
