"""What a comparing process is told and what it tells."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.comparison.verdicts.verification import verify
from impl.engine.text.documents import load
from impl.jobs import comparison_answers, comparison_task, framing
from impl.jobs.comparison_task import Comparing, Verifying

BASE = b"""\
openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /a:
    get:
      {deprecated: true, x-sunset: '2027-01-01', responses: {'204': {description: A}}}
"""
REVISION = b"openapi: 3.1.0\ninfo: {title: T, version: 2.0.0}\npaths: {}\n"
TASK = comparison_task.comparing(
    Comparing(
        base=BASE,
        revision=REVISION,
        profile="deprecation-policy",
        as_of=date(2026, 12, 31),
        seed=3,
        seconds=60,
    )
)


def problems(task: Verifying) -> tuple[str, ...]:
    message = comparison_task.verifying(task)
    return comparison_task.problems(comparison_answers.answer(message))


@given(st.lists(st.binary(max_size=9), min_size=1, max_size=5))
def test_messages_come_as_they_went(parts: list[bytes]) -> None:
    stream = io.BytesIO()
    for _ in range(2):
        framing.write(stream, parts)
    stream.seek(0)
    assert [framing.read(stream) for _ in range(2)] == [parts, parts]


def test_half_a_message_is_none() -> None:
    stream = io.BytesIO()
    framing.write(stream, [b"whole"])
    with pytest.raises(EOFError):
        framing.read(io.BytesIO(stream.getvalue()[:-1]))


def test_a_comparison_and_its_certificate() -> None:
    result = comparison_task.result(comparison_answers.answer(TASK))
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
    record = comparison_task.result(comparison_answers.answer(TASK)).certificate
    task = Verifying(base=BASE, revision=REVISION, certificate=record)
    assert problems(task) == ()
    forged = Verifying(base=REVISION, revision=BASE, certificate=record)
    assert problems(forged)


def test_more_than_anybody_reads_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison_answers, "LARGEST", 100)
    with pytest.raises(MemoryError):
        comparison_answers.answer(TASK)
