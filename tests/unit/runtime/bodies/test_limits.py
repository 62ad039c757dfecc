"""How large a body may be, and who says so."""

from __future__ import annotations

import asyncio
from typing import Any

from scripts.benchmarks.hostile_bodies import JSON
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import Media, RequestBody
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.bodies.work import SCHEMAS, app, handler
from tests.unit.runtime.harness import app_of, call, operation


def sized(
    size: int, *, limit: int | None = None, options: Options | None = None
) -> int:
    """Return how a text of `size` bytes is answered."""
    media = Media("text/plain", "Any", max_body=limit)
    endpoint = Endpoint(
        operation(method="POST", body=RequestBody((media,), required=True)), handler
    )
    served = app_of(SCHEMAS, endpoint, options=options)
    fields = [("Content-Type", "text/plain")]
    whole = call(served, "POST", "/things", fields, [b"a" * size]).status
    # Where its length is not known, a body is cut at the limit.
    chunks = [b"a" * (size // 2), b"a" * (size - size // 2)]
    assert call(served, "POST", "/things", fields, chunks).status == whole
    return whole


def test_a_body_has_64_kib_where_nothing_is_said() -> None:
    assert sized(64 * 1024) == 500
    assert sized(64 * 1024 + 1) == 413
    assert sized(200, options=Options(default_body_size=100)) == 413


def test_the_contract_says_how_large_a_body_may_be() -> None:
    assert (sized(11, limit=10), sized(10, limit=10)) == (413, 500)
    assert sized(70_000, limit=100_000) == 500


def test_no_contract_goes_beyond_the_ceiling() -> None:
    options = Options(max_body_size=50)
    assert (sized(51, limit=100, options=options)) == 413
    assert (sized(51, options=options)) == 413


def test_a_length_is_judged_before_a_byte_is_read() -> None:
    served = app("Any", JSON, options=Options(default_body_size=10))
    asked = []

    async def receive() -> dict[str, Any]:
        asked.append(len(sent))
        return {"type": "http.request", "body": b"", "more_body": False}

    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/things",
        "headers": [(b"content-type", b"application/json"), (b"content-length", b"11")],
    }
    asyncio.run(served(scope, receive, send))
    assert sent[0]["status"] == 413
    # The answer is out before what the client still sends is thrown away.
    assert all(count == 2 for count in asked)
    assert b"".join(message.get("body", b"") for message in sent)
