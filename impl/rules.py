"""What the settings mean to each service: its rates, limits and times."""

from datetime import timedelta
from typing import Final

from impl.account_records import Lasting
from impl.jobs.comparison_rules import QueueRules
from impl.jobs.framing import JobLimits
from impl.jobs.housekeeping import Retention
from impl.jobs.mail_queue import MailRules
from impl.jobs.mock_hosts import MockHosting
from impl.jobs.webhook_queue import WebhookRules
from impl.release import RELEASE
from impl.security.passkeys import RelyingParty
from impl.services.comparisons import ComparisonRules
from impl.services.email_proofs import TokenRules
from impl.services.events import StreamRules
from impl.services.fresh_log_ins import FreshLogIns
from impl.services.invitations import InvitationRules
from impl.services.mocks import MockRules
from impl.services.oauth_rules import OAuthRules
from impl.services.own_password import PasswordRates
from impl.services.passkeys import PasskeyRules
from impl.services.people import PeopleRules
from impl.services.publications import PublishingRules
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate
from impl.services.session_rules import SessionRules
from impl.settings import Settings
from impl.telemetry.extras import Extras

_HOUR: Final = timedelta(hours=1)


def sessions(settings: Settings) -> SessionRules:
    """Return how people log in and stay so."""
    return SessionRules(
        issuer=settings.public_url,
        access_token_life=settings.access_token_lifetime,
        lasting=_lasting(settings),
        refresh_grace=settings.refresh_grace,
        logins_per_account=_logins(settings),
        logins_per_address=Rate("login address", settings.login_rate_address),
        failures_per_lane=_failures(settings),
        failures_per_account=Rate(
            "account failures", settings.login_failures_account, _HOUR
        ),
        refreshes=Rate("refresh", settings.refresh_rate_session),
    )


def _lasting(settings: Settings) -> Lasting:
    # Who works without a pause has tokens renewed by then.
    least = timedelta(seconds=2 * settings.access_token_lifetime)
    idle = max(timedelta(hours=settings.session_idle_hours), least)
    life = timedelta(days=settings.session_lifetime_days)
    return Lasting(life, idle, settings.sessions_person)


def oauth(settings: Settings) -> OAuthRules:
    """Return how clients of OAuth get tokens, and how long those last."""
    return OAuthRules(
        issuer=settings.public_url,
        access_token_life=settings.access_token_lifetime,
        code_life=timedelta(seconds=settings.oauth_code_lifetime),
        device_life=timedelta(seconds=settings.oauth_device_lifetime),
        grant_life=timedelta(days=settings.oauth_grant_days),
        refresh_grace=settings.refresh_grace,
        per_address=Rate("oauth address", settings.oauth_rate_address),
        per_client=Rate("oauth client", settings.oauth_rate_client),
        guesses=guesses(settings),
        refreshes=Rate("oauth refresh", settings.refresh_rate_session),
        user_codes=Rate("user codes", settings.oauth_user_codes, _HOUR),
        grants=creation(settings),
    )


def extras(settings: Settings) -> Extras:
    """Return what other systems of operators are told by."""
    dsn = settings.sentry_dsn
    return Extras(
        (settings.otlp_endpoint, settings.trace_ratio),
        dsn.get_secret_value() if dsn else None,
        settings.environment,
        RELEASE,
    )


def fresh_log_ins(settings: Settings) -> FreshLogIns:
    """Return what only somebody does who has just logged in."""
    return FreshLogIns(timedelta(minutes=settings.fresh_login_minutes))


def passkeys(settings: Settings) -> PasskeyRules:
    """Return whom passkeys are for, and who adds them how often."""
    party = RelyingParty.of_url(settings.public_url)
    return PasskeyRules(party, creation(settings), fresh_log_ins(settings))


def people(settings: Settings) -> PeopleRules:
    """Return who may register, and how often."""
    return PeopleRules(
        registrations=Rate("registration", settings.registration_rate_address),
        registration=settings.registration,
        fresh=fresh_log_ins(settings),
    )


def own_password(settings: Settings) -> PasswordRates:
    """Return how often a current password may be given."""
    return PasswordRates(_logins(settings), _failures(settings))


def codes(settings: Settings) -> Rate:
    """Return how often a code may be wrong."""
    return Rate("second factor", settings.code_failures_account, _HOUR)


def tokens(settings: Settings) -> TokenRules:
    """Return how often tokens are sent by mail, and tried."""
    return TokenRules(
        proofs=Rate("email proof", settings.proof_rate, _HOUR),
        resets=Rate("password reset", settings.reset_rate_address),
        tries=Rate("account token", settings.token_rate_address),
    )


def recipients(settings: Settings) -> Rate:
    """Return how much that strangers ask for is sent to one address."""
    return Rate("mail", settings.mail_rate_recipient, _HOUR)


def mail(settings: Settings) -> MailRules:
    """Return how mail is sent."""
    # A step each for the connection, TLS, the log-in, the message and its end.
    return MailRules(at_once=4, seconds=5 * settings.mail_timeout)


