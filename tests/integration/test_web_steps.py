"""Single steps of a proposal: a change is accepted, a base followed, a text read."""

import re
from unittest import mock

import pytest

from impl.jobs.framing import OUT_OF_MEMORY
from impl.jobs.lanes import Lanes
from impl.jobs.processes import ProcessFailed
from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_apis import HOSTILE, MOST_QUERIES
from tests.integration.test_web_proposals import member, proposed
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, counted_queries

pytestmark = pytest.mark.asyncio


async def test_a_break_is_accepted_with_a_reason(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    policy = {"breaking_change_needs": "acceptances"}
    await it.owner.patch(it.path, {"policy": policy}, "*")
    ada, at = await proposed(it)
    page = await ada.open(at)
    links = re.findall(rf'href="({at}/acceptances/\w+)"', page.html)
    assert links
    with counted_queries() as queries:
        form = await ada.open(links[0])
    assert len(queries) <= MOST_QUERIES, queries
    assert "Accept this change" in form.text
    silent = await ada.send(links[0], form.csrf, reason="", until="")
    assert silent.status == 422
    assert 'id="reason-wrong"' in silent.html
    never = await ada.send(links[0], form.csrf, reason=HOSTILE, until="tomorrow")
    assert 'id="until-wrong"' in never.html
    assert "&lt;script" in never.html, "nothing is lost"
    for link in links:
        done = await ada.send(link, form.csrf, reason="All have gone.", until="")
        assert done.location == f"{at}#c-{link.rpartition('/')[2]}"
    known = (await it.owner.get(f"{it.path}/acceptances")).json()["items"]
    assert len(known) == len(links)
    for stray in ("0" * 16, "x", "' or 1"):
        assert (await ada.open(f"{at}/acceptances/{stray}")).status == 404
    _, bob = await member(it)
    page = await bob.open(at)
    assert "/acceptances/" not in page.html, "what would be refused is not offered"
    refused = await bob.send(links[0], page.csrf, reason="I say so.", until="")
    assert refused.status == 403


async def test_what_was_published_since_is_brought_in(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it, OLD.replace(b"More.", b"Much more."))
    form = await ada.open(f"{at}/rebase")
    same = await ada.send(f"{at}/rebase", form.csrf)
    assert same.location == f"{at}#main"
    later = OLD.replace(b"1.0.0", b"1.0.1").replace(b"A thing.", b"One thing.")
    assert (await it.owner.upload(f"{it.path}/versions", later)).status_code == 201
    done = await ada.send(f"{at}/rebase", form.csrf)
    assert done.location == f"{at}#main"
    assert "revision 2" in (await ada.open(at)).text
    last = later.replace(b"1.0.1", b"1.0.2").replace(b"More.", b"Less.")
    assert (await it.owner.upload(f"{it.path}/versions", last)).status_code == 201
    told = await ada.send(f"{at}/rebase", form.csrf)
    assert told.status == 409
    assert "Places that both changed" in told.text
    assert "/paths/~1more/get" in told.text


async def test_a_text_is_read_line_by_line(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await Fixture.make(service, OLD)
    ada, at = await proposed(it, NEW.replace(b"A thing.", HOSTILE.encode()[:25]))
    with counted_queries() as queries:
        page = await ada.open(f"{at}/difference")
    assert len(queries) <= MOST_QUERIES, queries
    assert "lines added" in page.text
    assert 'id="r1-L' in page.html
    assert "&lt;script" in page.html
    assert "<script" not in page.html
    for failure in (TimeoutError(), ProcessFailed(OUT_OF_MEMORY)):
        monkeypatch.setattr(Lanes, "run", mock.AsyncMock(side_effect=failure))
        page = await ada.open(f"{at}/difference")
        assert "takes too much time or memory" in page.text
    monkeypatch.setattr(Lanes, "run", mock.AsyncMock(side_effect=ProcessFailed(1)))
    assert (await ada.open(f"{at}/difference")).status == 500


async def test_steps_are_seen_by_who_sees_the_proposal(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    _, at = await proposed(it)
    form = await it.owner.post(f"{it.path}/proposals", {"title": "Empty"})
    assert form.status_code == 201
    stranger = await service.person()
    eve = await SiteBrowser(service).log_in(stranger)
    ada = await SiteBrowser(service).log_in(it.owner)
    for below in ("difference", "rebase"):
        assert (await eve.open(f"{at}/{below}")).status == 404
    assert (await ada.open(f"{it.page}/proposals/2/difference")).status == 404
    page = await ada.open(f"{it.page}/proposals/2/rebase")
    empty = await ada.send(f"{it.page}/proposals/2/rebase", page.csrf)
    assert empty.status == 409
