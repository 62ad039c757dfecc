"""Feeds are read by programs, which have no session."""

import re
from datetime import timedelta

import httpx2
import pytest

from impl.database.unit_of_work import Database
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.secret_change import secret_of
from impl.settings import Settings
from impl.web.page_readers import RATE
from tests.integration.test_observing import incidents
from tests.integration.test_web_teams import begun
from tests.support.client import Service
from tests.support.pages import SiteBrowser

pytestmark = pytest.mark.asyncio


async def made_key(ada: SiteBrowser, at: str, *scopes: str) -> str:
    page = await ada.open(f"{at}/keys")
    name = f"reader-{len(scopes)}-{scopes[0].partition(':')[0]}"
    typed = {"name": name, **{f"scope.{each}": "on" for each in scopes}}
    made = await ada.send(f"{at}/keys", page.csrf, **typed)
    key = re.search(r"csk_\w{40,60}", made.text)
    assert key
    return key[0]


async def test_a_feed_is_read_by_a_key_until_that_is_revoked(service: Service) -> None:
    it, ada, at = await begun(service)
    feed, own = f"{at}/activity.atom", "Ada of the feeds"
    await it.owner.patch("/v1/people/me", {"display_name": own}, "*")
    reader = httpx2.AsyncClient(
        transport=service.http._transport, base_url="http://service"
    )
    asked = await reader.get(feed, headers={"Accept": "application/atom+xml"})
    assert asked.status_code == 401
    assert asked.headers["www-authenticate"].startswith("Basic ")
    key = await made_key(ada, at, "events:read")
    for user, password in (("reader", key), (key, "")):
        read = await reader.get(feed, auth=(user, password))
        assert read.status_code == 200
        assert read.headers["content-type"].startswith("application/atom+xml")
        assert "set-cookie" not in read.headers
        assert "published a version" in read.text
        assert own not in read.text, "as little as the API tells that key"
        assert f" in {it.names[1]}" not in read.text
    more = await made_key(ada, at, "events:read", "members:read", "apis:read")
    told = (await reader.get(feed, auth=("reader", more))).text
    assert own in told
    assert f" in {it.names[1]}" in told
    other = await made_key(ada, at, "apis:read")
    assert (await reader.get(feed, auth=("reader", other))).status_code == 403
    assert (await reader.get(feed, auth=("reader", "cs_no"))).status_code == 401
    odd = {"Authorization": "Basic ????"}
    assert (await reader.get(feed, headers=odd)).status_code == 401
    # No other page is opened by a key.
    html = {"Accept": "text/html"}
    page = await reader.get(f"{at}/activity", auth=("reader", key), headers=html)
    assert page.status_code == 303
    elsewhere = await begun(service)
    theirs = f"{elsewhere[2]}/activity.atom"
    assert (await reader.get(theirs, auth=("reader", key))).status_code == 404
    keys = (await it.owner.get(f"{it.team_path}/api-keys")).json()["items"]
    for each in keys:
        await it.owner.delete(f"{it.team_path}/api-keys/{each['id']}")
    assert (await reader.get(feed, auth=("reader", key))).status_code == 401


async def test_a_feed_that_is_known_is_not_sent_again(service: Service) -> None:
    it, ada, at = await begun(service)
    feed = f"{at}/activity.atom"
    key = await made_key(ada, at, "events:read")
    reader = httpx2.AsyncClient(
        transport=service.http._transport,
        base_url="http://service",
        auth=("reader", key),
    )
    first = await reader.get(feed)
    tag = first.headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        again = await reader.get(feed, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b""), known
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert "content-type" not in again.headers
    some = await reader.get(feed, params={"type": "version.published"})
    assert some.headers["etag"] != tag
    own = await ada.http.get(feed, headers={"If-None-Match": tag})
    assert own.status_code == 200, "she is told more than the key"
    await it.owner.patch(it.path, {"title": "Another title"}, "*")
    later = await reader.get(feed, headers={"If-None-Match": tag})
    assert later.status_code == 200
    assert later.headers["etag"] != tag
    denied = {"If-None-Match": "*"}
    assert (await reader.get(feed, headers=denied, auth=("a", "no"))).status_code == 401


async def test_a_key_reads_so_many_pages_in_a_minute(
    service: Service, database: Database, generous: Settings
) -> None:
    it, ada, at = await begun(service)
    feed = f"{at}/activity.atom"
    reader = httpx2.AsyncClient(
        transport=service.http._transport, base_url="http://service"
    )
    auth = ("reader", await made_key(ada, at, "events:read"))
    [used] = (await it.owner.get(f"{it.team_path}/api-keys")).json()["items"]
    other = ("reader", await made_key(ada, at, "events:read", "apis:read"))
    assert (await reader.get(feed, auth=auth)).status_code == 200
    # For long, however slow this machine is.
    days = Rate(RATE.name, 1440 * RATE.count, timedelta(days=1))
    limiter = RateLimiter(database, secret_of(generous))
    most = days.count - 1
    assert (await limiter.take(days, used["id"], most)).count == most, "one was counted"
    before = incidents("rate_limited")
    refused = await reader.get(feed, auth=auth)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert incidents("rate_limited") == before + 1
    assert (await reader.get(feed, auth=other)).status_code == 200, "another key"
    assert (await ada.http.get(feed)).status_code == 200, "people read it as a page"
