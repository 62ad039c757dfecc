import asyncio
from collections import Counter

import pytest

from tests.support.client import Actor, Service

pytestmark = pytest.mark.asyncio


async def tag_of(actor: Actor, team: str, person: Actor) -> str:
    response = await actor.get(f"{team}/members/{person.id}")
    return str(response.headers["etag"])


async def test_adding_changing_and_removing(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.person()
    body = {"email": bob.email.upper(), "role": "viewer"}
    added = await ada.post(f"{team}/members", body, key="k")
    assert added.json()["email"] == bob.email
    path = added.headers["location"]
    same = await ada.get(path, **{"If-None-Match": added.headers["etag"]})
    assert same.status_code == 304
    again = await ada.post(f"{team}/members", body)
    assert (again.status_code, again.json()["code"]) == (409, "already_member")
    body["email"] = "nobody@example.com"
    unknown = await ada.post(f"{team}/members", body)
    assert (unknown.status_code, unknown.json()["code"]) == (409, "unknown_person")
    changed = await ada.patch(path, {"role": "maintainer"}, added.headers["etag"])
    assert changed.json()["role"] == "maintainer"
    assert (await ada.patch(path, {}, added.headers["etag"])).status_code == 412
    assert (await ada.delete(path, added.headers["etag"])).status_code == 412
    assert (await ada.delete(path, changed.headers["etag"])).status_code == 204
    assert (await ada.get(path)).status_code == 404
    assert (await bob.get(team)).status_code == 404


async def test_pages(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "member")
    page = await ada.get(f"{team}/members?limit=1")
    after = await ada.get(page.headers["link"].partition(">")[0][1:])
    found = [each["person_id"] for each in page.json()["items"] + after.json()["items"]]
    assert found == [bob.id, ada.id]


async def test_only_owners_make_and_unmake_owners(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "maintainer")
    eve = await service.person()
    body = {"email": eve.email, "role": "owner"}
    own, other = (f"{team}/members/{each.id}" for each in (bob, ada))
    for response in (
        await bob.post(f"{team}/members", body),
        await bob.patch(own, {"role": "owner"}, await tag_of(bob, team, bob)),
        await bob.patch(other, {"role": "viewer"}, await tag_of(bob, team, ada)),
        await bob.delete(other, await tag_of(bob, team, ada)),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "forbidden")


async def test_the_last_owner_stays(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    path, tag = f"{team}/members/{ada.id}", await tag_of(ada, team, ada)
    for response in (
        await ada.patch(path, {"role": "member"}, tag),
        await ada.delete(path, tag),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "last_owner")
    assert (await ada.patch(path, {"role": "owner"}, tag)).status_code == 200


async def test_two_owners_can_not_both_leave(service: Service) -> None:
    ada = await service.person()
    for _ in range(5):
        team = await service.team(ada)
        bob = await service.join(ada, team, "owner")
        tags = [await tag_of(ada, team, each) for each in (ada, bob)]
        answers = await asyncio.gather(
            ada.delete(f"{team}/members/{ada.id}", tags[0]),
            bob.delete(f"{team}/members/{bob.id}", tags[1]),
        )
        assert Counter(each.status_code for each in answers) == {204: 1, 409: 1}


async def test_everybody_may_leave(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "viewer")
    tag = await tag_of(bob, team, bob)
    assert (await bob.delete(f"{team}/members/{bob.id}", tag)).status_code == 204
    assert (await bob.get(team)).status_code == 404


async def test_a_membership_begun_anew_is_another_state(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "viewer")
    old = await tag_of(ada, team, bob)
    await ada.delete(f"{team}/members/{bob.id}", old)
    await ada.post(f"{team}/members", {"email": bob.email, "role": "viewer"})
    assert (await ada.delete(f"{team}/members/{bob.id}", old)).status_code == 412
