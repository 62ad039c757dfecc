"""Guests of an API that everyone sees: what they may add, and what they leave."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from httpx2 import Response

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.integration.test_comparison_turns import days, waiting
from tests.integration.test_comparisons import compared, published
from tests.integration.test_quotas import refused
from tests.integration.test_visibility import show
from tests.integration.test_webhooks import write
from tests.support.client import Actor, Service, contract_text, running

__all__ = ["waiting"]
pytestmark = pytest.mark.asyncio

SIZE = len(contract_text())
FEW = {
    "quota_proposals": 6,
    "quota_comments": 6,
    "quota_bytes": 6 * SIZE,
    "quota_guest_proposals": 2,
    "quota_guest_comments": 2,
    "quota_guest_bytes": 2 * SIZE,
    "quota_guest_consumers": 1,
    "quota_guests_consumers": 2,
}
REST = "that guests may add to; the rest is for members of the team."


@pytest_asyncio.fixture
async def service(database: Database, generous: Settings) -> AsyncIterator[Service]:
    async with running(create(generous.model_copy(update=FEW))) as service:
        yield service


async def shown(service: Service) -> tuple[Actor, str]:
    """Return a maintainer and an API of theirs that everyone sees."""
    ada = await service.person()
    team = await service.team(ada)
    body = {"name": "shown", "title": "Shown", "visibility": "everyone"}
    made = await ada.post(f"{team}/apis", body)
    return ada, made.headers["location"]


async def propose(actor: Actor, api: str) -> str:
    made = await actor.post(f"{api}/proposals", {"title": "Mine"})
    assert made.status_code == 201, made.text
    return str(made.headers["location"])


async def test_proposals(service: Service) -> None:
    ada, api = await shown(service)
    guests = [await service.person() for _ in range(2)]
    own = [await propose(guests[0], api) for _ in range(2)]
    more = await guests[0].post(f"{api}/proposals", {"title": "More"})
    told = "You have 2 of 2 open proposals of the API. Withdraw one first."
    assert refused(more, told)
    await propose(guests[1], api)
    full = await guests[1].post(f"{api}/proposals", {"title": "More"})
    assert refused(full, f"The API has 3 of 3 open proposals {REST}")
    for _ in range(3):
        await propose(ada, api)
    last = await ada.post(f"{api}/proposals", {"title": "More"})
    assert refused(last, "The API has 6 of 6 open proposals.")
    tag = (await guests[0].get(own[0])).headers["etag"]
    gone = await guests[0].call("PUT", f"{own[0]}/withdrawal", match=tag)
    assert gone.status_code == 200
    await propose(ada, api)


async def test_withdrawn_proposals(service: Service, database: Database) -> None:
    _, api = await shown(service)
    guest = await service.person()
    for _ in range(20):
        own = await propose(guest, api)
        gone = await guest.call("PUT", f"{own}/withdrawal", match="*")
        assert gone.status_code == 200
    more = await guest.post(f"{api}/proposals", {"title": "More"})
    told = "You have withdrawn 20 of 20 proposals of the API in 30 days."
    assert refused(more, f"{told} Change one that is open.")
    await propose(await service.person(), api)
    earlier = "withdrawn_at = now() - interval '31 days'"
    await write(database, f"UPDATE proposals SET {earlier} WHERE number = 1")
    await propose(guest, api)


async def test_changes(database: Database, generous: Settings) -> None:
    app = create(generous.model_copy(update={"proposal_rate": 5}))
    async with running(app) as service:
        _, api = await shown(service)
        guest = await service.person()
        own = await propose(guest, api)
        codes = [
            (await guest.patch(own, {"title": f"{number}"}, "*")).status_code
            for number in range(6)
        ]
        assert codes[:2] == [200, 200]
        assert codes[-1] == 429
        gone = await guest.call("PUT", f"{own}/withdrawal", match="*")
        assert gone.status_code == 429


async def test_documents(service: Service) -> None:
    ada, api = await shown(service)
    guests = [await service.person() for _ in range(2)]
    own = [await propose(each, api) for each in guests]
    for number in range(2):
        added = await guests[0].upload(
            f"{own[0]}/revisions", contract_text(f"{number}.0.0")
        )
        assert added.status_code == 201, added.text
    more = await guests[0].upload(f"{own[0]}/revisions", contract_text("2.0.0"))
    told = f"The API has {2 * SIZE} of {2 * SIZE} bytes of documents by you"
    assert refused(more, f"{told}, and this one has {SIZE}.")
    # Withdrawn is not forgotten.
    tag = (await guests[0].get(own[0])).headers["etag"]
    await guests[0].call("PUT", f"{own[0]}/withdrawal", match=tag)
    again = await propose(guests[0], api)
    assert refused(await guests[0].upload(f"{again}/revisions", contract_text()), told)
    await guests[1].upload(f"{own[1]}/revisions", contract_text())
    full = await guests[1].upload(f"{own[1]}/revisions", contract_text("1.0.1"))
    told = f"The team has {3 * SIZE} of {3 * SIZE} bytes of documents {REST[:-1]}"
    assert refused(full, f"{told}, and this one has {SIZE}.")
    # Members have the rest, on a guest's proposal, too.
    added = await ada.upload(f"{own[1]}/revisions", contract_text("1.0.1"))
    assert added.status_code == 201, added.text
    for version in ("1.0.0", "2.0.0"):
        assert (await ada.upload(f"{api}/versions", contract_text(version))).is_success
    last = await ada.upload(f"{api}/versions", contract_text("3.0.0"))
    assert refused(last, f"The team has {6 * SIZE} of {6 * SIZE} bytes of documents")


async def test_comments(service: Service) -> None:
    ada, api = await shown(service)
    guests = [await service.person() for _ in range(2)]
    proposal = await propose(ada, api)
    assert (await ada.upload(f"{proposal}/revisions", contract_text())).is_success

    async def begin(actor: Actor) -> str:
        body = {"revision": 1, "body": "Why?"}
        begun = await actor.post(f"{proposal}/threads", body)
        assert begun.status_code == 201, begun.text
        return str(begun.headers["location"])

    thread = await begin(guests[0])
    said = {"body": "Because."}
    assert (await guests[0].post(f"{thread}/comments", said)).status_code == 201
    told = "The proposal has 2 of 2 comments by you."
    assert refused(await guests[0].post(f"{thread}/comments", said), told)
    another = {"revision": 1, "body": "Why not?"}
    assert refused(await guests[0].post(f"{proposal}/threads", another), told)
    await begin(guests[1])
    told = f"The proposal has 3 of 3 comments {REST}"
    assert refused(await guests[1].post(f"{thread}/comments", said), told)
    threads = [{"body": "Here."}, {"body": "There."}]
    review = {"revision": 1, "verdict": "comment", "threads": threads}
    assert (await ada.post(f"{proposal}/reviews", review)).status_code == 201
    told = "The proposal has 5 of 6 comments, and this one has 2."
    assert refused(await ada.post(f"{proposal}/reviews", review), told)
    assert (await ada.post(f"{thread}/comments", said)).status_code == 201


async def test_consumers(service: Service) -> None:
    ada, api = await shown(service)
    for version in ("1.0.0", "2.0.0"):
        assert (await ada.upload(f"{api}/versions", contract_text(version))).is_success
    api_id = api.rpartition("/")[2]

    async def build(actor: Actor, consumer: str, label: str, version: str) -> Response:
        known = {"api_id": api_id, "version": version}
        body = {"version": label, "built_against": [known]}
        return await actor.post(f"{consumer}/versions", body)

    async def consumer(actor: Actor, team: str, name: str) -> str:
        body = {"name": name, "title": "An application"}
        return str((await actor.post(f"{team}/consumers", body)).headers["location"])

    guests = [await service.person() for _ in range(3)]
    teams = [await service.team(each) for each in guests]
    for guest, team in zip(guests[:2], teams, strict=False):
        first = await consumer(guest, team, "first")
        for number in (1, 2):
            made = await build(guest, first, f"{number}", f"{number}.0.0")
            assert made.status_code == 201
    second = await consumer(guests[0], teams[0], "second")
    told = "An API has 1 of 1 consumers of your team. Delete something first."
    assert refused(await build(guests[0], second, "1", "1.0.0"), told)
    third = await consumer(guests[2], teams[2], "third")
    told = "An API has 2 of 2 consumers of other teams."
    assert refused(await build(guests[2], third, "1", "1.0.0"), told)
    # Those of its own team are not counted.
    own = api.partition("/apis/")[0]
    for name in ("one", "two", "three"):
        made = await build(ada, await consumer(ada, own, name), "1", "1.0.0")
        assert made.status_code == 201


async def test_comparisons(database: Database, waiting: Settings) -> None:
    async with running(create(waiting)) as service:
        ada, api = await published(service)
        await show(ada, api)
        guest = await service.person()
        asked = [await compared(guest, api, **each) for each in days(4)]
        assert [each.status_code for each in asked] == [202, 202, 429]
        assert asked[-1].json()["detail"].startswith("2 comparisons of this team are")
        asked = [await compared(ada, api, **each) for each in days(6)[3:]]
        assert [each.status_code for each in asked] == [202, 429]
