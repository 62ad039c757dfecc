"""Collections: what is created is found, listed, changed and gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from impl.engine.mocking.state.clock import MockClock
from impl.engine.mocking.state.messages import ABSENT
from tests.unit.mocking.shop import (
    NUMBER,
    PET,
    TEXT,
    Shop,
    array,
    contract,
    crud,
    gives,
    path,
    ref,
    takes,
    thing,
)

PETS, ONE = "/pets", "/pets/{pet_id}"


def shop(**options: Any) -> Shop:
    return Shop(contract(*crud()), **options)


def test_what_is_created_is_found_listed_changed_and_gone() -> None:
    pets = shop()
    made = pets.ask("post", PETS, body={"name": "Ada", "age": 3})
    assert (made.status, made.body["name"], made.body["age"]) == (201, "Ada", 3)
    key = made.body["id"]
    assert pets.ask("get", ONE, key).body == made.body
    assert made.body in pets.ask("get", PETS).body
    changed = pets.ask("patch", ONE, key, body={"age": 4})
    assert changed.body["age"] == 4
    assert changed.body["name"] == "Ada"
    assert pets.ask("get", ONE, key).body == changed.body
    assert pets.ask("delete", ONE, key).status == 204
    for method in ("get", "delete"):
        answer = pets.ask(method, ONE, key)
        assert (answer.status, answer.problem) == (404, "unknown key")
        assert answer.is_declared
    assert key not in [each["id"] for each in pets.ask("get", PETS).body]


def test_what_was_not_sent_is_not_made_up() -> None:
    pets = shop()
    made = pets.ask("post", PETS, body={"name": "Ada"}).body
    assert made.keys() <= {"id", "name", "created_at", "updated_at"}


def test_a_server_makes_the_key_whatever_is_sent() -> None:
    pets = Shop(contract(*crud(), Pet=PET | {"required": ["name"]}))
    first = pets.ask("post", PETS, body={"name": "a"}).body["id"]
    second = pets.ask("post", PETS, body={"name": "b"}).body["id"]
    assert first != second


def test_collections_begin_with_items_unless_they_are_to_be_empty() -> None:
    assert len(shop().ask("get", PETS).body) == 12
    assert shop(seeded=False).ask("get", PETS).body == []


def test_others_stay_as_they_are() -> None:
    pets = shop()
    before = pets.ask("get", PETS).body
    made = pets.ask("post", PETS, body={"name": "Ada"}).body
    pets.ask("patch", ONE, made["id"], body={"age": 4})
    pets.ask("delete", ONE, made["id"])
    assert pets.ask("get", PETS).body == before


def test_times_are_those_of_the_clock() -> None:
    clock = MockClock(step=timedelta())
    document = contract(*crud())
    document["components"]["schemas"]["Pet"]["required"] += ["created_at", "updated_at"]
    pets = Shop(document, clock=clock)
    made = pets.ask("post", PETS, body={"name": "Ada"}).body
    assert made["created_at"] == made["updated_at"] == "2025-01-01T09:00:00Z"
    clock.advance(timedelta(hours=1))
    changed = pets.ask("patch", ONE, made["id"], body={"age": 1}).body
    assert changed["created_at"] == "2025-01-01T09:00:00Z"
    assert changed["updated_at"] == "2025-01-01T10:00:00Z"


def test_merge_patch_removes_by_null_and_merges_deeply() -> None:
    item = thing("id", id=NUMBER, a=thing(b=TEXT, c=TEXT), d=TEXT)
    pets = Shop(contract(*crud(item=item)))
    key = pets.ask("post", PETS, body={"a": {"b": "1", "c": "2"}, "d": "3"}).body["id"]
    kind = "application/merge-patch+json"
    body = {"a": {"b": None, "c": "4"}, "d": None}
    changed = pets.ask("patch", ONE, key, body=body, media_type=kind).body
    assert changed == {"id": key, "a": {"c": "4"}}


def test_plain_json_sends_objects_whole_and_null_where_it_may() -> None:
    item = thing(
        "id", id=NUMBER, a=thing(b=TEXT, c=TEXT), d={"type": ["string", "null"]}
    )
    pets = Shop(contract(*crud(item=item)))
    key = pets.ask("post", PETS, body={"a": {"b": "1", "c": "2"}}).body["id"]
    changed = pets.ask("patch", ONE, key, body={"a": {"c": "4"}, "d": None}).body
    assert changed == {"id": key, "a": {"c": "4"}, "d": None}


def test_json_patch_applies_its_operations() -> None:
    pets = shop()
    key = pets.ask("post", PETS, body={"name": "Ada", "tags": ["a"]}).body["id"]
    operations = [
        {"op": "test", "path": "/name", "value": "Ada"},
        {"op": "add", "path": "/tags/-", "value": "b"},
        {"op": "replace", "path": "/name", "value": "Bo"},
    ]
    kind = "application/json-patch+json"
    changed = pets.ask("patch", ONE, key, body=operations, media_type=kind).body
    assert (changed["name"], changed["tags"]) == ("Bo", ["a", "b"])
    odd = [{"op": "rename"}, 3]
    answer = pets.ask("patch", ONE, key, body=odd, media_type=kind)
    assert answer.body.items() >= {"name": "Bo"}.items()
    assert len([note for note in answer.notes if "left out" in note]) == 2
    doubling = [{"op": "copy", "from": "", "path": f"/extra{n}"} for n in range(24)]
    answer = pets.ask("patch", ONE, key, body=doubling, media_type=kind)
    assert (answer.status, answer.problem) == (422, "what the patch makes is too large")
    wrong = [{"op": "test", "path": "/name", "value": "Ada"}]
    answer = pets.ask("patch", ONE, key, body=wrong, media_type=kind)
    assert answer.status == 422
    assert not answer.is_declared
    found = pets.ask("get", ONE, key).body
    assert {**found, "updated_at": 0} == {**changed, "updated_at": 0}


def test_put_replaces_what_it_could_have_sent() -> None:
    pets = shop()
    made = pets.ask("post", PETS, body={"name": "Ada", "age": 3}).body
    changed = pets.ask("put", ONE, made["id"], body={"name": "Bo"}).body
    assert changed["id"] == made["id"]
    assert changed["name"] == "Bo"
    assert "age" not in changed


def test_put_of_a_body_that_requires_nothing_is_partial() -> None:
    item = thing(id=NUMBER, a=TEXT, b=TEXT)
    documents = crud(item=item)
    del documents[1][ONE]["patch"]
    pets = Shop(contract(*documents))
    key = pets.ask("post", PETS, body={"a": "1", "b": "2"}).body["id"]
    assert pets.ask("put", ONE, key, body={"a": "3"}).body["b"] == "2"


@pytest.mark.parametrize(
    ("responses", "has_post", "status"),
    [
        (
            gives(thing("name", name=TEXT), 201) | gives(thing("name", name=TEXT)),
            True,
            201,
        ),
        (gives(thing("name", name=TEXT)), False, 200),
        (gives(thing("name", name=TEXT)) | gives(None, 404), True, 404),
    ],
)
def test_put_on_a_free_key(responses: Any, has_post: bool, status: int) -> None:
    item = thing("name", name=TEXT, a=TEXT)
    post = {"post": {"requestBody": takes(item), "responses": gives(item, 201)}}
    document = contract(
        path(
            "/keys", get={"responses": gives(array(item))}, **(post if has_post else {})
        ),
        path(
            "/keys/{name}",
            get={"responses": gives(item)},
            put={"requestBody": takes(thing(a=TEXT)), "responses": responses},
        ),
    )
    keys = Shop(document)
    answer = keys.ask("put", "/keys/{name}", "mine", body={"a": "1"})
    assert answer.status == status
    found = keys.ask("get", "/keys/{name}", "mine")
    assert (found.status == 200) is (status != 404)
    if status != 404:
        assert found.body == {"name": "mine", "a": "1"}


def test_a_key_that_people_choose_may_be_taken() -> None:
    item = thing("slug", slug=TEXT, a=TEXT)
    post = {"requestBody": takes(item)}
    one = path("/posts/{slug}", get={"responses": gives(item)})
    refused = {**post, "responses": gives(item, 201) | gives(None, 409)}
    strict = Shop(contract(path("/posts", post=refused), one))
    lax = Shop(
        contract(path("/posts", post={**post, "responses": gives(item, 201)}), one)
    )
    for each in (strict, lax):
        each.ask("post", "/posts", body={"slug": "x", "a": "1"})
    again = {"slug": "x", "a": "2"}
    answer = strict.ask("post", "/posts", body=again)
    assert (answer.status, answer.problem) == (409, "key is taken")
    assert lax.ask("post", "/posts", body=again).status == 201
    assert lax.ask("get", "/posts/{slug}", "x").body == again
    assert strict.ask("get", "/posts/{slug}", "x").body["a"] == "1"


def test_an_item_is_updated_by_post_and_by_query() -> None:
    documents = crud()
    documents[1][ONE]["post"] = {
        "operationId": f"post {ONE}",
        "parameters": [{"name": "name", "in": "query", "schema": TEXT}],
        "responses": gives(ref("Pet")),
    }
    pets = Shop(contract(*documents))
    key = pets.ask("post", PETS, body={"name": "Ada"}).body["id"]
    assert pets.ask("post", ONE, key, name="Bo").body["name"] == "Bo"


def test_a_body_that_names_its_item_changes_it_at_the_collection() -> None:
    documents = crud()
    documents[0][PETS]["put"] = {
        "operationId": f"put {PETS}",
        "requestBody": takes(ref("Pet")),
        "responses": gives(ref("Pet")) | gives(None, 404),
    }
    pets = Shop(contract(*documents))
    made = pets.ask("post", PETS, body={"name": "Ada"}).body
    pets.ask("put", PETS, body={**made, "name": "Bo"})
    assert pets.ask("get", ONE, made["id"]).body["name"] == "Bo"
    assert pets.ask("put", PETS, body={"id": 999_999, "name": "Bo"}).status == 404


def test_many_are_created_at_once() -> None:
    item = thing("username", username=TEXT, a=TEXT)
    many = {"requestBody": takes(array(item)), "responses": gives(array(item), 201)}
    users = Shop(
        contract(
            path("/users", post=many),
            path("/users/{username}", get={"responses": gives(item)}),
        )
    )
    sent = [{"username": "a", "a": "1"}, {"username": "b", "a": "2"}]
    assert users.ask("post", "/users", body=sent).body == sent
    assert users.ask("get", "/users/{username}", "b").body == sent[1]


def test_a_collection_is_cleared_by_query_and_by_the_keys_in_a_body() -> None:
    documents = crud(kind={"enum": ["cat", "dog", "cow"]})
    documents[0][PETS]["delete"] = {
        "operationId": f"delete {PETS}",
        "requestBody": {"content": {"application/json": {"schema": array(NUMBER)}}},
        "responses": gives(None, 204),
    }
    pets = Shop(contract(*documents), seeded=False)
    keys = [
        pets.ask("post", PETS, body={"name": "x", "kind": kind}).body["id"]
        for kind in ("cat", "dog", "cow")
    ]
    pets.ask("delete", PETS, body=keys[:1])
    assert [each["id"] for each in pets.ask("get", PETS).body] == keys[1:]
    pets.ask("delete", PETS)
    assert pets.ask("get", PETS).body == []


def test_deleting_answers_with_the_item_where_it_is_declared() -> None:
    documents = crud()
    documents[1][ONE]["delete"]["responses"] = gives(ref("Pet"))
    pets = Shop(contract(*documents))
    made = pets.ask("post", PETS, body={"name": "Ada"}).body
    assert pets.ask("delete", ONE, made["id"]).body == made
    answer = pets.ask("delete", ONE, made["id"])
    assert (answer.status, answer.is_declared) == (404, False)


def test_a_head_finds_what_a_get_finds() -> None:
    documents = crud()
    documents[1][ONE]["head"] = {"operationId": f"head {ONE}", "responses": gives()}
    pets = Shop(contract(*documents))
    key = pets.ask("post", PETS, body={"name": "Ada"}).body["id"]
    answer = pets.ask("head", ONE, key)
    assert (answer.status, answer.body) == (200, ABSENT)
    assert pets.ask("head", ONE, 999_999).status == 404


def test_location_names_the_item() -> None:
    documents = crud()
    documents[0][PETS]["post"]["responses"] = gives(None, 201, Location=TEXT)
    pets = Shop(contract(*documents))
    made = pets.ask("post", PETS, body={"name": "Ada"})
    assert made.body is ABSENT
    address = made.headers["Location"]
    assert address.startswith("http://localhost/pets/")
    key = int(address.rpartition("/")[2])
    assert pets.ask("get", ONE, key).body["name"] == "Ada"
