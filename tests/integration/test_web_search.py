"""A text is looked for on a page."""

from unittest import mock

import pytest

from impl.jobs.lanes import Lanes
from tests.integration.test_comparisons import OLD
from tests.integration.test_web_apis import HOSTILE, MOST_QUERIES
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, counted_queries

pytestmark = pytest.mark.asyncio


async def test_names_and_contracts_are_searched(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    await it.owner.patch(it.path, {"title": f"Zebra {HOSTILE}"[:100]}, "*")
    body = {"title": "Feed the zebra", "description": HOSTILE}
    assert (await it.owner.post(f"{it.path}/proposals", body)).is_success
    shop = {"name": "zebra-shop", "title": "Shop"}
    assert (await it.owner.post(f"{it.team_path}/consumers", shop)).is_success
    page = await ada.open("/search")
    assert "Within contracts" not in page.text
    with counted_queries() as queries:
        page = await ada.open("/search", q="ZEBRA", **{"in": "contracts"})
    assert len(queries) <= MOST_QUERIES, queries
    for place in ("", "/proposals/1"):
        assert f'href="{it.page}{place}"' in page.html
    assert f'href="/t/{it.names[0]}/consumers/zebra-shop"' in page.html
    assert "<script" not in page.html
    page = await ada.open("/search", q="more.", **{"in": "contracts"})
    assert "1 operation" in page.text
    assert f"{it.page}/v/1.0.0?at=/paths/~1more/get&amp;q=more." in page.html
    assert "1 operation" not in (await ada.open("/search", q="more.")).text
    monkeypatch.setattr(Lanes, "run", mock.AsyncMock(side_effect=TimeoutError()))
    page = await ada.open("/search", q="more", **{"in": "contracts"})
    assert "not looked through" in page.text
    for text, is_there in ((HOSTILE, True), ("%", False), ("_", False)):
        page = await ada.open("/search", q=text)
        assert ("Nothing." in page.text) != is_there
        assert "<script" not in page.html
    assert (await ada.open("/search", q="a\0b")).status == 422


async def test_nobody_finds_what_they_may_not_see(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    await it.owner.patch(it.path, {"title": "Quagga"}, "*")
    other = await Fixture.make(service, OLD)
    eve = await SiteBrowser(service).log_in(other.owner)
    asked = {"q": "quagga", "in": "contracts"}
    assert it.page not in (await eve.open("/search", **asked)).html
    page = await eve.open("/search", q="things", **{"in": "contracts"})
    assert it.page not in page.html
    assert other.page in page.html
    await it.owner.patch(it.path, {"visibility": "everyone"}, "*")
    assert f'href="{it.page}"' in (await eve.open("/search", **asked)).html
    assert (await SiteBrowser(service).open("/search")).location.startswith("/sign-in")
