"""What a comparing process is told and what it tells."""

import io
import json
import resource
import signal
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.comparison import verify
from impl.engine.documents import load
from impl.jobs import comparing as program
from impl.services import comparing, frames
from impl.services.comparing import Comparing, Verifying

BASE = b"""\
openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /a:
    get:
      {deprecated: true, x-sunset: '2027-01-01', responses: {'204': {description: A}}}
"""
REVISION = b"openapi: 3.1.0\ninfo: {title: T, version: 2.0.0}\npaths: {}\n"
TASK = comparing.comparing(
    Comparing(
        base=BASE,
        revision=REVISION,
        profile="deprecation-policy",
        as_of=date(2026, 12, 31),
        seed=3,
        seconds=60,
    )
)


@given(st.lists(st.binary(max_size=9), min_size=1, max_size=5))
def test_messages_come_as_they_went(parts: list[bytes]) -> None:
    stream = io.BytesIO(frames.pack(parts) * 2)
    assert [frames.read(stream) for _ in range(3)] == [parts, parts, None]


def test_half_a_message_is_none() -> None:
    with pytest.raises(EOFError):
        frames.read(io.BytesIO(frames.pack([b"whole"])[:-1]))


def test_a_comparison_and_its_certificate() -> None:
    result = comparing.result(comparing.answer(TASK))
    record = json.loads(result.certificate)
    assert (result.verdict, result.semver) == ("breaking", "major")
    assert (record["seed"], record["profile"]["as_of"]) == (3, "2026-12-31")
    assert record["digest"] == result.certificate_digest
    assert record["base"] == result.base_meaning
    assert verify(record, load(BASE), load(REVISION)) == []
    assert result.changelog.startswith(b"## Changes: breaking")
    [(verdict, content)] = result.changes
    assert verdict == "breaking"
    assert json.loads(content)["base"] == {"pointer": "/paths/~1a/get", "line": 5}


def test_a_verification() -> None:
    record = comparing.result(comparing.answer(TASK)).certificate
    task = Verifying(base=BASE, revision=REVISION, certificate=record)
    assert comparing.problems(comparing.answer(comparing.verifying(task))) == ()
    forged = Verifying(base=REVISION, revision=BASE, certificate=record)
    assert comparing.problems(comparing.answer(comparing.verifying(forged)))


def test_more_than_anybody_reads_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_LARGEST", 100)
    with pytest.raises(MemoryError):
        comparing.answer(TASK)


class Closed(io.BytesIO):
    def write(self, _: object) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize(
    ("target", "largest", "status"),
    [
        (io.BytesIO(), 10_000, 0),
        (io.BytesIO(), 100, frames.OUT_OF_MEMORY),
        (Closed(), 10_000, 0),
    ],
)
def test_the_program(
    monkeypatch: pytest.MonkeyPatch, target: io.BytesIO, largest: int, status: int
) -> None:
    alarms: list[int] = []
    source = io.BytesIO(frames.pack(TASK) * 2)

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(signal, "alarm", alarms.append)
    monkeypatch.setattr(comparing, "_LARGEST", largest)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=source))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=target))
    assert program.main(2**31, 1.5) == status
    assert alarms[0] == 7
    if target.getvalue():
        target.seek(0)
        answers = [frames.read(target), frames.read(target)]
        assert answers == [comparing.answer(TASK)] * 2
        assert alarms == [7, 0, 7, 0]
