"""What is known from several places is the use of all of it."""

from typing import Any

import pytest

from impl.engine.usage.merging import merge
from impl.engine.usage.reading import parse_usage
from impl.engine.usage.writing import written


def operation(sends: Any, reads: Any = None) -> Any:
    exchange = {"sends": sends} if reads is None else {"sends": sends, "reads": reads}
    return {"operations": {"GET /a/{id}": exchange}}


def merged(*said: Any) -> Any:
    usages = [parse_usage({"usage": "", "consumer": "c", **each}) for each in said]
    found = written(merge(usages))
    return {
        group: found[group] for group in ("operations", "webhooks") if group in found
    }


def request(*sends: Any) -> Any:
    found = merged(*map(operation, sends))
    return found["operations"]["GET /a/{id}"].get("sends", {})


def test_one_alone_is_itself() -> None:
    said = operation({"body": {"members": {"/a": {"values": [1], "always": True}}}})
    assert merged(said) == said


def test_whoever_uses_all_uses_all() -> None:
    assert merged(operation({}), {}) == {}
    assert request({"parameters": ["query a"]}, {}) == {}
    assert request({"body": {"members": ["/a"]}}, {"body": True}) == {}


def test_operations_are_joined_whatever_their_parameters_are_called() -> None:
    found = merged(
        {"operations": {"GET /a/{id}": {"sends": {"parameters": ["query a"]}}}},
        {
            "operations": {
                "GET /a/{x}": {"sends": {"parameters": ["query b"]}},
                "GET /b": {},
            }
        },
    )
    assert list(found["operations"]) == ["GET /a/{id}", "GET /b"]
    sends = found["operations"]["GET /a/{id}"]["sends"]
    assert sends["parameters"] == ["query a", "query b"]


def test_values_add_up_unless_any_will_do() -> None:
    one = {"parameters": {"query a": {"values": [1]}, "query b": {"values": [1]}}}
    two = {"parameters": {"query a": {"values": [True, 1]}, "query b": {}}}
    parts = request(one, two)["parameters"]
    assert parts == {"query a": {"values": [1, True]}, "query b": {}}


def test_what_is_not_always_there_is_not_always_sent() -> None:
    always = {"always": True}
    one = {"parameters": {"query a": always, "query b": always}}
    two = {"parameters": {"query a": always}}
    assert request(one, two)["parameters"] == {"query a": always, "query b": {}}
    deep = {"body": {"members": {"/a/b": always, "/c": always}}}
    flat = {"body": {"members": {"/c": always}}}
    assert request(deep, flat)["body"]["members"] == {"/a/b": {}, "/c": always}


def test_members_add_up() -> None:
    one = {
        "body": {"members": {"/a": {"values": [1]}, "/b/c": {}}, "media_types": ["a/b"]}
    }
    two = {
        "body": {"members": {"/a": {"values": [2]}, "/b": {}}, "media_types": ["c/d"]}
    }
    body = request(one, two)["body"]
    assert body["media_types"] == ["a/b", "c/d"]
    assert body["members"]["/a"] == {"values": [1, 2]}
    # All of it is used, with any values.
    assert body["members"]["/b"] == {}
    assert request(one, {"body": False})["body"]["members"] == one["body"]["members"]
    assert request({"body": False}, {"body": False}) == {"body": False}


@pytest.mark.parametrize("wide", ["2XX", "default"])
def test_a_status_is_one_of_its_range(wide: str) -> None:
    narrow = {"responses": {"200": {"body": {"members": ["/a"]}}}}
    ranged = {"responses": {wide: {"body": {"members": ["/b"]}, "headers": ["x-a"]}}}
    found = merged(operation({}, narrow), operation({}, ranged))
    responses = found["operations"]["GET /a/{id}"]["reads"]["responses"]
    assert responses["200"]["body"]["members"] == ["/a", "/b"]
    assert "headers" not in responses["200"]
    assert responses[wide] == {"body": {"members": ["/b"]}, "headers": ["x-a"]}
    everything = merged(operation({}, narrow), operation({}))
    assert everything == {"operations": {"GET /a/{id}": {}}}


def test_callbacks_and_webhooks_are_joined() -> None:
    read = {"reads": {"body": {"members": ["/a"]}}}
    other = {"reads": {"body": {"members": ["/b"]}}}
    one = {"operations": {"GET /a": {"callbacks": {"on POST x": read}}}}
    two = {"operations": {"GET /a": {"callbacks": {"on POST x": other}}}}
    hooks = [{"webhooks": {"POST gone": each}} for each in (read, other)]
    found = merged({**one, **hooks[0]}, {**two, **hooks[1]})
    both = {"reads": {"body": {"members": ["/a", "/b"]}}}
    assert found["webhooks"] == {"POST gone": both}
    assert found["operations"]["GET /a"]["callbacks"] == {"on POST x": both}
