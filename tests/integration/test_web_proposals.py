"""Changes are proposed, talked about, reviewed and signed on pages."""

import re

import pytest

from tests.integration.test_comparisons import BROKEN, NEW, OLD
from tests.integration.test_web_apis import HOSTILE
from tests.support.client import Actor, Service
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
MOST_QUERIES = 12


async def proposed(it: Fixture, document: bytes = NEW) -> tuple[SiteBrowser, str]:
    """Ada's browser, and the page of her proposal."""
    ada = await SiteBrowser(it.service).log_in(it.owner)
    form = await ada.open(f"{it.page}/propose")
    typed = {"title": "A change", "description": "Why", "document": document.decode()}
    made = await ada.send(f"{it.page}/propose", form.csrf, **typed)
    return ada, made.location


async def member(it: Fixture, role: str = "member") -> tuple[Actor, SiteBrowser]:
    actor = await it.service.join(it.owner, it.team_path, role)
    return actor, await SiteBrowser(it.service).log_in(actor)


async def press(browser: SiteBrowser, at: str, name: str, **typed: str) -> SitePage:
    page = await browser.open(at)
    return await browser.send(f"{at}/{name}", page.csrf, **typed)


async def test_a_change_is_agreed_on(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    page = await ada.open(at)
    assert "0 of 1 approvals count for the latest revision." in page.text
    assert "<mark>" in page.html, "the message that breaks"
    name = it.path.rpartition("/")[2]
    ticks = re.findall(r'data-tick="([^"]*)[.][0-9a-f]+"', page.html)
    assert set(ticks) == {name}, "as all else calls it"
    assert "disabled" in page.html, "it can't be signed yet"
    early = await press(ada, at, "signature", revision="1")
    assert early.status == 409
    _, bob = await member(it)
    wants = {"revision": "1", "verdict": "request_changes", "body": "Rather not."}
    assert (await press(bob, at, "reviews", **wants)).location == f"{at}#reviews"
    page = await ada.open(at)
    assert "Rather not." in page.text
    assert "Somebody wants it changed" in page.text
    wants = {"revision": "1", "verdict": "approve"}
    await press(bob, at, "reviews", **wants)
    page = await ada.open(at)
    assert "Nothing is missing." in page.text
    signed = await press(ada, at, "signature", revision="1")
    assert signed.location == f"{at}#main"
    page = await ada.open(at)
    assert "Signed, and published as" in page.text
    versions = (await it.owner.get(f"{it.path}/versions")).json()["items"]
    assert len(versions) == 2
    assert "agreed in proposal 1" in (await ada.open(it.page)).text


async def test_a_page_that_is_open_hears_of_news(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    page = await ada.open(at)
    asked = re.findall(r'data-hx-get="([^"]+)"', page.html)
    paths = [each.partition("?")[0] for each in asked]
    assert paths == [f"{at}/state", f"{at}/lines"]
    same = await ada.http.get(asked[0])
    assert (same.status_code, same.content) == (204, b"")
    _, bob = await member(it)
    await press(bob, at, "reviews", revision="1", verdict="approve")
    news = await ada.http.get(asked[0])
    assert news.status_code == 200
    assert "Nothing is missing." in news.text
    assert "Something happened since you opened this page." in news.text
    assert "<html" not in news.text
    again = re.findall(r'data-hx-get="([^"]+)"', news.text)
    assert (await ada.http.get(again[0])).status_code == 204
    typed = {"revision": "1", "side": "revision", "pointer": "/info", "body": "Why?"}
    thread = (await press(bob, at, "threads", **typed)).location.partition("#")[2]
    for body in ("And?", "So?"):
        news = await ada.http.get(again[0])
        assert news.status_code == 200
        again = re.findall(r'data-hx-get="([^"]+)"', news.text)
        assert (await ada.http.get(again[0])).status_code == 204
        await press(bob, at, "comments", id=thread, body=body)
    assert (await ada.http.get(again[0])).status_code == 200
    stranger = await SiteBrowser(service).log_in(await service.person())
    assert (await stranger.http.get(asked[0])).status_code == 404


async def test_threads(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    typed = {"revision": "1", "side": "revision", "pointer": "/info", "body": "Why?"}
    begun = await press(ada, at, "threads", **typed)
    thread = begun.location.partition("#")[2]
    assert thread.startswith("thr_")
    page = await ada.open(at)
    assert f'id="{thread}"' in page.html
    assert "Why?" in page.text
    _, bob = await member(it)
    said = await press(bob, at, "comments", id=thread, body="Because.")
    assert said.location == f"{at}#{thread}"
    await press(bob, at, "resolution", id=thread, state="resolved")
    page = await ada.open(at)
    assert page.text.index("Why?") < page.text.index("Because.")
    assert "resolved" in page.text
    await press(bob, at, "resolution", id=thread, state="open")
    [told] = (await it.owner.get(f"{it.path}/proposals/1/threads")).json()["items"]
    assert told["state"] == "open"
    nowhere = await press(ada, at, "threads", **{**typed, "pointer": "/nothing"})
    assert nowhere.status == 422
    assert 'value="/nothing"' in nowhere.html, "nothing is lost"
    assert (await press(ada, at, "comments", id="thr_1", body="A")).status == 404


async def test_a_document_that_is_none_is_told_by_its_lines(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    form = await ada.open(f"{it.page}/propose")
    untitled = await ada.send(f"{it.page}/propose", form.csrf, title="")
    assert untitled.status == 422
    typed = {"title": "A change", "document": BROKEN.decode()}
    again = await ada.send(f"{it.page}/propose", form.csrf, **typed)
    assert again.status == 422
    assert "Line 3, column " in again.text
    assert "$ref: '#/b'" in again.text, "nothing is lost"
    empty = await press(ada, f"{it.page}/proposals/1", "revisions", document=" ")
    assert empty.status == 422
    added = await press(
        ada, f"{it.page}/proposals/1", "revisions", document=NEW.decode()
    )
    assert added.location == f"{it.page}/proposals/1#main"


async def test_what_was_changed_meanwhile_is_not_withdrawn(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    page = await ada.open(at)
    seen = page.hidden("tag")
    changed = await it.owner.patch(f"{it.path}/proposals/1", {"title": "Other"}, "*")
    assert changed.status_code == 200
    stale = await ada.send(f"{at}/withdrawal", page.csrf, tag=seen)
    assert stale.status == 412
    done = await press(ada, at, "withdrawal", tag=(await ada.open(at)).hidden("tag"))
    assert done.location == f"{at}#main"
    page = await ada.open(at)
    assert "Withdrawn" in page.text
    assert f'action="{at}' not in page.html, "there is nothing more to do"


async def test_consumers_answer(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    body = {"name": "shop", "title": "Shop"}
    shop = await it.owner.post(f"{it.team_path}/consumers", body)
    consumer = shop.headers["location"]
    api_id = it.path.rpartition("/")[2]
    built = {"version": "1", "built_against": [{"api_id": api_id, "version": "1.0.0"}]}
    made = await it.owner.post(f"{consumer}/versions", built)
    assert made.status_code == 201, made.text
    ada, at = await proposed(it)
    await ada.open(at)
    with counted_queries() as queries:
        page = await ada.open(at)
    assert len(queries) <= MOST_QUERIES, queries
    assert f"{it.names[0]}/shop" in page.text
    assert "built against 1.0.0, uses all of it: breaking" in page.text
    name = consumer.rpartition("/")[2]
    typed = {"revision": "1", "id": name, "answer": "object", "reason": "We need it."}
    done = await press(ada, at, "answers", **typed)
    assert done.location == f"{at}#{name}"
    page = await ada.open(at)
    assert "Objection by you" in page.text
    assert "We need it." in page.text
    silent = await press(ada, at, "answers", **{**typed, "reason": ""})
    assert silent.status == 422


@pytest.mark.parametrize("role", ["viewer", "member", "maintainer", "owner", None])
@pytest.mark.parametrize("visibility", ["team", "everyone"])
async def test_who_may_do_what_is_as_the_api_says(
    service: Service, role: str | None, visibility: str
) -> None:
    it = await Fixture.make(service, OLD)
    await it.owner.patch(it.path, {"visibility": visibility}, "*")
    _, at = await proposed(it)
    resource = f"{it.path}/proposals/1"
    if role:
        actor, browser = await member(it, role)
    else:
        actor = await service.person()
        browser = await SiteBrowser(service).log_in(actor)
    page = await browser.http.get(at)
    assert page.status_code == (await actor.get(resource)).status_code
    csrf = (await browser.open("/teams")).csrf
    thread = {"revision": 1, "body": "A question"}
    review = {"revision": 1, "verdict": "approve"}
    for name, body, made in (
        ("threads", thread, 201),
        ("reviews", review, 201),
        ("signature", {"revision": 1}, 201),
    ):
        told = (await actor.post(f"{resource}/{name}", body)).status_code
        typed = {each: str(value) for each, value in body.items()}
        done = await browser.http.post(f"{at}/{name}", data={"csrf": csrf, **typed})
        if name == "signature" and told == made:
            assert done.status_code == 409, "it was signed by now"
        else:
            assert done.status_code == (303 if told == made else told), name
        if page.status_code == 200 and name != "threads":
            assert (f'action="{at}/{name}"' in page.text) == (told != 403), name


async def test_what_strangers_say_is_inert(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    body = {"title": HOSTILE[:100], "description": HOSTILE * 40}
    made = await it.owner.post(f"{it.path}/proposals", body)
    assert made.status_code == 201
    await it.owner.upload(f"{it.path}/proposals/1/revisions", NEW)
    for name, said in (
        ("threads", {"revision": 1, "body": HOSTILE}),
        ("reviews", {"revision": 1, "verdict": "comment", "body": HOSTILE}),
    ):
        assert (await it.owner.post(f"{it.path}/proposals/1/{name}", said)).is_success
    ada = await SiteBrowser(service).log_in(it.owner)
    for path in (f"{it.page}/proposals/1", it.page):
        page = await ada.open(path)
        assert "<script" not in page.html
        assert "<img" not in page.html
    for number in ("0", "2", "x", "²", "1" * 30):
        assert (await ada.open(f"{it.page}/proposals/{number}")).status == 404


async def test_what_waits_for_whom(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    other = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    await proposed(other)
    actor, bob = await member(it)
    for browser, words in ((ada, "Yours"), (bob, "Waits for your review")):
        with counted_queries() as queries:
            page = await browser.open("/")
        assert len(queries) <= 12, queries
        assert words in page.text
        assert f'href="{at}"' in page.html
        assert "0 of 1 approvals count" in page.text
        assert other.names[1] not in page.text, "another team's"
    await press(bob, at, "reviews", revision="1", verdict="approve")
    page = await bob.open("/")
    assert "Waits for a signature" in page.text
    assert "Nothing is missing." in page.text
    await press(ada, at, "signature", revision="1")
    assert "Nothing waits" in (await bob.open("/")).text
    await other.owner.post(
        f"{other.team_path}/members", {"email": actor.email, "role": "viewer"}
    )
    assert "Others, in your teams" in (await bob.open("/")).text


async def test_a_proposal_of_others_waits_for_a_consent(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    theirs = await Fixture.make(service, OLD)
    body = {"name": "shop", "title": "Shop"}
    made = await theirs.owner.post(f"{theirs.team_path}/consumers", body)
    shop = made.headers["location"]
    policy = {"breaking_change_needs": "consents", "major_version_for": "breaking"}
    seen = {"visibility": "everyone", "policy": policy}
    assert (await it.owner.patch(it.path, seen, "*")).status_code == 200
    api_id = it.path.rpartition("/")[2]
    built = {"version": "1", "built_against": [{"api_id": api_id, "version": "1.0.0"}]}
    assert (await theirs.owner.post(f"{shop}/versions", built)).status_code == 201
    ada, at = await proposed(it)
    await ada.open(at)
    await it.owner.get(f"{it.path}/proposals/1/consumers")
    eve = await SiteBrowser(service).log_in(theirs.owner)
    with counted_queries() as queries:
        page = await eve.open("/")
    assert len(queries) <= MOST_QUERIES, queries
    assert "Waits for your consent" in page.text
    assert f"{theirs.names[0]}/shop would break, or may" in page.text
    assert f'href="{at}"' in page.html
    assert "Waits for your consent" not in (await ada.open("/")).text
    # Guests hear how many there are; members of the API's team who they are.
    name, resource = f"{theirs.names[0]}/shop", f"{it.path}/proposals"
    guest, only = await service.person(), "1 consumer would break, or may, and has"
    for path in (f"{resource}/1", resource):
        assert name in (await it.owner.get(path)).text
        told = (await guest.get(path)).text
        assert name not in told
        assert only in told
    looking = await SiteBrowser(service).log_in(guest)
    for path in (at, it.page, f"{at}/state"):
        shown = (await looking.http.get(path)).text
        assert name not in shown
        assert (only in shown) == (path != it.page), "which shows the first alone"
    viewer = await service.join(theirs.owner, theirs.team_path, "viewer")
    looking = await SiteBrowser(service).log_in(viewer)
    assert at not in (await looking.open("/")).html, "viewers answer for nobody"
    # What is not theirs to see any more does not wait for them either.
    for visibility, is_shown in (("team", False), ("everyone", True)):
        await it.owner.patch(it.path, {"visibility": visibility}, "*")
        assert (at in (await eve.open("/")).html) == is_shown, visibility
    typed = {"revision": "1", "id": shop.rpartition("/")[2], "reason": "We need it."}
    await press(eve, at, "answers", **typed, answer="object")
    assert at not in (await eve.open("/")).html
    await press(eve, at, "answers", **typed, answer="consent")
    assert at not in (await eve.open("/")).html
