"""Write a usage as the document that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.usage.documents import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from impl.engine.usage.documents import (
        BodyUsage,
        ConsumerUsage,
        ExchangeUsage,
        PartUsage,
    )
    from impl.engine.usage.members import MemberTree


def written(usage: ConsumerUsage) -> dict[str, Any]:
    """Return a usage as JSON values, valid by the published schema."""
    found: dict[str, Any] = {"usage": FORMAT, "consumer": usage.consumer}
    if usage.version:
        found["version"] = usage.version
    for group, held in (("operations", usage.operations), ("webhooks", usage.webhooks)):
        if held is not None:
            is_called = group == "webhooks"
            found[group] = {
                key: _exchange(each, is_called=is_called) for key, each in held.items()
            }
    return found


def _exchange(used: ExchangeUsage, *, is_called: bool) -> dict[str, Any]:
    request: dict[str, Any] = {}
    if used.request.parameters is not None:
        request["parameters"] = _parts(used.request.parameters)
    _add_body(request, used.request.body)
    found: dict[str, Any] = {}
    asks, answers = ("reads", "sends") if is_called else ("sends", "reads")
    if request:
        found[asks] = request
    if used.responses is not None:
        responses = {}
        for status, held in used.responses.items():
            response: dict[str, Any] = {}
            if held.headers is not None:
                response["headers"] = _parts(held.headers)
            _add_body(response, held.body)
            responses[status] = response
        found[answers] = {"responses": responses}
    if used.callbacks is not None:
        found["callbacks"] = {
            key: _exchange(each, is_called=not is_called)
            for key, each in used.callbacks.items()
        }
    return found


def _parts(parts: Mapping[str, PartUsage]) -> Any:
    written = {
        name: _part(held.values, is_always=held.is_always)
        for name, held in parts.items()
    }
    return written if any(written.values()) else list(written)


def _part(values: tuple[Any, ...] | None, *, is_always: bool) -> dict[str, Any]:
    found: dict[str, Any] = {} if values is None else {"values": list(values)}
    return {**found, "always": True} if is_always else found


def _add_body(message: dict[str, Any], used: BodyUsage) -> None:
    if not used.is_used:
        message["body"] = False
    elif not used.is_everything:
        body: dict[str, Any] = {}
        if used.media_types is not None:
            body["media_types"] = list(used.media_types)
        if not used.members.is_plain:
            body["members"] = _members(used.members)
        message["body"] = body


def _members(tree: MemberTree) -> Any:
    found = {
        pointer: _part(held.values, is_always=held.is_always)
        for pointer, held in tree.walk()
        if held.is_whole or held.values is not None or held.is_always
    }
    return found if any(found.values()) else list(found)
