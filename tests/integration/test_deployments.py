"""What is in which environment: recorded once, replaced or joined, and never lost."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories import expired
from impl.settings import Settings
from tests.support.client import Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio


@dataclass
class Place:
    """A team with an API, a consumer and an environment, as paths."""

    owner: Actor
    team: str
    api: str
    consumer: str
    environment: str

    @property
    def api_id(self) -> str:
        return self.api.rpartition("/")[2]

    @property
    def deployments(self) -> str:
        return f"{self.environment}/deployments"

    async def register(self, label: str, *versions: str) -> httpx2.Response:
        known = [{"api_id": self.api_id, "version": each} for each in versions]
        body = {"version": label, "built_against": known}
        return await self.owner.post(f"{self.consumer}/versions", body)

    async def deploy(self, version: str, build: str = "1", **more: str) -> Any:
        path = f"{self.environment}/apis/{self.api_id}/deployments"
        body = {"version": version, "build": build, **more}
        return await self.owner.post(path, body)

    async def release(self, label: str, **more: str) -> Any:
        consumer_id = self.consumer.rpartition("/")[2]
        path = f"{self.environment}/consumers/{consumer_id}/deployments"
        return await self.owner.post(path, {"version": label, **more})

    async def current(self) -> list[tuple[str, str | None]]:
        page = await self.owner.get(f"{self.deployments}?state=current")
        return [(each["version"], each.get("build")) for each in page.json()["items"]]


async def place(service: Service, *versions: str, **policy: str) -> Place:
    owner = await service.person()
    team = await service.team(owner)
    api = await service.api(owner, team, **policy)
    for version in versions:
        sent = await owner.upload(f"{api}/versions", contract_text(version))
        assert sent.status_code == 201, sent.text
    consumer = await owner.post(f"{team}/consumers", {"name": "shop", "title": "Shop"})
    production = {"name": "production", "title": "Production"}
    environment = await owner.post(f"{team}/environments", production)
    paths = [str(each.headers["location"]) for each in (consumer, environment)]
    return Place(owner, team, api, *paths)


async def test_a_version_takes_the_place_of_the_one_before(service: Service) -> None:
    there = await place(service, "1.0.0", "1.1.0")
    first = await there.deploy("1.0.0")
    assert first.status_code == 201
    second = await there.deploy("1.1.0", "2", commit="0123456789", branch="main")
    assert await there.current() == [("1.1.0", "2")]
    path = first.headers["location"]
    old = (await there.owner.get(path)).json()
    assert (old["state"], old["end_cause"]) == ("ended", "replaced")
    assert old["ended_at"] >= old["recorded_at"]
    assert first.json() == {
        name: value
        for name, value in {**old, "state": "current"}.items()
        if name not in {"ended_at", "end_cause"}
    }
    everything = (await there.owner.get(there.deployments)).json()["items"]
    assert [each["id"] for each in everything] == [second.json()["id"], old["id"]]
    ended = (await there.owner.get(f"{there.deployments}?state=ended")).json()["items"]
    assert ended == [old]


async def test_versions_serve_side_by_side(service: Service) -> None:
    there = await place(service, "1.0.0", "1.1.0", "1.2.0")
    await there.deploy("1.0.0")
    await there.deploy("1.1.0", replaces="none")
    assert await there.current() == [("1.1.0", "1"), ("1.0.0", "1")]
    # What is there already stays, and still everything else gives way.
    joined = await there.deploy("1.1.0")
    assert joined.status_code == 200
    assert await there.current() == [("1.1.0", "1")]


async def test_the_same_again_changes_nothing(service: Service) -> None:
    there = await place(service, "1.0.0")
    first = await there.deploy("1.0.0", branch="main")
    digest = (await there.owner.get(f"{there.api}/versions/1.0.0")).json()["digest"]
    for version in ("1.0.0", digest):
        again = await there.deploy(version, branch="main")
        assert (again.status_code, again.json()) == (200, first.json())
        assert again.headers["location"] == first.headers["location"]
    # Another build of it is there instead, even if nothing else is to give way.
    rebuilt = await there.deploy("1.0.0", "2", replaces="none")
    assert rebuilt.status_code == 201
    assert await there.current() == [("1.0.0", "2")]


async def test_consumers_and_apis_leave_each_other_alone(service: Service) -> None:
    there = await place(service, "1.0.0")
    await there.register("4.1", "1.0.0")
    await there.register("4.2", "1.0.0")
    await there.deploy("1.0.0")
    await there.release("4.1")
    await there.release("4.2", replaces="none", build="b")
    found = Counter(version for version, _ in await there.current())
    assert found == Counter(["4.1", "4.2", "1.0.0"])
    await there.release("4.2", build="b")
    assert Counter(await there.current()) == Counter([("4.2", "b"), ("1.0.0", "1")])


async def test_ending(service: Service) -> None:
    there = await place(service, "1.0.0")
    deployed = await there.deploy("1.0.0")
    path, tag = deployed.headers["location"], deployed.headers["etag"]
    stale = await there.owner.call("PUT", f"{path}/end", match='"ended"')
    assert stale.json()["code"] == "precondition_failed"
    ended = await there.owner.call("PUT", f"{path}/end", match=tag)
    assert (ended.status_code, ended.json()["end_cause"]) == (200, "ended")
    again = await there.owner.call("PUT", f"{path}/end", match="*")
    assert again.json() == ended.json()
    assert (await there.owner.get(path)).headers["etag"] == again.headers["etag"]
    assert await there.current() == []
    assert (await there.deploy("1.0.0")).status_code == 201


async def test_recording_at_once(service: Service, database: Database) -> None:
    there = await place(service, "1.0.0", "1.1.0", "1.2.0")
    versions = ["1.0.0", "1.1.0", "1.2.0"] * 4
    answers = await asyncio.gather(*(there.deploy(each) for each in versions))
    assert {each.status_code for each in answers} <= {200, 201}
    assert len(await there.current()) == 1
    joining = [there.deploy(each, replaces="none") for each in versions]
    answers = await asyncio.gather(*joining)
    assert Counter(each.status_code for each in answers) == {200: 10, 201: 2}
    assert len(await there.current()) == 3
    overlapping = text(
        "SELECT count(*) FROM deployments a JOIN deployments b USING (environment_id)"
        " WHERE a.id < b.id AND a.version_id = b.version_id AND tstzrange("
        "a.recorded_at, a.ended_at) && tstzrange(b.recorded_at, b.ended_at)"
    )
    [[count]] = await database.read().rows(overlapping)
    assert count == 0


async def test_recording_while_the_api_is_deleted(service: Service) -> None:
    for _ in range(4):
        there = await place(service, "1.0.0", "1.1.0")
        await there.deploy("1.0.0")
        tag = (await there.owner.get(there.api)).headers["etag"]
        deployed, deleted = await asyncio.gather(
            there.deploy("1.1.0"), there.owner.delete(there.api, tag)
        )
        assert deleted.status_code == 204
        assert deployed.status_code in {201, 404}
        assert await there.current() == []


async def test_a_version_of_a_consumer_is_registered_once(service: Service) -> None:
    there = await place(service, "1.0.0", "1.1.0")
    made = await there.register("4.2 β/x", "1.1.0", "1.0.0")
    assert made.status_code == 201
    path = made.headers["location"]
    assert (await there.owner.get(path)).json() == made.json()
    known = made.json()["built_against"]
    assert {each["version"] for each in known} == {"1.0.0", "1.1.0"}
    again = await there.register("4.2 β/x", "1.0.0", "1.1.0", "1.0.0")
    assert (again.status_code, again.json()) == (200, made.json())
    for others in (["1.0.0"], [], ["1.0.0", "1.1.0", "9.0.0"]):
        refused = await there.register("4.2 β/x", *others)
        expected = (404, "not_found") if "9.0.0" in others else (409, "version_taken")
        assert (refused.status_code, refused.json()["code"]) == expected
    unbuilt = await there.register("0")
    assert unbuilt.json()["built_against"] == []
    listed = (await there.owner.get(f"{there.consumer}/versions")).json()["items"]
    assert listed == [unbuilt.json(), made.json()]
    with_one = f"{there.consumer}/versions?limit=1"
    page = (await there.owner.get(with_one)).json()
    rest = await there.owner.get(f"{with_one}&cursor={page['next_cursor']}")
    assert page["items"] + rest.json()["items"] == listed
    # Of an API that is gone, nothing is known any more.
    tag = (await there.owner.get(there.api)).headers["etag"]
    assert (await there.owner.delete(there.api, tag)).status_code == 204
    forgotten = await there.owner.get(path)
    assert forgotten.json()["built_against"] == []
    assert forgotten.headers["etag"] != made.headers["etag"]
    gone = await there.owner.delete(path, forgotten.headers["etag"])
    assert gone.status_code == 204
    assert (await there.owner.get(path)).status_code == 404


async def test_nobody_builds_on_what_they_cannot_see(service: Service) -> None:
    there, other = await place(service, "1.0.0"), await place(service, "1.0.0")
    known = [{"api_id": other.api_id, "version": "1.0.0"}]
    body = {"version": "1", "built_against": known}
    path = f"{there.consumer}/versions"
    assert (await there.owner.post(path, body)).json()["code"] == "not_found"
    foreign = f"{there.environment}/apis/{other.api_id}/deployments"
    recorded = await there.owner.post(foreign, {"version": "1.0.0", "build": "1"})
    assert recorded.json()["code"] == "not_found"
    for noun in ("consumers", "environments"):
        [team] = [each["name"] for each in (await team_of(other)).json()["items"]]
        found = await there.owner.get(f"/v1/{noun}?team={team}&name=shop")
        assert found.json() == {"items": []}


async def team_of(there: Place) -> httpx2.Response:
    return await there.owner.get("/v1/teams")


async def test_things_are_found_by_their_names(service: Service) -> None:
    there = await place(service, "1.0.0")
    [team] = (await team_of(there)).json()["items"]
    key = await service.key(there.owner, there.team, "deployments:write")
    for noun, name, path in (
        ("consumers", "shop", there.consumer),
        ("environments", "production", there.environment),
    ):
        found = await key.get(f"/v1/{noun}?team={team['name']}&name={name}")
        assert found.json()["items"] == [(await there.owner.get(path)).json()]


async def test_changing_and_deleting(service: Service) -> None:
    there = await place(service, "1.0.0")
    await there.register("1", "1.0.0")
    await there.release("1")
    await there.deploy("1.0.0")
    for path in (there.consumer, there.environment):
        tag = (await there.owner.get(path)).headers["etag"]
        changed = await there.owner.patch(path, {"title": "New", "name": "new"}, tag)
        assert (changed.json()["title"], changed.json()["name"]) == ("New", "new")
        stale = await there.owner.patch(path, {"title": "Newer"}, tag)
        assert stale.json()["code"] == "precondition_failed"
    tag = (await there.owner.get(there.consumer)).headers["etag"]
    added = await there.owner.patch(there.consumer, {"contact": "a@b.ex"}, tag)
    assert added.json()["contact"] == "a@b.ex"
    removed = await there.owner.patch(
        there.consumer, {"contact": None}, added.headers["etag"]
    )
    assert "contact" not in removed.json()
    gone = await there.owner.delete(there.consumer, removed.headers["etag"])
    assert gone.status_code == 204
    assert await there.current() == [("1.0.0", "1")]
    assert (await there.owner.delete(there.environment, "*")).status_code == 204
    assert (await there.owner.get(there.deployments)).status_code == 404


async def test_a_repeated_call_gets_the_answer_of_the_first(service: Service) -> None:
    there = await place(service, "1.0.0")
    owner, consumer_id = there.owner, there.consumer.rpartition("/")[2]
    known = {"api_id": there.api_id, "version": "1.0.0"}
    calls: tuple[tuple[str, dict[str, Any]], ...] = (
        (f"{there.team}/consumers", {"name": "new", "title": "New"}),
        (f"{there.team}/environments", {"name": "new", "title": "New"}),
        (f"{there.consumer}/versions", {"version": "1", "built_against": [known]}),
        (
            f"{there.environment}/consumers/{consumer_id}/deployments",
            {"version": "1", "build": "1"},
        ),
        (
            f"{there.environment}/apis/{there.api_id}/deployments",
            {"version": "1.0.0", "build": "1"},
        ),
    )
    for path, body in calls:
        first = await owner.post(path, body, key="k")
        again = await owner.post(path, body, key="k")
        # Without the key the third of them answers 200, and the first two 409.
        assert (again.status_code, again.content) == (201, first.content)
        other = await owner.post(path, {**body, **unlike(body)}, key="k")
        assert other.json()["code"] == "idempotency_key_reused"


def unlike(body: dict[str, Any]) -> dict[str, str]:
    return {"title": "Another"} if "title" in body else {"version": "2.0.0"}


async def test_quotas(database: Database, generous: Settings) -> None:
    few = dict.fromkeys(
        (
            "quota_consumers",
            "quota_consumer_versions",
            "quota_environments",
            "quota_deployments",
        ),
        1,
    )
    async with running(create(generous.model_copy(update=few))) as service:
        there = await place(service, "1.0.0")
        more = {"name": "more", "title": "More"}
        answers = [
            await there.owner.post(f"{there.team}/consumers", more),
            await there.owner.post(f"{there.team}/environments", more),
        ]
        await there.register("1")
        answers.append(await there.register("2"))
        await there.deploy("1.0.0")
        answers.append(await there.release("1"))
        for answer, what in zip(
            answers,
            (
                "The team has 1 of 1 consumers.",
                "The team has 1 of 1 environments.",
                "The consumer has 1 of 1 versions.",
                "The environment has 1 of 1 versions.",
            ),
            strict=True,
        ):
            assert answer.status_code == 409
            assert answer.json()["code"] == "quota_exceeded"
            assert what in answer.json()["detail"]
        # What takes the place of something needs no more room.
        assert (await there.deploy("1.0.0", "2")).status_code == 201
        assert (await there.register("1")).status_code == 200


async def test_rates(database: Database, generous: Settings) -> None:
    strict = generous.model_copy(update={"deployment_rate": 2})
    async with running(create(strict)) as service:
        there = await place(service, "1.0.0")
        await there.register("1")
        await there.deploy("1.0.0")
        for answer in (await there.register("2"), await there.deploy("1.0.0")):
            assert answer.json()["code"] == "rate_limited"


async def test_what_is_over_is_forgotten_in_time(
    service: Service, database: Database
) -> None:
    there = await place(service, "1.0.0", "1.1.0")
    await there.deploy("1.0.0")
    await there.deploy("1.1.0")
    for age, left in ((timedelta(days=1), 2), (timedelta(seconds=-1), 1)):
        async with database.begin() as work:
            await expired.deployments_ended(work, age)
            await work.commit()
        page = (await there.owner.get(there.deployments)).json()
        assert len(page["items"]) == left


async def test_it_is_on_record_who_did_what(
    service: Service, database: Database
) -> None:
    there = await place(service, "1.0.0")
    await there.register("1", "1.0.0")
    deployed = await there.deploy("1.0.0")
    await there.deploy("1.0.0")
    path = deployed.headers["location"]
    await there.owner.call("PUT", f"{path}/end", match="*")
    told = text(
        "SELECT action FROM audit_events WHERE actor = :actor AND (action LIKE"
        " 'consumer%' OR action LIKE 'environment%' OR action LIKE 'deployment%')"
        " ORDER BY id"
    )
    found = await database.read().rows(told, {"actor": there.owner.id})
    assert [action for [action] in found] == [
        "consumer.created",
        "environment.created",
        "consumer_version.registered",
        "deployment.recorded",
        "deployment.ended",
    ]
