"""What a person of a test has made."""

import secrets
from dataclasses import dataclass, field


def somebody() -> str:
    """Return an email address that nobody has."""
    return f"somebody-{secrets.token_hex(6)}@example.com"


@dataclass
class Belongings:
    """Ids of what one person has."""

    team_ids: list[str] = field(default_factory=list)
    api_ids: list[str] = field(default_factory=list)
    api_key_ids: list[str] = field(default_factory=list)
    invitation_ids: list[str] = field(default_factory=list)
    oauth_client_ids: list[str] = field(default_factory=list)
    person_ids: list[str] = field(default_factory=list)
    session_ids: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    comparison_ids: list[str] = field(default_factory=list)
    acceptance_ids: list[str] = field(default_factory=list)
    proposals: list[int] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    thread_ids: list[str] = field(default_factory=list)
    consumer_ids: list[str] = field(default_factory=list)
    consumer_version_ids: list[str] = field(default_factory=list)
    usage_digests: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    environment_ids: list[str] = field(default_factory=list)
    deployment_ids: list[str] = field(default_factory=list)
    verification_ids: list[str] = field(default_factory=list)
    webhook_ids: list[str] = field(default_factory=list)
    delivery_ids: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    api_keys: list[str] = field(default_factory=list)
