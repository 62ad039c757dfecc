"""Which client of OAuth is asking, and whether it is the one."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.oauth_errors import ClientRefused, OAuthRefused
from impl.oauth_records import KnownClient
from impl.repositories import oauth_clients
from impl.security import ids, oauth_secrets
from impl.security.networks import network_of
from impl.services.oauth_rules import OAuthRules
from impl.services.rate_limits import RateLimiter


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """What a request says of its client: by HTTP Basic, and in its form.

    Attributes:
        basic: its id and secret; None without such a field.
        client_id: as the form has it.
        secret: as the form has it.
    """

    basic: tuple[str, str] | None
    client_id: str | None
    secret: str | None


class ClientAuthentication:
    """Finds clients, and has confidential ones prove who they are."""

    def __init__(
        self, database: Database, limiter: RateLimiter, rules: OAuthRules
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rules = rules

    async def authenticate(self, given: ClientCredentials, address: str) -> KnownClient:
        """Return the client that a request is of.

        Raises:
            RateLimited: the address or the client asks too often, or too much that is
                made up.
            OAuthRefused: it authenticates in two ways (`invalid_request`).
            ClientRefused: the client is unknown, or its secret is wrong or missing.
        """
        rules, network = self._rules, network_of(address)
        await self._limiter.attempt((rules.per_address, network))
        name, secret = _chosen(given)
        client = await self.find(name)
        if client is None or not _proves(client, secret):
            await self._limiter.attempt((rules.guesses, network))
            raise ClientRefused
        await self._limiter.attempt((rules.per_client, str(client.id)))
        return client

    async def find(self, name: str | None) -> KnownClient | None:
        """Return the client with this `client_id`, whoever says so."""
        client_id = _id(name)
        if client_id is None:
            return None
        return await oauth_clients.known(self._database.read(), client_id)


def _chosen(given: ClientCredentials) -> tuple[str | None, str | None]:
    """Return the id and the secret (RFC 6749 §2.3: one way at a time)."""
    if given.basic is None:
        return given.client_id, given.secret
    name, secret = given.basic
    if given.secret is not None or given.client_id not in {None, name}:
        detail = "The client authenticates in more than one way."
        raise OAuthRefused("invalid_request", detail)
    return name, secret


def _proves(client: KnownClient, secret: str | None) -> bool:
    if not client.is_confidential:
        return not secret
    return oauth_secrets.is_same(secret or "", client.secret_digest)


def _id(name: str | None) -> UUID | None:
    try:
        return ids.decode(ids.OAUTH_CLIENT, name or "")
    except ValueError:
        return None
