"""Reviews, what a policy wants of them, and signatures."""

import asyncio
import os
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from tests.support.client import Actor, Service, contract_text

pytestmark = pytest.mark.asyncio

# Callers of a race, and how often each is run; for more, say so.
CALLERS = max(2, int(os.environ.get("COUNTERSIGN_RACE_CALLERS", "8")))
TURNS = max(1, int(os.environ.get("COUNTERSIGN_RACE_TURNS", "1")))
OPERATION = b"""\
paths:
  /refunds:
    get:
      operationId: list_refunds
      responses: {'200': {description: All refunds.}}
"""


def with_operation(version: str, more: bytes = b"") -> bytes:
    return contract_text(version).replace(b"paths: {}\n", OPERATION) + more


@dataclass
class Room:
    """A proposal with a revision, its author, and others of the team."""

    service: Service
    author: Actor
    team: str
    api: str
    path: str
    others: list[Actor] = field(default_factory=list)

    async def join(self, role: str = "member") -> Actor:
        actor = await self.service.join(self.author, self.team, role)
        self.others.append(actor)
        return actor

    async def revise(self, content: bytes) -> int:
        sent = await self.author.upload(f"{self.path}/revisions", content)
        assert sent.status_code == 201, sent.text
        number: int = sent.json()["number"]
        return number

    async def review(
        self, who: Actor, verdict: str = "approve", revision: int = 1
    ) -> httpx2.Response:
        body = {"revision": revision, "verdict": verdict, "body": "Looked at it."}
        return await who.post(f"{self.path}/reviews", body)

    async def sign(
        self, who: Actor | None = None, revision: int = 1, **more: str
    ) -> httpx2.Response:
        body = {"revision": revision, **more}
        return await (who or self.author).post(f"{self.path}/signature", body)

    async def policy(self, **policy: object) -> None:
        changed = await self.author.patch(self.api, {"policy": policy}, "*")
        assert changed.status_code == 200, changed.text

    async def read(self) -> Any:
        return (await self.author.get(self.path)).json()

    async def read_revision(self) -> int:
        number: int = (await self.read())["revision"]["number"]
        return number

    async def missing(self) -> list[str]:
        return [each["code"] for each in (await self.read())["missing"]]

    async def effects(self) -> list[str]:
        page = await self.author.get(f"{self.path}/reviews")
        return [each["effect"] for each in page.json()["items"]]


async def room(
    service: Service, content: bytes = b"", base: bytes = b"", **policy: object
) -> Room:
    author = await service.person()
    team = await service.team(author)
    api = await service.api(author, team)
    await author.upload(f"{api}/versions", base or contract_text())
    made = await author.post(f"{api}/proposals", {"title": "Refund parts"})
    it = Room(service, author, team, api, made.headers["location"])
    if policy:
        await it.policy(**policy)
    await it.revise(content or with_operation("1.1.0"))
    return it


async def test_from_review_to_version(service: Service) -> None:
    it = await room(service)
    assert await it.missing() == ["approvals"]
    refused = await it.sign()
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal_not_ready")
    bob = await it.join()
    said = (await it.review(bob)).json()
    assert (said["effect"], said["reviewer"]) == ("counts", bob.id)
    assert (await it.read())["state"] == "ready"
    signed = await it.sign(bob)
    assert signed.status_code == 201, signed.text
    version = signed.json()
    assert version["version"] == "1.1.0"
    provenance = version["provenance"]
    assert provenance["certificate"].startswith("sha256:")
    assert (provenance["proposal"], provenance["revision"]) == (1, 1)
    assert provenance["approved_by"] == [bob.id]
    published = (await it.author.get(signed.headers["location"])).json()
    assert published == version
    view = await it.read()
    assert (view["state"], view["published_version"]) == ("published", "1.1.0")
    assert (await it.sign()).json()["code"] == "proposal_closed"
    assert (await it.review(bob)).json()["code"] == "proposal_closed"


async def test_whose_word_counts(service: Service) -> None:
    it = await room(service)
    bob, eve = await it.join(), await it.join("viewer")
    assert (await it.review(eve)).json()["code"] == "forbidden"
    assert (await it.review(it.author)).json()["effect"] == "own"
    await it.review(bob, "request_changes")
    assert await it.missing() == ["approvals", "changes_requested"]
    await it.review(bob, "comment")
    assert await it.missing() == ["approvals", "changes_requested"]
    await it.review(bob)
    assert await it.missing() == []
    assert await it.effects() == ["counts", "none", "replaced", "own"]
    await it.policy(approvals=2)
    assert await it.missing() == ["approvals"]
    await it.policy(author_approvals=True)
    assert await it.missing() == []
    await it.author.delete(f"{it.team}/members/{bob.id}", "*")
    assert await it.missing() == ["approvals"]
    assert (await it.effects())[0] == "left"
    absent = await it.review(it.author, revision=9)
    assert (absent.status_code, absent.json()["code"]) == (409, "revision_required")


