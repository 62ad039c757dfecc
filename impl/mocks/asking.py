"""Requests as a state takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generated.runtime.http.context import Context
from impl.engine.mocking.state.messages import ABSENT, MockRequest


def asked_of(context: Context, arguments: Mapping[str, Any]) -> MockRequest:
    """Return a request as a state takes it: decoded values by names on the wire."""
    places: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    for each in context.operation.parameters:
        value = arguments.get(each.argument)
        if value is not None and each.location in places:
            places[each.location][each.name] = value
    body = arguments.get("body")
    kind = (context.headers.get("content-type") or "").partition(";")[0]
    host = context.headers.get("host") or "localhost"
    scope = context.scope
    return MockRequest(
        path=places["path"],
        query=places["query"],
        headers={name.lower(): str(v) for name, v in places["header"].items()},
        body=ABSENT if body is None else body,
        media_type=kind.strip().lower(),
        base_url=f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}",
    )
