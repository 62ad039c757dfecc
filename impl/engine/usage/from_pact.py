"""Derive a usage from a Pact file (versions 2 to 4): what a consumer's tests expect.

What its examples send is taken for all that is sent, and what they expect for all that
is read. Values are examples, and so no restriction.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as MalformedError
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from impl.engine.openapi.pointers import join
from impl.engine.usage.members import EVERY
from impl.engine.usage.recorded_bodies import SeenBody, parsed
from impl.engine.usage.recording import Recording, RecordingError

if TYPE_CHECKING:
    from impl.engine.text.contracts import TracedContract
    from impl.engine.usage.documents import ConsumerUsage

_HTTP = "Synchronous/HTTP"
# By these the names of members are examples, too.
_OF_MAPS = frozenset({"values", "eachValue", "eachKey"})


def is_pact(content: Any) -> bool:
    """Tell whether a JSON value is meant as a Pact file."""
    if not isinstance(content, dict) or not isinstance(content.get("consumer"), dict):
        return False
    return "provider" in content and bool({"interactions", "messages"} & content.keys())


def from_pact(
    document: TracedContract,
    pact: Any,
    *,
    consumer: str = "",
    version: str = "",
) -> ConsumerUsage:
    """Derive a usage of a contract from a Pact file.

    What the contract does not declare, and messages that are not HTTP, are left out;
    the notes tell of them.

    Args:
        document: the contract that the consumer was built against.
        pact: the file, as JSON values.
        consumer: what to call the consumer, by default as the file does.
        version: its version.

    Raises:
        RecordingError: it is no Pact file, or nothing in it is of the contract.
    """
    if not is_pact(pact):
        raise RecordingError("It has no consumer, provider and interactions.")
    recording = Recording(document)
    interactions = pact.get("interactions", [])
    if not isinstance(interactions, list):
        raise RecordingError("It is no list of interactions.", "/interactions")
    if pact.get("messages"):
        recording.note("Its messages are not HTTP.")
    for index, held in enumerate(interactions):
        _take(recording, held, join("interactions", index))
    named = consumer or str(pact["consumer"].get("name") or "consumer")
    return recording.usage(named, version)


def _take(recording: Recording, held: Any, at: str) -> None:
    if not isinstance(held, dict):
        raise RecordingError("It is no interaction.", at)
    if held.get("type", _HTTP) != _HTTP:
        recording.note(f"{held['type']} is not HTTP.")
        return
    request, response = held.get("request"), held.get("response", {})
    if not isinstance(request, dict) or not isinstance(response, dict):
        raise RecordingError("It has no request and response.", at)
    method = str(request.get("method", "GET")).upper()
    path = str(request.get("path", "/"))
    operation = recording.find(method, unquote(path))
    if operation is None:
        recording.note(f"{method} {path} is no operation of the contract.")
        return
    query = _query(request.get("query"))
    recording.request(operation, query, _headers(request), _body(request))
    status = response.get("status", 200)
    recording.response(operation, str(status), _headers(response), _body(response))


def _query(held: Any) -> str:
    """Write a query as it is sent; it is a text up to version 2."""
    if not isinstance(held, dict):
        return held if isinstance(held, str) else ""
    return urlencode(
        [
            (name, value)
            for name, values in held.items()
            for value in (values if isinstance(values, list) else [values])
        ]
    )


def _headers(message: dict[str, Any]) -> dict[str, str]:
    held = message.get("headers")
    if not isinstance(held, dict):
        return {}
    return {
        name.lower(): ", ".join(map(str, value if isinstance(value, list) else [value]))
        for name, value in held.items()
    }


def _body(message: dict[str, Any]) -> SeenBody | None:
    if message.get("body") is None:
        return None
    value, media_type = message["body"], _headers(message).get("content-type", "")
    if isinstance(value, dict) and "content" in value and _is_of_version_4(value):
        media_type = media_type or str(value.get("contentType") or "")
        value = _decoded(value)
        if value is None:
            return None
    if isinstance(value, str) and media_type and not _is_json(media_type):
        return parsed(value, media_type)
    value = _with_any_names(value, _maps(message), ())
    return SeenBody(media_type, value)


def _is_of_version_4(body: dict[str, Any]) -> bool:
    return body.keys() <= {"content", "contentType", "encoded", "contentTypeHint"}


def _decoded(body: dict[str, Any]) -> Any:
    content, encoded = body["content"], body.get("encoded")
    if encoded and isinstance(content, str):
        try:
            content = b64decode(content, validate=True).decode("utf-8", "replace")
        except MalformedError:
            return content
        if _is_json(str(body.get("contentType") or "")):
            return parsed(content, "application/json").value
    return content


def _is_json(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower().endswith("json")


def _maps(message: dict[str, Any]) -> set[tuple[str, ...]]:
    """Give the ways to objects whose members have any names."""
    rules = message.get("matchingRules")
    body = rules.get("body", {}) if isinstance(rules, dict) else {}
    found = set()
    for path, rule in body.items() if isinstance(body, dict) else ():
        matchers = rule.get("matchers", []) if isinstance(rule, dict) else []
        if any(isinstance(m, dict) and m.get("match") in _OF_MAPS for m in matchers):
            found.add(_tokens(path))
    return found


def _tokens(path: str) -> tuple[str, ...]:
    """Take the path of a matching rule apart, such as ``$.pets[*]['name']``."""
    plain = path.removeprefix("$").replace("['", ".").replace("']", "")
    plain = plain.replace("[", ".").replace("]", "")
    return tuple(EVERY if t.isdigit() else t for t in plain.split(".") if t)


def _with_any_names(
    value: Any, maps: set[tuple[str, ...]], way: tuple[str, ...]
) -> Any:
    if isinstance(value, list):
        return [_with_any_names(held, maps, (*way, EVERY)) for held in value]
    if isinstance(value, dict):
        found = {
            name: _with_any_names(held, maps, (*way, name))
            for name, held in value.items()
        }
        return {EVERY: next(iter(found.values()))} if found and way in maps else found
    return value
