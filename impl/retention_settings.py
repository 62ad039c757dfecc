"""Settings of how much is kept, and for how long."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

Count = Annotated[int, Field(ge=1, le=1_000_000)]
Days = Annotated[int, Field(ge=1, le=36_500)]
# The database keeps them that long in any case.
AuditDays = Annotated[int, Field(ge=30, le=36_500)]


class RetentionSettings(BaseSettings):
    """What is beyond goes away by itself."""

    webhook_delivery_days: Days = Field(
        14, description="days that it is kept what was sent to webhooks"
    )
    comparisons_kept_api: Count = Field(
        2000, description="comparisons of an API; those asked for least recently go"
    )
    comparisons_kept_team: Count = Field(
        20_000, description="comparisons of a team; those asked for least recently go"
    )
    verifications_kept_version: Count = Field(
        500, description="verifications of a version; the oldest go"
    )
    document_comparison_days: Days = Field(
        30,
        description="days that a comparison with a document that is no version stays "
        "after it was asked for last",
    )
    ended_session_days: Days = Field(
        30, description="days that a session stays on record after its end"
    )
    ended_deployment_days: Days = Field(
        400, description="days that a deployment stays on record after its end"
    )
    signing_key_days: Days = Field(
        90, description="days until the key that signs access tokens is replaced"
    )
    audit_days: AuditDays = Field(
        400, description="days that audit records are kept; at least 30"
    )
