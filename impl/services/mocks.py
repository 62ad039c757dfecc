"""Mocks of published contracts: whose they are, and what they remember for whom."""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID
from weakref import WeakValueDictionary

from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database
from impl.errors import MockOverstrained
from impl.jobs import mock_task
from impl.jobs.mock_hosts import MockedVersion, MockHosts
from impl.jobs.mock_task import MockedAnswer, MockedRequest
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.records import Version
from impl.repositories import mock_states, versions
from impl.repositories.mock_states import MockSession, UsedMock
from impl.security import mock_addresses
from impl.security.caller import Caller
from impl.security.keys import derive
from impl.security.mock_addresses import MockAddress, holder_of
from impl.services.access import found
from impl.services.rate_limits import Rate, RateLimiter

# How often other workers may remember something else first.
_ATTEMPTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MockRules:
    """How often mocks may be asked, and how many states a holder has."""

    per_caller: Rate
    per_team: Rate
    states: int


@dataclass(frozen=True, slots=True)
class AdmittedRequest:
    """Whose request it is, and what their mock remembers as far as is known."""

    session: MockSession
    used: UsedMock


class Mocks:
    """Answers for published contracts.

    What a mock remembers is kept in the database, so that all workers and replicas
    answer alike; the processes that answer keep nothing.
    """

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        hosts: MockHosts,
        secret: str,
        rules: MockRules,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._hosts = hosts
        self._key = derive(secret, "mock addresses")
        self._rules = rules
        # One request of a session after the other, in this worker at least.
        self._turns: WeakValueDictionary[MockSession, asyncio.Lock] = (
            WeakValueDictionary()
        )

    async def address(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> tuple[Version, str]:
        """Return a version, and the caller's address of its mock.

        Raises:
            NotFound: the caller can't see it.
        """
        version = await self._version(caller, team_id, api_id, reference)
        return version, mock_addresses.encode(self._key, version.id, caller)

    async def report(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> list[dict[str, Any]]:
        """Return what each operation of a version's mock remembers, and why not.

        Raises:
            NotFound: the caller can't see the version.
            NotMockable: it can't be mocked.
            RateLimited: the caller or the team asks mocks too often.
            Unavailable: too many contracts are mocked at once.
        """
        version = await self._version(caller, team_id, api_id, reference)
        await self._count(caller, team_id)
        parts = await self._ask(version.id, team_id, mock_task.reporting())
        reported: list[dict[str, Any]] = mock_task.told(parts)
        return reported

    async def reset(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> None:
        """Have the mock of a version forget what it remembers for the caller.

        Raises:
            NotFound: the caller can't see it.
        """
        version = await self._version(caller, team_id, api_id, reference)
        async with self._database.begin() as work:
            await mock_states.reset(work, version.id, holder_of(caller))
            await work.commit()

    def opened(self, address: str) -> MockAddress:
        """Return what an address says.

        Raises:
            NotFound: it is none that was given to anybody.
        """
        return found(mock_addresses.decode(self._key, address), "mock")

    async def admit(self, address: MockAddress, name: str) -> AdmittedRequest:
        """Count a request in the session of a name, before its body is read.

        Raises:
            NotFound: the holder of the address may not read the version any more.
            RateLimited: they or the team ask mocks too often.
        """
        session = _session(address, name)
        used = await self._used(session)
        await self._count(address.holder, used.team_id)
        return AdmittedRequest(session, used)

    async def answer(
        self, admitted: AdmittedRequest, request: MockedRequest
    ) -> MockedAnswer:
        """Answer a request.

        Raises:
            NotFound, NotMockable, Unavailable: as `report`.
            MockOverstrained: this answer takes more than it may.
        """
        session, used = admitted.session, admitted.used
        turn = self._turns.setdefault(session, asyncio.Lock())
        async with turn:
            for _ in range(_ATTEMPTS):
                message = mock_task.asking(request, used.content)
                parts = await self._ask(session.version_id, used.team_id, message)
                answer = mock_task.answer_of(parts)
                if await self._keep(session, used, answer.state):
                    return answer
                used = await self._used(session)
        raise Unavailable(Reason.CONTENTION)

    async def _keep(
        self, session: MockSession, used: UsedMock, state: bytes | None
    ) -> bool:
        if state is None and not used.is_stale:
            return True
        async with self._database.begin() as work:
            if state is None:
                await mock_states.touch(work, session)
            elif not await mock_states.keep(work, session, used.revision, state):
                return False
            elif used.revision is None:
                await mock_states.trim(work, session, self._rules.states)
            await work.commit()
        return True

    async def _ask(self, version_id: UUID, team_id: UUID, message: Any) -> list[bytes]:
        async def content() -> bytes:
            return found(
                await mock_states.content(self._database.read(), version_id), "version"
            )

        version = MockedVersion(version_id, team_id, content)
        try:
            return await while_present(self._hosts.answer(version, message))
        except (ProcessFailed, TimeoutError):
            raise MockOverstrained from None

    async def _used(self, session: MockSession) -> UsedMock:
        return found(await mock_states.use(self._database.read(), session), "mock")

    async def _count(self, caller: Caller, team_id: UUID) -> None:
        rules = self._rules
        await self._limiter.attempt(
            (rules.per_caller, caller.name), (rules.per_team, str(team_id))
        )

    async def _version(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> Version:
        reader = self._database.read()
        version = await versions.find(reader, caller, team_id, api_id, reference)
        return found(version, "version")


def _session(address: MockAddress, name: str) -> MockSession:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return MockSession(address.version_id, address.holder, digest)
