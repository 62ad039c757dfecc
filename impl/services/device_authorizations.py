"""Devices without a browser, whose person allows something elsewhere (RFC 8628)."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.errors import NotFound
from impl.oauth_errors import ClientRefused, OAuthRefused
from impl.oauth_records import DEVICE, DeviceCode, KnownClient
from impl.repositories import oauth_clients, oauth_device_codes, oauth_grants
from impl.security import ids, oauth_secrets
from impl.security.caller import Caller
from impl.security.keys import derive, good
from impl.services import audit
from impl.services.access import found
from impl.services.oauth_rules import OAuthRules, scopes_of
from impl.services.rate_limits import RateLimiter
from impl.services.still_in import is_still_in

INTERVAL = 5
_PREFIX = oauth_secrets.DEVICE_CODE


@dataclass(frozen=True, slots=True)
class DeviceCodes:
    """What a device gets; `expires_in` is in seconds."""

    device_code: str
    user_code: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class AskingDevice:
    """What a device waits for that its person found by its code."""

    client: KnownClient
    scopes: tuple[str, ...]


class DeviceAuthorizations:
    """Gives devices codes, and has people decide on them."""

    def __init__(
        self, database: Database, limiter: RateLimiter, secret: str, rules: OAuthRules
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._key = derive(secret, "user codes")
        self._rules = rules

    async def begin(self, client: KnownClient, scope: str | None) -> DeviceCodes:
        """Give a device its codes.

        Raises:
            OAuthRefused: the client may not have them (`unauthorized_client`), or not
                with these scopes (`invalid_scope`).
            ClientRefused: it was deleted just now.
        """
        if DEVICE not in client.grant_types:
            detail = "The client is not registered for this grant."
            raise OAuthRefused("unauthorized_client", detail)
        scopes = scopes_of(scope, client.scopes, client)
        device, life = oauth_secrets.generate(_PREFIX), self._rules.device_life
        typed = oauth_secrets.user_code()
        async with self._database.begin() as work:

            async def is_added() -> bool:
                digests = oauth_secrets.digest(device), self._digests(typed)[0]
                try:
                    return await oauth_device_codes.create(
                        work, client.id, scopes, digests, life
                    )
                except NotFound:
                    raise ClientRefused from None

            while not await is_added():
                typed = oauth_secrets.user_code()
            await work.commit()
        return DeviceCodes(device, typed, int(life.total_seconds()))

    async def find(self, caller: Caller, typed: str) -> AskingDevice | None:
        """Return which device waits for a code, None if none does.

        Raises:
            RateLimited: the person has tried too many codes.
        """
        await self._limiter.attempt((self._rules.user_codes, caller.name))
        reader = self._database.read()
        code = await oauth_device_codes.of_user(reader, self._digests(typed))
        if code is None or not _waits(code):
            return None
        client = await oauth_clients.known(reader, code.client_id)
        return AskingDevice(client, tuple(code.scopes)) if client else None

    async def decide(
        self, caller: Caller, typed: str, *, is_allowed: bool
    ) -> bool | None:
        """Allow a device what it asks for, or not; tell whether it was waiting.

        Return None if the person is logged in no more.

        Raises:
            RateLimited: the person has tried too many codes.
        """
        person_id = found(caller.person_id, "person")
        await self._limiter.attempt((self._rules.user_codes, caller.name))
        async with self._database.begin() as work:
            if not await is_still_in(work, caller):
                return None
            code = await oauth_device_codes.lock_of_user(work, self._digests(typed))
            if code is None or not _waits(code):
                return False
            grant_id: UUID | None = None
            if is_allowed:
                grant_id = await oauth_grants.create(
                    *(work, code.client_id, person_id, tuple(code.scopes), None),
                    self._rules.device_life,
                )
                await audit.record(
                    *(work, caller, "grant.given", ids.encode(ids.GRANT, grant_id)),
                    details={
                        "client_id": ids.encode(ids.OAUTH_CLIENT, code.client_id),
                        "scopes": list(code.scopes),
                    },
                )
            await oauth_device_codes.decide(work, code.id, grant_id)
            await work.commit()
        return True

    def _digests(self, typed: str) -> list[bytes]:
        return [oauth_secrets.user_digest(each, typed) for each in good(self._key)]


def _waits(code: DeviceCode) -> bool:
    return code.state == "pending" and not code.expired
