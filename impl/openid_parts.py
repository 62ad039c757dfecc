"""Logging in by an outside OpenID provider, put together for the app."""

from impl import rules
from impl.database.unit_of_work import Database
from impl.integrations.openid_provider import OpenIdProvider
from impl.openid_settings import roles_of
from impl.services.email_proofs import EmailProofs
from impl.services.openid_accounts import OpenIdAccounts
from impl.services.openid_log_ins import OpenIdLogIns, OpenIdRules
from impl.services.openid_memberships import OpenIdMemberships
from impl.services.password_hashing import Passwords
from impl.services.post import Post
from impl.services.quotas import Quotas
from impl.services.rate_limits import RateLimiter
from impl.services.secret_change import secret_of
from impl.services.sessions import Sessions
from impl.settings import Settings


def openid_log_ins(
    database: Database,
    sessions: Sessions,
    limiter: RateLimiter,
    quotas: Quotas,
    accounts: tuple[Passwords, EmailProofs, Post],
    settings: Settings,
) -> OpenIdLogIns | None:
    """Return what lets people in by the provider; None if there is none."""
    if not settings.openid_issuer:
        return None
    secret = settings.openid_client_secret
    provider = OpenIdProvider(
        settings.openid_issuer,
        (settings.openid_client_id, secret.get_secret_value() if secret else None),
        settings.openid_timeout,
    )
    return OpenIdLogIns(
        database,
        provider,
        OpenIdMemberships(roles_of(settings.openid_team_roles), quotas),
        sessions,
        OpenIdAccounts(database, *accounts, settings.openid_name),
        (limiter, rules.sessions(settings)),
        secret_of(settings),
        OpenIdRules(
            name=settings.openid_name,
            scopes=settings.openid_scopes,
            groups_claim=settings.openid_groups_claim,
            redirect_uri=f"{settings.public_url.rstrip('/')}/sign-in/openid/return",
        ),
    )
