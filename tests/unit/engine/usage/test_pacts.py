"""Usages are derived from what tests of consumers expect."""

import json
from base64 import b64encode
from typing import Any

import pytest

from impl.engine.usage.from_pact import from_pact
from impl.engine.usage.reading import read_usage
from impl.engine.usage.recording import RecordingError
from tests.unit.engine.usage.test_recordings import BASE, said


def interaction(**response: Any) -> dict[str, Any]:
    return {
        "description": "a pet",
        "request": {"method": "get", "path": "/pets/7"},
        "response": {"status": 200, **response},
    }


def pact(version: str, *interactions: Any, **more: Any) -> dict[str, Any]:
    return {
        "consumer": {"name": "mobile"},
        "provider": {"name": "zoo"},
        "interactions": list(interactions),
        "metadata": {"pactSpecification": {"version": version}},
        **more,
    }


EXPECTED = {"id": 1, "owner": {"name": "Ann"}, "tags": [{"key": "a"}, {"value": "b"}]}
READ = ["/id", "/owner/name", "/tags/*/key", "/tags/*/value"]


@pytest.mark.parametrize("version", ["2.0.0", "3.0.0", "4.0"])
def test_what_tests_expect(version: str) -> None:
    is_newest = version == "4.0"
    json_type = {
        "Content-Type": ["application/json"] if is_newest else "application/json"
    }
    body: Any = EXPECTED
    if is_newest:
        body = {
            "content": EXPECTED,
            "contentType": "application/json",
            "encoded": False,
        }
    query: Any = "limit=5&sort=age"
    if version != "2.0.0":
        query = {"limit": ["5"], "sort": ["age"]}
    listed = interaction(headers={**json_type, "X-Total": "1"})
    listed["request"] = {
        "method": "GET",
        "path": "/pets",
        "query": query,
        "headers": {"X-Tenant": "a"},
    }
    got = interaction(headers=json_type, body=body)
    made = [{**each, "type": "Synchronous/HTTP"} for each in (got, listed)]
    usage = from_pact(BASE, pact(version, *(made if is_newest else (got, listed))))
    assert usage.consumer == "mobile"
    assert said(usage) == {
        "GET /pets/{id}": {
            "sends": {"parameters": [], "body": False},
            "reads": {
                "responses": {
                    "200": {
                        "headers": [],
                        "body": {
                            "media_types": ["application/json"],
                            "members": READ,
                        },
                    }
                }
            },
        },
        "GET /pets": {
            "sends": {
                "parameters": ["header x-tenant", "query limit", "query sort"],
                "body": False,
            },
            "reads": {"responses": {"200": {"headers": ["x-total"], "body": False}}},
        },
    }


def test_several_interactions_add_up() -> None:
    usage = from_pact(
        BASE,
        pact("3.0.0", interaction(body={"id": 1}), interaction(body={"name": "Tom"})),
    )
    responses = said(usage)["GET /pets/{id}"]["reads"]["responses"]
    assert responses["200"]["body"]["members"] == ["/id", "/name"]


def test_names_that_are_examples() -> None:
    rules = {"body": {"$.scores": {"matchers": [{"match": "values"}]}}}
    usage = from_pact(
        BASE,
        pact("3.0.0", interaction(body={"scores": {"best": 1}}, matchingRules=rules)),
    )
    responses = said(usage)["GET /pets/{id}"]["reads"]["responses"]
    assert responses["200"]["body"]["members"] == ["/scores/*"]
    rules = {"body": {"$['items'][0].scores": {"matchers": [{"match": "eachValue"}]}}}
    body = {"items": [{"scores": {"best": 1}}]}
    held = interaction(body=body, matchingRules=rules)
    held["request"]["path"] = "/pets"
    usage = from_pact(BASE, pact("4.0", held))
    responses = said(usage)["GET /pets"]["reads"]["responses"]
    assert responses["200"]["body"]["members"] == ["/items/*/scores/*"]


def test_encoded_bodies() -> None:
    text = b64encode(json.dumps({"id": 1}).encode()).decode()
    for content, members in ((text, ["/id"]), ("?", None)):
        body = {
            "content": content,
            "contentType": "application/json",
            "encoded": "base64",
        }
        usage = from_pact(BASE, pact("4.0", interaction(body=body)))
        held = said(usage)["GET /pets/{id}"]["reads"]["responses"]["200"]["body"]
        assert held.get("members") == members
    xml = interaction()
    xml["request"] = {
        "method": "POST",
        "path": "/pets",
        "headers": {"Content-Type": "application/xml"},
        "body": "<pet/>",
    }
    xml["response"]["status"] = 201
    usage = from_pact(BASE, pact("3.0.0", xml))
    sent = said(usage)["POST /pets"]["sends"]["body"]
    assert sent == {"media_types": ["application/xml"]}


def test_what_is_not_http_is_left_out() -> None:
    message = {"type": "Asynchronous/Messages", "description": "a message"}
    unknown = interaction()
    unknown["request"] = {"method": "GET", "path": "/nowhere"}
    usage = from_pact(
        BASE,
        pact("4.0", message, unknown, interaction(body=None), messages=[{}]),
        consumer="app",
    )
    assert usage.consumer == "app"
    assert usage.notes == (
        "Its messages are not HTTP.",
        "Asynchronous/Messages is not HTTP.",
        "GET /nowhere is no operation of the contract.",
    )


@pytest.mark.parametrize(
    ("broken", "pointer"),
    [
        ({}, ""),
        ({"consumer": {}, "provider": {}}, ""),
        (pact("2.0.0", 1), "/interactions/0"),
        (pact("2.0.0", {}), "/interactions/0"),
        ({**pact("2.0.0"), "interactions": 1}, "/interactions"),
        (pact("2.0.0"), ""),
    ],
)
def test_no_pact(broken: Any, pointer: str) -> None:
    with pytest.raises(RecordingError) as caught:
        from_pact(BASE, broken)
    assert caught.value.pointer == pointer


def test_a_pact_is_known_by_what_it_says() -> None:
    expected = json.dumps(pact("3.0.0", interaction())).encode()
    assert read_usage(expected, BASE, name="x.json").name == "mobile"
