"""What a mock would send of what happened: webhooks and callbacks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.mocking.shop import (
    NUMBER,
    TEXT,
    Shop,
    contract,
    crud,
    gives,
    ref,
    takes,
    thing,
)

URI = {"type": "string", "format": "uri"}
ONE = "/pets/{pet_id}"
SIGNED = [
    {"name": f"webhook-{name}", "in": "header", "required": True, "schema": TEXT}
    for name in ("id", "timestamp", "signature")
]


def hook(schema: Any, **more: Any) -> dict[str, Any]:
    post = {"requestBody": takes(schema), "responses": gives(None, 204), **more}
    return {"post": post}


def shop(**hooks: Any) -> Shop:
    return Shop({**contract(*crud()), "webhooks": hooks})


def test_what_is_made_changed_and_removed_is_told_where_the_name_says_so() -> None:
    pets = shop(
        newPet=hook(ref("Pet")),
        **{
            "pet.updated": hook(thing("data", data=ref("Pet"))),
            "pet_deleted": hook(thing("petId", petId=NUMBER)),
            "weather.changed": hook(thing(wind=TEXT)),
        },
    )
    made = pets.ask("post", "/pets", body={"name": "Ada"})
    [message] = made.messages
    assert (message.name, message.method, message.url) == ("newPet", "POST", "")
    assert message.body == made.body
    assert message.media_type == "application/json"
    key = made.body["id"]
    changed = pets.ask("patch", ONE, key, body={"name": "Bea"})
    assert [each.body["data"] for each in changed.messages] == [changed.body]
    gone = pets.ask("delete", ONE, key)
    assert [(e.name, e.body["petId"]) for e in gone.messages] == [("pet_deleted", key)]
    assert pets.ask("get", "/pets").messages == []
    assert pets.ask("delete", ONE, key).messages == []


def test_one_webhook_for_all_says_in_its_body_what_happened() -> None:
    kinds = {"enum": ["pet.added", "pet.removed", "shop.added"]}
    pets = shop(event=hook(thing("type", "data", type=kinds, data=ref("Pet"))))
    made = pets.ask("post", "/pets", body={"name": "Ada"})
    assert [each.body["type"] for each in made.messages] == ["pet.added"]
    gone = pets.ask("delete", ONE, made.body["id"])
    assert gone.messages[0].body == {"type": "pet.removed", "data": made.body}
    assert pets.ask("put", ONE, 999, body={"name": "C"}).messages == []


def test_a_callback_goes_where_the_exchange_says() -> None:
    told = thing("pet", pet=thing("id", "name", id=NUMBER, name=TEXT))
    at = "{$request.body#/hook}/pets/{$response.body#/name}?m={$method}"
    order = {
        "requestBody": takes(thing("name", "hook", name=TEXT, hook=URI)),
        "responses": gives(ref("Pet"), 201),
        "callbacks": {"done": {at: hook(told)}},
    }
    document = contract(*crud())
    document["paths"]["/pets"]["post"] |= order
    pets = Shop(document)
    body = {"name": "A/b", "hook": "http://localhost:9/here"}
    [message] = (answer := pets.ask("post", "/pets", body=body)).messages
    assert message.url == "http://localhost:9/here/pets/A%2Fb?m=POST"
    assert message.body["pet"]["id"] == answer.body["id"]
    assert message.body["pet"]["name"] == "A/b"


def test_a_callback_without_an_address_is_not_sent_and_says_so() -> None:
    document = contract(*crud())
    callbacks = {"done": {"{$request.body#/hook}": hook(ref("Pet"))}}
    document["paths"]["/pets"]["post"]["callbacks"] = callbacks
    answer = Shop(document).ask("post", "/pets", body={"name": "Ada"})
    assert answer.messages == []
    assert any("done is not sent" in each for each in answer.notes)


def test_what_is_repeated_under_a_key_is_told_once() -> None:
    document = {**contract(*crud()), "webhooks": {"newPet": hook(ref("Pet"))}}
    field = {"name": "Idempotency-Key", "in": "header", "schema": TEXT}
    document["paths"]["/pets"]["post"]["parameters"] = [field]
    pets, headers = Shop(document), {"idempotency-key": "once"}
    told = [
        pets.ask("post", "/pets", body={"name": "Ada"}, headers=headers).messages
        for _ in range(2)
    ]
    assert [len(each) for each in told] == [1, 0]


@pytest.mark.parametrize("parameters", [SIGNED, SIGNED[:2], []])
def test_it_is_signed_where_the_contract_has_the_headers(parameters: Any) -> None:
    pets = shop(newPet=hook(ref("Pet"), parameters=parameters))
    [message] = pets.ask("post", "/pets", body={"name": "Ada"}).messages
    assert message.is_signed == (parameters == SIGNED)
    assert ("webhook-id" in message.headers) == bool(parameters)
    assert not (message.is_signed and "webhook-signature" in message.headers)


def test_one_is_made_on_demand() -> None:
    state = shop(newPet=hook(ref("Pet"))).state
    assert state.message("newPet").body["name"]
    mine = {"id": 1, "name": "Ada"}
    assert state.message("newPet", mine, "http://localhost").body == mine
    with pytest.raises(LookupError):
        state.message("oldPet")
    with pytest.raises(ValueError, match="name"):
        state.message("newPet", {"id": 1})
