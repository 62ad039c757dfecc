"""The inbox says what others said and found out since somebody had a say."""

from collections import Counter
from unittest import mock

import psycopg
import pytest

from impl.services import inbox
from tests.integration.test_comparisons import OLD, SHOP
from tests.integration.test_web_apis import HOSTILE, MOST_QUERIES
from tests.integration.test_web_proposals import member, press, proposed
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, counted_queries

pytestmark = pytest.mark.asyncio
_WORD = "Waits for your word"


async def test_an_answer_waits_for_whoever_was_answered(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    await it.owner.patch(it.path, {"visibility": "everyone"}, "*")
    eve = await SiteBrowser(service).log_in(await service.person())
    _, bob = await member(it)
    typed = {"revision": "1", "body": "Why?"}
    thread = (await press(eve, at, "threads", **typed)).location.partition("#")[2]
    assert _WORD not in (await eve.open("/")).text, "nobody answered"
    await press(ada, at, "comments", id=thread, body=f"Because. {HOSTILE}")
    await press(bob, at, "comments", id=thread, body="The last word")
    with counted_queries() as queries:
        page = await eve.open("/")
    assert len(queries) <= MOST_QUERIES, queries
    assert _WORD in page.text
    assert "The last word" in page.text
    assert f'href="{at}#{thread}"' in page.html
    assert "Missing: your word on it, or that it is resolved." in page.text
    assert "Nothing waits" not in page.text
    assert _WORD in (await ada.open("/")).text
    assert _WORD not in (await bob.open("/")).text, "his is the last word"
    await press(ada, at, "comments", id=thread, body=HOSTILE)
    page = await bob.open("/")
    assert _WORD in page.text
    assert "<script" not in page.html
    await it.owner.patch(it.path, {"visibility": "team"}, "*")
    assert _WORD not in (await eve.open("/")).text, "not theirs to see any more"
    await press(ada, at, "resolution", id=thread, state="resolved")
    assert _WORD not in (await bob.open("/")).text


async def test_what_came_late_is_told(service: Service, database_url: str) -> None:
    it = await Fixture.make(service, OLD)
    made = await it.owner.post(
        f"{it.team_path}/consumers", {"name": "shop", "title": "Shop"}
    )
    shop = made.headers["location"]
    built = [{"api_id": it.path.rpartition("/")[2], "version": "1.0.0"}]
    body = {"version": "1", "built_against": built}
    assert (await it.owner.post(f"{shop}/versions", body)).status_code == 201
    ada, at = await proposed(it)
    await ada.open(at)
    _, bob = await member(it)
    told = f"Since you last had a say: {it.names[0]}/shop objects."
    found = "Found to be breaking after you reviewed it."
    await press(bob, at, "reviews", revision="1", verdict="approve")
    page = await bob.open("/")
    assert told not in page.text
    assert found not in page.text
    typed = {"revision": "1", "id": shop.rpartition("/")[2], "reason": "We need it."}
    await press(ada, at, "answers", **typed, answer="object")
    with psycopg.connect(database_url) as link:
        link.execute(
            "UPDATE comparisons SET finished_at = now() WHERE api_id ="
            " (SELECT api_id FROM versions v JOIN apis a ON a.id = v.api_id"
            " WHERE a.name = %s)",
            [it.names[1]],
        )
    with counted_queries() as queries:
        page = await bob.open("/")
    assert len(queries) <= MOST_QUERIES, queries
    assert told in page.text
    assert found in page.text
    assert told not in (await ada.open("/")).text, "her own word"
    await press(bob, at, "reviews", revision="1", verdict="comment", body="Seen.")
    page = await bob.open("/")
    assert told not in page.text
    assert found not in page.text


async def test_many_consumers_hide_no_consent_that_is_asked(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    theirs = await Fixture.make(service, OLD)
    policy = {"breaking_change_needs": "consents", "major_version_for": "breaking"}
    seen = {"visibility": "everyone", "policy": policy}
    assert (await it.owner.patch(it.path, seen, "*")).status_code == 200
    api_id = it.path.rpartition("/")[2]
    # The last one has the largest id, and alone uses what breaks.
    for name, used in (("a", "/more"), ("b", "/more"), ("c", "/things/{id}")):
        body = {"name": name, "title": name}
        made = await theirs.owner.post(f"{theirs.team_path}/consumers", body)
        usage = {
            "usage": "countersign.usage/1",
            "consumer": name,
            "operations": {f"GET {used}": {}},
        }
        known = {"api_id": api_id, "version": "1.0.0", "usage": usage}
        built = {"version": "1", "built_against": [known]}
        at = f"{made.headers['location']}/versions"
        assert (await theirs.owner.post(at, built)).status_code == 201
    some = SHOP.format(version="1.1.0", required="b", status="200").encode()
    _, older = await proposed(it, some)
    _, newer = await proposed(it, some)
    for at in ("1", "2"):
        verdicts: list[str | None] = [None]
        while None in verdicts:
            found = await it.owner.get(f"{it.path}/proposals/{at}/consumers")
            verdicts = [each.get("verdict") for each in found.json()["items"]]
        assert Counter(verdicts) == {"breaking": 1, "compatible": 2}
    eve = await SiteBrowser(service).log_in(theirs.owner)
    with mock.patch.object(inbox, "_MOST", 2), counted_queries() as queries:
        page = await eve.open("/")
    assert len(queries) <= MOST_QUERIES, queries
    for at in (older, newer):
        assert f'href="{at}"' in page.html
    assert page.text.count(f"{theirs.names[0]}/c would break, or may") == 2
    with mock.patch.object(inbox, "_MOST", 1):
        page = await eve.open("/")
    assert f'href="{newer}"' in page.html
    assert f'href="{older}"' not in page.html