async def test_an_approval_is_of_a_content(service: Service) -> None:
    it = await room(service)
    bob = await it.join()
    await it.review(bob)
    assert await it.revise(with_operation("1.1.0", b"# Only a comment.\n")) == 2
    assert (await it.read())["state"] == "ready"
    assert await it.effects() == ["counts"]
    await it.revise(contract_text("1.0.1"))
    assert await it.effects() == ["lapsed"]
    assert await it.missing() == ["approvals"]
    assert (await it.sign(revision=2)).json()["code"] == "revision_outdated"
    # What was approved comes back, for another base.
    await it.revise(with_operation("1.1.0"))
    assert await it.effects() == ["counts"]
    await it.author.upload(f"{it.api}/versions", contract_text("1.0.5"))
    assert await it.missing() == ["base_moved"]
    assert (await it.sign(revision=4)).json()["code"] == "proposal_not_ready"
    await it.revise(with_operation("1.1.0"))
    assert await it.effects() == ["lapsed"]


async def test_what_a_version_may_be(service: Service) -> None:
    it = await room(service, approvals=0)
    low = await it.sign(version="1.0.1")
    assert (low.status_code, low.json()["code"]) == (422, "version_too_low")
    assert low.json()["errors"][0]["pointer"] == "/version"
    lower = await it.sign(version="0.9.0")
    assert lower.json()["code"] == "version_too_low"
    signed = await it.sign(version="1.4.0")
    assert signed.json()["version"] == "1.4.0"


async def test_the_first_version_of_an_api(service: Service) -> None:
    author = await service.person()
    team = await service.team(author)
    api = await service.api(author, team)
    await author.patch(api, {"policy": {"approvals": 0}}, "*")
    made = await author.post(f"{api}/proposals", {"title": "The first"})
    it = Room(service, author, team, api, made.headers["location"])
    nothing = await it.sign()
    assert (nothing.status_code, nothing.json()["code"]) == (409, "revision_required")
    await it.revise(contract_text("first"))
    assert (await it.sign()).json()["code"] == "version_required"
    signed = await it.sign(version="0.1.0")
    assert signed.json()["provenance"] == {
        "proposal": 1,
        "revision": 1,
        "approved_by": [],
    }


async def test_who_signs(service: Service) -> None:
    it = await room(service, approvals=0, signers="maintainer")
    bob, eve = await it.join(), await it.join("viewer")
    key = await service.key(it.author, it.team, "proposals:write", "versions:write")
    for who in (bob, eve, key):
        assert (await it.sign(who)).json()["code"] == "forbidden"
    half = await service.key(it.author, it.team, "proposals:write")
    assert (await it.sign(half)).json()["code"] == "insufficient_scope"
    await it.policy(signers="member")
    assert (await it.sign(key)).status_code == 201


async def test_a_break_may_need_an_owner(service: Service) -> None:
    it = await room(
        service,
        contract_text("2.0.0"),
        with_operation("1.0.0"),
        breaking_change_needs="owner_approval",
    )
    bob, ada = await it.join("maintainer"), await it.join("owner")
    await it.review(bob)
    assert await it.missing() == ["owner_approval"]
    await it.review(ada)
    assert (await it.read())["offered_version"] == "2.0.0"
    assert (await it.sign(version="1.1.0")).json()["code"] == "version_too_low"
    assert (await it.sign()).status_code == 201


async def test_a_break_may_have_to_be_accepted(service: Service) -> None:
    it = await room(
        service,
        contract_text("2.0.0"),
        with_operation("1.0.0"),
        breaking_change_needs="acceptances",
        approvals=0,
    )
    assert await it.missing() == ["acceptances"]
    comparison = (await it.read())["revision"]["comparison"]["id"]
    path = f"{it.api}/comparisons/{comparison}/changes?verdict=breaking"
    found = (await it.author.get(path)).json()["items"]
    accept = f"{it.api}/acceptances"
    over = {"reason": "Last year.", "until": "2020-01-01"}
    kept = {"reason": "Nobody calls it.", "until": "2999-12-31"}
    named = [{"fingerprint": each["fingerprint"]} for each in found]
    for each in named:
        await it.author.post(accept, {**each, **over})
    assert await it.missing() == ["acceptances"]
    made = [(await it.author.post(accept, {**each, **kept})).json() for each in named]
    assert {each["accepted_by"] for each in made} == {it.author.id}
    assert (await it.read())["state"] == "ready"
    gone = await it.author.delete(f"{accept}/{made[-1]['id']}")
    assert gone.status_code == 204
    assert (await it.sign()).json()["code"] == "proposal_not_ready"
    await it.author.post(accept, {**named[-1], **kept})
    assert (await it.sign(version="1.1.0")).json()["code"] == "version_too_low"
    signed = await it.sign()
    assert signed.status_code == 201
    listed = (await it.author.get(accept)).json()["items"]
    assert len(listed) == 2 * len(found)
    # What was counted stays, whatever becomes of it.
    for each in listed:
        await it.author.delete(f"{accept}/{each['id']}")
    path = signed.headers["location"]
    kept = (await it.author.get(path)).json()["provenance"]["acceptances"]
    assert kept == [
        {"fingerprint": each["fingerprint"], "accepted_by": it.author.id}
        for each in sorted(named, key=lambda each: each["fingerprint"])
    ]
    page = (await it.author.get(f"{it.api}/versions")).json()["items"]
    assert "acceptances" not in page[0]["provenance"]


