"""One client's requests: sent, counted, and held against the contract's statuses."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx2

_REPEATS = 60
_PAUSE = 0.5
UNKNOWN = 0


@dataclass
class Tally:
    """What was answered: a row for each request, and a sentence for each fault.

    Attributes:
        rows: when it was answered (seconds of the wall clock), status or 0, seconds.
    """

    rows: list[tuple[float, int, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class SoakSender:
    """Sends requests as one person."""

    def __init__(self, client: httpx2.AsyncClient, tally: Tally) -> None:
        self._client = client
        self.tally = tally
        self.headers: dict[str, str] = {}

    async def send(
        self, method: str, path: str, *expected: int, **options: Any
    ) -> httpx2.Response | None:
        """Send once; return the answer if it is an expected one.

        None is no answer or 503: whether anything happened is not known. Every other
        answer is a fault, and raises.

        Raises:
            UndeservedAnswer: with what was answered instead.
        """
        headers = {**self.headers, **options.pop("headers", {})}
        begin = time.monotonic()
        try:
            answer = await self._client.request(
                method, path, headers=headers, **options
            )
        except httpx2.TransportError:
            self._count(UNKNOWN, begin)
            return None
        self._count(answer.status_code, begin)
        if answer.status_code == 503:
            if "Retry-After" not in answer.headers:
                self.tally.faults.append(f"{method} {path}: 503 without Retry-After")
            return None
        if answer.status_code not in expected:
            raise UndeservedAnswer(method, path, answer)
        return answer

    async def insist(
        self, method: str, path: str, *expected: int, **options: Any
    ) -> httpx2.Response | None:
        """Repeat a request that may be repeated until it is answered, or give up."""
        for _ in range(_REPEATS):
            try:
                if answer := await self.send(method, path, *expected, **options):
                    return answer
            except UndeservedAnswer as error:
                if error.code != "idempotency_in_progress":
                    raise
            await asyncio.sleep(_PAUSE)
        return None

    def blame(self, what: str) -> None:
        """Record a fault."""
        self.tally.faults.append(what)

    def _count(self, status: int, begin: float) -> None:
        self.tally.rows.append((time.time(), status, time.monotonic() - begin))


class UndeservedAnswer(Exception):
    """A request got an answer that it does not deserve."""

    def __init__(self, method: str, path: str, answer: httpx2.Response) -> None:
        is_json = "json" in answer.headers.get("Content-Type", "")
        self.code = str(answer.json().get("code", "")) if is_json else ""
        self.status = answer.status_code
        super().__init__(f"{method} {path}: {answer.status_code} {self.code}")


def once() -> dict[str, str]:
    """Return the header with which a repeated request has one effect."""
    return {"Idempotency-Key": secrets.token_hex(16)}
