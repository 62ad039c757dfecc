"""Entity tags, and requests that only hold for one of them (RFC 9110, 13)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.state.messages import MockRequest, RefusedRequest


def entity_tag(value: Any) -> str:
    """Write the strong entity tag of a value."""
    text = json.dumps(value, sort_keys=True)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'


def demand_match(operation: MockedOperation, request: MockRequest, value: Any) -> None:
    """Refuse to change what is no longer as the client knows it.

    Only where the contract declares 412: others may not know of entity tags.

    Raises:
        RefusedRequest: `If-Match` names another state.
    """
    given = request.headers.get("if-match", "").strip()
    if not given or given == "*" or "412" not in operation.responses:
        return
    if entity_tag(value) not in _tags(given):
        raise RefusedRequest(412, "another state")


def is_unchanged(operation: MockedOperation, request: MockRequest, value: Any) -> bool:
    """Tell whether a client has a value already, and the contract declares 304."""
    given = request.headers.get("if-none-match", "").strip()
    if not given or "304" not in operation.responses:
        return False
    return given == "*" or entity_tag(value) in _tags(given)


def _tags(field: str) -> list[str]:
    return [each.strip().removeprefix("W/") for each in field.split(",")]
