"""How three teams agree on a change of a contract that people use, from end to end."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from standardwebhooks import Webhook

from impl.engine.text.documents import load
from impl.engine.usage.from_har import from_har
from impl.engine.usage.from_pact import from_pact
from impl.engine.usage.writing import written
from tests.integration.test_webhooks import Receiver, hook, near, receiver, service
from tests.support.client import Actor, Service
from tests.support.corpus import CONTRACTS

__all__ = ["near", "receiver", "service"]
_MUSEUM = CONTRACTS / "museum" / "openapi.yaml"
_KIND = b"      enum:\n        - event\n        - general\n"
_NO_EVENTS = (
    b"      enum:\n        # Events have a desk of their own.\n        - general\n"
)
_ABOUT = {"side": "revision", "pointer": "/components/schemas/TicketType/enum/0"}
_JUNIT = b'<testsuite><testcase name="POST /tickets"/></testsuite>'
_HOURS = b"paths:\n  /museum-hours:\n"
_EXHIBITS = b"""\
paths:
  /exhibits:
    get:
      operationId: listExhibits
      responses: {'200': {description: All exhibits.}}
  /museum-hours:
"""
pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(not _MUSEUM.exists(), reason=f"no contract at {_MUSEUM}"),
]


@dataclass
class Crew:
    """A team with its place of production, and who owns it."""

    owner: Actor
    team: str
    production: str

    async def ask(self, path: str, version: str) -> Any:
        """Return whether a version may go to production, once that is known."""
        query = f"{self.production}/{path}/can-i-deploy?version={version}"
        while True:
            found = await self.owner.get(query)
            assert found.status_code in {200, 202}, found.text
            told = found.json()
            # One pair alone may say no, before all the others are compared.
            if not told["counts"]["unknown"]:
                return told
            await asyncio.sleep(0.05)

    async def deploy(self, path: str, **labels: str) -> None:
        made = await self.owner.post(f"{self.production}/{path}/deployments", labels)
        assert made.status_code == 201, made.text


async def crew(service: Service) -> Crew:
    owner = await service.person()
    team = await service.team(owner)
    place = {"name": "production", "title": "Production"}
    made = await owner.post(f"{team}/environments", place)
    return Crew(owner, team, made.headers["location"])


async def application(by: Crew, name: str) -> str:
    made = await by.owner.post(
        f"{by.team}/consumers", {"name": name, "title": name.capitalize()}
    )
    return str(made.headers["location"])


async def declare(
    by: Crew, consumer: str, label: str, api_id: str, version: str, usage: Any
) -> None:
    known = {"api_id": api_id, "version": version, "usage": usage}
    body = {"version": label, "built_against": [known]}
    made = await by.owner.post(f"{consumer}/versions", body)
    assert made.status_code == 201, made.text


def har_of_hours() -> dict[str, Any]:
    """Return what a browser recorded at the kiosk."""
    hours = [{"date": "2023-10-29", "timeOpen": "09:00", "timeClose": "18:00"}]
    url = "https://redocly.com/_mock/docs/openapi/museum-api/museum-hours?limit=7"
    content = {"mimeType": "application/json", "text": json.dumps(hours)}
    entry = {
        "request": {"method": "GET", "url": url, "headers": []},
        "response": {"status": 200, "content": content},
    }
    return {"log": {"version": "1.2", "entries": [entry]}}


def pact_of_tickets(kind: str) -> dict[str, Any]:
    """Return what the tests of an application expect that sells tickets."""
    ticket = {"ticketType": kind, "ticketDate": "2023-09-07"}
    json_type = {"Content-Type": "application/json"}
    bought = {**ticket, "message": "Bought.", "confirmationCode": "ticket-1"}
    return {
        "consumer": {"name": "tickets"},
        "provider": {"name": "museum"},
        "interactions": [
            {
                "description": "a ticket",
                "request": {
                    "method": "POST",
                    "path": "/tickets",
                    "headers": json_type,
                    "body": ticket,
                },
                "response": {"status": 201, "headers": json_type, "body": bought},
            }
        ],
        "metadata": {"pactSpecification": {"version": "2.0.0"}},
    }


async def test_three_teams_agree_on_a_change(
    service: Service, receiver: Receiver
) -> None:
    text = _MUSEUM.read_bytes()
    assert _KIND in text
    assert _HOURS in text
    museum, lobby, sales = [await crew(service) for _ in range(3)]
    reviewer = await service.join(museum.owner, museum.team, "member")

    # A contract that everyone builds on, and a policy: two pairs of eyes, and each
    # change that breaks somebody is accepted by name.
    made = await museum.owner.post(
        f"{museum.team}/apis",
        {
            "name": "museum",
            "title": "Museum",
            "visibility": "everyone",
            "policy": {"breaking_change_needs": "acceptances"},
        },
    )
    api, api_id = made.headers["location"], made.json()["id"]
    told = ("version.published", "proposal.signed", "verification.recorded")
    _, webhook = await hook(museum.owner, museum.team, receiver.url, *told)
    published = await museum.owner.upload(f"{api}/versions", text)
    assert (published.status_code, published.json()["version"]) == (201, "1.2.1")

    # Two applications of other teams say what they use of it.
    contract = load(text)
    kiosk = await application(lobby, "kiosk")
    hours = written(from_har(contract, har_of_hours(), consumer="kiosk"))
    await declare(lobby, kiosk, "3", api_id, "1.2.1", hours)
    tickets = await application(sales, "tickets")
    events = written(from_pact(contract, pact_of_tickets("event")))
    await declare(sales, tickets, "7", api_id, "1.2.1", events)
    kiosk_id, tickets_id = (each.rpartition("/")[2] for each in (kiosk, tickets))
    await museum.deploy(f"apis/{api_id}", version="1.2.1", build="100")
    assert (await lobby.ask(f"consumers/{kiosk_id}", "3"))["answer"] == "yes"
    await lobby.deploy(f"consumers/{kiosk_id}", version="3")
    await sales.deploy(f"consumers/{tickets_id}", version="7")

    # A proposal that breaks one of them.
    made = await museum.owner.post(
        f"{api}/proposals", {"title": "Events are no tickets any more"}
    )
    proposal = made.headers["location"]
    ours = text.replace(_KIND, _NO_EVENTS)
    added = await museum.owner.upload(f"{proposal}/revisions", ours)
    assert added.json()["comparison"]["verdict"] == "breaking"
    seen: dict[str, Any] = {}
    while not seen or any("verdict" not in each for each in seen.values()):
        listed = await museum.owner.get(f"{proposal}/consumers")
        seen = {each["name"]: each for each in listed.json()["items"]}
    verdicts = {name: each["verdict"] for name, each in seen.items()}
    assert verdicts == {"kiosk": "compatible", "tickets": "breaking"}
    # The one by proof, which anybody may verify who has both documents.
    place = f"{api}/comparisons/{seen['kiosk']['uses'][0]['comparison_id']}"
    certificate = json.loads((await lobby.owner.get(f"{place}/certificate")).content)
    verified = await lobby.owner.post(
        "/v1/certificates/verifications",
        {
            "certificate": certificate,
            "base": text.decode(),
            "revision": ours.decode(),
        },
    )
    assert verified.json() == {"result": "valid", "reasons": []}
    # The other by a message that it may send, and that is not taken any more.
    place = f"{api}/comparisons/{seen['tickets']['uses'][0]['comparison_id']}"
    changes = (await sales.owner.get(f"{place}/changes?verdict=breaking")).json()
    message = changes["items"][0]["witness"]["message"]
    assert (message["method"], message["path"]) == ("POST", "/tickets")
    assert '"event"' in json.dumps(message)

    # Both teams speak, reviewers too.
    for by, consumer_id, answer, reason in (
        (sales, tickets_id, "object", "We sell tickets to events until March."),
        (sales, tickets_id, "consent", "We have moved on."),
    ):
        path = f"{proposal}/consumers/{consumer_id}/answer"
        body = {"revision": 1, "answer": answer, "reason": reason}
        assert (await by.owner.call("PUT", path, body)).status_code == 200
    question = {"revision": 1, "body": "From when on?", "anchor": _ABOUT}
    begun = await reviewer.post(f"{proposal}/threads", question)
    thread = begun.headers["location"]
    assert begun.json()["stands_at"]["excerpt"].strip() == "- general"
    replied = await sales.owner.post(f"{thread}/comments", {"body": "April."})
    assert replied.status_code == 201
    for verdict, said in (("comment", "Who sells them now?"), ("approve", "Good.")):
        body = {"revision": 1, "verdict": verdict, "body": said}
        sent = await reviewer.post(f"{proposal}/reviews", body)
        assert sent.status_code == 201, sent.text
    waiting = (await museum.owner.get(proposal)).json()["missing"]
    assert [each["code"] for each in waiting] == ["acceptances"]
    comparison = added.json()["comparison"]["id"]
    breaking = (
        await museum.owner.get(
            f"{api}/comparisons/{comparison}/changes?verdict=breaking"
        )
    ).json()["items"]
    for change in breaking:
        body = {"fingerprint": change["fingerprint"], "reason": "Agreed with sales."}
        accepted = await museum.owner.post(f"{api}/acceptances", body)
        assert accepted.status_code == 201, accepted.text
    assert (await museum.owner.get(proposal)).json()["state"] == "ready"

    # A rival is signed first: somebody of another team proposed it.
    made = await lobby.owner.post(f"{api}/proposals", {"title": "Exhibits"})
    rival = made.headers["location"]
    theirs = text.replace(_HOURS, _EXHIBITS)
    assert (await lobby.owner.upload(f"{rival}/revisions", theirs)).status_code == 201
    await reviewer.post(f"{rival}/reviews", {"revision": 1, "verdict": "approve"})
    signed = await museum.owner.post(f"{rival}/signature", {"revision": 1})
    assert (signed.status_code, signed.json()["version"]) == (201, "1.3.0")
    waiting = (await museum.owner.get(proposal)).json()["missing"]
    assert "base_moved" in [each["code"] for each in waiting]
    rebased = await museum.owner.post(f"{proposal}/rebases")
    assert (rebased.status_code, rebased.json()["number"]) == (201, 2)
    merged = await museum.owner.get(f"{proposal}/revisions/2/document")
    assert merged.content == ours.replace(_HOURS, _EXHIBITS)
    # What people talk about is where it was, a few lines further down.
    carried = (await reviewer.get(thread)).json()
    assert (carried["fate"], carried["comments"]) == ("same", 2)
    assert carried["stands_at"]["line"] > begun.json()["stands_at"]["line"]
    assert (await reviewer.call("PUT", f"{thread}/resolution")).json()["state"] == (
        "resolved"
    )
    # What was approved is another change now.
    waiting = (await museum.owner.get(proposal)).json()["missing"]
    assert [each["code"] for each in waiting] == ["approvals"]
    await reviewer.post(f"{proposal}/reviews", {"revision": 2, "verdict": "approve"})
    signed = await museum.owner.post(f"{proposal}/signature", {"revision": 2})
    assert (signed.status_code, signed.json()["version"]) == (201, "2.0.0")
    assert signed.json()["provenance"]["proposal"] == 1

    # It may not go out before the one it breaks has moved on.
    asked = await museum.ask(f"apis/{api_id}", "2.0.0")
    codes = {each["consumer_version"]: each["code"] for each in asked["items"]}
    assert (asked["answer"], codes) == ("no", {"7": "breaking", "3": "compatible"})
    general = written(from_pact(contract, pact_of_tickets("general")))
    await declare(sales, tickets, "8", api_id, "2.0.0", general)
    assert (await sales.ask(f"consumers/{tickets_id}", "8"))["answer"] == "yes"
    await sales.deploy(f"consumers/{tickets_id}", version="8")
    asked = await museum.ask(f"apis/{api_id}", "2.0.0")
    assert asked["answer"] == "yes"
    # Nor before its tests say that the build keeps what the contract says.
    tag = (await museum.owner.get(api)).headers["etag"]
    demand = {"policy": {"verification": {"required": True}}}
    assert (await museum.owner.patch(api, demand, tag)).status_code == 200
    asked = await museum.ask(f"apis/{api_id}", "2.0.0&build=101")
    assert (asked["answer"], asked["verification"]["code"]) == (
        "unknown",
        "not_verified",
    )
    place = f"{api}/versions/2.0.0/verifications?build=101"
    sent = await museum.owner.upload(place, _JUNIT, "text/xml")
    assert (sent.status_code, sent.json()["outcome"]) == (201, "passed")
    asked = await museum.ask(f"apis/{api_id}", "2.0.0&build=101")
    assert (asked["answer"], asked["verification"]["code"]) == ("yes", "verified")
    await museum.deploy(f"apis/{api_id}", version="2.0.0", build="101")

    # All of that was sent, and is what the service says that it is.
    secret = Webhook(webhook["secret"])
    messages = [secret.verify(body, head) for head, body in await receiver.heard(6)]
    types = Counter(each["type"] for each in messages)
    assert types == dict(zip(told, (3, 2, 1), strict=True))
    events = (await museum.owner.get(f"{museum.team}/events?type={told[0]}")).json()
    assert {each["id"]: each for each in events["items"]} == {
        each["data"]["id"]: each["data"] for each in messages if each["type"] == told[0]
    }

    # Where a team keeps its contract to itself, nobody else hears of what is where.
    tag = (await museum.owner.get(api)).headers["etag"]
    await museum.owner.patch(api, {"visibility": "team"}, tag)
    asked = await lobby.ask(f"consumers/{kiosk_id}", "3")
    assert [each["code"] for each in asked["items"]] == ["not_deployed"]
