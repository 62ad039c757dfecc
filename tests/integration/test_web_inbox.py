"""The inbox says what others said and found out since somebody had a say."""

import psycopg
import pytest

from tests.integration.test_comparisons import OLD
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
