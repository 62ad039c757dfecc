"""Usages are derived from what browsers record."""

import json
from base64 import b64encode
from typing import Any

import pytest

from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.usage.documents import ConsumerUsage
from impl.engine.usage.from_har import from_har
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


def test_recordings_are_known_by_what_they_say() -> None:
    recorded = json.dumps(har(entry("GET", f"{HOST}/pets"))).encode()
    usage = read_usage(recorded, BASE, name="files/web.har", version="2")
    assert usage.name == "web 2"


def test_a_broken_recording_has_its_place() -> None:
    text = json.dumps(har(1), indent=1)
    with pytest.raises(DocumentError) as caught:
        read_usage(text.encode(), BASE, name="web.har")
    [fault] = caught.value.faults
    assert (fault.code, fault.line, fault.file) == ("CS1703", 5, "web.har")


def test_a_recording_may_say_what_was_read() -> None:
    asked = entry("GET", f"{HOST}/pets/7")
    pet = {"name": "Tom", "owner": {"name": "Ann"}, "tags": [{"key": "k"}]}
    asked["response"]["content"]["text"] = json.dumps(pet)
    # What is read where it was not this time is read.
    asked["response"]["_reads"] = ["/name", "/tags/*/key", "/nick", "/hats"]
    usage = from_har(BASE, har(asked))
    found = said(usage)["GET /pets/{id}"]["reads"]["responses"]
    members = found["200"]["body"]["members"]
    assert sorted(members) == ["/name", "/nick", "/tags/*/key"]
    assert any("/hats" in note for note in usage.notes)
    asked["response"]["_reads"] = []
    found = said(from_har(BASE, har(asked)))["GET /pets/{id}"]["reads"]["responses"]
    assert found["200"]["body"] is False


@pytest.mark.parametrize("reads", ["/name", [1], ["name"]])
def test_what_was_read_is_a_list_of_pointers(reads: Any) -> None:
    asked = entry("GET", f"{HOST}/pets/7")
    asked["response"]["_reads"] = reads
    with pytest.raises(RecordingError) as failure:
        from_har(BASE, har(asked))
    assert failure.value.pointer.startswith("/log/entries/0/response/_reads")
