"""What people say of places in proposals, and what becomes of those."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.integration.test_proposals import Proposed, propose, with_operation
from tests.support.client import Actor, Service, contract_text

pytestmark = pytest.mark.asyncio

ANCHOR = {"side": "revision", "pointer": "/paths/~1refunds/get"}


async def begin(
    it: Proposed, revision: int = 1, by: Actor | None = None, **more: object
) -> httpx2.Response:
    body = {"revision": revision, "body": "Why?", **more}
    return await (by or it.owner).post(f"{it.path}/threads", body)


async def threads(it: Proposed, query: str = "") -> Any:
    return (await it.owner.get(f"{it.path}/threads{query}")).json()["items"]


async def test_a_thread_from_its_start_to_its_end(service: Service) -> None:
    it = await propose(service, "1.0.0")
    await it.revise(with_operation("1.1.0"))
    made = await begin(it, anchor=ANCHOR)
    assert made.status_code == 201, made.text
    thread = made.json()
    assert (thread["state"], thread["fate"], thread["comments"]) == ("open", "same", 1)
    assert thread["begun_at"] == thread["stands_at"]
    assert thread["begun_at"]["line"] == 5
    assert thread["begun_at"]["excerpt"].startswith("    get:\n      operationId: ")
    place = made.headers["location"]
    viewer = await service.join(it.owner, it.team, "viewer")
    said = await viewer.post(f"{place}/comments", {"body": "Because."})
    assert (said.status_code, said.json()["author"]) == (201, viewer.id)
    spoken = (await it.owner.get(f"{place}/comments")).json()["items"]
    assert [each["body"] for each in spoken] == ["Because.", "Why?"]
    resolved = (await viewer.call("PUT", f"{place}/resolution")).json()
    assert (resolved["state"], resolved["resolved_by"]) == ("resolved", viewer.id)
    assert (await it.owner.call("PUT", f"{place}/resolution")).json() == resolved
    assert await threads(it, "?state=open") == []
    assert await threads(it, "?state=resolved") == [resolved]
    # Whoever says something more takes it up again.
    await it.owner.post(f"{place}/comments", {"body": "Yet."})
    [again] = await threads(it, "?state=open")
    assert (again["comments"], "resolved_at" in again) == (3, False)
    await it.owner.call("PUT", f"{place}/resolution")
    opened = await it.owner.delete(f"{place}/resolution")
    assert (opened.status_code, opened.json()) == (200, again)
    events = (await it.owner.get(f"{it.team}/events")).json()["items"]
    kinds = [each["type"] for each in events if each["type"].startswith("thread.")]
    assert kinds == [
        *("thread.reopened", "thread.resolved", "thread.answered", "thread.resolved"),
        *("thread.answered", "thread.created"),
    ]
    assert events[0]["details"]["thread"] == thread["id"]
    # A proposal counts them, and a policy may want none.
    read = await it.owner.get(it.path)
    assert read.json()["open_threads"] == 1
    assert "open_threads" not in [each["code"] for each in read.json()["missing"]]
    wanted = {"policy": {"threads_resolved": True, "approvals": 0}}
    changed = await it.owner.patch(it.api, wanted, "*")
    assert changed.json()["policy"]["threads_resolved"] is True
    waiting = await it.owner.get(it.path)
    [missing] = waiting.json()["missing"]
    assert missing == {"code": "open_threads", "detail": "1 thread is open."}
    refused = await it.owner.post(f"{it.path}/signature", {"revision": 1})
    assert refused.json()["code"] == "proposal_not_ready"
    await it.owner.call("PUT", f"{place}/resolution")
    ready = await it.owner.get(it.path)
    assert (ready.json()["state"], ready.json()["open_threads"]) == ("ready", 0)
    assert ready.headers["etag"] != waiting.headers["etag"]
    [listed] = (await it.owner.get(f"{it.api}/proposals")).json()["items"]
    assert listed == ready.json()


async def test_it_follows_what_it_is_about(service: Service) -> None:
    it = await propose(service, "1.0.0")
    first = with_operation("1.1.0")
    await it.revise(first)
    await begin(it, anchor=ANCHOR)
    await begin(it, anchor={"side": "base", "pointer": "/info/version"})
    await begin(it)
    states = []
    for content in (
        first.replace(b"paths:", b"# A line.\npaths:"),
        first.replace(b"/refunds:", b"/repayments:"),
        first.replace(b"All refunds", b"Some refunds"),
        contract_text("1.1.0", "Refunds"),
        first,
    ):
        added = await it.revise(content)
        assert added.status_code == 201, added.text
        whole, base, about = await threads(it)
        assert "fate" not in whole
        assert (base["fate"], base["stands_at"]["side"]) == ("same", "base")
        now = about.get("stands_at", {})
        assert now.get("revision") in (None, added.json()["number"])
        states.append((about["fate"], now.get("pointer"), now.get("line")))
        assert about["begun_at"]["line"] == 5
    assert states == [
        ("same", ANCHOR["pointer"], 6),
        ("moved", "/paths/~1repayments/get", 5),
        ("changed", ANCHOR["pointer"], 5),
        ("gone", None, None),
        ("same", ANCHOR["pointer"], 5),
    ]


async def test_what_is_not_there_begins_nothing(service: Service) -> None:
    it = await propose(service)
    early = await begin(it)
    assert (early.status_code, early.json()["code"]) == (409, "revision_required")
    await it.revise(with_operation("1.1.0"))
    refused = await begin(it, anchor={"side": "revision", "pointer": "/paths/~1x"})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_anchor")
    assert refused.json()["errors"][0]["pointer"] == "/anchor/pointer"
    no_base = await begin(it, anchor={"side": "base", "pointer": "/info"})
    assert no_base.json()["code"] == "invalid_anchor"
    await it.revise(with_operation("1.2.0"))
    old = await begin(it, anchor=ANCHOR)
    assert (old.status_code, old.json()["code"]) == (409, "revision_outdated")
    assert await threads(it) == []
    thread = (await begin(it, 2)).headers["location"]
    tag = (await it.owner.get(it.path)).headers["etag"]
    await it.owner.call("PUT", f"{it.path}/withdrawal", match=tag)
    closed = await begin(it, 2)
    assert (closed.status_code, closed.json()["code"]) == (409, "proposal_closed")
    # What was begun before goes on.
    more = await it.owner.post(f"{thread}/comments", {"body": "And now?"})
    assert more.status_code == 201


async def test_a_repeated_call_begins_one(service: Service) -> None:
    it = await propose(service)
    await it.revise(with_operation("1.1.0"))
    body = {"revision": 1, "body": "Why?", "anchor": ANCHOR}
    key = {"Idempotency-Key": "thread-1"}
    first = await it.owner.call("POST", f"{it.path}/threads", body, **key)
    await it.revise(with_operation("1.2.0"))
    again = await it.owner.call("POST", f"{it.path}/threads", body, **key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(await threads(it)) == 1


async def test_nothing_is_lost_between_two_revisions(service: Service) -> None:
    it = await propose(service)
    await it.revise(with_operation("1.0.0"))
    made = await asyncio.gather(
        it.revise(with_operation("1.0.1")),
        *(begin(it, anchor=ANCHOR) for _ in range(6)),
    )
    begun = [each for each in made[1:] if each.status_code == 201]
    assert {each.status_code for each in made[1:]} <= {201, 409}
    known = await threads(it)
    assert len(known) == len(begun)
    assert {each["stands_at"]["revision"] for each in known} <= {2}


async def test_strangers_and_guests(service: Service) -> None:
    it = await propose(service)
    await it.revise(with_operation("1.0.0"))
    thread = (await begin(it)).headers["location"]
    guest = await service.person()
    assert (await guest.get(thread)).status_code == 404
    assert (await begin(it, by=guest)).status_code == 404
    tag = (await it.owner.get(it.api)).headers["etag"]
    await it.owner.patch(it.api, {"visibility": "everyone"}, tag)
    own = await begin(it, by=guest)
    assert own.status_code == 201
    assert (
        await guest.call("PUT", f"{own.headers['location']}/resolution")
    ).status_code == 200
    refused = await guest.call("PUT", f"{thread}/resolution")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_a_review_begins_threads_or_nothing_is_sent(service: Service) -> None:
    it = await propose(service, "1.0.0")
    await it.revise(with_operation("1.1.0"))
    review = {"revision": 1, "verdict": "request_changes"}
    said = [{"body": "Why?", "anchor": ANCHOR}, {"body": "And when?"}]
    wrong = {"body": "Where?", "anchor": {"side": "revision", "pointer": "/nowhere"}}
    refused = await it.owner.post(
        f"{it.path}/reviews", {**review, "threads": [*said, wrong]}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_anchor")
    assert refused.json()["errors"][0]["pointer"] == "/threads/2/anchor/pointer"
    assert (await it.owner.get(f"{it.path}/reviews")).json()["items"] == []
    assert await threads(it) == []
    sent = await it.owner.post(f"{it.path}/reviews", {**review, "threads": said})
    assert sent.status_code == 201, sent.text
    places = {each.get("begun_at", {}).get("pointer") for each in await threads(it)}
    assert places == {None, ANCHOR["pointer"]}
    await it.revise(with_operation("1.2.0"))
    late = await it.owner.post(f"{it.path}/reviews", {**review, "threads": said})
    assert (late.status_code, late.json()["code"]) == (409, "revision_outdated")
    assert (await it.owner.post(f"{it.path}/reviews", review)).status_code == 201
