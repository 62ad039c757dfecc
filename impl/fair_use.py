"""Settings of how much one caller, address or team may ask for, and have."""

from pydantic import Field

from impl.oauth_settings import OAuthSettings
from impl.openid_settings import OpenIdSettings
from impl.retention_settings import Count, RetentionSettings
from impl.session_settings import SessionSettings
from impl.telemetry_settings import TelemetrySettings


class FairUseSettings(
    OAuthSettings,
    OpenIdSettings,
    RetentionSettings,
    SessionSettings,
    TelemetrySettings,
):
    """Rates and quotas; what is beyond them is refused with 429 or 409."""

    declared_rate_factor: Count = Field(
        1,
        description="how many times the rates that the contract declares as "
        "`x-rate-limit`",
    )
    login_rate_account: Count = Field(
        10, description="log-ins a minute, per account and address"
    )
    login_rate_address: Count = Field(
        60, description="log-ins a minute, per client address"
    )
    registration_rate_address: Count = Field(
        20, description="registrations a minute, per client address"
    )
    reset_rate_address: Count = Field(
        10, description="password resets asked for a minute, per client address"
    )
    token_rate_address: Count = Field(
        20, description="tokens from messages tried a minute, per client address"
    )
    proof_rate: Count = Field(
        5, description="messages to prove an address a person asks for an hour"
    )
    mail_rate_recipient: Count = Field(
        5,
        description="invitations, and proofs, and password resets an hour to one "
        "address; the rest are dropped",
    )
    refresh_rate_session: Count = Field(
        30, description="refreshes a minute, per session"
    )

    oauth_rate_address: Count = Field(
        300, description="requests of OAuth clients a minute, per client address"
    )
    oauth_rate_client: Count = Field(
        600, description="requests of an OAuth client a minute"
    )
    oauth_user_codes: Count = Field(
        20, description="codes of devices that a person types in, an hour"
    )

    login_failures_address: Count = Field(
        20, description="failed log-ins an hour, per account and address"
    )
    login_failures_account: Count = Field(
        50,
        description="failed log-ins an hour, per account over all addresses that it "
        "was not logged in from",
    )
    code_failures_account: Count = Field(
        10, description="wrong codes of a second factor an hour, per account"
    )
    credentials_rate_address: Count = Field(
        60, description="made-up tokens and API keys a minute, per client address"
    )
    creation_rate: Count = Field(
        60,
        description="teams, APIs, API keys, OAuth clients, consumers, environments and "
        "webhooks created, webhooks tried, passkeys begun, and OAuth clients allowed "
        "something, a minute, per caller",
    )
    member_rate: Count = Field(
        20,
        description="members added, and people invited, and invitations accepted a "
        "minute, per caller",
    )
    publish_rate: Count = Field(60, description="publications a minute, per caller")
    publish_rate_team: Count = Field(120, description="publications a minute, per team")
    deployment_rate: Count = Field(
        120,
        description="deployments and verifications recorded, and versions of consumers "
        "registered, a minute, per caller",
    )
    proposal_rate: Count = Field(
        120,
        description="proposals, their changes, revisions, reviews, threads and "
        "comments a minute, per caller",
    )
    quota_teams: Count = Field(100, description="teams that a person can own")
    quota_members: Count = Field(1000, description="members of a team")
    quota_api_keys: Count = Field(100, description="API keys of a team")
    quota_oauth_clients: Count = Field(50, description="OAuth clients of a team")
    quota_apis: Count = Field(500, description="APIs of a team")
    quota_versions: Count = Field(2000, description="versions of an API")
    quota_bytes: int = Field(
        10_737_418_240,
        ge=1,
        le=2**60,
        description="published and proposed documents of a team together",
    )
    quota_consumers: Count = Field(500, description="consumers of a team")
    quota_consumer_versions: Count = Field(10_000, description="versions of a consumer")
    quota_environments: Count = Field(50, description="environments of a team")
    quota_deployments: Count = Field(
        1000, description="versions in an environment at once"
    )
    quota_proposals: Count = Field(200, description="open proposals of an API")
    quota_revisions: Count = Field(200, description="revisions of a proposal")
    quota_comments: Count = Field(2000, description="comments in a proposal's threads")
    quota_guest_proposals: Count = Field(
        20,
        description="open proposals of an API by one who is no member of its team, "
        "and a tenth of those that they withdraw in 30 days; once half of "
        "`QUOTA_PROPOSALS` is used up, the rest is for members",
    )
    quota_guest_bytes: int = Field(
        268_435_456,
        ge=1,
        le=2**60,
        description="documents that one who is no member has proposed for an API; "
        "once half of `QUOTA_BYTES` is used up, the rest is for members",
    )
    quota_guest_comments: Count = Field(
        200,
        description="comments on a proposal by one who is no member; once half of "
        "`QUOTA_COMMENTS` is used up, the rest is for members",
    )
    quota_guest_consumers: Count = Field(
        50, description="consumers of another team that build on an API"
    )
    quota_guests_consumers: Count = Field(
        1000, description="consumers of all other teams that build on an API"
    )
    quota_acceptances: Count = Field(2000, description="accepted changes of an API")
    quota_invitations: Count = Field(200, description="open invitations of a team")
    quota_webhooks: Count = Field(20, description="webhooks of a team")
