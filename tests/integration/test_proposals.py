"""Changes that are to be agreed on: what they collect, and how far they are."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.client import Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio

OPERATION = b"""\
paths:
  /refunds:
    get:
      operationId: list_refunds
      responses: {'200': {description: All refunds.}}
"""


def with_operation(version: str, title: str = "Refunds", more: bytes = b"") -> bytes:
    return contract_text(version, title).replace(b"paths: {}\n", OPERATION) + more


@dataclass
class Proposed:
    """A proposal for an API, as paths."""

    owner: Actor
    team: str
    api: str
    path: str

    async def revise(self, content: bytes, query: str = "") -> httpx2.Response:
        return await self.owner.upload(f"{self.path}/revisions{query}", content)

    async def read(self) -> Any:
        return (await self.owner.get(self.path)).json()

    async def missing(self) -> list[str]:
        return [each["code"] for each in (await self.read())["missing"]]


async def propose(service: Service, *versions: str, **policy: object) -> Proposed:
    owner = await service.person()
    team = await service.team(owner)
    api = await service.api(owner, team, **{"approvals": 0, **policy})
    for version in versions:
        sent = await owner.upload(f"{api}/versions", contract_text(version))
        assert sent.status_code == 201, sent.text
    made = await owner.post(f"{api}/proposals", {"title": "Refund parts"})
    assert made.status_code == 201, made.text
    return Proposed(owner, team, api, made.headers["location"])


async def test_a_proposal_from_its_start(service: Service) -> None:
    it = await propose(service, "1.0.0")
    draft = await it.read()
    assert (draft["number"], draft["author"]) == (1, it.owner.id)
    assert (draft["state"], await it.missing()) == ("draft", ["revision"])
    assert "revision" not in draft
    added = await it.revise(with_operation("1.1.0"))
    assert added.status_code == 201
    revision = added.json()
    assert revision["comparison"]["verdict"] == "compatible"
    assert revision["base"]["version"] == "1.0.0"
    assert (revision["number"], revision["equivalent_to"]) == (1, 1)
    read = await it.read()
    assert (read["state"], await it.missing()) == ("ready", [])
    assert read["offered_version"] == "1.1.0"
    assert read["revision"] == (await it.owner.get(added.headers["location"])).json()
    page = (await it.owner.get(f"{it.api}/proposals")).json()
    assert page["items"] == [read]
    second = await it.owner.post(f"{it.api}/proposals", {"title": "Another"})
    assert second.json()["number"] == 2


async def test_the_bytes_are_kept(service: Service) -> None:
    it = await propose(service)
    content = with_operation("1.0.0", more=b"# A comment.\n")
    added = await it.revise(content)
    assert "comparison" not in added.json()
    assert "base" not in added.json()
    path = f"{added.headers['location']}/document"
    read = await it.owner.get(path)
    assert (read.content, read.headers["content-type"]) == (
        content,
        "application/yaml",
    )
    again = await it.owner.get(path, **{"If-None-Match": read.headers["etag"]})
    assert again.status_code == 304
    view = await it.read()
    assert (view["state"], view["offered_version"]) == ("ready", "1.0.0")


async def test_an_invalid_document_leaves_nothing(service: Service) -> None:
    it = await propose(service, "1.0.0")
    before = (await it.owner.get(it.path)).headers["etag"]
    refused = await it.revise(contract_text("1.1.0").replace(b"{}", b"{/a: {get: []}}"))
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_contract")
    [fault] = refused.json()["errors"]
    assert (fault["pointer"], fault["line"]) == ("/paths/~1a/get", 3)
    assert (await it.owner.get(it.path)).headers["etag"] == before
    assert (await it.owner.get(f"{it.path}/revisions")).json()["items"] == []


async def test_the_same_again_adds_nothing(service: Service) -> None:
    it = await propose(service, "1.0.0", "1.0.1")
    first = await it.revise(with_operation("1.1.0"))
    again = await it.revise(with_operation("1.1.0"))
    assert (again.status_code, again.json()) == (200, first.json())
    # Another base is another question.
    older = await it.revise(with_operation("1.1.0"), "?base=1.0.0")
    assert (older.status_code, older.json()["number"]) == (201, 2)
    assert older.json()["base"]["version"] == "1.0.0"
    nowhere = await it.revise(with_operation("1.1.0"), "?base=9.0.0")
    assert nowhere.status_code == 404


async def test_which_revisions_nobody_can_tell_apart(service: Service) -> None:
    it = await propose(service, "1.0.0")
    kept = [
        with_operation("1.1.0"),
        with_operation("1.1.0", more=b"# Only a comment.\n"),
        with_operation("1.1.0", title="A better title"),
        contract_text("1.1.0"),
        with_operation("1.1.0", more=b"# What it was in the end.\n"),
    ]
    found = [(await it.revise(each)).json()["equivalent_to"] for each in kept]
    assert found == [1, 1, 1, 4, 1]
    listed = (await it.owner.get(f"{it.path}/revisions?limit=2")).json()
    assert [each["number"] for each in listed["items"]] == [5, 4]


async def test_what_is_offered_follows_from_the_facts(service: Service) -> None:
    it = await propose(service, "1.0.0")
    await it.owner.upload(f"{it.api}/versions", with_operation("1.1.0"))
    for content, offered in (
        (contract_text("1.1.1", "Without it"), "2.0.0"),
        (with_operation("1.0.0", "Other words"), "1.1.1"),
        (with_operation("1.4.0", "Other words"), "1.4.0"),
    ):
        await it.revise(content)
        assert (await it.read())["offered_version"] == offered, content


async def test_a_base_that_has_moved(service: Service) -> None:
    it = await propose(service, "1.0.0")
    await it.revise(with_operation("1.2.0"))
    await it.owner.upload(f"{it.api}/versions", contract_text("1.1.0-rc.1"))
    await it.owner.upload(f"{it.api}/versions", contract_text("0.9.0"))
    assert await it.missing() == []
    await it.owner.upload(f"{it.api}/versions", contract_text("1.1.0"))
    assert (await it.missing(), (await it.read())["state"]) == (
        ["base_moved"],
        "in_review",
    )
    again = await it.revise(with_operation("1.2.0"))
    assert (again.status_code, again.json()["base"]["version"]) == (201, "1.1.0")
    assert await it.missing() == []


async def test_what_was_published_otherwise(service: Service) -> None:
    it = await propose(service, "1.0.0")
    await it.revise(with_operation("1.1.0"))
    await it.owner.upload(f"{it.api}/versions", with_operation("1.1.0"))
    assert (await it.read())["state"] == "superseded"


async def test_saying_something_else(service: Service) -> None:
    it = await propose(service)
    tag = (await it.owner.get(it.path)).headers["etag"]
    changed = await it.owner.patch(it.path, {"description": "Why."}, tag)
    assert changed.json()["description"] == "Why."
    stale = await it.owner.patch(it.path, {"title": "Mine"}, tag)
    assert stale.json()["code"] == "precondition_failed"
    tag = changed.headers["etag"]
    emptied = await it.owner.patch(it.path, {"description": None}, tag)
    assert "description" not in emptied.json()


async def test_withdrawing(service: Service) -> None:
    it = await propose(service, "1.0.0")
    await it.revise(with_operation("1.1.0"))
    tag = (await it.owner.get(it.path)).headers["etag"]
    gone = await it.owner.call("PUT", f"{it.path}/withdrawal", match=tag)
    assert (gone.json()["state"], gone.json()["missing"]) == ("withdrawn", [])
    again = await it.owner.call("PUT", f"{it.path}/withdrawal", match="*")
    assert (again.json(), again.headers["etag"]) == (gone.json(), gone.headers["etag"])
    refused = [
        await it.revise(with_operation("1.2.0")),
        await it.owner.patch(it.path, {"title": "Mine"}, "*"),
    ]
    assert [each.json()["code"] for each in refused] == ["proposal_closed"] * 2


async def test_another_profile_is_another_question(service: Service) -> None:
    it = await propose(service, "1.0.0")
    await it.revise(with_operation("1.1.0"))
    before = (await it.read())["revision"]["comparison"]["id"]
    policy = {"policy": {"profile": "strict-reader"}}
    await it.owner.patch(it.api, policy, "*")
    listed = (await it.owner.get(f"{it.api}/proposals")).json()["items"]
    assert [each["code"] for each in listed[0]["missing"]] == ["comparison"]
    while (view := await it.read())["state"] != "ready":
        assert await it.missing() in (["comparison"], [])
        await asyncio.sleep(0.05)
    assert view["revision"]["comparison"]["id"] != before


async def test_revisions_at_once_are_numbered(service: Service) -> None:
    it = await propose(service)
    contents = [contract_text(f"1.{number}.0") for number in range(6)]
    sent = await asyncio.gather(*map(it.revise, contents))
    statuses = Counter(each.status_code for each in sent)
    assert statuses.keys() <= {201, 503}
    numbers = sorted(each.json()["number"] for each in sent if each.status_code == 201)
    assert numbers == list(range(1, statuses[201] + 1))


async def test_quotas(database: Database, generous: Settings) -> None:
    few = generous.model_copy(update={"quota_proposals": 2, "quota_revisions": 1})
    async with running(create(few)) as service:
        it = await propose(service)
        await it.owner.post(f"{it.api}/proposals", {"title": "Second"})
        third = await it.owner.post(f"{it.api}/proposals", {"title": "Third"})
        assert third.json()["code"] == "quota_exceeded"
        await it.owner.call("PUT", f"{it.path}/withdrawal", match="*")
        third = await it.owner.post(f"{it.api}/proposals", {"title": "Third"})
        assert third.json()["number"] == 3
        path = f"{third.headers['location']}/revisions"
        assert (await it.owner.upload(path, contract_text())).status_code == 201
        second = await it.owner.upload(path, contract_text("1.0.1"))
        assert second.json()["code"] == "quota_exceeded"
        small = few.model_copy(update={"quota_revisions": 9, "quota_bytes": 100})
    async with running(create(small)) as service:
        await service.log_in(it.owner)
        it.owner.http = service.http
        refused = await it.owner.upload(path, contract_text("1.0.2"))
        assert "bytes of documents" in refused.json()["detail"]
