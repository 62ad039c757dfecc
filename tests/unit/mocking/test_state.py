"""State is explicit: it goes out and in, repeats, stays valid and bounded."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from impl.engine.mocking.state.clock import MockClock
from impl.engine.mocking.state.messages import ABSENT
from impl.engine.mocking.state.world import MockQuota
from tests.unit.mocking.shop import (
    NUMBER,
    PET,
    TEXT,
    Shop,
    contract,
    crud,
    gives,
    path,
    ref,
    takes,
    thing,
)

ONE = "/pets/{pet_id}"
RUNS = int(os.environ.get("COUNTERSIGN_MOCK_RUNS", "6"))
KINDS = ("cat", "dog", "cow")


def play(pets: Shop, random: Random, count: int) -> list[str]:
    """Send requests at random, and return what is answered, as it would be written."""
    told = []
    keys = [1]
    for _ in range(count):
        chance, key = random.random(), random.choice([*keys[-5:], 999])
        body: dict[str, Any] = {
            "name": f"n{random.randrange(5)}",
            "age": random.randrange(9),
        }
        if chance < 0.35:
            answer = pets.ask("post", "/pets", body=body)
            keys.append(answer.body["id"])
        elif chance < 0.5:
            answer = pets.ask("patch", ONE, key, body={"age": random.randrange(9)})
        elif chance < 0.6:
            answer = pets.ask("put", ONE, key, body=body)
        elif chance < 0.75:
            answer = pets.ask("delete", ONE, key)
        elif chance < 0.9:
            answer = pets.ask("get", ONE, key)
        else:
            answer = pets.ask("get", "/pets")
        told.append(
            json.dumps([answer.status, None if answer.body is ABSENT else answer.body])
        )
    return told


def test_the_same_requests_give_the_same_bytes() -> None:
    one, other = (play(Shop(contract(*crud()), seed=3), Random(5), 60) for _ in "ab")
    assert one == other
    assert one != play(Shop(contract(*crud()), seed=4), Random(5), 60)


def test_a_snapshot_goes_on_where_it_was_taken() -> None:
    pets = Shop(contract(*crud()))
    play(pets, Random(1), 40)
    taken = json.loads(json.dumps(pets.state.snapshot()))
    went_on = play(pets, Random(2), 40)
    other = Shop(contract(*crud()))
    other.state.restore(taken)
    assert play(other, Random(2), 40) == went_on
    pets.state.restore(taken)
    assert pets.state.snapshot() == taken
    assert play(pets, Random(2), 40) == went_on


def test_a_reset_begins_anew() -> None:
    pets = Shop(contract(*crud()))
    first = play(pets, Random(1), 40)
    pets.state.reset()
    assert play(pets, Random(1), 40) == first


@pytest.mark.parametrize(
    "snapshot", [{}, {"clock": "x"}, {"clock": "2025-01-01T00:00:00Z", "version": 1}]
)
def test_what_is_no_snapshot_is_refused_and_changes_nothing(snapshot: Any) -> None:
    pets = Shop(contract(*crud()))
    before = pets.ask("get", "/pets").body
    with pytest.raises(ValueError, match=r"no (whole )?snapshot"):
        pets.state.restore(snapshot)
    assert pets.ask("get", "/pets").body == before


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_mock_does_what_a_dictionary_does(seed: int) -> None:
    random = Random(seed)
    kinds = {"enum": [*KINDS]}
    item = thing("id", "name", id=NUMBER, name=TEXT, age=NUMBER, kind=kinds)
    pets = Shop(contract(*crud(item=item, kind=kinds)), seeded=False)
    model: dict[int, dict[str, Any]] = {}
    for _ in range(80):
        chance = random.random()
        key = random.choice([*model, 999])
        change: dict[str, Any] = {
            "age": random.randrange(9),
            "kind": random.choice(KINDS),
        }
        body = {"name": f"n{random.randrange(4)}", **change}
        if chance < 0.4:
            made = pets.ask("post", "/pets", body=body).body
            assert made["id"] not in model
            model[made["id"]] = {**body, "id": made["id"]}
        elif chance < 0.55:
            answer = pets.ask("patch", ONE, key, body=change)
            if key in model:
                model[key] |= change
                assert answer.body == model[key]
        elif chance < 0.65:
            answer = pets.ask("put", ONE, key, body={"name": "p", "kind": "cow"})
            if key in model:
                model[key] = {"id": key, "name": "p", "kind": "cow"}
                assert answer.body == model[key]
        elif chance < 0.8:
            assert pets.ask("delete", ONE, key).status == (204 if key in model else 404)
            model.pop(key, None)
        else:
            kind = random.choice(KINDS)
            wanted = [each for each in model.values() if each["kind"] == kind]
            assert pets.ask("get", "/pets", kind=kind).body == wanted
        answer = pets.ask("get", ONE, key)
        assert (answer.body if answer.status == 200 else None) == model.get(key)
        assert pets.ask("get", "/pets").body == [*model.values()]


def test_the_clock_goes_only_when_it_is_told() -> None:
    clock = MockClock(step=timedelta(seconds=2))
    pets = Shop(contract(*crud()), clock=clock)
    start = clock.now()
    pets.ask("get", "/pets")
    assert clock.now() - start == timedelta(seconds=2)
    clock.set(datetime(2030, 5, 1, tzinfo=UTC))
    assert pets.state.snapshot()["clock"] == "2030-05-01T00:00:00+00:00"
    with pytest.raises(ValueError, match="offset"):
        clock.set(datetime(2030, 5, 1))  # noqa: DTZ001 - that is what is refused


def test_an_item_that_breaks_its_schema_is_completed_and_says_so() -> None:
    item = {
        "oneOf": [
            thing("id", "type", "bark", id=NUMBER, type={"const": "dog"}, bark=TEXT),
            thing("id", "type", "meow", id=NUMBER, type={"const": "cat"}, meow=TEXT),
        ]
    }
    pets = Shop(contract(*crud(item=ref("Animal")), Animal=item))
    for kind, voice in (("dog", "bark"), ("cat", "meow")):
        made = pets.ask("post", "/pets", body={"type": kind, voice: "x"}).body
        assert (made["type"], made[voice]) == (kind, "x")
    strict = {
        **PET,
        "properties": {**PET["properties"], "age": {"type": "integer", "maximum": 3}},
    }
    documents = crud()
    documents[0]["/pets"]["post"]["requestBody"] = takes(thing(name=TEXT, age=NUMBER))
    pets = Shop(contract(*documents, Pet=strict))
    answer = pets.ask("post", "/pets", body={"name": "Ada", "age": 9})
    assert answer.body["name"] == "Ada"
    assert answer.body.get("age", 0) <= 3
    assert any("age" in note for note in answer.notes)


def test_the_oldest_give_way_when_a_quota_is_full() -> None:
    pets = Shop(contract(*crud()), seeded=False, quota=MockQuota(items=5))
    keys = [pets.ask("post", "/pets", body={"name": "x"}).body["id"] for _ in range(8)]
    assert [each["id"] for each in pets.ask("get", "/pets").body] == keys[-5:]
    answer = pets.ask("post", "/pets", body={"name": "x"})
    assert "full: the oldest items were forgotten" in answer.notes
    pets = Shop(contract(*crud()), seeded=False, quota=MockQuota(octets=4000))
    for _ in range(8):
        pets.ask("post", "/pets", body={"name": "x" * 1000})
    assert len(pets.ask("get", "/pets").body) == 3


def test_entity_tags_guard_changes_where_412_is_declared() -> None:
    documents = crud()
    operations = documents[1][ONE]
    operations["get"]["responses"] = gives(ref("Pet"), ETag=TEXT) | gives(None, 304)
    for method in ("patch", "delete"):
        operations[method]["responses"] |= gives(None, 412)
    pets = Shop(contract(*documents))
    key = pets.ask("post", "/pets", body={"name": "Ada"}).body["id"]
    tag = pets.ask("get", ONE, key).headers["ETag"]
    assert pets.ask("get", ONE, key, headers={"if-none-match": tag}).status == 304
    changed = pets.ask("patch", ONE, key, body={"age": 1}, headers={"if-match": tag})
    assert changed.status == 200
    for method, body in (("patch", {"age": 2}), ("delete", ABSENT)):
        stale = pets.ask(method, ONE, key, body=body, headers={"if-match": tag})
        assert (stale.status, stale.problem) == (412, "another state")
    assert pets.ask("get", ONE, key).body == changed.body


def test_a_request_under_an_idempotency_key_has_one_effect() -> None:
    documents = crud()
    documents[0]["/pets"]["post"]["parameters"] = [
        {"name": "Idempotency-Key", "in": "header", "schema": TEXT}
    ]
    pets = Shop(contract(*documents), seeded=False)
    headers = {"idempotency-key": "k"}
    one = pets.ask("post", "/pets", body={"name": "a"}, headers=headers)
    two = pets.ask("post", "/pets", body={"name": "a"}, headers=headers)
    assert one.body == two.body
    assert len(pets.ask("get", "/pets").body) == 1
    other = pets.ask("post", "/pets", body={"name": "b"}, headers=headers)
    assert (other.status, other.problem) == (422, "key of another request")
    assert len(pets.ask("get", "/pets").body) == 1


def test_what_remembers_nothing_is_not_answered() -> None:
    document = contract(path("/health", get={"responses": gives(thing(ok=TEXT))}))
    shop = Shop(document)
    with pytest.raises(AssertionError, match="nothing is remembered"):
        shop.ask("get", "/health")
