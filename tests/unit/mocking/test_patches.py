"""Patches take nothing that has to be there; PUT leaves nothing that was left out."""

from __future__ import annotations

from typing import Any

import pytest

from impl.engine.mocking.state.messages import RequestFault
from tests.unit.mocking.shop import (
    FLAG,
    NUMBER,
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

ONE = "/pets/{pet_id}"
MERGE, PATCH = "application/merge-patch+json", "application/json-patch+json"
OWNER = thing("name", name=TEXT, phone=TEXT)
ITEM: dict[str, Any] = thing(
    "id",
    "name",
    "owner",
    "tags",
    id={**NUMBER, "readOnly": True},
    made_by={**TEXT, "readOnly": True},
    name=TEXT,
    owner=OWNER,
    age=NUMBER,
    tags=array(TEXT),
    is_open={**FLAG, "default": True},
    rank={**NUMBER, "default": 3},
    note={"type": ["string", "null"]},
    created_at=TEXT,
)
SENT = {"name": "Ada", "owner": {"name": "Bo", "phone": "1"}, "age": 4, "tags": ["a"]}


def pets(*statuses: int) -> tuple[Shop, dict[str, Any]]:
    documents = crud(item=ITEM)
    for method in ("patch", "put"):
        for status in statuses:
            documents[1][ONE][method]["responses"] |= gives(None, status)
    shop = Shop(contract(*documents), seeded=False)
    return shop, shop.ask("post", "/pets", body=SENT).body


@pytest.mark.parametrize(
    ("operation", "pointer"),
    [
        ({"op": "remove", "path": "/name"}, "/name"),
        ({"op": "remove", "path": "/id"}, "/id"),
        ({"op": "remove", "path": "/owner/name"}, "/owner/name"),
        ({"op": "remove", "path": "/none"}, "/0"),
        ({"op": "move", "from": "/name", "path": "/nick"}, "/name"),
        ({"op": "move", "from": "/owner/name", "path": "/nick"}, "/owner/name"),
        ({"op": "replace", "path": "/none", "value": 1}, "/0"),
        ({"op": "replace", "path": "/age", "value": "old"}, "/age"),
        ({"op": "replace", "path": "", "value": {"name": "x"}}, "/id"),
        ({"op": "replace", "path": "", "value": 3}, ""),
        ({"op": "copy", "from": "/age", "path": "/name"}, "/name"),
        ({"op": "add", "path": "/tags/-", "value": 7}, "/tags/1"),
        ({"op": "test", "path": "/name", "value": "Bo"}, "/0"),
    ],
)
def test_a_json_patch_that_breaks_an_item_is_refused(
    operation: Any, pointer: str
) -> None:
    shop, made = pets(409)
    answer = shop.ask("patch", ONE, made["id"], body=[operation], media_type=PATCH)
    assert (answer.status, answer.is_declared) == (409, True)
    assert answer.problem
    assert (answer.faults[0].where, answer.faults[0].pointer) == ("body", pointer)
    assert shop.ask("get", ONE, made["id"]).body == made


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": None}, "/name"),
        ({"owner": None}, "/owner"),
        ({"owner": {"name": None}}, "/owner/name"),
        ({"age": "old"}, "/age"),
        ({"owner": {"phone": 3}}, "/owner/phone"),
    ],
)
def test_a_merge_patch_that_breaks_an_item_is_refused(body: Any, pointer: str) -> None:
    shop, made = pets(400)
    answer = shop.ask("patch", ONE, made["id"], body=body, media_type=MERGE)
    assert answer.status == 400
    assert [each.pointer for each in answer.faults] == [pointer]
    assert shop.ask("get", ONE, made["id"]).body == made


@pytest.mark.parametrize("body", [[], None, "x", 3, [{"age": 1}]])
def test_a_merge_patch_is_an_object(body: Any) -> None:
    documents = crud(item=ITEM)
    documents[1][ONE]["patch"]["requestBody"] = takes({}, MERGE)
    shop = Shop(contract(*documents), seeded=False)
    made = shop.ask("post", "/pets", body=SENT).body
    assert shop.ask("patch", ONE, made["id"], body=body, media_type=MERGE).status == 422
    assert shop.ask("get", ONE, made["id"]).body == made


def test_a_merge_patch_takes_nothing_that_anything_else_asks_for() -> None:
    item = {
        **thing("id", id=NUMBER, mail=TEXT, phone=TEXT, card=TEXT, bill=TEXT),
        "anyOf": [{"required": ["mail"]}, {"required": ["phone"]}],
        "dependentRequired": {"card": ["bill"]},
    }
    shop = Shop(contract(*crud(item=item)), seeded=False)
    sent = {"mail": "m", "card": "c", "bill": "b"}
    made = shop.ask("post", "/pets", body=sent).body
    bodies: list[dict[str, Any]] = [{"mail": None}, {"bill": None}]
    for body in bodies:
        answer = shop.ask("patch", ONE, made["id"], body=body, media_type=MERGE)
        assert answer.status == 422
    body = {**bodies[0], "phone": "p", "card": None, "bill": None}
    left = shop.ask("patch", ONE, made["id"], body=body, media_type=MERGE).body
    assert left == {"id": made["id"], "phone": "p"}


