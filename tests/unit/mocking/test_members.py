"""A part of an item that stands at a path of its own is told in the item."""

from __future__ import annotations

import pytest

from tests.unit.mocking.shop import (
    NUMBER,
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

WARNING = thing("until", "since", until=TEXT, note=TEXT, since=TEXT)
NOTICE = thing("until", until=TEXT, note=TEXT)
VERSION = thing("id", "name", id=NUMBER, name=TEXT, sunset=ref("Warning"))
ONE, PART = "/versions/{version_id}", "/versions/{version_id}/sunset"


@pytest.fixture
def shop() -> Shop:
    document = contract(
        *crud("/versions", "version_id", item=ref("Version")),
        path(
            PART,
            NUMBER,
            put={"requestBody": takes(NOTICE), "responses": gives(ref("Version"))},
            patch={"requestBody": takes(thing(note=TEXT)), "responses": gives()},
            delete={"responses": gives(None, 204)},
        ),
        Version=VERSION,
        Warning=WARNING,
    )
    return Shop(document)


def test_what_is_put_is_told_until_it_is_taken_out(shop: Shop) -> None:
    made = shop.ask("post", "/versions", body={"id": 0, "name": "one"}).body
    put = shop.ask("put", PART, made["id"], body={"until": "May", "note": "Go."})
    assert put.body["sunset"].items() >= {"until": "May", "note": "Go."}.items()
    assert put.body["name"] == "one"
    assert shop.ask("get", ONE, made["id"]).body == put.body
    again = shop.ask("put", PART, made["id"], body={"until": "June"})
    assert "note" not in again.body["sunset"]
    shop.ask("patch", PART, made["id"], body={"note": "Now."})
    changed = shop.ask("get", ONE, made["id"]).body["sunset"]
    assert (changed["until"], changed["note"]) == ("June", "Now.")
    shop.ask("delete", PART, made["id"])
    assert "sunset" not in shop.ask("get", ONE, made["id"]).body


def test_a_part_of_what_is_not_there_is_not_found(shop: Shop) -> None:
    answer = shop.ask("put", PART, 999, body={"until": "May"})
    assert (answer.status, answer.is_declared) == (404, False)


def test_of_two_members_the_one_that_a_component_is_called_after_is_the_key() -> None:
    number = ref("RevisionNumber")
    item = thing("number", "same_as", digest=TEXT, number=number, same_as=number)
    document = contract(
        *crud("/revisions", "revision", number, ref("Revision")),
        Revision=item,
        RevisionNumber=NUMBER,
    )
    shop = Shop(document)
    made = shop.ask("post", "/revisions", body={"digest": "d"}).body
    assert shop.ask("get", "/revisions/{revision}", made["number"]).body == made
