"""Can this process serve requests?"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from impl.database.errors import Unavailable
from impl.database.unit_of_work import Database
from impl.repositories import schema
from impl.services.signing import SigningKeys, WrongSecret


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was looked at, and whether it is as it should be."""

    database: bool
    migrations: bool
    signing_keys: bool
    serving: bool

    @property
    def is_ready(self) -> bool:
        """Whether all of it is."""
        return all((self.database, self.migrations, self.signing_keys, self.serving))


class ReadinessCheck:
    """Looks at the database, what is in it, and whether the process is to stop."""

    def __init__(
        self,
        database: Database,
        signing: SigningKeys,
        serves: Callable[[str | None, str | None], bool],
        is_draining: Callable[[], bool],
    ) -> None:
        self._database = database
        self._signing = signing
        self._serves = serves
        self._is_draining = is_draining

    async def check(self) -> Readiness:
        """Look; a database that does not answer is a finding, not an error."""
        serving = not self._is_draining()
        database = migrations = signing_keys = False
        with contextlib.suppress(Unavailable, WrongSecret):
            found = await schema.state(self._database.read())
            database, migrations = True, self._serves(found.revision, found.note)
            if migrations:
                await self._signing.check()
                signing_keys = True
        return Readiness(
            database=database,
            migrations=migrations,
            signing_keys=signing_keys,
            serving=serving,
        )
