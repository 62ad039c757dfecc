"""Whom a proposal affects, and what they say of it."""

from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from tests.integration.test_visibility import show
from tests.support.client import Actor, Service, contract_text

pytestmark = pytest.mark.asyncio

_PATH = b"""\
  /%b:
    get:
      operationId: list_%b
      responses: {'200': {description: All of them.}}
"""


def serving(version: str, *names: str, note: str = "") -> bytes:
    paths = b"".join(_PATH % (name.encode(), name.encode()) for name in names)
    text = contract_text(version, f"Shop{note}")
    return text.replace(
        b"paths: {}\n", b"paths:\n" + paths if paths else b"paths: {}\n"
    )


@dataclass
class Consumer:
    """An application of a team of its own, and who speaks for it."""

    actor: Actor
    team: str
    id: str


@dataclass
class Affected:
    """A proposal that drops orders, and two consumers; one of them uses them."""

    owner: Actor
    api: str
    path: str
    web: Consumer
    mobile: Consumer

    async def missing(self) -> list[str]:
        read = (await self.owner.get(self.path)).json()
        return [f"{each['code']}: {each['detail']}" for each in read["missing"]]

    async def seen_by(self, actor: Actor) -> dict[str, Any]:
        listed = await actor.get(f"{self.path}/consumers")
        assert listed.status_code == 200, listed.text
        return {each["name"]: each for each in listed.json()["items"]}

    async def say(
        self, by: Consumer, answer: str, revision: int = 1, actor: Actor | None = None
    ) -> httpx2.Response:
        body = {"revision": revision, "answer": answer, "reason": "It is as it is."}
        path = f"{self.path}/consumers/{by.id}/answer"
        return await (actor or by.actor).call("PUT", path, body)

    async def revise(self, content: bytes) -> None:
        added = await self.owner.upload(f"{self.path}/revisions", content)
        assert added.status_code == 201, added.text


async def consumer(
    service: Service, api: str, name: str, uses: list[str] | None
) -> Consumer:
    actor = await service.person()
    team = await service.team(actor)
    body = {"name": name, "title": name}
    made = await actor.post(f"{team}/consumers", body)
    known: dict[str, object] = {"api_id": api.rpartition("/")[2], "version": "1.0.0"}
    if uses is not None:
        operations: dict[str, object] = {f"GET /{each}": {} for each in uses}
        known["usage"] = {
            "usage": "countersign.usage/1",
            "consumer": name,
            "operations": operations,
        }
    registered = await actor.post(
        f"{made.headers['location']}/versions",
        {"version": "1", "built_against": [known]},
    )
    assert registered.status_code == 201, registered.text
    return Consumer(actor, team, made.json()["id"])


async def affected(service: Service) -> Affected:
    owner = await service.person()
    team = await service.team(owner)
    policy = {"approvals": 0, "breaking_change_needs": "consents"}
    api = await service.api(owner, team, **policy)
    sent = await owner.upload(f"{api}/versions", serving("1.0.0", "orders", "refunds"))
    assert sent.status_code == 201, sent.text
    await show(owner, api)
    web = await consumer(service, api, "web", ["refunds"])
    mobile = await consumer(service, api, "mobile", None)
    made = await owner.post(f"{api}/proposals", {"title": "No orders"})
    it = Affected(owner, api, made.headers["location"], web, mobile)
    await it.revise(serving("2.0.0", "refunds"))
    return it


async def test_who_is_affected_has_to_consent(service: Service) -> None:
    it = await affected(service)
    seen = await it.seen_by(it.owner)
    while any("verdict" not in each for each in seen.values()):
        seen = await it.seen_by(it.owner)
    verdicts = {name: each["verdict"] for name, each in seen.items()}
    assert verdicts == {"web": "compatible", "mobile": "breaking"}
    [waiting] = await it.missing()
    assert waiting.startswith("consents: ")
    assert "/mobile would break" in waiting
    assert "/web" not in waiting
    # Each sees what is theirs, with the comparison that it follows from.
    for one, other in ((it.web, "mobile"), (it.mobile, "web")):
        own = await it.seen_by(one.actor)
        assert other not in own
        [item] = own.values()
        [use] = item["uses"]
        path = f"{it.api}/comparisons/{use['comparison_id']}/changes"
        assert (await one.actor.get(path)).status_code == 200
    objected = (await it.say(it.mobile, "object")).json()
    assert (objected["answer"], objected["effect"]) == ("object", "counts")
    [waiting] = await it.missing()
    assert "object" in waiting
    refused = await it.owner.post(f"{it.path}/signature", {"revision": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal_not_ready")
    assert (await it.say(it.mobile, "consent")).status_code == 200
    assert await it.missing() == []
    signed = await it.owner.post(f"{it.path}/signature", {"revision": 1})
    assert (signed.status_code, signed.json()["version"]) == (201, "2.0.0")
    [kept] = signed.json()["provenance"]["consents"]
    assert (kept["consumer_id"], kept["consented_by"]) == (
        *(it.mobile.id, it.mobile.actor.id),
    )
    closed = await it.say(it.mobile, "object")
    assert (closed.status_code, closed.json()["code"]) == (409, "proposal_closed")


async def test_an_answer_holds_on_while_nobody_can_tell(service: Service) -> None:
    it = await affected(service)
    await it.say(it.mobile, "consent")
    await it.revise(serving("2.0.0", "refunds", note=" of ours"))
    answer = (await it.seen_by(it.owner))["mobile"]["answer"]
    assert (answer["revision"], answer["effect"]) == (1, "counts")
    await it.revise(serving("2.0.0"))
    seen = await it.seen_by(it.owner)
    while any("verdict" not in each for each in seen.values()):
        seen = await it.seen_by(it.owner)
    assert seen["mobile"]["answer"]["effect"] == "lapsed"
    assert {each["verdict"] for each in seen.values()} == {"breaking"}
    [waiting] = await it.missing()
    assert "/web" in waiting
    assert "/mobile" in waiting


async def test_only_the_consumers_team_answers(service: Service) -> None:
    it = await affected(service)
    viewer = await service.join(it.mobile.actor, it.mobile.team, "viewer")
    for actor, status in (
        *((viewer, 403), (it.owner, 404), (it.web.actor, 404)),
        (await service.person(), 404),
    ):
        said = await it.say(it.mobile, "consent", actor=actor)
        assert said.status_code == status
    early = await it.say(it.mobile, "consent", revision=2)
    assert (early.status_code, early.json()["code"]) == (409, "revision_required")
    other = {"name": "desktop", "title": "Desktop"}
    made = await it.web.actor.post(f"{it.web.team}/consumers", other)
    stranger = Consumer(it.web.actor, it.web.team, made.json()["id"])
    assert (await it.say(stranger, "consent")).status_code == 404
    draft = await it.owner.post(f"{it.api}/proposals", {"title": "Empty"})
    listed = await it.owner.get(f"{draft.headers['location']}/consumers")
    assert (listed.status_code, listed.json()["code"]) == (409, "revision_required")
