"""SQLModel tables under one metadata; never wire models.

Importing this package imports every table, which is what migrations compare with.
"""

from impl.tables.acceptances import AcceptanceRow
from impl.tables.account_tokens import AccountTokenRow
from impl.tables.api_keys import ApiKeyRow
from impl.tables.apis import ApiRow
from impl.tables.audit_chains import AuditChainRow
from impl.tables.audit_events import AuditEventRow
from impl.tables.base import metadata
from impl.tables.changes import ChangeRow
from impl.tables.comparisons import ComparisonRow, ComparisonTurnRow
from impl.tables.consents import ConsentRow
from impl.tables.consumers import (
    ConsumerRow,
    ConsumerVersionRow,
    KnownContractRow,
)
from impl.tables.deployments import DeploymentRow
from impl.tables.environments import EnvironmentRow
from impl.tables.event_feeds import EventFeedRow
from impl.tables.idempotency_keys import IdempotencyKeyRow
from impl.tables.invitations import InvitationRow
from impl.tables.known_addresses import KnownAddressRow
from impl.tables.members import MemberRow
from impl.tables.mocks import MockStateRow
from impl.tables.oauth import (
    OAuthClientRow,
    OAuthDeviceCodeRow,
    OAuthGrantRow,
    OAuthRevokedTokenRow,
)
from impl.tables.openid_identities import OpenIdIdentityRow
from impl.tables.outgoing_mail import OutgoingMailRow
from impl.tables.passkeys import (
    PasskeyChallengeRow,
    PasskeyHandleRow,
    PasskeyRow,
)
from impl.tables.people import PersonRow
from impl.tables.proposals import ProposalRevisionRow, ProposalRow, ReviewRow
from impl.tables.rate_limits import RateLimitRow
from impl.tables.second_factors import RecoveryCodeRow, SecondFactorRow
from impl.tables.sessions import SessionRow
from impl.tables.signing_keys import SigningKeyRow
from impl.tables.team_quotas import TeamQuotaRow
from impl.tables.teams import TeamRow
from impl.tables.threads import CommentRow, CommentThreadRow
from impl.tables.verifications import VerificationRow
from impl.tables.versions import VersionRow
from impl.tables.webhooks import WebhookDeliveryRow, WebhookRow

__all__ = [
    "AcceptanceRow",
    "AccountTokenRow",
    "ApiKeyRow",
    "ApiRow",
    "AuditChainRow",
    "AuditEventRow",
    "ChangeRow",
    "CommentRow",
    "CommentThreadRow",
    "ComparisonRow",
    "ComparisonTurnRow",
    "ConsentRow",
    "ConsumerRow",
    "ConsumerVersionRow",
    "DeploymentRow",
    "EnvironmentRow",
    "EventFeedRow",
    "IdempotencyKeyRow",
    "InvitationRow",
    "KnownAddressRow",
    "KnownContractRow",
    "MemberRow",
    "MockStateRow",
    "OAuthClientRow",
    "OAuthDeviceCodeRow",
    "OAuthGrantRow",
    "OAuthRevokedTokenRow",
    "OpenIdIdentityRow",
    "OutgoingMailRow",
    "PasskeyChallengeRow",
    "PasskeyHandleRow",
    "PasskeyRow",
    "PersonRow",
    "ProposalRevisionRow",
    "ProposalRow",
    "RateLimitRow",
    "RecoveryCodeRow",
    "ReviewRow",
    "SecondFactorRow",
    "SessionRow",
    "SigningKeyRow",
    "TeamQuotaRow",
    "TeamRow",
    "VerificationRow",
    "VersionRow",
    "WebhookDeliveryRow",
    "WebhookRow",
    "metadata",
]
