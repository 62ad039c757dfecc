"""Requests that are sent again under the same Idempotency-Key have one effect."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from impl.engine.mocking.state.context import MockTurn, StateContext
from impl.engine.mocking.state.messages import ABSENT, MockAnswer, RefusedRequest
from impl.engine.mocking.state.patching import unfit

_HEADER = "idempotency-key"


def key_of(turn: MockTurn) -> str:
    """Return the key under which a request may be sent again; empty without one."""
    operation = turn.plan.operation
    declared = any(
        place == "header" and name.lower() == _HEADER
        for place, name in operation.parameters
    )
    given = turn.request.headers.get(_HEADER, "") if declared else ""
    return f"{operation.pointer} {given}" if given else ""


def replayed(context: StateContext, turn: MockTurn, key: str) -> MockAnswer | None:
    """Return the answer that a key has had; None for a new key.

    Raises:
        RefusedRequest: the key was for another request.
    """
    known = context.world.replays.get(key)
    if known is None:
        return None
    if known[0] != _fingerprint(turn):
        raise RefusedRequest(unfit(turn.plan), "key of another request")
    _, status, has_body, body, media_type, headers = known
    answer = MockAnswer(status, body if has_body else ABSENT, media_type)
    answer.headers = dict(headers)
    return answer


def keep(context: StateContext, turn: MockTurn, key: str, answer: MockAnswer) -> None:
    """Remember the answer to a request."""
    has_body = answer.body is not ABSENT
    body = json.loads(json.dumps(answer.body)) if has_body else None
    context.world.replays[key] = [
        _fingerprint(turn), answer.status, has_body, body, answer.media_type,
        answer.headers,
    ]  # fmt: skip


def _fingerprint(turn: MockTurn) -> str:
    body: Any = None if turn.request.body is ABSENT else turn.request.body
    text = json.dumps([turn.place.texts, body], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
