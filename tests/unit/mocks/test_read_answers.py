"""Reads that are answered again from what was sent are as if they were made anew."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.unit.mocks.conftest import MakeMock
from tests.unit.mocks.driving import Browser

pytestmark = pytest.mark.asyncio
SHOWN = {"authorization": "Bearer any"}


async def told(browser: Browser, seed: int) -> list[Any]:
    """Play by chance; return what is answered."""
    random = Random(seed)
    found = []
    for _ in range(60):
        key = random.randrange(1, 16)
        session = {"mock_session": random.choice(["", "b"])}
        change: tuple[str, str, Any] = random.choice(
            [
                ("POST", "/dogs", {"name": f"n{key}", "breed": "boxer"}),
                ("DELETE", f"/dogs/{key}", None),
                ("PUT", "/_mock/clock", {"advance": 3600}),
                ("DELETE", "/_mock/state", None),
            ]
        )
        reads = ["/dogs", "/dogs?limit=2", "/dogs?breed=boxer", f"/dogs/{key}"]
        asked = [("GET", each, None) for each in random.choices(reads, k=4)]
        for method, target, sent in (
            *asked,
            change if random.random() < 0.4 else asked[0],
        ):
            got = await browser.send(method, target, sent, **SHOWN, **session)
            # Each request has an id, which errors tell in their bodies, too.
            body = got.body if got.status < 400 else b""
            fields = [each for each in got.fields if each[0] != "x-request-id"]
            found.append((method, target, got.status, fields, body))
    return found


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_kept_is_what_would_be_made(mocked: MakeMock, seed: int) -> None:
    kept = await told(mocked(), seed)
    assert kept == await told(mocked(most_answers=0), seed)


async def test_a_read_depends_on_who_asks_for_what(kennel: Browser) -> None:
    first = await kennel.send("GET", "/dogs")
    assert (await kennel.send("GET", "/dogs")).body == first.body
    wrong = await kennel.send("GET", "/dogs", accept="application/xml")
    assert wrong.status == 406
    assert (await kennel.send("GET", "/dogs?limit=1")).body != first.body
    await kennel.send("POST", "/dogs", {"name": "Rex"}, **SHOWN, mock_session="b")
    assert (await kennel.send("GET", "/dogs")).body == first.body
    mine = await kennel.send("GET", "/dogs?limit=50", mock_session="b")
    assert "Rex" in {each["name"] for each in mine.json}