async def test_versions_may_have_to_be_proposed(service: Service) -> None:
    it = await room(service, approvals=0, direct_publishing=False)
    refused = await it.author.upload(f"{it.api}/versions", contract_text("1.0.1"))
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal_required")
    known = await it.author.upload(f"{it.api}/versions", contract_text())
    assert known.status_code == 200
    assert (await it.sign()).status_code == 201


async def test_signing_again_with_the_same_key(service: Service) -> None:
    it = await room(service, approvals=0)
    sent = [
        await it.author.post(f"{it.path}/signature", {"revision": 1}, key="once")
        for _ in range(2)
    ]
    assert [each.status_code for each in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()


async def test_one_signature_wins(service: Service) -> None:
    it = await room(service, approvals=0)
    sent = await asyncio.gather(*(it.sign() for _ in range(CALLERS)))
    codes = Counter(each.json().get("code", "signed") for each in sent)
    assert codes == {"signed": 1, "proposal_closed": CALLERS - 1}
    versions = (await it.author.get(f"{it.api}/versions")).json()["items"]
    assert [each["version"] for each in versions] == ["1.1.0", "1.0.0"]


async def test_rival_proposals(service: Service) -> None:
    it = await room(service, approvals=0)
    made = await it.author.post(f"{it.api}/proposals", {"title": "A rival"})
    rival = Room(service, it.author, it.team, it.api, made.headers["location"])
    await rival.revise(contract_text("1.2.0").replace(b"Refunds", b"Payments"))
    sent = await asyncio.gather(it.sign(), rival.sign())
    assert sorted(each.status_code for each in sent) == [201, 409]
    states = [(await each.read())["state"] for each in (it, rival)]
    assert sorted(states) == ["in_review", "published"]


@pytest.mark.parametrize("turn", range(TURNS))
async def test_approvals_of_what_changes_meanwhile(service: Service, turn: int) -> None:
    """Nothing is published that nobody has approved as it is."""
    it = await room(service)
    reviewers = [await it.join() for _ in range(3)]
    other = contract_text("1.0.1")

    async def revise() -> httpx2.Response:
        return await it.author.upload(f"{it.path}/revisions", other)

    async def sign() -> httpx2.Response:
        while True:
            sent = await it.sign()
            if sent.status_code != 409 or await it.read_revision() > 1:
                return sent

    signed, revised, *reviewed = await asyncio.gather(
        *(sign(), revise()), *(it.review(each) for each in reviewers)
    )
    view = await it.read()
    if signed.status_code == 201:
        approved = signed.json()["provenance"]["approved_by"]
        assert approved
        assert set(approved) <= {each.id for each in reviewers}
        assert revised.json()["code"] == "proposal_closed"
        assert view["state"] == "published"
    else:
        assert revised.status_code == 201
        # Nobody has approved of that.
        assert [each["code"] for each in view["missing"]] == ["approvals"]
        effects = {each.json()["effect"] for each in reviewed}
        assert effects <= {"counts", "lapsed"}


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize("rival", ["revision", "policy", "objection", "withdrawal"])
async def test_what_comes_between(service: Service, rival: str, turn: int) -> None:
    """Either it was signed before, or it was not: never a version without its terms."""
    it = await room(service)
    bob = await it.join()
    await it.review(bob)

    async def interfere() -> httpx2.Response:
        if rival == "revision":
            path = f"{it.path}/revisions"
            return await it.author.upload(path, contract_text("1.0.1"))
        if rival == "policy":
            return await it.author.patch(it.api, {"policy": {"approvals": 2}}, "*")
        if rival == "withdrawal":
            return await it.author.call("PUT", f"{it.path}/withdrawal", match="*")
        return await it.review(bob, "request_changes")

    signed, other = await asyncio.gather(it.sign(), interfere())
    view = await it.read()
    if signed.status_code == 201:
        assert view["state"] == "published"
        assert signed.json()["provenance"]["approved_by"] == [bob.id]
        if rival != "policy":
            assert other.json()["code"] == "proposal_closed"
    else:
        assert signed.json()["code"] in {
            "proposal_not_ready",
            "proposal_closed",
            "revision_outdated",
        }
        assert view["state"] in {"in_review", "withdrawn"}
        assert other.status_code in {200, 201}
        versions = (await it.author.get(f"{it.api}/versions")).json()["items"]
        assert len(versions) == 1
