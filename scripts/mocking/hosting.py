"""The program that the registry has contracts mocked by: it forks a process for each.

It is one of the tools, for plans are made by the compiler, which the service does not
import: the service starts this program and speaks with it by messages, as it does with
the one that examines documents. Both stand in the same checkout.

A process makes the mock of one contract and answers for it until its connection ends.
It keeps nothing of what was asked, has limits of memory and of processor time, and can
be killed at any time.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from scripts.mocking.bare_runtime import use_bare_runtime

if __name__ == "__main__":
    use_bare_runtime()

from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.text.limits import Limits
from impl.jobs import mock_task
from impl.jobs.fork_server import ForkServer
from impl.jobs.mock_task import MockedAnswer, MockedRequest
from impl.mocks.hosting import HostedMock, HostedRequest
from impl.mocks.plan import plan_of
from scripts.codegen.load.source import source_of
from scripts.mocking.plans import UnsoundContract, plan_of_source

if TYPE_CHECKING:
    from impl.jobs.framing import Parts

_LIMITS = Limits(bytes=16 * 2**20)
_SMALLEST = b"""{openapi: 3.1.0, info: {title: T, version: 1.0.0}, paths: {/a: {get: {
responses: {200: {description: D, content: {application/json: {schema: {type: string}}}
}}}}}}"""
_FIRST = MockedRequest("GET", "/a", "", (), b"", "", "http")


class Hosting:
    """Answers messages about one contract, which the first of them brings."""

    def __init__(self) -> None:
        self._mock: HostedMock | None = None
        self._seconds = 0.0
        self._runner = asyncio.Runner()

    def __call__(self, message: Parts) -> Parts:
        """Do what a message asks for.

        Raises:
            ValueError: it asks for a mock that there is not.
        """
        verb, *rest = message
        if verb == mock_task.PREPARE:
            return self._prepared(*rest)
        if self._mock is None:
            raise ValueError("there is no contract yet")
        if verb == mock_task.REPORT:
            return mock_task.done(self._mock.report())
        # Less than for what comes before the first answer.
        signal.setitimer(signal.ITIMER_PROF, self._seconds)
        request, state = mock_task.asked(rest)
        hosted = HostedRequest(**asdict(request))
        answer, kept = self._runner.run(self._mock.answer(hosted, state))
        return mock_task.answered(
            MockedAnswer(answer.status, answer.headers, answer.body, answer.delay, kept)
        )

    def close(self) -> None:
        """Answer no more."""
        self._runner.close()

    def _prepared(self, content: bytes, seconds: bytes) -> Parts:
        self._seconds = float(seconds)
        try:
            plan = plan_of_source(source_of(content, "contract", _LIMITS))
        except (DocumentError, UnsoundContract) as error:
            return mock_task.refused(error.faults[0].message)
        self._mock = HostedMock(plan_of(plan), self._seconds)
        return mock_task.done()


def warm_up() -> None:
    """Have read and compiled what every process needs."""
    hosting = Hosting()
    hosting(mock_task.preparing(_SMALLEST, 60))
    hosting(mock_task.asking(_FIRST, b""))
    hosting.close()
    signal.setitimer(signal.ITIMER_PROF, 0)
    gc.collect()
    # What is there now is never looked through again, and so its pages stay shared.
    gc.freeze()


def main() -> int:
    """Serve orders; return the exit status."""
    # Ctrl-C on a terminal is for the service, which then ends this.
    os.setpgid(0, 0)
    warm_up()
    with socket.socket(fileno=0) as control:
        ForkServer(control, Hosting()).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