def invitations(settings: Settings) -> InvitationRules:
    """Return how people are invited to teams."""
    return InvitationRules(additions(settings), settings.invitation_days)


def guesses(settings: Settings) -> Rate:
    """Return how often credentials may be made up."""
    return Rate("credentials", settings.credentials_rate_address)


def creation(settings: Settings) -> Rate:
    """Return how often teams and what they own are created."""
    return Rate("creation", settings.creation_rate)


def additions(settings: Settings) -> Rate:
    """Return how often members are added."""
    return Rate("member", settings.member_rate)


def deployments(settings: Settings) -> Rate:
    """Return how often deployments, tests and versions of consumers are recorded."""
    return Rate("deployment", settings.deployment_rate)


def proposing(settings: Settings) -> Rate:
    """Return how often changes are proposed, and what is said of them."""
    return Rate("proposal", settings.proposal_rate)


def publishing(settings: Settings) -> PublishingRules:
    """Return how often versions are published."""
    return PublishingRules(
        per_caller=Rate("publication", settings.publish_rate),
        per_team=Rate("publication of team", settings.publish_rate_team),
    )


def comparisons(settings: Settings) -> ComparisonRules:
    """Return how often comparisons are asked for, and how long they are waited for."""
    return ComparisonRules(
        settings.comparison_patience,
        Rate("comparison", settings.comparison_rate),
        settings.comparison_backlog,
    )


def mocks(settings: Settings) -> MockRules:
    """Return how often mocks may be asked, and what they remember."""
    return MockRules(
        per_caller=Rate("mock", settings.mock_rate),
        per_team=Rate("mock of team", settings.mock_rate_team),
        states=settings.mock_states,
    )


def streams(settings: Settings) -> StreamRules:
    """Return how many streams of events there may be, and how long."""
    return StreamRules(
        of_all=settings.streams_all,
        of_caller=settings.streams_caller,
        seconds=settings.stream_lifetime,
    )


def webhooks(settings: Settings) -> WebhookRules:
    """Return how events are sent to webhooks."""
    return WebhookRules(settings.webhooks_at_once, settings.webhook_timeout)


def mock_hosting(settings: Settings) -> MockHosting:
    """Return how contracts are mocked, and what that may take."""
    return MockHosting(
        settings.mock_processes,
        JobLimits(settings.mock_memory, settings.mock_preparation_timeout),
        seconds=settings.mock_timeout,
        patience=settings.mock_patience,
    )


def queue(settings: Settings) -> QueueRules:
    """Return how comparisons are worked off."""
    return QueueRules(
        settings.comparison_processes,
        JobLimits(settings.comparison_memory, settings.comparison_timeout),
        # Reading the contracts and writing the report take their time too.
        seconds=settings.comparison_timeout / 2,
    )


def examination(settings: Settings) -> JobLimits:
    """Return what the check of a contract may take."""
    return JobLimits(settings.examination_memory, settings.publish_timeout)


def verification(settings: Settings) -> JobLimits:
    """Return what the check of a certificate may take."""
    return JobLimits(settings.comparison_memory, settings.publish_timeout)


def quotas(settings: Settings) -> Quotas:
    """Return how much people and teams may have."""
    return Quotas(
        teams=settings.quota_teams,
        members=settings.quota_members,
        invitations=settings.quota_invitations,
        api_keys=settings.quota_api_keys,
        oauth_clients=settings.quota_oauth_clients,
        apis=settings.quota_apis,
        versions=settings.quota_versions,
        bytes=settings.quota_bytes,
        consumers=settings.quota_consumers,
        consumer_versions=settings.quota_consumer_versions,
        environments=settings.quota_environments,
        deployments=settings.quota_deployments,
        proposals=settings.quota_proposals,
        revisions=settings.quota_revisions,
        comments=settings.quota_comments,
        guest_proposals=settings.quota_guest_proposals,
        guest_bytes=settings.quota_guest_bytes,
        guest_comments=settings.quota_guest_comments,
        guest_consumers=settings.quota_guest_consumers,
        guests_consumers=settings.quota_guests_consumers,
        acceptances=settings.quota_acceptances,
        webhooks=settings.quota_webhooks,
    )


def retention(settings: Settings) -> Retention:
    """Return how long things are kept."""
    return Retention(
        sessions=timedelta(days=settings.ended_session_days),
        deployments=timedelta(days=settings.ended_deployment_days),
        audit_events=timedelta(days=settings.audit_days),
        document_comparisons=timedelta(days=settings.document_comparison_days),
        mock_states=timedelta(days=settings.mock_state_days),
        deliveries=timedelta(days=settings.webhook_delivery_days),
        comparisons_of_api=settings.comparisons_kept_api,
        comparisons_of_team=settings.comparisons_kept_team,
    )


def _logins(settings: Settings) -> Rate:
    return Rate("login account", settings.login_rate_account)


def _failures(settings: Settings) -> Rate:
    return Rate("login failures", settings.login_failures_address, _HOUR)
