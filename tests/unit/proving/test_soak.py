"""The soak's ledger and judges: a write that is lost is found."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from scripts.soaking.audit import audit
from scripts.soaking.judging import SoakOutcome, SoakSample, growth, minutes, verdicts
from scripts.soaking.ledger import Ledger, State
from scripts.soaking.schedule import KINDS, schedule

_TEAM = "/v1/teams/team_1"
_API = f"{_TEAM}/apis/api_1"
_VERSION = f"{_API}/versions/1.0.0"


class Fake:
    """A service that has what it is given."""

    def __init__(self, states: Mapping[str, dict[str, Any]]) -> None:
        self.states = dict(states)

    async def read(self, path: str) -> State:
        return self.states.get(path)

    async def list_all(self, collection: str) -> list[Mapping[str, Any]]:
        return [
            {**state, "id": path.rsplit("/", 1)[1]}
            for path, state in self.states.items()
            if path.rsplit("/", 1)[0] == collection
        ]


@pytest.fixture
def ledger() -> Ledger:
    made = Ledger()
    made.wrote(_TEAM, {"name": "team"})
    made.wrote(_API, {"name": "api", "title": "Old"})
    made.wrote(_VERSION, {"sha256": "abc"})
    return made


@pytest.fixture
def fake() -> Fake:
    return Fake(
        {
            _TEAM: {"name": "team", "role": "owner"},
            _API: {"name": "api", "title": "Old"},
            _VERSION: {"sha256": "abc"},
        }
    )


@pytest.mark.asyncio
async def test_what_is_all_there_has_no_fault(ledger: Ledger, fake: Fake) -> None:
    assert await audit(ledger, fake.read, fake.list_all) == []


@pytest.mark.asyncio
async def test_a_lost_write_is_found(ledger: Ledger, fake: Fake) -> None:
    del fake.states[_VERSION]
    (fault,) = await audit(ledger, fake.read, fake.list_all)
    assert _VERSION in fault
    assert "absent instead of" in fault


@pytest.mark.asyncio
async def test_other_bytes_are_found(ledger: Ledger, fake: Fake) -> None:
    fake.states[_VERSION]["sha256"] = "abd"
    assert len(await audit(ledger, fake.read, fake.list_all)) == 1


@pytest.mark.asyncio
async def test_a_lost_update_is_found(ledger: Ledger, fake: Fake) -> None:
    ledger.wrote(_API, {"name": "api", "title": "New"})
    assert len(await audit(ledger, fake.read, fake.list_all)) == 1


@pytest.mark.asyncio
async def test_deleted_stays_deleted_with_what_is_beneath(
    ledger: Ledger, fake: Fake
) -> None:
    ledger.wrote(_API, None)
    faults = await audit(ledger, fake.read, fake.list_all)
    assert [fault.split()[0] for fault in faults] == [_API, _VERSION]


@pytest.mark.asyncio
@pytest.mark.parametrize("title", ["Old", "New"])
async def test_without_an_answer_either_is_right(
    ledger: Ledger, fake: Fake, title: str
) -> None:
    ledger.may_have_written(_API, {"name": "api", "title": "New"})
    fake.states[_API]["title"] = title
    assert await audit(ledger, fake.read, fake.list_all) == []
    fake.states[_API]["title"] = "Neither"
    assert len(await audit(ledger, fake.read, fake.list_all)) == 1


@pytest.mark.asyncio
async def test_a_creation_without_an_answer_is_whole_or_absent(
    ledger: Ledger, fake: Fake
) -> None:
    wanted = {"name": "late", "title": "Whole"}
    ledger.may_have_created(f"{_TEAM}/apis", "late", wanted)
    assert await audit(ledger, fake.read, fake.list_all) == []
    fake.states[f"{_TEAM}/apis/api_2"] = dict(wanted)
    assert await audit(ledger, fake.read, fake.list_all) == []
    fake.states[f"{_TEAM}/apis/api_2"]["title"] = "Half"
    (fault,) = await audit(ledger, fake.read, fake.list_all)
    assert "half of it" in fault


@pytest.mark.asyncio
async def test_two_effects_of_one_creation_are_found(
    ledger: Ledger, fake: Fake
) -> None:
    fake.states[f"{_TEAM}/apis/api_2"] = {"name": "api", "title": "Old"}
    faults = await audit(ledger, fake.read, fake.list_all)
    assert any("twice" in fault for fault in faults)


def test_an_acknowledged_write_settles_what_was_open(ledger: Ledger) -> None:
    ledger.may_have_written(_API, None)
    assert not ledger.certain(_API)
    assert not ledger.certain(_VERSION)
    ledger.wrote(_API, {"name": "api", "title": "New"})
    assert ledger.certain(_API)
    assert ledger.living(f"{_TEAM}/apis/", 5) == [_API]


def test_the_schedule_is_the_seeds_and_has_every_kind() -> None:
    faults = schedule(3, 600)
    assert faults == schedule(3, 600)
    assert faults != schedule(4, 600)
    assert {fault.kind for fault in faults} == set(KINDS)
    assert all(fault.at < 585 for fault in faults)
    assert schedule(1, 20) == []


_FLAT = SoakOutcome(
    seconds=600,
    begin=0.0,
    rows=[(float(at), 200, 0.01) for at in range(600)],
    acknowledged=100,
    samples=[SoakSample(float(at), 150, 40, 20, 2) for at in range(600)],
    happened=[(61.0, "worker")],
)


def missed(outcome: SoakOutcome) -> list[str]:
    return [one.name for one in verdicts(outcome) if not one.held]


def test_a_flat_run_holds() -> None:
    assert missed(_FLAT) == []


@pytest.mark.parametrize(
    ("field", "rate", "name"),
    [
        ("rss", 0.1, "growth of memory, second to last fifth"),
        ("descriptors", 0.1, "growth of descriptors"),
        ("connections", 0.1, "growth of connections to the database"),
        ("lag", 0.2, "growth of the event loop's lag"),
    ],
)
def test_a_leak_is_found(field: str, rate: float, name: str) -> None:
    leaking = [
        dataclasses.replace(one, **{field: getattr(one, field) + one.at * rate})
        for one in _FLAT.samples
    ]
    assert missed(dataclasses.replace(_FLAT, samples=leaking)) == [name]


def test_nothing_seen_is_nothing_held() -> None:
    silent = SoakOutcome(seconds=600, begin=0.0)
    assert len(missed(silent)) == 5
    assert growth([], lambda one: one.rss) is None


def test_a_single_loss_or_fault_is_a_miss() -> None:
    assert len(missed(dataclasses.replace(_FLAT, lost=["one"]))) == 1
    assert len(missed(dataclasses.replace(_FLAT, faults=["one"]))) == 1


def test_the_table_has_a_line_for_each_minute() -> None:
    lines = minutes(_FLAT).splitlines()
    assert len(lines) == 11
    assert lines[2].endswith("worker")
