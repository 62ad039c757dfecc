"""What only requests have is kept, but in no answer; all else is as ever."""

from __future__ import annotations

from typing import Any

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
MERGE, PATCH = "application/merge-patch+json", "application/json-patch+json"
HIDDEN = {**TEXT, "writeOnly": True}
ITEM: dict[str, Any] = thing(
    "id",
    "name",
    "secret",
    "created_at",
    "updated_at",
    id={**NUMBER, "readOnly": True},
    name=TEXT,
    secret=HIDDEN,
    pin={**HIDDEN, "default": "0000"},
    rank={**NUMBER, "default": 3},
    profile=thing(bio=TEXT, pin=HIDDEN),
    notes={"type": "array", "items": thing(text=TEXT, pin=HIDDEN)},
    created_at={**TEXT, "format": "date-time", "readOnly": True},
    updated_at={**TEXT, "format": "date-time", "readOnly": True},
)
SENT = {
    "name": "Ada",
    "secret": "hunter2",
    "profile": {"bio": "x", "pin": "1234"},
    "notes": [{"text": "n", "pin": "1234"}],
}


def shop() -> tuple[Shop, Any]:
    found = Shop(contract(*crud(item=ITEM)), seeded=False)
    return found, found.ask("post", "/pets", body=SENT)


def test_what_only_requests_have_costs_a_new_item_nothing() -> None:
    _, answer = shop()
    made = answer.body
    assert answer.status == 201
    assert not answer.notes
    assert made["rank"] == 3
    assert made["created_at"] == made["updated_at"]
    assert made["profile"] == {"bio": "x"}
    assert made["notes"] == [{"text": "n"}]
    assert not made.keys() & {"secret", "pin"}


def test_what_only_requests_have_is_changed_like_all_else() -> None:
    pets, answer = shop()
    made = answer.body
    whole = {"name": "Bo", "secret": "other"}
    put = pets.ask("put", ONE, made["id"], body=whole)
    assert (put.status, put.notes) == (200, [])
    assert {"name": "Bo", "rank": 3}.items() <= put.body.items()
    merged = pets.ask("patch", ONE, made["id"], body={"secret": "third"})
    assert (merged.status, merged.notes) == (200, [])
    assert merged.body["name"] == "Bo"
    pets.ask("patch", ONE, made["id"], body={"pin": "9"}, media_type=MERGE)
    pets.ask("patch", ONE, made["id"], body={"pin": None}, media_type=MERGE)
    gone = [{"op": "test", "path": "/pin", "value": None}]
    assert pets.ask("patch", ONE, made["id"], body=gone, media_type=PATCH).problem
    for operation in (
        {"op": "test", "path": "/secret", "value": "third"},
        {"op": "replace", "path": "/secret", "value": "fourth"},
        {"op": "replace", "path": "/pin", "value": "1111"},
        {"op": "remove", "path": "/pin"},
        {"op": "remove", "path": "/pin"},
        {"op": "add", "path": "/secret", "value": "fifth"},
    ):
        patched = pets.ask("patch", ONE, made["id"], body=[operation], media_type=PATCH)
        assert (patched.status, patched.notes) == (200, []), operation
        assert patched.body["name"] == "Bo"
        assert "secret" not in patched.body


def test_no_note_quotes_what_was_sent() -> None:
    item = thing("id", "name", id=NUMBER, name={**TEXT, "maxLength": 3})
    documents = crud(item=item)
    documents[0]["/pets"]["post"]["requestBody"] = takes(thing(name=TEXT))
    found = Shop(contract(*documents), seeded=False)
    answer = found.ask("post", "/pets", body={"name": "hunter2"})
    assert answer.notes == ["completed: /name does not fit (maxLength)"]


def test_a_single_value_is_changed_in_the_same_way() -> None:
    held = thing(
        "theme",
        "revision",
        theme=TEXT,
        token=HIDDEN,
        revision={**NUMBER, "readOnly": True},
    )
    patch = takes(thing(), MERGE)
    patch["content"] |= takes({}, PATCH)["content"]
    operations: dict[str, Any] = {
        "get": {"responses": gives(held)},
        "patch": {"requestBody": patch, "responses": gives(held)},
    }
    found = Shop(contract(path("/settings", **operations)), seeded=False)
    first = found.ask("get", "/settings").body
    for body, media_type in (
        ({"token": "a", "revision": 77}, MERGE),
        ([{"op": "add", "path": "/token", "value": "b"}], PATCH),
        ([{"op": "replace", "path": "/token", "value": "c"}], PATCH),
        ([{"op": "replace", "path": "/revision", "value": 77}], PATCH),
    ):
        answer = found.ask("patch", "/settings", body=body, media_type=media_type)
        assert (answer.status, answer.notes, answer.body) == (200, [], first), body
    assert found.ask("get", "/settings").body == first
