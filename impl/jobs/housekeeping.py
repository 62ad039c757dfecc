"""What has expired goes away by itself, in small transactions."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.repositories import expired

Chore = Callable[[], Awaitable[object]]
_Batch = Callable[[UnitOfWork], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long things are kept once they are over, and how many comparisons.

    Attributes:
        sessions: after a session's end, or that of what a client was allowed.
        deployments: after a deployment's end.
        audit_events: after what they tell of.
        document_comparisons: those with documents that are no versions, after they
            were asked for last.
        mock_states: what mocks remember, after it was used last.
        deliveries: after the events that they bring.
        comparisons_of_api: the most that an API keeps.
        comparisons_of_team: the most that all APIs of a team keep.
    """

    sessions: timedelta
    deployments: timedelta
    audit_events: timedelta
    document_comparisons: timedelta
    mock_states: timedelta
    deliveries: timedelta
    comparisons_of_api: int
    comparisons_of_team: int


class Housekeeping:
    """Removes what nobody needs any more."""

    def __init__(
        self, database: Database, retention: Retention, *chores: Chore
    ) -> None:
        self._database = database
        self._chores = chores
        self._retention: Final = retention

    async def sweep(self) -> None:
        """Remove everything that has expired, and do what else is done then.

        Raises:
            Unavailable: the database could not serve it; what is left stays for later.
        """
        kept = self._retention
        await self._repeat(expired.rate_limits)
        await self._repeat(expired.answers)
        await self._repeat(expired.known_addresses)
        await self._repeat(expired.account_tokens)
        await self._repeat(expired.passkey_challenges)
        await self._repeat(expired.invitations_unanswered)
        await self._repeat(lambda work: expired.sessions_ended(work, kept.sessions))
        await self._repeat(lambda work: expired.grants_ended(work, kept.sessions))
        await self._repeat(expired.device_codes)
        await self._repeat(expired.revoked_tokens)
        await self._repeat(
            lambda work: expired.document_comparisons(work, kept.document_comparisons)
        )
        await self._repeat(
            lambda work: expired.deployments_ended(work, kept.deployments)
        )
        await self._repeat(lambda work: expired.mock_states(work, kept.mock_states))
        await self._repeat(lambda work: expired.deliveries(work, kept.deliveries))
        await self._repeat(lambda work: expired.audit_events(work, kept.audit_events))
        for chore in self._chores:
            await chore()

    async def trim_comparisons(self, team_id: UUID) -> None:
        """Remove the comparisons that a team has too many of.

        Raises:
            Unavailable: the database could not serve it; what is left stays for later.
        """
        kept = self._retention
        await self._repeat(
            lambda work: expired.comparisons_beyond(
                work, team_id, kept.comparisons_of_api, kept.comparisons_of_team
            )
        )

    async def _repeat(self, batch: _Batch) -> None:
        is_more = True
        while is_more:
            async with self._database.begin() as work:
                is_more = await batch(work)
                await work.commit()
