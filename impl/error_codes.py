"""Stable names of what can go wrong, which programs go by (contract: ProblemCode)."""

from typing import Literal

ConflictCode = Literal[
    "email_taken",
    "name_taken",
    "already_member",
    "unknown_person",
    "already_invited",
    "invitation_required",
    "email_verified",
    "mail_off",
    "second_factor_on",
    "second_factor_off",
    "last_owner",
    "quota_exceeded",
    "version_taken",
    "content_published",
    "comparison_not_finished",
    "proposal_closed",
    "revision_required",
    "proposal_not_ready",
    "proposal_required",
    "revision_outdated",
    "webhook_disabled",
    "idempotency_in_progress",
]
CredentialsCode = Literal[
    "invalid_credentials",
    "account_suspended",
    "invalid_passkey",
    "second_factor_required",
    "invalid_code",
    "invalid_refresh_token",
    "refresh_token_reused",
]
BarredCode = Literal["email_unverified", "fresh_login_required", "registration_closed"]
InvalidCode = Literal[
    "invalid_request",
    "invalid_contract",
    "invalid_usage",
    "invalid_anchor",
    "invalid_report",
    "too_complex",
    "version_required",
    "idempotency_key_reused",
    "weak_password",
    "invalid_token",
    "invalid_code",
    "invalid_passkey",
    "invalid_oauth_client",
]
