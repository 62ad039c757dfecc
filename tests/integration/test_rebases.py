"""Proposals follow what was published since, in the text of their author."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.integration.test_proposals import Proposed, propose
from tests.support.client import Service

pytestmark = pytest.mark.asyncio

BASE = b"""\
openapi: 3.1.0
info: {title: Refunds, version: 1.0.0}
paths:
  /refunds:
    get:
      operationId: list_refunds
      responses: {'200': {description: All refunds.}}
"""
MORE = b"""\
  /parts:  # of refunds
    get:
      operationId: list_parts
      responses: {'200': {description: All parts.}}
"""


def version(number: bytes, text: bytes = BASE) -> bytes:
    return text.replace(b"1.0.0", number)


async def begun(service: Service) -> Proposed:
    it = await propose(service)
    sent = await it.owner.upload(f"{it.api}/versions", BASE)
    assert sent.status_code == 201, sent.text
    return it


async def publish(it: Proposed, content: bytes) -> None:
    sent = await it.owner.upload(f"{it.api}/versions", content)
    assert sent.status_code == 201, sent.text


async def rebase(it: Proposed) -> httpx2.Response:
    return await it.owner.post(f"{it.path}/rebases")


async def content(it: Proposed, revision: httpx2.Response) -> bytes:
    path = f"{revision.headers['location']}/document"
    read: bytes = (await it.owner.get(path)).content
    return read


async def test_both_changes_come_together(service: Service) -> None:
    it = await begun(service)
    ours = version(b"1.1.0") + b"# The end.\n"
    ours = ours.replace(b"get:", b"get:  # what clients poll")
    ours = ours.replace(b"All refunds.", b"All refunds, newest first.")
    first = await it.revise(ours)
    early = await rebase(it)
    assert (early.status_code, early.json()) == (200, first.json())
    assert early.headers["location"] == first.headers["location"]
    await publish(it, version(b"1.0.1") + MORE)
    assert await it.missing() == ["base_moved"]
    added = await rebase(it)
    assert added.status_code == 201, added.text
    assert (added.json()["number"], added.json()["base"]["version"]) == (2, "1.0.1")
    # Its own version stays, and so does what only its author reads.
    merged = ours.replace(b"# The end.\n", MORE + b"# The end.\n")
    assert await content(it, added) == merged
    assert await it.missing() == []


async def test_the_same_places_are_named(service: Service) -> None:
    it = await begun(service)
    await it.revise(version(b"1.1.0", BASE.replace(b"All refunds", b"Every refund")))
    await publish(it, version(b"1.0.1", BASE.replace(b"All refunds", b"Refunds")))
    refused = await rebase(it)
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (409, "rebase_disputed")
    assert problem["conflicts"] == [
        {
            "pointer": "/paths/~1refunds/get/responses/200/description",
            "theirs": "changed",
            "ours": "changed",
            "line": 7,
            "column": 27,
        }
    ]
    assert (await it.read())["revision"]["number"] == 1


async def test_a_whole_document_on_both_sides(service: Service) -> None:
    it = await propose(service)
    nothing = await rebase(it)
    assert (nothing.status_code, nothing.json()["code"]) == (409, "revision_required")
    await it.revise(BASE)
    await publish(it, BASE + MORE)
    refused = await rebase(it)
    assert (refused.status_code, refused.json()["code"]) == (409, "rebase_disputed")
    assert [each["pointer"] for each in refused.json()["conflicts"]] == [""]


async def test_what_both_give_together_is_checked(service: Service) -> None:
    it = await propose(service)
    unused = BASE + b"components:\n  schemas:\n    Part: {}\n    Refund: {}\n"
    await publish(it, unused)
    used = b"content: {text/plain: {schema: {$ref: '#/components/schemas/Part'}}}"
    ours = version(b"1.1.0", unused.replace(b"refunds.}", b"refunds., " + used + b"}"))
    assert (await it.revise(ours)).status_code == 201
    await publish(it, version(b"1.0.1", unused.replace(b"    Part: {}\n", b"")))
    refused = await rebase(it)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_contract")
    [flaw] = refused.json()["errors"]
    assert flaw["pointer"].endswith("/content/text~1plain/schema/$ref")
    assert (await it.read())["revision"]["number"] == 1


async def test_a_text_that_does_not_take_a_change(service: Service) -> None:
    it = await propose(service)
    await publish(it, BASE + b"x-note: old\n")
    ours = version(b"1.1.0", BASE.replace(b"All refunds", b"Every refund"))
    assert (await it.revise(ours + b"? x-note\n: old\n")).status_code == 201
    await publish(it, version(b"1.0.1", BASE + b"x-note: new\n"))
    refused = await rebase(it)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_contract")
    [flaw] = refused.json()["errors"]
    assert (flaw["code"], flaw["pointer"], flaw["line"]) == ("CS1801", "/x-note", 8)


async def test_a_closed_proposal_takes_nothing(service: Service) -> None:
    it = await begun(service)
    await it.revise(version(b"1.1.0") + MORE)
    tag = (await it.owner.get(it.path)).headers["etag"]
    withdrawn = await it.owner.call("PUT", f"{it.path}/withdrawal", match=tag)
    assert withdrawn.status_code == 200
    refused = await rebase(it)
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal_closed")


async def test_many_rebases_at_once_make_one_revision(service: Service) -> None:
    it = await begun(service)
    await it.revise(version(b"1.1.0") + MORE)
    text = BASE.replace(b"All refunds", b"Refunds")
    await publish(it, version(b"1.0.1", text))
    answers = await asyncio.gather(*(rebase(it) for _ in range(6)))
    statuses = sorted(each.status_code for each in answers)
    assert statuses == [200, 200, 200, 200, 200, 201]
    made: Any = {each.json()["number"] for each in answers}
    assert made == {2}
    assert await content(it, answers[0]) == version(b"1.1.0", text) + MORE
