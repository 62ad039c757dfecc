"""Who builds on what, as a drawing and as a table, each edge with its verdict."""

import re

import pytest

from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_versions import built
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
MOST_QUERIES = 12


def edges(page: SitePage) -> dict[str, tuple[str, str, str]]:
    """Of each consumer the class of its line, its mark, and what the table says."""
    lines = re.findall(
        r'<path class="edge (\w+)[^"]*" [^>]*><title>[^</]+/(\w+)', page.html
    )
    marks = dict(
        re.findall(
            r'<g class="verdict \w+"><title>[^</]+/(\w+).*?<text[^>]*>(.)<', page.html
        )
    )
    rows = re.findall(r"<tr><td>(.*?)</tr>", page.html)
    told = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in rows]
    return {
        name: (kind, marks[name], next(each for each in told if f"/{name} " in each))
        for kind, name in lines
    }


async def test_each_edge_has_a_verdict_in_words_and_shape(service: Service) -> None:
    it = await Fixture.make(service, OLD, NEW)
    ada = await SiteBrowser(service).log_in(it.owner)
    await built(it, "shop", "1.0.0")
    await built(it, "till", "1.1.0")
    await built(it, "kiosk", "1.0.0", "GET /things/{id}")
    at = f"/t/{it.names[0]}/graph"
    found = edges(await ada.open(at))
    assert found["till"][:2] == ("yes", "✓")
    assert "They get on. It was built against just this version." in found["till"][2]
    assert found["shop"][:2] == found["kiosk"][:2] == ("unknown", "?")
    assert "Nobody has compared" in found["shop"][2]
    assert "compare?base=1.0.0&amp;revision=1.1.0" in (await ada.open(at)).html
    body = {"base": "1.0.0", "revision": "1.1.0"}
    made = await it.owner.post(f"{it.path}/comparisons", body)
    with counted_queries() as queries:
        page = await ada.open(at)
    assert len(queries) <= MOST_QUERIES, queries
    found = edges(page)
    assert found["shop"][:2] == ("no", "✗")
    assert "They would not get on." in found["shop"][2]
    assert f"/comparisons/{made.json()['id']}" in page.html
    assert found["kiosk"][0] == "unknown", "for what it uses, nothing is compared yet"
    listed = (await it.owner.get(f"{it.path}/comparisons")).json()["items"]
    assert len(listed) == 1, "looking begins nothing"


async def test_what_has_no_release_has_no_verdict(service: Service) -> None:
    it = await Fixture.make(service, OLD.replace(b"1.0.0", b"1.0.0-rc"))
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"/t/{it.names[0]}/graph"
    assert "No consumer is built on" in (await ada.open(at)).text
    await built(it, "shop", "1.0.0-rc")
    kind, mark, told = edges(await ada.open(at))["shop"]
    assert (kind, mark) == ("unknown", "?")
    assert f"{it.names[1]} has no release." in told
