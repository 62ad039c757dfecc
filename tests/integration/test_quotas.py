"""What people and teams may have, whoever asks at the same time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import text

from impl import rules
from impl.app import create
from impl.database.unit_of_work import Database
from impl.errors import NotFound
from impl.services.team_quotas import TeamQuota, TeamQuotas
from impl.settings import Settings
from tests.support.client import Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio

FEW = {
    "quota_teams": 3,
    "quota_members": 3,
    "quota_api_keys": 3,
    "quota_apis": 3,
    "quota_versions": 3,
}


@pytest_asyncio.fixture
async def small(database: Database, generous: Settings) -> AsyncIterator[Service]:
    async with running(create(generous.model_copy(update=FEW))) as service:
        yield service


def refused(response: httpx2.Response, what: str) -> bool:
    if response.status_code != 409:
        return False
    problem = response.json()
    assert problem["code"] == "quota_exceeded"
    assert what in problem["detail"]
    return True


async def etag(actor: Actor, path: str) -> str:
    return str((await actor.get(path)).headers["etag"])


async def at_once(*calls: Any) -> Counter[int]:
    return Counter(each.status_code for each in await asyncio.gather(*calls))


async def test_owned_teams(small: Service) -> None:
    ada = await small.person()
    bodies = [{"name": f"quota-{n}", "title": "T"} for n in range(8)]
    found = await at_once(*(ada.post("/v1/teams", each) for each in bodies))
    assert found == {201: 3, 409: 5}
    last = await ada.post("/v1/teams", bodies[0] | {"name": "one-more"})
    assert refused(last, "The person owns 3 of 3 teams.")
    teams = (await ada.get("/v1/teams")).json()["items"]
    path = f"/v1/teams/{teams[0]['id']}"
    assert (await ada.delete(path, await etag(ada, path))).status_code == 204
    assert (await ada.post("/v1/teams", bodies[0] | {"name": "again"})).is_success


async def test_nobody_is_made_an_owner_of_too_many(small: Service) -> None:
    ada, bob = await small.person(), await small.person()
    for _ in range(3):
        await small.team(bob)
    team = await small.team(ada)
    body = {"email": bob.email, "role": "owner"}
    assert refused(await ada.post(f"{team}/members", body), "owns 3 of 3")
    added = await ada.post(f"{team}/members", body | {"role": "member"})
    assert added.status_code == 201
    path, tag = f"{team}/members/{bob.id}", added.headers["etag"]
    assert refused(await ada.patch(path, {"role": "owner"}, tag), "owns 3 of 3")
    assert (await ada.get(path)).json()["role"] == "member"
    own = f"/v1/teams/{(await bob.get('/v1/teams')).json()['items'][-1]['id']}"
    assert (await bob.delete(own, await etag(bob, own))).status_code == 204
    assert (await ada.patch(path, {"role": "owner"}, tag)).status_code == 200


async def test_an_owner_stays_one_whatever_the_quota(small: Service) -> None:
    ada = await small.person()
    teams = [await small.team(ada) for _ in range(3)]
    path = f"{teams[0]}/members/{ada.id}"
    same = await ada.patch(path, {"role": "owner"}, await etag(ada, path))
    assert same.status_code == 200


async def test_members(small: Service) -> None:
    ada = await small.person()
    team = await small.team(ada)
    people = [await small.person() for _ in range(6)]
    bodies = [{"email": each.email, "role": "viewer"} for each in people]
    found = await at_once(*(ada.post(f"{team}/members", each) for each in bodies))
    assert found == {201: 2, 409: 4}
    members = (await ada.get(f"{team}/members")).json()["items"]
    path = f"{team}/members/{members[0]['person_id']}"
    assert (await ada.delete(path, await etag(ada, path))).status_code == 204
    late = next(
        each
        for each in people
        if each.id not in {member["person_id"] for member in members}
    )
    body = {"email": late.email, "role": "viewer"}
    assert (await ada.post(f"{team}/members", body)).status_code == 201


async def test_api_keys(small: Service) -> None:
    ada = await small.person()
    team = await small.team(ada)
    path = f"{team}/api-keys"
    bodies = [{"name": f"key-{n}", "scopes": ["apis:read"]} for n in range(6)]
    found = await at_once(*(ada.post(path, each) for each in bodies))
    assert found == {201: 3, 409: 3}
    more = bodies[0] | {"name": "more"}
    assert refused(await ada.post(path, more), "The team has 3 of 3 API keys.")
    key = (await ada.get(path)).json()["items"][0]
    assert (await ada.delete(f"{path}/{key['id']}")).status_code == 204
    assert (await ada.post(path, more)).status_code == 201


async def test_apis(small: Service) -> None:
    ada = await small.person()
    team = await small.team(ada)
    key = await small.key(ada, team, "apis:write")
    bodies = [{"name": f"api-{n}", "title": "T"} for n in range(8)]
    callers = [ada, key] * 4
    found = await at_once(
        *(
            caller.post(f"{team}/apis", each)
            for caller, each in zip(callers, bodies, strict=True)
        )
    )
    assert found == {201: 3, 409: 5}
    apis = (await ada.get(f"{team}/apis")).json()["items"]
    path = f"{team}/apis/{apis[0]['id']}"
    assert (await ada.delete(path, await etag(ada, path))).status_code == 204
    assert (await ada.post(f"{team}/apis", {"name": "new", "title": "T"})).is_success
    other = await small.team(ada)
    assert (await ada.post(f"{other}/apis", bodies[0])).status_code == 201


_CHANGES = (
    "SELECT details FROM audit_events WHERE action = 'team.quotas_changed' ORDER BY id"
)


async def test_a_team_may_have_more_or_less_than_others(
    small: Service, database: Database, generous: Settings
) -> None:
    few = generous.model_copy(update=FEW)
    operators = TeamQuotas(database, rules.quotas(few))
    ada = await small.person()
    team, other = await small.team(ada), await small.team(ada)
    name = (await ada.get(team)).json()["name"]

    async def created(where: str, number: int) -> list[int]:
        bodies = [{"name": f"api-{number}-{i}", "title": "A"} for i in range(number)]
        calls = [await ada.post(f"{where}/apis", each) for each in bodies]
        return [each.status_code for each in calls]

    await operators.change(name, {"apis": 4, "bytes": 1})
    assert await created(team, 5) == [201, 201, 201, 201, 409]
    assert await created(other, 4) == [201, 201, 201, 409]
    uses = {each.resource: each for each in await operators.show(name)}
    assert uses["apis"] == TeamQuota("apis", 4, 4, is_own=True)
    assert uses["members"] == TeamQuota("members", 1, 3, is_own=False)

    # What is beyond stays.
    await operators.change(name, {"apis": 0})
    refusal = await ada.post(f"{team}/apis", {"name": "one-more", "title": "A"})
    assert refused(refusal, "4 of 0 APIs")
    assert len((await ada.get(f"{team}/apis")).json()["items"]) == 4
    await operators.change(name, {"apis": None, "bytes": None})
    await operators.change(name, {"apis": None})
    assert not any(each.is_own for each in await operators.show(name))
    told = await database.read().rows(text(_CHANGES))
    assert [each for [each] in told] == [
        {"by": "operator", "after": {"apis": 4, "bytes": 1}},
        {"by": "operator", "before": {"apis": 4}, "after": {"apis": 0}},
        {"by": "operator", "before": {"apis": 0, "bytes": 1}},
    ]
    with pytest.raises(NotFound):
        await operators.show("nobody")


async def test_versions(small: Service) -> None:
    ada = await small.person()
    api = await small.api(ada, await small.team(ada))
    texts = [contract_text(f"{n}.0.0") for n in range(6)]
    calls = [ada.upload(f"{api}/versions", each) for each in texts]
    assert await at_once(*calls) == {201: 3, 409: 3}
    statuses = [(await ada.upload(f"{api}/versions", each)) for each in texts]
    # The same again costs nothing, even if there is room for nothing.
    assert Counter(each.status_code for each in statuses) == {200: 3, 409: 3}
    assert any(refused(each, "The API has 3 of 3 versions.") for each in statuses)


async def test_bytes_of_a_team(database: Database, generous: Settings) -> None:
    document = contract_text()
    size = len(document)
    tight = generous.model_copy(update={"quota_bytes": 2 * size})
    async with running(create(tight)) as service:
        ada = await service.person()
        team = await service.team(ada)
        apis = [await service.api(ada, team) for _ in range(5)]
        calls = [ada.upload(f"{api}/versions", document) for api in apis]
        assert await at_once(*calls) == {201: 2, 409: 3}
        answers = [await ada.upload(f"{api}/versions", document) for api in apis]
        assert Counter(each.status_code for each in answers) == {200: 2, 409: 3}
        said = f"{2 * size} of {2 * size} bytes of documents, and this one has {size}"
        assert any(refused(each, said) for each in answers)
        full = next(
            api for api, each in zip(apis, answers, strict=True) if each.is_success
        )
        assert (await ada.delete(full, await etag(ada, full))).status_code == 204
        empty = next(
            api for api, each in zip(apis, answers, strict=True) if not each.is_success
        )
        assert (await ada.upload(f"{empty}/versions", document)).status_code == 201
        other = await service.api(ada, await service.team(ada))
        assert (await ada.upload(f"{other}/versions", document)).status_code == 201


async def test_counters_tell_the_truth(service: Service, database: Database) -> None:
    ada = await service.person()
    team = await service.team(ada)
    apis = [await service.api(ada, team) for _ in range(2)]
    texts = [contract_text(f"{n}.0.0") for n in range(3)]
    # Some of them twice, and some with another content, which is refused.
    texts += [*texts, contract_text("0.0.0", "Another")]
    await asyncio.gather(
        *(ada.upload(f"{api}/versions", each) for api in apis for each in texts)
    )
    statement = text(
        "SELECT version_count, version_bytes, count(versions.id), sum(size) "
        "FROM apis JOIN versions ON api_id = apis.id GROUP BY apis.id"
    )
    rows = [tuple(row) for row in await database.read().rows(statement)]
    assert len(rows) == 2
    assert [row[:2] for row in rows] == [row[2:] for row in rows]


async def test_a_repeated_call_is_answered_when_all_is_used_up(small: Service) -> None:
    ada = await small.person()
    body = {"name": "first", "title": "T"}
    first = await ada.post("/v1/teams", body, key="k")
    for name in ("second", "third"):
        assert (await ada.post("/v1/teams", body | {"name": name})).is_success
    again = await ada.post("/v1/teams", body, key="k")
    assert (again.status_code, again.json()) == (201, first.json())
    # A refused call leaves its key free for when there is room.
    more = body | {"name": "fourth"}
    assert refused(await ada.post("/v1/teams", more, key="l"), "teams")
    path = str(first.headers["location"])
    assert (await ada.delete(path, await etag(ada, path))).status_code == 204
    assert (await ada.post("/v1/teams", more, key="l")).status_code == 201


async def test_deleting_and_adding_at_once_never_locks_up(small: Service) -> None:
    ada = await small.person()
    team = await small.team(ada)
    for round_ in range(5):
        bob = await small.join(ada, team, "member")
        api = await small.api(ada, team)
        path = f"{team}/members/{bob.id}"
        tags = [await etag(ada, path), await etag(ada, api)]
        me = await etag(bob, "/v1/people/me")
        answers = await asyncio.gather(
            ada.patch(path, {"role": "owner"}, tags[0]),
            bob.delete("/v1/people/me", me),
            ada.upload(f"{api}/versions", contract_text(f"{round_}.0.0")),
            ada.delete(api, tags[1]),
            ada.post(f"{team}/members", {"email": bob.email, "role": "owner"}),
        )
        assert not [each for each in answers if each.status_code >= 500]
        if (await ada.get(path)).is_success:
            await ada.delete(path, await etag(ada, path))