def test_a_put_of_a_list_is_the_collection() -> None:
    documents = crud()
    documents[0]["/pets"]["put"] = {
        "operationId": "put /pets",
        "requestBody": takes(array(ref("Pet"))),
        "responses": gives(array(ref("Pet"))),
    }
    shop = Shop(contract(*documents))
    first = shop.ask("get", "/pets").body[0]
    told = shop.ask("put", "/pets", body=[{**first, "age": 7}, {"name": "Bo"}]).body
    assert [each.get("age") for each in told] == [7, None]
    assert shop.ask("get", "/pets").body == told
    assert shop.ask("get", ONE, first["id"]).body["age"] == 7
    assert shop.ask("put", "/pets", body=[]).body == []
    assert shop.ask("get", "/pets").body == []


def test_a_path_that_the_contract_names_may_be_patched_before_it_is_there() -> None:
    documents = crud(item=ITEM)
    paths = {"enum": ["/nick", "/name", "/deep/nick"]}
    change = thing("op", "path", op=TEXT, path=paths, value={})
    documents[1][ONE]["patch"]["requestBody"] = takes(array(change), PATCH)
    shop = Shop(contract(*documents), seeded=False)
    key = shop.ask("post", "/pets", body=SENT).body["id"]
    for operation, status in (
        ({"op": "remove", "path": "/nick"}, 200),
        ({"op": "replace", "path": "/nick", "value": "n"}, 200),
        ({"op": "test", "path": "/nick", "value": "n"}, 200),
        ({"op": "remove", "path": "/name"}, 422),
        ({"op": "replace", "path": "/deep/nick", "value": "n"}, 422),
        ({"op": "replace", "path": "/other", "value": "n"}, 422),
    ):
        answer = shop.ask("patch", ONE, key, body=[operation], media_type=PATCH)
        assert answer.status == status, operation


def test_what_patches_may_take_they_take() -> None:
    shop, made = pets()
    body = {"age": None, "owner": {"phone": None}, "note": None, "made_by": "x"}
    left = shop.ask("patch", ONE, made["id"], body=body, media_type=MERGE).body
    assert "age" not in left
    assert left["owner"] == {"name": "Bo"}
    assert left.get("made_by") == made.get("made_by")
    operations = [
        {"op": "replace", "path": "/id", "value": 77},
        {"op": "remove", "path": "/is_open"},
        {"op": "replace", "path": "/name", "value": "Cy"},
    ]
    left = shop.ask("patch", ONE, made["id"], body=operations, media_type=PATCH).body
    assert (left["id"], left["name"]) == (made["id"], "Cy")
    assert "is_open" not in left


def test_a_refusal_says_which_part_of_the_body_is_wrong() -> None:
    shop, made = pets()
    answer = shop.ask("patch", ONE, made["id"], body={"name": None}, media_type=MERGE)
    assert answer.faults == (RequestFault("body", "/name", "name has to be there"),)
    assert (answer.status, answer.is_declared) == (422, False)


def test_put_leaves_nothing_that_was_left_out() -> None:
    shop, made = pets()
    changed = {"is_open": False, "rank": 9, "note": "n"}
    shop.ask("patch", ONE, made["id"], body=changed, media_type=MERGE)
    sent = {"name": "Bo", "owner": {"name": "Cy"}, "made_by": "me", "id": 8}
    left = shop.ask("put", ONE, made["id"], body=sent).body
    names = ("id", "made_by", "created_at")
    left_to_us: dict[str, Any] = {n: made[n] for n in names if n in made}
    assert left == {
        **left_to_us,
        "name": "Bo",
        "owner": {"name": "Cy"},
        "tags": [],
        "is_open": True,
        "rank": 3,
    }
    assert shop.ask("get", ONE, made["id"]).body == left


@pytest.mark.parametrize("has_patch", [True, False])
def test_put_of_a_body_that_requires_nothing(*, has_patch: bool) -> None:
    documents = crud(item=thing(id=NUMBER, a=TEXT, b={**TEXT, "default": "d"}, c=TEXT))
    if not has_patch:
        del documents[1][ONE]["patch"]
    shop = Shop(contract(*documents), seeded=False)
    key = shop.ask("post", "/pets", body={"a": "1", "b": "2", "c": "3"}).body["id"]
    left = shop.ask("put", ONE, key, body={"a": "4"}).body
    rest: dict[str, Any] = {"b": "d"} if has_patch else {"b": "2", "c": "3"}
    assert left == {"id": key, "a": "4", **rest}


def test_a_single_value_is_replaced_and_patched_alike() -> None:
    value = thing("a", a=TEXT, b=TEXT, c={**NUMBER, "default": 5}, updated_at=TEXT)
    put = {"requestBody": takes(value), "responses": gives(value)}
    patch = {
        "requestBody": {
            "content": {MERGE: {"schema": thing()}, PATCH: {"schema": array({})}}
        },
        "responses": gives(value) | gives(None, 422),
    }
    shop = Shop(
        contract(path("/me", get={"responses": gives(value)}, put=put, patch=patch))
    )
    shop.ask("put", "/me", body={"a": "1", "b": "2", "c": 9})
    left = shop.ask("put", "/me", body={"a": "3"}).body
    assert (left["a"], left["c"], "b" in left) == ("3", 5, False)
    for body, kind in (
        ({"a": None}, MERGE),
        ([{"op": "remove", "path": "/a"}], PATCH),
        ([{"op": "remove", "path": "/b"}], PATCH),
    ):
        assert shop.ask("patch", "/me", body=body, media_type=kind).status == 422
    assert shop.ask("get", "/me").body == left
