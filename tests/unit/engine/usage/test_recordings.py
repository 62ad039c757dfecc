"""Usages are derived from what browsers record, and from what tests expect."""

import json
from base64 import b64encode
from typing import Any

import pytest

from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.usage.documents import ConsumerUsage
from impl.engine.usage.from_har import from_har
from impl.engine.usage.from_pact import from_pact
from impl.engine.usage.reading import read_usage
from impl.engine.usage.recording import RecordingError
from impl.engine.usage.writing import written
from tests.unit.engine.comparison.shop import document
from tests.unit.engine.usage.zoo import CONTENT

BASE = document(CONTENT)
HOST = "https://zoo.example.com/v1"


def entry(
    method: str, url: str, *, sent: Any = None, status: int = 200, **more: Any
) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": method,
        "url": url,
        "headers": [{"name": "X-Tenant", "value": "a"}],
        **more,
    }
    if sent is not None:
        text = json.dumps(sent)
        request["postData"] = {"mimeType": "application/json", "text": text}
    content = {"size": 2, "mimeType": "application/json", "text": "{}"}
    return {"request": request, "response": {"status": status, "content": content}}


def har(*entries: Any) -> dict[str, Any]:
    return {"log": {"version": "1.2", "entries": list(entries)}}


def said(usage: ConsumerUsage) -> Any:
    """Return the operations of a usage; what is derived is always valid."""
    document = written(usage)
    assert read_usage(json.dumps(document).encode(), BASE).consumer == usage.consumer
    assert document["webhooks"] == {}
    return document["operations"]


def test_what_a_browser_sent() -> None:
    pet = {"name": "Tom", "owner": {"name": "Ann"}, "tags": [{"key": "k"}], "hat": 1}
    usage = from_har(
        BASE,
        har(
            entry("GET", f"{HOST}/pets?limit=5&utm=x&filter%5Bkind%5D=cat"),
            entry("GET", f"{HOST}/pets?sort=age", status=404),
            entry("POST", f"{HOST}/pets", sent=pet, status=201),
            entry("GET", f"{HOST}/pets/7", status=304),
            entry("GET", f"{HOST}/assets/app.js"),
            entry("GET", "https://ads.example.net/v1/pets?ids=1"),
        ),
        consumer="web",
        version="7",
    )
    assert said(usage) == {
        "GET /pets": {
            "sends": {
                "parameters": [
                    *("header x-tenant", "query filter", "query limit", "query sort"),
                ],
                "body": False,
            },
            "reads": {
                "responses": {
                    "200": {"body": {"media_types": ["application/json"]}},
                    "404": {"body": {"media_types": ["application/problem+json"]}},
                }
            },
        },
        "POST /pets": {
            "sends": {
                "parameters": ["header x-tenant"],
                "body": {
                    "media_types": ["application/json"],
                    "members": ["/name", "/owner/name", "/tags/*/key"],
                },
            },
            "reads": {
                "responses": {"201": {"body": {"media_types": ["application/json"]}}}
            },
        },
        "GET /pets/{id}": {
            "sends": {"parameters": [], "body": False},
            "reads": {"responses": {}},
        },
    }
    assert usage.notes == (
        "application/json is not declared for the response 404 of GET /pets.",
        "/hat in the request body of POST /pets is not declared.",
        "GET /pets/{id} answered 304, and declares no such.",
        "GET /v1/assets/app.js is no operation of the contract.",
    )


def test_a_recording_of_another_host() -> None:
    usage = from_har(BASE, har(entry("GET", "http://localhost:8000/v1/pets")))
    assert list(said(usage)) == ["GET /pets"]
    usage = from_har(BASE, har(entry("GET", "http://localhost:8000/pets/")))
    assert list(said(usage)) == ["GET /pets"]


def test_bodies_of_other_kinds() -> None:
    entries = [
        entry("PATCH", f"{HOST}/pets/1", postData=held, status=204)
        for held in (
            {"mimeType": "application/json", "text": "{"},
            {"mimeType": "application/json", "params": []},
            {},
        )
    ]
    for each in entries:
        each["response"]["content"] = {"size": 0}
    for each in entries:
        usage = from_har(BASE, har(each))
        [(_, used)] = said(usage).items()
        is_sent = "mimeType" in each["request"]["postData"]
        wanted = {"media_types": ["application/json"]} if is_sent else False
        assert used["sends"]["body"] == wanted
        assert used["reads"]["responses"] == {"204": {"body": False}}


def test_forms_and_binary_answers() -> None:
    form = "application/x-www-form-urlencoded"
    content = {
        "openapi": "3.1.0",
        "info": {"title": "F", "version": "1"},
        "paths": {
            "/f": {
                "post": {
                    "requestBody": {
                        "content": {
                            form: {"schema": {"properties": {"a": {}, "b": {}}}},
                            "multipart/form-data": {
                                "schema": {"properties": {"a": {}, "b": {}}}
                            },
                        }
                    },
                    "responses": {"200": {"description": "", "content": {"*/*": {}}}},
                }
            }
        },
    }
    sent = {"mimeType": form, "params": [{"name": "a", "value": "1"}]}
    made = entry("POST", "http://x/f", postData=sent)
    made["response"]["content"] = {
        "encoding": "base64",
        "text": b64encode(b"x").decode(),
        "mimeType": "x-unknown",
    }
    other = entry(
        "POST", "http://x/f", postData={**sent, "mimeType": "multipart/form-data"}
    )
    other["response"]["content"] = {"encoding": "base64", "text": "?"}
    for each, media_type in ((made, form), (other, "multipart/form-data")):
        usage = from_har(document(content), har(each))
        used = written(usage)["operations"]["POST /f"]
        assert used["sends"]["body"] == {
            "media_types": [media_type],
            "members": ["/a"],
        }
        assert used["reads"]["responses"]["200"]["body"] == {"media_types": ["*/*"]}


@pytest.mark.parametrize(
    ("broken", "pointer"),
    [
        ({}, ""),
        ({"log": {"entries": {}}}, ""),
        (har(1), "/log/entries/0"),
        (har({"request": {}}), "/log/entries/0/request"),
        (har(entry("GET", "http://[")), "/log/entries/0/request/url"),
        (
            har({**entry("GET", f"{HOST}/pets"), "response": 1}),
            "/log/entries/0/response",
        ),
        (har(entry("GET", f"{HOST}/x")), ""),
        (har(), ""),
    ],
)
def test_no_archive(broken: Any, pointer: str) -> None:
    with pytest.raises(RecordingError) as caught:
        from_har(BASE, broken)
    assert caught.value.pointer == pointer


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


def test_recordings_are_known_by_what_they_say() -> None:
    recorded = json.dumps(har(entry("GET", f"{HOST}/pets"))).encode()
    usage = read_usage(recorded, BASE, name="files/web.har", version="2")
    assert usage.name == "web 2"
    expected = json.dumps(pact("3.0.0", interaction())).encode()
    assert read_usage(expected, BASE, name="x.json").name == "mobile"


def test_a_broken_recording_has_its_place() -> None:
    text = json.dumps(har(1), indent=1)
    with pytest.raises(DocumentError) as caught:
        read_usage(text.encode(), BASE, name="web.har")
    [fault] = caught.value.faults
    assert (fault.code, fault.line, fault.file) == ("CS1703", 5, "web.har")
