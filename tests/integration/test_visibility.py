"""APIs that everyone sees, and what is theirs alone who own them."""

import json
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.integration.test_tenancy import (
    ON_THE_WAY,
    OPERATIONS,
    Estate,
    attempt,
    build,
)
from tests.support import contract
from tests.support.client import Actor, Service, contract_text

pytestmark = pytest.mark.asyncio

# What a guest may do with an API that everyone sees, by the contract's descriptions.
GUESTS = {
    *("get_api", "list_versions", "get_version", "download_version"),
    *("get_mock", "get_mock_report", "reset_mock", "create_comparison"),
    *("get_comparison", "list_changes", "download_certificate", "download_changelog"),
    *("create_proposal", "list_proposals", "get_proposal", "list_revisions"),
    *("get_revision", "download_revision", "list_reviews", "list_affected_consumers"),
    *("create_thread", "list_threads", "get_thread", "add_comment", "list_comments"),
}
EVERY_SCOPE = (
    *("teams:read", "members:read", "apis:read", "apis:write", "versions:read"),
    *("versions:write", "consumers:read", "consumers:write", "deployments:read"),
    *("deployments:write", "proposals:read", "proposals:write"),
)


async def show(owner: Actor, api: str, to: str = "everyone") -> None:
    tag = (await owner.get(api)).headers["etag"]
    shown = await owner.patch(api, {"visibility": to}, tag)
    assert (shown.status_code, shown.json()["visibility"]) == (200, to)


def api_of(estate: Estate) -> str:
    return f"{estate.team}/apis/{estate.values['api_id']}"


def code(response: httpx2.Response) -> tuple[int, str]:
    is_problem = response.status_code >= 400
    return response.status_code, response.json()["code"] if is_problem else ""


async def test_each_kind_of_guest_and_each_operation(service: Service) -> None:
    estate, own = await build(service), await build(service)
    await show(estate.owner, api_of(estate))
    former = await service.join(estate.owner, estate.team, "owner")
    place = f"{estate.team}/members/{former.id}"
    tag = (await former.get(place)).headers["etag"]
    assert (await former.delete(place, tag)).status_code == 204
    guests = {
        "stranger": await service.person(),
        "former owner": former,
        "key of another team": await service.key(own.owner, own.team, *EVERY_SCOPE),
    }
    for who, actor in guests.items():
        is_key = who.startswith("key")
        for method, template, operation in OPERATIONS:
            name = operation["operationId"]
            if "{team_id}/apis/{api_id}" not in template:
                continue
            if is_key and not any("api_key" in each for each in operation["security"]):
                continue
            path = contract.fill(template, **estate.values)
            found = await attempt(actor, method, path, name, "x@example.com")
            if name == "answer_for_consumer":
                # The API is seen, and the consumer is not.
                assert found == (404, "not_found"), (who, name)
            elif name not in GUESTS or (name == "create_proposal" and is_key):
                assert found == (403, "forbidden"), (who, name)
            else:
                assert found[0] < 300 or found[1] in ON_THE_WAY, (who, name, found)
    for path in (estate.team, f"{estate.team}/apis", f"{estate.team}/members"):
        assert code(await former.get(path)) == (404, "not_found")


async def test_what_is_hidden_again_is_not_there(service: Service) -> None:
    estate, guest = await build(service), await service.person()
    api = api_of(estate)
    name = (await estate.owner.get(api)).json()["name"]
    team = (await estate.owner.get(estate.team)).json()["name"]
    query = f"/v1/apis?team={team}&name={name}"
    for to, status, number in (("everyone", 200, 1), ("team", 404, 0)):
        await show(estate.owner, api, to)
        for path in (api, f"{api}/versions", f"{api}/versions/1.0.0"):
            assert (await guest.get(path)).status_code == status, path
        assert len((await guest.get(query)).json()["items"]) == number
    assert code(await guest.post(f"{api}/proposals", {"title": "Mine"}))[0] == 404


async def test_members_leave_visibility_alone(service: Service) -> None:
    estate = await build(service)
    member = await service.join(estate.owner, estate.team, "member")
    key = await service.key(estate.owner, estate.team, "apis:write", "apis:read")
    api = api_of(estate)
    tag = (await member.get(api)).headers["etag"]
    made = {"name": "shown", "title": "Shown", "visibility": "everyone"}
    for actor in (member, key):
        changed = await actor.patch(api, {"visibility": "everyone"}, tag)
        assert code(changed) == (403, "forbidden")
        assert code(await actor.post(f"{estate.team}/apis", made))[0] == 403
    shown = await estate.owner.post(f"{estate.team}/apis", made)
    assert (shown.status_code, shown.json()["visibility"]) == (201, "everyone")


