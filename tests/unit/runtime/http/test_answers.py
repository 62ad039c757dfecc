"""Who is refused hears why, though they are still sending."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import pytest

from scripts.codegen.runtime.http.answers import Answer, is_last, send_answer

pytestmark = pytest.mark.asyncio
BODY, CLOSE = (b"content-length", b"9"), (b"connection", b"Close")


@pytest.mark.parametrize(
    ("method", "version", "fields", "last"),
    [
        ("POST", "1.1", [BODY, CLOSE], True),
        ("POST", "1.1", [(b"transfer-encoding", b"chunked"), CLOSE], True),
        ("PUT", "1.0", [BODY], True),
        ("POST", "1.1", [BODY], False),
        ("POST", "1.1", [CLOSE], False),
        ("POST", "1.1", [(b"content-length", b"0"), CLOSE], False),
        ("GET", "1.1", [BODY, CLOSE], False),
    ],
)
async def test_the_last_request_with_a_body(
    method: str, version: str, fields: Any, *, last: bool
) -> None:
    scope = {"method": method, "http_version": version, "headers": fields}
    assert is_last(scope) is last


@pytest.mark.parametrize(
    ("headers", "closes", "read"),
    [([], True, 3), ([(b"connection", b"close")], False, 3), ([], False, 0)],
)
async def test_what_is_still_coming_is_taken(
    headers: Any, read: int, *, closes: bool
) -> None:
    sent: list[Any] = []
    left = [b"a", b"b", b""]

    async def receive() -> MutableMapping[str, Any]:
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    answer = Answer(413, [*headers], b"no")
    await send_answer(send, answer, "POST", receive, closes=closes)
    assert 3 - len(left) == read
    assert b"".join(each.get("body", b"") for each in sent[1:]) == b"no"
    assert not sent[-1].get("more_body", False)
