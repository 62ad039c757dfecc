"""What OAuth is made of: services, handlers and pages, put together for the app."""

from dataclasses import dataclass

from impl import rules
from impl.database.unit_of_work import Database
from impl.handlers.grants import GrantsHandler
from impl.handlers.oauth import OAuthHandler
from impl.handlers.oauth_clients import OAuthClientsHandler
from impl.http.paging import Pager
from impl.services.authorizations import Authorizations
from impl.services.browser_sessions import BrowserSessions
from impl.services.client_authentication import ClientAuthentication
from impl.services.device_authorizations import DeviceAuthorizations
from impl.services.grants import Grants
from impl.services.oauth_clients import OAuthClients
from impl.services.oauth_tokens import OAuthTokens
from impl.services.rate_limits import RateLimiter
from impl.services.secret_change import secret_of
from impl.services.sessions import Sessions
from impl.services.signing import SigningKeys
from impl.services.token_inspection import TokenInspection
from impl.settings import Settings
from impl.web.authorization_pages import AuthorizationPages
from impl.web.browsers import Browsers
from impl.web.device_pages import DevicePages
from impl.web.entrance import Entrance
from impl.web.sign_in import SignInPages


@dataclass(frozen=True, slots=True)
class OAuthParts:
    """What answers requests of OAuth, one for each tag of the contract.

    `browsers` knows who is logged in, for all pages; those of accounts ask `granting`
    and `browser_sessions`, too.
    """

    tokens: OAuthHandler
    clients: OAuthClientsHandler
    grants: GrantsHandler
    pages: SignInPages
    browsers: Browsers
    granting: Grants
    browser_sessions: BrowserSessions


def oauth_parts(
    database: Database,
    limiter: RateLimiter,
    signing: SigningKeys,
    sessions: Sessions,
    pager: Pager,
    settings: Settings,
) -> OAuthParts:
    """Put together what answers requests of OAuth."""
    secret, own = secret_of(settings), rules.oauth(settings)
    authentication = ClientAuthentication(database, limiter, own)
    devices = DeviceAuthorizations(database, limiter, secret, own)
    tokens = OAuthHandler(
        authentication,
        OAuthTokens(database, limiter, signing, secret, own),
        TokenInspection(database, signing, secret, own),
        *(devices, signing, settings.public_url),
    )
    clients = OAuthClients(
        *(database, limiter, rules.creation(settings), rules.quotas(settings))
    )
    in_browsers, granting = BrowserSessions(database, sessions), Grants(database)
    browsers = Browsers(
        in_browsers,
        secret,
        is_https=settings.public_url.startswith("https://"),
    )
    provider = settings.openid_name if settings.openid_issuer else ""
    named = rules.passkeys(settings).party.has_name
    entrance = Entrance(browsers, provider, takes_passkeys=named)
    authorizations = Authorizations(database, limiter, authentication, own)
    pages = SignInPages(
        AuthorizationPages(entrance, authorizations), DevicePages(entrance, devices)
    )
    return OAuthParts(
        tokens,
        OAuthClientsHandler(clients, pager),
        GrantsHandler(granting, pager),
        pages,
        *(browsers, granting, in_browsers),
    )
