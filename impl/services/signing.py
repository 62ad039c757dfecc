"""The keys that sign access tokens: next, current and retired, in the database.

Every replica knows the next key before anything is signed with it, and keeps a retired
one for as long as tokens that it signed can live, so that rotation logs nobody out.
"""

import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from joserfc.jwk import ECKey

from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.repositories import signing_keys
from impl.security import access_tokens
from impl.security.keys import derive

_LOGGER = logging.getLogger(__name__)
# After this a replica looks whether another one has rotated the keys.
_FRESH: Final = 60.0
# Made-up key ids must not turn into a query each.
_LEAST_PAUSE: Final = 1.0


class WrongSecret(Exception):
    """A key in the database is sealed under another secret; the message says so.

    Nothing is wrong with the request, and nothing but an operator can mend it.
    """


class SigningKeys:
    """The current set of keys; `life` is an access token's, in seconds."""

    def __init__(self, database: Database, secret: str, life: int) -> None:
        self._database = database
        self._secret = derive(secret, "signing keys")
        self._life = life
        self._keys: dict[str, ECKey] = {}
        # What can't be unsealed, and why.
        self._sealed: dict[str, str] = {}
        self._told: set[str | None] = set()
        self._current = ""
        self._read_at = float("-inf")

    async def current(self) -> ECKey:
        """Return the key to sign with; the first ever call makes it.

        Raises:
            WrongSecret: the stored keys were sealed under another secret.
            Unavailable: the database can't be reached.
        """
        if time.monotonic() - self._read_at > _FRESH:
            await self._read()
        if not self._current:
            await self._create()
            await self._read()
        self._refuse_sealed(self._current)
        return self._keys[self._current]

    async def check(self) -> None:
        """Look whether all stored keys can be used, which may be none.

        Raises:
            WrongSecret: some were sealed under another secret.
            Unavailable: the database can't be reached.
        """
        await self._read()
        for reason in self._sealed.values():
            raise WrongSecret(reason)

    async def knowing(self, key_id: str | None) -> Mapping[str, ECKey]:
        """Return the keys to verify with, read again if this one is unknown.

        Raises:
            WrongSecret: this one is stored, but sealed under another secret.
            Unavailable: the database can't be reached.
        """
        age = time.monotonic() - self._read_at
        if age > _FRESH or (key_id not in self._keys and age > _LEAST_PAUSE):
            await self._read()
        self._refuse_sealed(key_id)
        return self._keys

    async def public(self) -> list[dict[str, str]]:
        """Return the public halves of all keys that something is verified with.

        Raises:
            WrongSecret: the key to sign with was sealed under another secret.
            Unavailable: the database can't be reached.
        """
        await self.current()
        return [access_tokens.public_key(key) for key in self._keys.values()]

    async def rotate(self, older_than: timedelta | None = None) -> bool:
        """Sign with the next key from now on, and make another next one.

        Args:
            older_than: how long the current key has to be in use for that; of several
                processes that ask for it at once, one does it.

        Returns:
            Whether it was done; not if there are no keys yet.

        Raises:
            WrongSecret: some keys were sealed under another secret.
            Unavailable: the database can't be reached.
        """
        if older_than and not await self._is_used(self._database.read(), older_than):
            return False
        await self.check()
        if not self._current:
            return False
        async with self._database.begin() as work:
            await signing_keys.lock(work)
            if older_than and not await self._is_used(work, older_than):
                return False
            await signing_keys.promote(work)
            await self._add(work, "next")
            for key in await signing_keys.list_all(work):
                if self._is_over(key.retired_for):
                    await signing_keys.delete_one(work, key.id)
            await work.commit()
        await self._read()
        return True

    async def _create(self) -> None:
        async with self._database.begin() as work:
            await signing_keys.lock(work)
            if not await signing_keys.list_all(work):
                await self._add(work, "current")
                await self._add(work, "next")
                await work.commit()

    async def _add(self, work: UnitOfWork, state: str) -> None:
        key = access_tokens.generate_key()
        sealed = access_tokens.seal_key(key, self._secret)
        await signing_keys.create(work, key.kid or "", state, sealed)

    async def _read(self) -> None:
        reader = self._database.read()
        stored = await signing_keys.list_all(reader)
        keys: dict[str, ECKey] = {}
        sealed: dict[str, str] = {}
        for key in stored:
            if self._is_over(key.retired_for):
                continue
            try:
                keys[key.id] = self._keys.get(key.id) or access_tokens.unseal_key(
                    key.sealed, self._secret
                )
            except ValueError as error:
                sealed[key.id] = str(error)
        self._keys, self._sealed = keys, sealed
        self._current = next((key.id for key in stored if key.state == "current"), "")
        self._read_at = time.monotonic()

    async def _is_used(self, reader: Reader, longer_than: timedelta) -> bool:
        seconds = await signing_keys.used_for(reader)
        return seconds is not None and seconds > longer_than.total_seconds()

    def _refuse_sealed(self, key_id: str | None) -> None:
        if reason := self._sealed.get(key_id or ""):
            if key_id not in self._told:
                self._told.add(key_id)
                _LOGGER.error("%s", reason)
            raise WrongSecret(reason)

    def _is_over(self, retired_for: float | None) -> bool:
        # Replicas may go on signing with it until they look again.
        return retired_for is not None and retired_for > self._life + 2 * _FRESH
