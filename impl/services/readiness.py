"""Can this process serve requests?"""

from collections.abc import Callable
from dataclasses import dataclass

from impl.database.errors import Unavailable
from impl.database.unit_of_work import Database
from impl.repositories import schema


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was looked at, and whether it is as it should be."""

    database: bool
    migrations: bool
    serving: bool

    @property
    def is_ready(self) -> bool:
        """Whether all of it is."""
        return self.database and self.migrations and self.serving


class ReadinessCheck:
    """Looks at the database, its migrations and whether the process is to stop."""

    def __init__(
        self, database: Database, head: str | None, is_draining: Callable[[], bool]
    ) -> None:
        self._database = database
        self._head = head
        self._is_draining = is_draining

    async def check(self) -> Readiness:
        """Look; a database that does not answer is a finding, not an error."""
        serving = not self._is_draining()
        try:
            reader = self._database.read()
            revision = await schema.revision(reader)
        except Unavailable:
            return Readiness(database=False, migrations=False, serving=serving)
        return Readiness(
            database=True, migrations=revision == self._head, serving=serving
        )
