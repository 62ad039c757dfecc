"""No request hangs, and what a mock has no answer for is said."""

import threading
import time

import pytest

from generated.runtime.http.refusal import Refusal
from impl.engine.sampling.sampler import NoInstance, Sampler
from impl.mocks.budget import Pace
from tests.unit.mocks.conftest import MakeMock

pytestmark = pytest.mark.asyncio


async def test_work_that_does_not_end_is_given_up() -> None:
    ends = threading.Event()
    with pytest.raises(Refusal) as refused:
        await Pace(0.01).do(ends.wait)
    ends.set()
    assert refused.value.status == 503


async def test_quick_work_is_done_at_once() -> None:
    pace = Pace(60)
    names = [await pace.do(lambda: threading.current_thread().name) for _ in range(9)]
    assert threading.main_thread().name in names[1:]
    assert names[0] != threading.main_thread().name


async def test_a_busy_machine_makes_no_work_slow() -> None:
    """What waits, as for a processor, takes none of its time."""
    pace = Pace(60)

    def wait() -> str:
        time.sleep(0.03)
        return threading.current_thread().name

    names = [await pace.do(wait) for _ in range(5)]
    assert names[1:] == [threading.main_thread().name] * 4


async def test_a_request_that_takes_too_long_is_given_up(
    mocked: MakeMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends, real = threading.Event(), Sampler.sample

    def slow(self: Sampler, schema: str, *args: object, **named: object) -> object:
        if "barks" in schema:
            ends.wait()
        return real(self, schema, *args, **named)  # type: ignore[arg-type] # handed on

    monkeypatch.setattr(Sampler, "sample", slow)
    kennel = mocked(budget=0.05)
    slowly = await kennel.send("GET", "/barks", accept="application/jsonl")
    assert (slowly.status, slowly["mock-undeclared"]) == (503, "503")
    ends.set()


async def test_a_schema_without_an_instance_is_told(
    mocked: MakeMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> object:
        raise NoInstance("/components/schemas/Bark", "nothing is both")

    monkeypatch.setattr(Sampler, "sample", none)
    got = await mocked().send("GET", "/barks", accept="application/jsonl")
    assert got.status == 503
    assert "/components/schemas/Bark: nothing is both" in got.json["detail"]


async def test_what_the_gate_does_not_take_never_leaves(
    mocked: MakeMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sampler, "sample", lambda *_, **__: {"volume": 11})
    monkeypatch.setattr(Sampler, "faults", lambda *_, **__: [])
    wrong = mocked(remembers=False)
    got = await wrong.send("GET", "/dogs", prefer="dynamic")
    assert (got.status, got["mock-undeclared"]) == (503, "503")
