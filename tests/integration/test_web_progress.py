"""A proposal's page says how it went on, and takes words about any line."""

import re
from unittest import mock

import pytest

from impl.services.thread_anchors import ThreadAnchors
from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_apis import HOSTILE
from tests.integration.test_web_proposals import member, press, proposed
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
MOST_QUERIES = 12


async def revised(it: Fixture, ada: SiteBrowser, at: str, document: bytes) -> None:
    done = await press(ada, at, "revisions", document=document.decode())
    assert done.status == 303, done.text


async def test_any_line_is_talked_about(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    page = await ada.open(f"{at}/difference")
    links = re.findall(r'href="([^"]+/remark[^"]+)"', page.html)
    sides = [re.findall(r"side=(\w+)", each) for each in links]
    assert sorted({each for found in sides for each in found}) == ["base", "revision"]
    assert len(links) == page.html.count("<tr "), "each line has one"
    place = await ada.open(links[-1].replace("&amp;", "&"))
    assert place.status == 200
    pointer = place.hidden("pointer")
    typed = {"revision": "1", "side": place.hidden("side"), "pointer": pointer}
    silent = await ada.send(f"{at}/remark", place.csrf, **typed, body="")
    assert silent.status == 422
    assert 'id="body-wrong"' in silent.html
    done = await ada.send(f"{at}/remark", place.csrf, **typed, body="Why this?")
    assert done.location.startswith(f"{at}#thr_")
    name = done.location.partition("#")[2]
    assert f'id="{name}"' in (await ada.open(at)).html
    # It stands beside its line, too.
    beside = (await ada.open(f"{at}/difference")).html
    assert f'href="{at}#{name}"' in beside
    assert f'href="{at}#c-' in beside, "what breaks there"
    late = {**typed, "revision": "7"}
    stale = await ada.send(f"{at}/remark", place.csrf, **late, body="Words")
    assert stale.status == 409
    assert "Words" in stale.text


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"side": "revision"},
        {"side": "revision", "line": "x"},
        {"side": "revision", "line": "99999"},
        {"side": "other", "line": "1"},
        {"side": "revision", "pointer": "/" + "x" * 2001},
        {"side": "revision", "pointer": "no"},
    ],
)
async def test_what_is_no_place_is_none(
    service: Service, query: dict[str, str]
) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    assert (await ada.open(f"{at}/remark", **query)).status == 404
    stranger = await SiteBrowser(service).log_in(await service.person())
    page = await stranger.open(f"{at}/remark", side="revision", line="1")
    assert page.status == 404


