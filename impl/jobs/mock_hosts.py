"""Processes that each mock one published contract: few, and each for as long as used.

The rule. A mock keeps nothing between requests, so its process may go at any time:

- There are only so many. A new one takes the place of the one that was used least
  recently among those that nobody waits for; if all are at work, there is no place.
- A team has all places but one at most. Beyond that it takes its own.
- One contract of a team is made ready at a time; that takes longest.
- One request after the other is answered. Only so many wait, and for only so long.
- What breaks a limit ends its process. Who can't be made ready is not tried again for a
  while.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from impl.database.errors import Reason, Unavailable
from impl.errors import NotMockable
from impl.jobs import mock_task
from impl.jobs.framing import JobLimits, Parts
from impl.jobs.processes import Conversation, ProcessFailed, ProcessPool

_RETRY_AFTER: Final = 5
_ROOM: Final = 64
_REMEMBERED: Final = 256
_TOO_COMPLEX: Final = "It takes more time or memory than there is."


@dataclass(frozen=True, slots=True)
class MockHosting:
    """How many contracts are mocked at once, and what that may cost.

    Attributes:
        processes: the most at once.
        limits: of making a contract ready, and of the memory of its process.
        seconds: of processor time for one answer.
        patience: seconds until a request is sent away.
        idle: seconds until a process ends that nobody asks for anything.
        penance: seconds until a contract is tried again that could not be made ready.
    """

    processes: int
    limits: JobLimits
    seconds: float
    patience: float = 10.0
    idle: float = 300.0
    penance: float = 60.0


@dataclass(frozen=True, slots=True)
class MockedVersion:
    """A published contract, whose it is, and where its bytes come from."""

    id: UUID
    team_id: UUID
    content: Callable[[], Awaitable[bytes]]


class _Host:
    """The process of one contract, and who waits for it."""

    def __init__(
        self,
        version: MockedVersion,
        processes: ProcessPool,
        rules: MockHosting,
        turn: asyncio.Lock,
    ) -> None:
        self.version = version
        self._rules = rules
        self._waiting: deque[tuple[Parts, asyncio.Future[list[bytes]]]] = deque()
        self._called = asyncio.Event()
        self._is_at_work = True
        self.is_over = False
        self.task = asyncio.create_task(self._run(processes, turn))

    @property
    def is_idle(self) -> bool:
        """Does nobody wait for it?"""
        return not self._is_at_work and not self._waiting

    def ask(self, message: Parts) -> asyncio.Future[list[bytes]]:
        """Return what will be the answer to a message.

        Raises:
            Unavailable: too many wait for theirs.
        """
        if len(self._waiting) >= _ROOM:
            raise _busy()
        answer: asyncio.Future[list[bytes]] = asyncio.get_running_loop().create_future()
        self._waiting.append((message, answer))
        self._called.set()
        return answer

    async def _run(self, processes: ProcessPool, turn: asyncio.Lock) -> None:
        """Answer until nobody asks.

        Raises:
            NotMockable: it can't be made ready.
            Exception: whatever ended its process.
        """
        try:
            async with processes.conversing(self._rules.limits) as talk:
                async with turn:
                    await self._prepare(talk)
                await self._answer_all(talk)
        except NotMockable as refusal:
            self._disappoint(refusal)
            raise
        except (ProcessFailed, TimeoutError, Unavailable):
            pass  # told to whoever asked for it
        finally:
            self.is_over = True
            self._disappoint(_busy())

    async def _prepare(self, talk: Conversation) -> None:
        content = await self.version.content()
        message = mock_task.preparing(content, self._rules.seconds)
        try:
            mock_task.told(await talk.ask(message))
        except TimeoutError:
            raise NotMockable(_TOO_COMPLEX) from None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                raise NotMockable(_TOO_COMPLEX) from None
            raise

    async def _answer_all(self, talk: Conversation) -> None:
        while True:
            self._is_at_work = False
            if not self._waiting:
                self._called.clear()
                try:
                    async with asyncio.timeout(self._rules.idle):
                        await self._called.wait()
                except TimeoutError:
                    if not self._waiting:
                        return
            message, answer = self._waiting.popleft()
            if answer.done():
                continue
            self._is_at_work = True
            try:
                found = await talk.ask(message)
            except BaseException as error:
                _fail(answer, error)
                raise
            if not answer.done():
                answer.set_result(found)

    def _disappoint(self, reason: Exception) -> None:
        """Tell who waits that there is nothing to wait for."""
        while self._waiting:
            _fail(self._waiting.popleft()[1], reason)


class MockHosts:
    """Has contracts mocked by processes of their own.

    Args:
        processes: start them.
        rules: how many there are, and what they may cost.
    """

    def __init__(self, processes: ProcessPool, rules: MockHosting) -> None:
        self._processes = processes
        self._rules = rules
        self._hosts: OrderedDict[UUID, _Host] = OrderedDict()
        self._failed: OrderedDict[UUID, tuple[float, NotMockable]] = OrderedDict()
        self._turns: dict[UUID, asyncio.Lock] = {}

    @property
    def count(self) -> int:
        """How many contracts are mocked now."""
        return len(self._hosts)

    async def answer(self, version: MockedVersion, message: Parts) -> list[bytes]:
        """Return the answer to a message about a contract.

        Raises:
            NotMockable: no mock can be made of it.
            ProcessFailed, TimeoutError: this very answer takes more than it may.
            Unavailable: there is no place, or no time; later there may be.
        """
        host = self._hosts.get(version.id)
        if host is None or host.is_over:
            host = self._begun(version)
        self._hosts.move_to_end(version.id)
        answer = host.ask(message)
        try:
            await asyncio.wait({answer}, timeout=self._rules.patience)
            if not answer.done():
                raise _busy()
            return answer.result()
        finally:
            answer.cancel()

    async def close(self) -> None:
        """End all processes."""
        hosts = [host.task for host in self._hosts.values()]
        for task in hosts:
            task.cancel()
        if hosts:
            await asyncio.wait(hosts)
        await self._processes.close()

    def _begun(self, version: MockedVersion) -> _Host:
        self._refuse_failed(version.id)
        self._make_room(version.team_id)
        turn = self._turns.setdefault(version.team_id, asyncio.Lock())
        host = _Host(version, self._processes, self._rules, turn)
        self._hosts[version.id] = host
        host.task.add_done_callback(lambda task: self._ended(version, task))
        return host

    def _make_room(self, team_id: UUID) -> None:
        """Let one process go if there are as many as there may be.

        Raises:
            Unavailable: all are at work.
        """
        hosts = list(self._hosts.values())
        hosts = [each for each in hosts if not each.is_over]
        own = [each for each in hosts if each.version.team_id == team_id]
        most = self._rules.processes
        if len(own) >= max(1, most - 1):
            candidates = own
        elif len(hosts) >= most:
            candidates = hosts
        else:
            return
        for host in candidates:
            if host.is_idle:
                del self._hosts[host.version.id]
                host.task.cancel()
                return
        raise _busy()

    def _ended(self, version: MockedVersion, task: asyncio.Task[None]) -> None:
        host = self._hosts.get(version.id)
        if host is not None and host.task is task:
            del self._hosts[version.id]
        teams = {each.version.team_id for each in self._hosts.values()}
        if version.team_id not in teams:
            self._turns.pop(version.team_id, None)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, NotMockable):
            until = asyncio.get_running_loop().time() + self._rules.penance
            self._failed[version.id] = until, error
            if len(self._failed) > _REMEMBERED:
                self._failed.popitem(last=False)

    def _refuse_failed(self, version_id: UUID) -> None:
        until, error = self._failed.get(version_id, (0.0, None))
        if error is not None and asyncio.get_running_loop().time() < until:
            raise NotMockable(error.reason)
        self._failed.pop(version_id, None)


def _fail(answer: asyncio.Future[list[bytes]], error: BaseException) -> None:
    if answer.done():
        return
    if isinstance(error, Exception):
        answer.set_exception(error)
    else:
        answer.cancel()


def _busy() -> Unavailable:
    return Unavailable(Reason.RESOURCES, _RETRY_AFTER)
