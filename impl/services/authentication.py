"""Who is calling: access tokens of sessions and of OAuth, and API keys of teams."""

import hashlib
import time
from collections import OrderedDict
from typing import Final

from impl.database.reading import Condition
from impl.database.unit_of_work import Database
from impl.repositories import api_keys, oauth_clients, oauth_grants, sessions
from impl.security import access_tokens
from impl.security.access_tokens import Claims
from impl.security.api_keys import digest
from impl.security.caller import Caller
from impl.security.networks import network_of
from impl.services.access import found
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.signing import SigningKeys

_REMEMBERED: Final = 4096
Authenticated = tuple[Caller, frozenset[str]]


class Authentication:
    """Turns credentials into a caller and their scopes.

    A verified token is remembered until it expires, because a signature costs far more
    than the rest of a request. Whether its session is open is asked every time, so
    that revoking one takes effect at once; the first read of the request brings the
    answer along.

    Made-up credentials are limited per address. What is good passes whatever others
    behind the same address send, and what was good once is not made up.
    """

    def __init__(
        self,
        database: Database,
        signing: SigningKeys,
        issuer: str,
        limiter: RateLimiter,
        guesses: Rate,
    ) -> None:
        self._database = database
        self._signing = signing
        self._issuer = issuer
        self._limiter = limiter
        self._guesses = guesses
        self._verified: OrderedDict[bytes, tuple[Claims, Caller]] = OrderedDict()

    async def by_access_token(
        self, token: str, address: str
    ) -> tuple[Caller, frozenset[str], Condition] | None:
        """Return whose token it is, if it still holds; None if it is not good.

        The last of the three is that its session is open or, of a client of OAuth,
        that it may still act; nothing may be changed and nothing answered before that
        is known to hold.

        Raises:
            RateLimited: too many from this address are made up.
        """
        known = await self._known(token, address)
        if known is None:
            return None
        claims, caller = known
        condition = _condition(claims)
        self._database.require(condition)
        return caller, claims.scopes, condition

    async def holds(self, condition: Condition) -> bool:
        """Tell whether what has to hold for a token does.

        Raises:
            Unavailable: nobody can tell.
        """
        return bool(condition.holds) or await self._database.holds(condition)

    async def by_api_key(self, key: str, address: str) -> Authenticated | None:
        """Return whose key it is; None if it is not good.

        Raises:
            RateLimited: too many from this address are made up.
        """
        wanted = digest(key)
        reader = self._database.read()
        holder = await api_keys.find_holder(reader, wanted) if wanted else None
        if holder is None:
            await self._count_guess(address)
            return None
        if holder.stale:
            async with self._database.begin() as work:
                await api_keys.touch(work, holder.api_key_id)
                await work.commit()
        caller = Caller(api_key_id=holder.api_key_id, team_id=holder.team_id)
        return caller, holder.scopes

    async def _count_guess(self, address: str) -> None:
        await self._limiter.attempt((self._guesses, network_of(address)))

    async def _known(self, token: str, address: str) -> tuple[Claims, Caller] | None:
        # Not the token itself: memory should hold nothing that opens a door.
        name = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        known = self._verified.get(name)
        if known is None:
            keys = await self._signing.knowing(access_tokens.key_id(token))
            claims = access_tokens.verify(token, keys, self._issuer)
            if claims is None:
                if not access_tokens.is_genuine(token, keys):
                    await self._count_guess(address)
                return None
            known = self._verified[name] = claims, _caller(claims)
            if len(self._verified) > _REMEMBERED:
                self._verified.popitem(last=False)
        if known[0].expires_at <= time.time():
            self._verified.pop(name, None)
            return None
        return known


def _caller(claims: Claims) -> Caller:
    if claims.person_id is None:
        return Caller(team_id=claims.team_id, client_id=claims.client_id)
    if claims.session_id is None:
        return Caller(claims.person_id, client_id=claims.client_id)
    return Caller(claims.person_id, claims.session_id)


def _condition(claims: Claims) -> Condition:
    """Return what has to hold for a token."""
    if claims.person_id is None:
        client_id = found(claims.client_id, "client")
        return oauth_clients.is_good(client_id, claims.token_id)
    if claims.session_id is None:
        grant_id = found(claims.grant_id, "grant")
        return oauth_grants.is_open(grant_id, claims.token_id)
    return sessions.is_open(claims.session_id, claims.person_id)
