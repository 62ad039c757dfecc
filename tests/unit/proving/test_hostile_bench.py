"""The hostile bench sends the same every time, and its judge is no pushover."""

import dataclasses
import hashlib
import json

import pytest

from scripts.benchmarks.hostile import bodies, catalogue, judging, pairs, run
from scripts.benchmarks.hostile.attack import Attacker, AttackOrder, Shot, lane
from scripts.benchmarks.hostile.judging import Measured
from scripts.benchmarks.hostile.neighbours import Neighbour, Routine, Seen
from scripts.proving.processes import Holding

_LARGEST = 16_777_216
_QUIET = Holding(100 * 2**20, 40, 2)
_GOOD = Measured(
    seen=Seen(
        {name: [0.01] * 100 for name in (*judging.REQUESTS, "publish", "compare")}
    ),
    before=_QUIET,
    peak=_QUIET,
    after=_QUIET,
    connections=10,
    pool=20,
    promise=26,
    stopped=3.0,
)


def missed(measured: Measured) -> list[str]:
    return [one.name for one in judging.verdicts(measured) if not one.held]


def test_there_are_enough_documents_each_with_a_name_of_its_own() -> None:
    names = [one.name for one in catalogue.documents()]
    assert len(set(names)) == len(names) >= 101
    assert set(names) >= catalogue.LOUDEST


def test_documents_are_the_same_every_time_and_fit_an_upload() -> None:
    # Those that are made by a loop over something; the rest are constants.
    wanted = {"pattern-letters-20", "yaml-merge-keys", "one-of-doubling-24"}
    for one in catalogue.documents():
        if one.name in wanted:
            first, second = (hashlib.sha256(one.make()).digest() for _ in range(2))
            assert first == second
            assert len(one.make()) <= _LARGEST


def test_a_document_is_what_its_name_says() -> None:
    made = {one.name: one for one in catalogue.documents()}
    twenty = json.loads(made["pattern-letters-20"].make())
    patterns = [one["pattern"] for one in twenty["components"]["schemas"].values()]
    assert len(set(patterns)) == 20
    assert made["yaml-billion-laughs"].media_type == catalogue.YAML
    assert made["utf-16"].media_type == catalogue.JSON


def test_bodies_come_in_every_size() -> None:
    sizes = [len(one.make()) for one in bodies.bodies()[:5]]
    assert sizes == sorted(sizes, reverse=True)
    assert 60_000 < sizes[-1] < 70_000
    assert 15_000_000 < sizes[0] < _LARGEST


def test_the_pair_is_valid_and_shifted() -> None:
    base, revision = (json.loads(one) for one in pairs.shifted_enum(3))
    found = [
        one["paths"]["/a"]["post"]["requestBody"]["content"]["application/json"]
        for one in (base, revision)
    ]
    assert [one["schema"]["enum"] for one in found] == [[0, 1, 2], [1, 2, 3]]


def test_a_good_run_holds() -> None:
    assert missed(_GOOD) == []


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"stopped": None}, "end after SIGTERM in the middle of it"),
        ({"connections": 21}, "connections to the database a minute later"),
        ({"connections": None}, "connections to the database a minute later"),
        (
            {"after": Holding(111 * 2**20, 40, 2)},
            "memory kept a minute later",
        ),
        ({"after": Holding(100 * 2**20, 40, 3)}, "processes left a minute later"),
        ({"after": Holding(100 * 2**20, 61, 2)}, "descriptors left a minute later"),
    ],
)
def test_what_is_left_is_missed(change: dict[str, object], target: str) -> None:
    assert missed(dataclasses.replace(_GOOD, **change)) == [target]  # type: ignore[arg-type] # one field of each type


@pytest.mark.parametrize(
    ("activity", "seconds", "target"),
    [
        ("livez", [0.3] * 100, "other requests, 99th percentile"),
        ("publish", [0.1, 2.1], "other teams' small documents, slowest"),
        ("compare", [0.1, 5.1], "other teams' small comparisons, slowest"),
        ("compare", [], "other teams' small comparisons, slowest"),
    ],
)
def test_what_others_suffer_is_missed(
    activity: str, seconds: list[float], target: str
) -> None:
    seen = Seen({**_GOOD.seen.seconds, activity: seconds})
    assert missed(dataclasses.replace(_GOOD, seen=seen)) == [target]


def test_a_wrong_answer_to_others_is_missed() -> None:
    seen = Seen(_GOOD.seen.seconds)
    seen.blame("publish: 422 invalid_contract")
    changed = dataclasses.replace(_GOOD, seen=seen)
    assert missed(changed) == ["wrong answers to others"]


def test_orders_and_routines_survive_the_way_to_their_process() -> None:
    order = AttackOrder(1, None, 2.0, [lane(2, [Shot("a", "/a", {"b": "c"}, "file")])])
    assert AttackOrder.from_json(order.as_json()) == order
    somebody = Neighbour("a@example.com", "secret", {}, "team", "api")
    routine = Routine("http://127.0.0.1:1", [somebody], {"livez": 1.0}, 7)
    assert Routine.from_json(routine.as_json()) == routine


def test_an_attack_on_nobody_ends() -> None:
    shot = Shot("a", "/a", {}, __file__)
    found = Attacker(AttackOrder(1, None, 5.0, [lane(1, [shot])])).run()
    assert found["answers"] == {"cut off": 1}


def test_the_service_is_measured_as_it_is_shipped() -> None:
    settings = run.as_shipped(2)
    assert settings["COUNTERSIGN_COMPARISON_RATE"] == "60"
    assert settings["COUNTERSIGN_DRAIN_GRACE"] == "1"
    assert settings["COUNTERSIGN_WORKERS"] == "2"