async def test_guests_change_what_they_proposed_and_nothing_else(
    service: Service,
) -> None:
    estate, guest = await build(service), await service.person()
    api = api_of(estate)
    await show(estate.owner, api)
    made = await guest.post(f"{api}/proposals", {"title": "Mine"})
    own = made.headers["location"]
    added = await guest.upload(f"{own}/revisions", contract_text("1.0.1", "Mine"))
    assert (added.status_code, added.json()["comparison"]["verdict"]) == (
        *(201, "compatible"),
    )
    rebased = await guest.post(f"{own}/rebases")
    assert rebased.status_code == 200
    match = (await guest.get(own)).headers["etag"]
    renamed = await guest.patch(own, {"title": "Ours"}, match)
    assert renamed.status_code == 200
    # Who publishes is for the team to say.
    for path, body in (
        (f"{own}/reviews", {"revision": 1, "verdict": "approve"}),
        (f"{own}/signature", {"revision": 1}),
    ):
        assert code(await guest.post(path, body)) == (403, "forbidden")
    other = f"{api}/proposals/1"
    assert code(await guest.upload(f"{other}/revisions", contract_text()))[0] == 403
    assert code(await guest.patch(other, {"title": "Mine"}, '"x"'))[0] == 403
    viewer = await service.join(estate.owner, estate.team, "viewer")
    assert code(await viewer.post(f"{api}/proposals", {"title": "V"}))[0] == 201
    tag = renamed.headers["etag"]
    withdrawn = await guest.call("PUT", f"{own}/withdrawal", match=tag)
    assert withdrawn.json()["state"] == "withdrawn"


async def test_guests_are_shown_what_is_published_or_proposed(service: Service) -> None:
    estate, guest = await build(service), await service.person()
    api = api_of(estate)
    await show(estate.owner, api)
    secret = await estate.owner.upload(
        f"{api}/versions/1.0.0/comparisons", contract_text("2.0.0", "Secret")
    )
    hidden = f"{api}/comparisons/{secret.json()['id']}"
    for path in (hidden, f"{hidden}/changes", f"{hidden}/certificate"):
        assert (await guest.get(path)).status_code == 404, path
    proposed = await guest.get(f"{api}/proposals/1")
    shown = proposed.json()["revision"]["comparison"]["id"]
    read = await guest.get(f"{api}/comparisons/{shown}")
    assert read.json()["state"] == "finished"
    certificate = await guest.get(f"{api}/comparisons/{shown}/certificate")
    body = {"certificate": json.loads(certificate.content)}
    # Published is one side alone; the other is for the guest to give.
    verified = await guest.post("/v1/certificates/verifications", body)
    assert verified.json()["result"] == "unknown_document"


async def test_a_mock_is_for_who_sees_the_version(service: Service) -> None:
    estate, other = await build(service), await build(service)
    place = f"{api_of(estate)}/versions/1.0.0/mock"
    await show(estate.owner, api_of(estate))
    key = await service.key(other.owner, other.team, *EVERY_SCOPE)
    mocks = [
        urlsplit((await actor.get(place)).json()["url"]).path
        for actor in (await service.person(), key)
    ]
    for to, status in (("everyone", 200), ("team", 404), ("everyone", 200)):
        await show(estate.owner, api_of(estate), to)
        for mock in mocks:
            answer = await service.anonymous.get(f"{mock}/_mock")
            assert answer.status_code == status


async def test_consumers_of_any_team_build_on_what_they_see(service: Service) -> None:
    estate, other = await build(service), await build(service)
    api, consumer = estate.values["api_id"], other.values["consumer_id"]
    nothing = {"usage": "countersign.usage/1", "consumer": "shop", "operations": {}}
    known = {"api_id": api, "version": "1.0.0", "usage": nothing}
    body = {"version": "2", "built_against": [known]}
    place = f"{other.team}/consumers/{consumer}/versions"
    key = await service.key(other.owner, other.team, *EVERY_SCOPE)
    assert code(await other.owner.post(place, body)) == (404, "not_found")
    await show(estate.owner, api_of(estate))
    registered = await other.owner.post(place, body)
    assert registered.status_code == 201, registered.text
    assert registered.json()["built_against"][0]["api_id"] == api
    again = await key.post(place, body)
    assert (again.status_code, again.json()) == (200, registered.json())
