"""What was looked up in a contract is kept: neither contract nor answer changes."""

import json
from collections.abc import Collection
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from impl.jobs.framing import JobLimits, Parts
from impl.jobs.lanes import Lanes
from impl.jobs.reference_answers import answer
from impl.jobs.reference_task import WantedReference
from impl.services.reference_desk import ReferenceDesk

DOCUMENT = json.dumps(
    {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
).encode()
LIMITS = cast("JobLimits", None)


class Counter:
    """Answers as a process does, and counts what reaches it."""

    def __init__(self) -> None:
        self.runs = self.reads = 0

    async def run(self, asked: Parts, _: JobLimits, __: Collection[str]) -> Parts:
        self.runs += 1
        return answer(asked[1:])

    async def document(self) -> bytes:
        self.reads += 1
        return DOCUMENT


async def _of(desk: ReferenceDesk, counter: Counter, which: UUID, text: str) -> Any:
    lookup = WantedReference(text=text)
    return await desk.of(which, counter.document, lookup, {"somebody"})


@pytest.mark.anyio
async def test_what_is_known_is_not_looked_up_again() -> None:
    counter, one, other = Counter(), uuid4(), uuid4()
    desk = ReferenceDesk(cast("Lanes", counter), LIMITS)
    first = await _of(desk, counter, one, "a")
    assert first["overview"]["title"] == "T"
    assert await _of(desk, counter, one, "a") == first
    assert (counter.runs, counter.reads) == (1, 1)
    await _of(desk, counter, other, "a")
    await _of(desk, counter, one, "b")
    assert (counter.runs, counter.reads) == (3, 3)


@pytest.mark.anyio
async def test_what_is_not_asked_for_goes_when_there_is_too_much() -> None:
    counter, which = Counter(), uuid4()
    size = len(answer([DOCUMENT, b"{}"])[0])
    desk = ReferenceDesk(cast("Lanes", counter), LIMITS, kept=2 * size)
    for text in ("a", "b", "a", "c", "a"):
        await _of(desk, counter, which, text)
    assert counter.runs == 3
    await _of(desk, counter, which, "b")
    assert counter.runs == 4


def test_lines_are_shown_without_a_look_at_what_they_mean() -> None:
    data = "\ufeffopenapi: 3.1.0\n\tno: yaml\n".encode()
    told = json.dumps({"line": 2, "lines": 5}).encode()
    assert json.loads(answer([data, told])[0])["source"] == {
        "first": 2,
        "lines": ["\tno: yaml"],
        "all": 2,
    }
