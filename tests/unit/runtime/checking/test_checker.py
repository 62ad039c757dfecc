"""What takes long is checked in another process, within limits."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from scripts.codegen.runtime.checking import checker as checking
from scripts.codegen.runtime.checking.checker import Checker, Meant
from scripts.codegen.runtime.contract.gate import Gate, InvalidValue
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.syntax.json_text import MalformedJson, parse

T = TypeVar("T")
SCHEMAS: dict[str, Any] = {
    "List": {"type": "array", "items": {"type": "integer"}},
    "Any": {},
    "Name": {"type": "string", "pattern": "^(?!x)[a-z]+$"},
    # Twenty letters are parted in thousands of ways.
    "Slow": {"contains": {"pattern": r"^(a|aa)+\1c"}},
}


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Checker]:
    # Nobody waits in vain because the machine is busy.
    for name in ("_PATIENCE", "_WHOLE"):
        monkeypatch.setattr(checking, name, 60)
    made = Checker(Gate(lambda: SCHEMAS), 100_000)
    yield made
    end(made)


def end(checker: Checker) -> None:
    process = checker._process._running
    if process is not None:
        checking._close(process)
        process.wait()


def run(awaitable: Awaitable[T]) -> T:
    async def whole() -> T:
        return await awaitable

    return asyncio.run(whole())


def refused(awaitable: Awaitable[object]) -> int:
    with pytest.raises(Refusal) as caught:
        run(awaitable)
    return caught.value.status


def test_valid_texts_come_back(checker: Checker) -> None:
    text = b"[" + b"1," * 5000 + b"2]"
    assert run(checker.read("List", text)) == parse(text)
    assert run(checker.read("List", b"[]")) == []


def test_invalid_texts_come_with_reasons(checker: Checker) -> None:
    with pytest.raises(InvalidValue) as caught:
        run(checker.read("List", b'[1, "secret"]'))
    [violation] = caught.value.violations
    assert (violation.pointer, violation.detail) == ("/1", 'is not of type "integer"')


def test_malformed_texts_have_a_place(checker: Checker) -> None:
    with pytest.raises(MalformedJson) as caught:
        run(checker.read("List", b"[1,\n2,"))
    assert (caught.value.line, caught.value.column) == (2, 2)


def test_what_has_too_many_values_is_not_read(checker: Checker) -> None:
    assert refused(checker.read("Any", b"[" + b"1," * 100_000 + b"1]")) == 413
    assert refused(checker.choose("Any", Meant([[1] * 100_001]))) == 413


def test_the_first_valid_meaning_is_chosen(checker: Checker) -> None:
    assert run(checker.choose("Name", Meant(["1", "a", "b"]))) == "a"
    assert run(checker.choose("List", Meant(["1", [1]]))) == [1]
    with pytest.raises(InvalidValue):
        run(checker.choose("Name", Meant(["xa"])))


def test_an_endless_check_is_ended_and_the_next_is_served(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_CHECK", 0.1)
    slow = b'"' + b"a" * 20 + b'"'
    text = b"[" + b",".join([slow] * 10_000) + b"]"
    assert refused(checker.read("Slow", text)) == 413
    assert run(checker.read("List", b"[1]")) == [1]


def test_what_takes_long_to_explain_is_refused_without_reasons(
    checker: Checker,
) -> None:
    with pytest.raises(InvalidValue) as caught:
        run(checker.read("List", b"[" + b'"",' * 99_000 + b'""]'))
    [violation] = caught.value.violations
    assert violation.pointer == ""


def test_memory_is_limited(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_MEMORY", 200 * 1024 * 1024)
    assert refused(checker.read("Any", b'["' + b"a" * 150_000_000 + b'"]')) == 413
    assert run(checker.read("List", b"[1]")) == [1]


def test_one_that_died_is_started_again(checker: Checker) -> None:
    run(checker.read("List", b"[1]"))
    first = checker._process._running
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert run(checker.read("List", b"[2]")) == [2]


def test_one_that_ends_while_it_is_asked_is_asked_again(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(checker.read("List", b"[1]"))
    first = checker._process._running
    assert first is not None
    monkeypatch.setattr(first, "poll", lambda: None)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert run(checker.read("List", b"[2]")) == [2]


def test_the_process_of_a_parent_is_left_alone(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(checker.read("List", b"[1]"))
    first = checker._process._running
    monkeypatch.setattr(checker._process, "_owner", 1)
    assert run(checker.read("List", b"[2]")) == [2]
    assert checker._process._running is not first
    assert first is not None
    checking._close(first)


def test_without_a_process_the_service_is_busy(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert refused(checker.read("List", b"[1]")) == 503


def test_one_that_only_fails_is_the_services_own_trouble(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "START", "raise SystemExit(3)")
    assert refused(checker.read("List", b"[1]")) == 503


def test_it_is_too_late_for_one_that_hangs(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "START", "import time; time.sleep(600)")
    monkeypatch.setattr(checking, "_WHOLE", 0.1)
    assert refused(checker.read("List", b"[1]")) == 503


def test_who_waits_too_long_is_told_to_come_back(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_PATIENCE", 0.05)

    async def asked() -> Refusal:
        async with checker._turns.turn("somebody"):
            with pytest.raises(Refusal) as caught:
                await checker.read("List", b"[1]")
        return caught.value

    refusal = run(asked())
    assert (refusal.status, refusal.headers) == (503, {"Retry-After": "1"})


SERVICE = """
import asyncio, sys, time
from scripts.codegen.runtime.checking.checker import Checker
from scripts.codegen.runtime.contract.gate import Gate
checker = Checker(Gate(lambda: {"Any": {}}), 10)
asyncio.run(checker.read("Any", b"1"))
print(checker._process._running.pid, flush=True)
time.sleep(600)
"""


def test_it_does_not_outlive_its_service() -> None:
    root = Path(__file__).parents[4]
    service = subprocess.Popen(
        [sys.executable, "-c", SERVICE], stdout=subprocess.PIPE, text=True, cwd=root
    )
    with service:
        assert service.stdout is not None
        pid = int(service.stdout.readline())
        assert is_there(pid)
        service.kill()
    deadline = time.monotonic() + 60
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_there(pid)


def is_there(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_it_ends_when_it_has_nothing_to_do(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_IDLE", 0.1)
    run(checker.read("List", b"[1]"))
    process = checker._process._running
    assert process is not None
    assert process.wait(60) == 0


def test_who_asks_most_keeps_nobody_waiting(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_PATIENCE", 60)
    over: list[str] = []

    async def ask(whose: str) -> None:
        await checker.on_behalf_of(whose).read("List", b"[1]")
        over.append(whose)

    async def all_at_once() -> None:
        await asyncio.gather(*(ask(each) for each in ["loud"] * 50 + ["calm"] * 2))

    run(all_at_once())
    assert len(over) == 52
    # One was at work and one of the loud was next; then they take turns.
    assert over.index("calm") <= 2
    assert over[:5].count("calm") == 2


def test_who_leaves_is_not_waited_for(checker: Checker) -> None:
    async def some_leave() -> None:
        asked = [
            asyncio.create_task(checker.on_behalf_of(whose).read("List", b"[1]"))
            for whose in ("a", "a", "b", "c")
        ]
        await asyncio.sleep(0)
        for each in asked[1:3]:
            each.cancel()
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(each) for each in found] == [
            *(list, asyncio.CancelledError),
            *(asyncio.CancelledError, list),
        ]
        assert await checker.read("List", b"[2]") == [2]

    run(some_leave())
