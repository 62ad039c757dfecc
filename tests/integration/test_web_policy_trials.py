"""A policy is tried on what was proposed, and nothing is written by it."""

import re

import pytest

from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_proposals import member, press, proposed
from tests.integration.test_web_versions import built
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
MOST_QUERIES = 12
OWN = {
    "profile": "tolerant-reader",
    "major_version_for": "nothing",
    "breaking_change_needs": "nothing",
    "approvals": "1",
}
MORE = NEW.replace(b"properties: {a: {}}", b"properties: {a: {}, c: {}}")


async def trial(it: Fixture, browser: SiteBrowser, **policy: str) -> SitePage:
    return await browser.open(f"{it.page}/policy/trial", **{**OWN, **policy})


def told(page: SitePage, number: int) -> str:
    """What the table says of a proposal."""
    found = re.search(rf"<tr><td><a[^>]*>{number}: (.*?)</tr>", page.html, re.DOTALL)
    assert found, page.text
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


async def signed(browser: SiteBrowser, by: SiteBrowser, at: str) -> None:
    await press(by, at, "reviews", revision="1", verdict="approve")
    done = await press(browser, at, "signature", revision="1")
    assert done.location == f"{at}#main", done.text


async def withdrawn(it: Fixture, number: int) -> None:
    at = f"{it.path}/proposals/{number}/withdrawal"
    assert (await it.owner.call("PUT", at, match="*")).status_code == 200


async def test_a_policy_is_tried_on_past_proposals(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    await built(it, "shop", "1.0.0")
    ada, at = await proposed(it)
    page = await trial(it, ada)
    assert "No proposal was published or withdrawn yet." in page.text
    page = await ada.open(f"{it.page}/settings")
    assert f'href="{it.page}/policy/trial"' in page.html
    eve, bob = await member(it)
    typed = {"revision": "1", "side": "revision", "pointer": "/info", "body": "?"}
    await press(bob, at, "threads", **typed)
    await signed(ada, bob, at)
    _, second = await proposed(it, MORE.replace(b"1.1.0", b"2.1.0"))
    await signed(ada, bob, second)
    await it.owner.post(f"{it.path}/proposals", {"title": "Never"})
    await withdrawn(it, 3)
    await it.owner.post(f"{it.path}/proposals", {"title": "Open still"})
    compared = (await it.owner.get(f"{it.path}/comparisons")).json()["items"]
    with counted_queries() as queries:
        page = await ada.open(f"{it.page}/policy/trial")
    assert len(queries) <= MOST_QUERIES, queries
    assert "With its own policy" in page.text
    assert "passes" in told(page, 1)
    assert "passes" in told(page, 2)
    assert "stopped There is no document" in told(page, 3)
    assert "Open still" not in page.text
    assert "1 would have been stopped, 2 would have passed" in page.text
    page = await trial(it, ada, approvals="2", threads_resolved="on")
    assert "1 of 2 approvals count" in told(page, 1)
    assert "1 thread is open." in told(page, 1)
    page = await trial(it, ada, breaking_change_needs="acceptances")
    assert "not accepted" in told(page, 1)
    assert "passes" in told(page, 2)
    page = await trial(it, ada, breaking_change_needs="consents")
    assert "unknown It is breaking, and the consumers" in told(page, 1)
    page = await trial(it, ada, breaking_change_needs="owner_approval")
    assert "Whether one of those who approved was an owner" in told(page, 1)
    strict = {"profile": "strict-reader", "major_version_for": "breaking"}
    page = await trial(it, ada, **strict)
    assert "unknown What it changes was never judged as strict-reader" in told(page, 2)
    page = await trial(it, ada, **strict, breaking_change_needs="acceptances")
    assert "never judged" in told(page, 2)
    again = (await it.owner.get(f"{it.path}/comparisons")).json()["items"]
    assert again == compared, "a trial begins nothing"
    body = {"base": "2.0.0", "revision": "2.1.0", "profile": "strict-reader"}
    assert (await it.owner.post(f"{it.path}/comparisons", body)).status_code == 201
    page = await trial(it, ada, **strict)
    assert "2.1.0 is no major release after 2.0.0" in told(page, 2)
    gone = await it.owner.delete(f"{it.team_path}/members/{eve.id}", match="*")
    assert gone.status_code == 204
    page = await trial(it, ada)
    assert "0 of 1 approvals count" in told(page, 1)
    assert told(page, 1).count("unknown") == 1, "who left may have counted then"
    page = await trial(it, ada, approvals="2")
    assert "stopped" in told(page, 1), "nor would it have been enough then"


async def test_what_consumers_said_then_counts(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    await built(it, "shop", "1.0.0")
    policy = {"policy": {"breaking_change_needs": "consents"}}
    await it.owner.patch(it.path, policy, "*")
    ada, at = await proposed(it)
    shop = re.search(r'value="(con_\w+)"', (await ada.open(at)).html)
    assert shop
    typed = {"revision": "1", "id": shop[1], "answer": "object", "reason": "No."}
    await press(ada, at, "answers", **typed)
    await withdrawn(it, 1)
    page = await trial(it, ada, breaking_change_needs="consents", approvals="0")
    assert f"{it.names[0]}/shop objected." in told(page, 1)
    assert "passes" in told(await trial(it, ada, approvals="0"), 1)


async def test_only_what_is_a_policy_is_tried(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    for name, value in (
        *(("approvals", "x"), ("approvals", "99"), ("profile", "?")),
        *(("major_version_for", "\0"), ("breaking_change_needs", "")),
    ):
        page = await trial(it, ada, **{name: value})
        assert page.status == 422
        assert f'id="{name}-wrong"' in page.html
    stranger = await SiteBrowser(service).log_in(await service.person())
    assert (await trial(it, stranger)).status == 404
    await it.owner.patch(it.path, {"visibility": "everyone"}, "*")
    assert (await trial(it, stranger)).status == 200
