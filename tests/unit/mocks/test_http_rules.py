"""Requests have one Host, and answers one Date, wherever they come from."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from scripts.mocking.http_rules import HttpRules

pytestmark = pytest.mark.asyncio
Fields = list[tuple[bytes, bytes]]


async def served(
    fields: Fields, answer: Any = (), *, version: str = "1.1", dates: bool = False
) -> tuple[int, Fields, bytes]:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": [*answer]})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    sent: list[Any] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "http_version": version}
    rules = HttpRules(app, dates=dates)
    await rules({**scope, "headers": fields}, receive, send)
    body = b"".join(each.get("body", b"") for each in sent[1:])
    return sent[0]["status"], sent[0]["headers"], body


@pytest.mark.parametrize(
    ("version", "hosts", "status"),
    [
        ("1.1", [b"localhost:4010"], 204),
        ("1.1", [b"[::1]:80"], 204),
        ("1.1", [b""], 204),
        ("1.0", [], 204),
        ("1.0", [b"a", b"b"], 400),
        ("1.1", [], 400),
        ("1.1", [b"a", b"a"], 400),
        ("1.1", [b"a b"], 400),
        ("1.1", [b"ada@a"], 400),
        ("1.1", [b"a/b"], 400),
    ],
)
async def test_a_request_has_one_host(
    version: str, hosts: list[bytes], status: int
) -> None:
    fields = [(b"host", each) for each in hosts]
    got, headers, body = await served(fields, version=version)
    assert got == status
    if status == 400:
        assert (b"connection", b"close") in headers
        assert b"one field Host" in body


@pytest.mark.parametrize("given", [[], [(b"date", b"x")], [(b"Date", b"x")]])
async def test_an_answer_has_one_date(given: Fields) -> None:
    _, headers, _ = await served([(b"host", b"a")], given, dates=True)
    dates = [value for name, value in headers if name.lower() == b"date"]
    assert len(dates) == 1
    assert dates == [b"x"] if given else dates[0].endswith(b" GMT")
    _, headers, _ = await served([(b"host", b"a")], given)
    assert headers == given
