"""What a state remembers is bounded, whatever a client sends, and it says so."""

from __future__ import annotations

import pytest

from impl.engine.mocking.state.state import FULL
from impl.engine.mocking.state.world import MockQuota
from tests.unit.mocking.shop import (
    NUMBER,
    TEXT,
    Shop,
    contract,
    crud,
    gives,
    path,
    takes,
    thing,
)

ONE = "/pets/{pet_id}"
SMALL = MockQuota(items=20, octets=8_000)


def weight(shop: Shop) -> int:
    snapshot = shop.state.snapshot()
    return len(str([v for n, v in snapshot.items() if n not in {"counts", "clock"}]))


@pytest.mark.parametrize("method", ["patch", "put"])
def test_items_that_grow_push_the_oldest_out(method: str) -> None:
    pets = Shop(contract(*crud()), seeded=False, quota=SMALL)
    keys = [pets.ask("post", "/pets", body={"name": "x"}).body["id"] for _ in range(6)]
    answers = [pets.ask(method, ONE, key, body={"name": "x" * 2_000}) for key in keys]
    assert all(each.body["name"] == "x" * 2_000 for each in answers)
    assert answers[-1].notes[:2] == [
        FULL,
        "1 gave way; a state holds 20 items, 8000 bytes",
    ]
    assert [each["id"] for each in pets.ask("get", "/pets").body] == keys[-3:]


def test_the_item_that_is_changed_stays_though_it_is_the_oldest() -> None:
    pets = Shop(contract(*crud()), seeded=False, quota=SMALL)
    keys = [pets.ask("post", "/pets", body={"name": "x"}).body["id"] for _ in range(3)]
    answer = pets.ask("patch", ONE, keys[0], body={"name": "x" * 7_700})
    assert FULL in answer.notes
    found = [each["id"] for each in pets.ask("get", "/pets").body]
    assert found == [keys[0], keys[2]]


def test_an_item_never_grows_past_all_that_is_remembered() -> None:
    pets = Shop(contract(*crud()), seeded=False, quota=SMALL)
    key = pets.ask("post", "/pets", body={"name": "x"}).body["id"]
    statuses = [
        pets.ask("patch", ONE, key, body={f"more{n}": "x" * 1_000}).status
        for n in range(12)
    ]
    assert statuses == [200] * 7 + [413] * 5
    assert weight(pets) < 8_500
    refused = pets.ask("post", "/pets", body={"name": "x" * 9_000})
    assert (refused.status, refused.problem) == (
        413,
        "no more than 8000 bytes are remembered",
    )
    assert pets.ask("get", ONE, key).status == 200


def rest_of_the_state() -> Shop:
    value = {**gives(value_schema := {"type": "object"}), **gives(None, 404)}
    nothing = {"responses": gives(None, 204)}
    star = {"responses": {**gives(None, 204), **gives(None, 404)}}
    return Shop(
        contract(
            path(
                "/rooms/{room}/light",
                get={"responses": value},
                put={"requestBody": takes(value_schema), "responses": value},
            ),
            path("/stars/{who}", get=star, put=nothing, delete=nothing),
        ),
        seeded=False,
        quota=SMALL,
    )


def test_values_and_members_are_bounded_too() -> None:
    shop = rest_of_the_state()
    light = {"a": "x" * 500}
    lit = [
        shop.ask("put", "/rooms/{room}/light", f"r{n}", body=light) for n in range(60)
    ]
    put = [shop.ask("put", "/stars/{who}", f"{n}" * 20) for n in range(60)]
    assert FULL in lit[-1].notes
    assert FULL in put[-1].notes
    assert weight(shop) < 5_000
    assert shop.ask("get", "/stars/{who}", "59" * 20).status == 204
    assert shop.ask("get", "/stars/{who}", "1" * 20).status == 404
    large = {"a": "x" * 3_000}
    assert shop.ask("put", "/rooms/{room}/light", "r59", body=large).status == 413
    assert shop.ask("get", "/rooms/{room}/light", "r59").body == light


def test_what_is_gone_and_what_may_be_sent_again_are_bounded() -> None:
    item = thing("name", name=TEXT, age=NUMBER)
    documents = crud(key="name", schema=TEXT, item=item)
    documents[0]["/pets"]["post"]["parameters"] = [
        {"name": "Idempotency-Key", "in": "header", "schema": TEXT}
    ]
    pets = Shop(contract(*documents), seeded=False, quota=SMALL)
    for n in range(40):
        name = f"{n}-" * 200
        headers = {"idempotency-key": f"k{n}"}
        pets.ask("post", "/pets", body={"name": name}, headers=headers)
        pets.ask("delete", "/pets/{name}", name)
    assert weight(pets) < 10_000


def test_a_snapshot_is_taken_in_as_far_as_there_is_room() -> None:
    large = Shop(contract(*crud()), seeded=False)
    keys = [
        large.ask("post", "/pets", body={"name": "x" * 500}).body["id"]
        for _ in range(40)
    ]
    small = Shop(contract(*crud()), seeded=False, quota=SMALL)
    small.state.restore(large.state.snapshot())
    found = [each["id"] for each in small.ask("get", "/pets").body]
    assert found == keys[-len(found) :]
    assert 10 <= len(found) <= 16