async def test_few_places_are_looked_for_around_one(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    for pointer in ("/" * 2000, "/info" + "/a" * 900):
        with mock.patch.object(ThreadAnchors, "pointed_at", return_value=None) as asked:
            page = await ada.open(f"{at}/remark", side="revision", pointer=pointer)
        assert page.status == 404
        wanted = [each.pointer for each in asked.call_args.args[-1]]
        assert wanted[0] == pointer
        assert wanted[-1] == ""
        assert len(wanted) <= 65
    deep = await ada.open(f"{at}/remark", side="revision", pointer="/info" + "/a" * 900)
    assert deep.hidden("pointer") == "/info"


async def test_a_change_is_talked_about_where_it_was_taken_away(
    service: Service,
) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    page = await ada.open(at)
    links = re.findall(r'class="remark" href="([^"]+)"', page.html)
    assert len(links) == page.html.count('class="card change"')
    for each in links:
        assert (await ada.open(each.replace("&amp;", "&"))).status == 200
    gone = {"side": "revision", "pointer": "/info/title/gone/for~1good"}
    place = await ada.open(f"{at}/remark", **gone)
    assert place.hidden("pointer") == "/info/title"


async def test_whoever_reviewed_is_told_what_is_new_since(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    _, bob = await member(it)
    await press(bob, at, "reviews", revision="1", verdict="request_changes", body="No.")
    assert "Since your review" not in (await bob.open(at)).text
    other = NEW.replace(b"{title: ", b"{description: Of them, title: ")
    assert other != NEW
    await revised(it, ada, at, other)
    await bob.open(at)
    with counted_queries() as queries:
        page = await bob.open(at)
    assert len(queries) <= MOST_QUERIES, queries
    assert "Since your review of revision 1: 0 of the changes are new, 0 gone" in (
        page.text
    )
    await revised(it, ada, at, OLD.replace(b"{a: {}}", b"{a: {}, c: {}}"))
    page = await bob.open(at)
    found = re.search(
        r"revision 1: (\d+) of the changes are new, (\d+) gone", page.text
    )
    assert found, page.text
    assert int(found[2]) > 0
    assert page.html.count(" new</span>") == int(found[1])
    assert "Since your review" not in (await ada.open(at)).text
    with counted_queries() as queries:
        step = await bob.open(f"{at}/since", **{"from": "1", "to": "3"})
    assert len(queries) <= MOST_QUERIES, queries
    assert f"{found[1]} new" in step.text
    assert f"{found[2]} gone" in step.text
    both = {"from": "1", "to": "3"}
    for path, more in ((f"{at}/since", {"text": "whole"}), (f"{at}/since/lines", {})):
        with counted_queries() as queries:
            lines = await bob.http.get(path, params={**both, **more})
        assert len(queries) <= MOST_QUERIES, queries
        assert "lines added" in lines.text, path
    back = await bob.open(f"{at}/since", **{"from": "3", "to": "1"})
    assert f"{found[2]} new" in back.text
    for wrong in ({}, {"from": "1", "to": "9"}, {"from": "x", "to": "1"}):
        assert (await bob.open(f"{at}/since", **wrong)).status == 404


async def test_what_happened_is_told_in_order(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    _, bob = await member(it)
    typed = {"revision": "1", "body": f"A question {HOSTILE}"}
    thread = (await press(bob, at, "threads", **typed)).location.partition("#")[2]
    await press(bob, at, "reviews", revision="1", verdict="comment", body="So so.")
    await press(ada, at, "resolution", id=thread, state="resolved")
    await revised(it, ada, at, NEW + b"tags: []\n")
    typed = {"revision": "1", "body": "Of no interest"}
    await press(ada, at, "threads", **{**typed, "revision": "2"})
    for only, count in (("", 2), ("open", 1), ("mine", 1), ("other", 2)):
        found = await bob.open(at, threads=only)
        assert found.html.count('id="thr_') == count, only
    assert (
        "Of no interest"
        not in (await bob.open(at, threads="mine")).text.partition("What happened")[0]
    )
    page = await ada.open(at)
    told = page.text[page.text.index("What happened") :]
    places = [
        told.index(each)
        for each in (
            *("made it", "added revision 1", "said: A question"),
            *("commented on revision 1", "resolved a thread", "added revision 2"),
        )
    ]
    assert places == sorted(places)
    assert "<script" not in page.html
    assert f'href="{at}/since?from=1&amp;to=2"' in page.html


async def test_who_may_not_approve_is_not_asked_to_first(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    _, bob = await member(it)
    verdicts = ["comment", "request_changes", "approve"]
    assert offered(page := await ada.open(at)) == verdicts
    assert "takes back what you asked for" in page.text
    assert offered(page := await bob.open(at)) == ["approve", *verdicts[1::-1]]
    assert "takes back what you asked for" not in page.text
    # As the page says, it does not count.
    await press(ada, at, "reviews", revision="1", verdict="approve")
    page = await ada.open(at)
    assert "an author's, does not count" in page.text
    assert "0 of 1 approvals count." in page.text
    # Unless that is the policy.
    await it.owner.patch(it.path, {"policy": {"author_approvals": True}}, "*")
    assert offered(await ada.open(at)) == ["approve", *verdicts[1::-1]]


def offered(page: SitePage) -> list[str]:
    """Return what a review may say, the main button first and alone."""
    buttons = re.findall(
        r'<button( class="main")? name="verdict" value="(\w+)">', page.html
    )
    assert [bool(main) for main, _ in buttons] == [True, False, False]
    return [verdict for _, verdict in buttons]


async def test_the_checklist_says_what_is_done_too(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it)
    page = await ada.open(at)
    assert "Revision 1 is compared: breaking." in page.text
    assert "No reviewer wants it changed." in page.text
    assert "You wrote it, so somebody else has to approve" in page.text
    _, bob = await member(it)
    assert "You wrote it" not in (await bob.open(at)).text
    await press(bob, at, "reviews", revision="1", verdict="request_changes")
    page = await ada.open(at)
    assert "No reviewer wants it changed." not in page.text
    await press(bob, at, "reviews", revision="1", verdict="approve")
    page = await ada.open(at)
    assert "1 of 1 approvals count for the latest revision." in page.text
    assert "Nothing is missing." in page.text
