"""May it go there? Yes, no or not known, with a reason for each pair."""

import asyncio
import os
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories.rows import Query
from impl.settings import Settings
from tests.integration.test_deployments import Place, place
from tests.integration.test_policies import publish
from tests.support.client import Actor, Service, running

pytestmark = [pytest.mark.asyncio, pytest.mark.long]


async def stage(service: Service, **policy: str) -> Place:
    """An API whose 1.1.0 takes more than 1.0.0, and whose 2.0.0 takes less."""
    there = await place(service, **policy)
    for version, limit in (("1.0.0", 20), ("1.1.0", 30), ("2.0.0", 10)):
        sent = await publish(there.owner, there.api, version, limit)
        assert sent.status_code == 201, sent.text
    return there


async def asked(
    there: Place, path: str, version: str, who: Actor | None = None, **query: object
) -> Any:
    more = "".join(f"&{name}={value}" for name, value in query.items())
    found = f"{there.environment}/{path}/can-i-deploy?version={version}{more}"
    return await (who or there.owner).get(found)


async def settled(there: Place, path: str, version: str) -> Any:
    """Ask until nothing goes on any more."""
    while True:
        answer = await asked(there, path, version)
        if answer.status_code == 200:
            return answer.json()
        assert answer.status_code == 202, answer.text
        assert answer.json()["answer"] == "unknown"
        assert int(answer.headers["retry-after"]) > 0
        await asyncio.sleep(0.1)


async def api_asked(there: Place, version: str) -> Any:
    return await settled(there, f"apis/{there.api_id}", version)


async def consumer_asked(there: Place, label: str) -> Any:
    return await settled(there, f"consumers/{there.consumer.rpartition('/')[2]}", label)


def codes(answer: Any) -> list[tuple[str, str]]:
    return [(each["consumer_version"], each["code"]) for each in answer["items"]]


async def test_an_api_among_its_consumers(service: Service) -> None:
    there = await stage(service)
    alone = await api_asked(there, "1.0.0")
    assert (alone["answer"], alone["items"]) == ("yes", [])
    assert "No consumer in production" in alone["reason"]
    await there.register("old", "1.0.0")
    await there.register("new", "1.1.0")
    # Not there, so nobody has to care.
    assert (await api_asked(there, "2.0.0"))["answer"] == "yes"
    await there.release("old")
    same = await api_asked(there, "1.0.0")
    assert (same["answer"], codes(same)) == ("yes", [("old", "same_version")])
    assert "comparison_id" not in same["items"][0]
    wider = await api_asked(there, "1.1.0")
    assert (wider["answer"], codes(wider)) == ("yes", [("old", "compatible")])
    await there.release("new", replaces="none")
    # One no is enough to answer; the other one is known soon, too.
    while (narrower := await api_asked(there, "2.0.0"))["counts"]["unknown"]:
        assert narrower["answer"] == "no"
    assert narrower["answer"] == "no"
    assert narrower["counts"] == {"yes": 0, "no": 2, "unknown": 0}
    assert "2 of 2 pairs would not get on in production" in narrower["reason"]
    assert codes(narrower) == [("new", "breaking"), ("old", "breaking")]
    pair = narrower["items"][0]
    assert (pair["built_against"], pair["api_version"]) == ("1.1.0", "2.0.0")
    # The comparison has the messages that show it, and is the one that others get.
    compared = await there.owner.post(
        f"{there.api}/comparisons", {"base": "1.1.0", "revision": "2.0.0"}
    )
    assert (compared.status_code, compared.json()["id"]) == (200, pair["comparison_id"])
    # A step back breaks whoever knows more; the gravest comes first.
    back = await api_asked(there, "1.0.0")
    assert codes(back) == [("new", "breaking"), ("old", "same_version")]


async def test_a_consumer_among_its_apis(service: Service) -> None:
    there = await stage(service)
    await there.register("1", "1.0.0")
    nobody = await consumer_asked(there, "1")
    assert (nobody["answer"], codes(nobody)) == ("no", [("1", "not_deployed")])
    assert "api_version" not in nobody["items"][0]
    await there.deploy("1.1.0")
    assert codes(await consumer_asked(there, "1")) == [("1", "compatible")]
    # It may get an answer from either.
    await there.deploy("2.0.0", replaces="none")
    both = await consumer_asked(there, "1")
    assert both["answer"] == "no"
    found = {each["api_version"]: each["answer"] for each in both["items"]}
    assert found == {"1.1.0": "yes", "2.0.0": "no"}
    await there.register("free")
    free = await consumer_asked(there, "free")
    assert (free["answer"], free["items"]) == ("yes", [])


async def test_two_contracts_of_an_api_count_each(service: Service) -> None:
    there = await stage(service)
    await there.register("both", "1.0.0", "2.0.0")
    await there.release("both")
    answer = await api_asked(there, "1.0.0")
    found = {each["built_against"]: each["code"] for each in answer["items"]}
    assert found == {"1.0.0": "same_version", "2.0.0": "compatible"}


async def test_the_policy_of_today_counts(service: Service, database: Database) -> None:
    there = await stage(service)
    await there.register("1", "1.0.0")
    await there.release("1")
    await api_asked(there, "1.1.0")
    async with database.begin() as work:
        await work.execute(text("UPDATE comparisons SET verdict = 'undecided'"))
        await work.commit()
    undecided = await api_asked(there, "1.1.0")
    assert (undecided["answer"], codes(undecided)) == ("unknown", [("1", "undecided")])
    tag = (await there.owner.get(there.api)).headers["etag"]
    policy = {"policy": {"major_version_for": "breaking"}}
    assert (await there.owner.patch(there.api, policy, tag)).is_success
    tolerated = await api_asked(there, "1.1.0")
    assert (tolerated["answer"], codes(tolerated)) == ("yes", [("1", "tolerated")])


async def test_what_came_to_no_end_is_not_known(
    service: Service, database: Database
) -> None:
    there = await stage(service)
    await there.register("1", "1.0.0")
    await there.release("1")
    await api_asked(there, "1.1.0")
    failing = text(
        "UPDATE comparisons SET state = 'failed', failure = 'too_slow', verdict = NULL,"
        " semver = NULL, base_meaning = NULL, revision_meaning = NULL, risky = NULL,"
        " compatible = NULL, breaking = NULL, undecided = NULL, certificate = NULL,"
        " certificate_digest = NULL, changelog = NULL,"
        " finished_at = now() - CAST(:age AS interval)"
    )
    for age, code in (("1 minute", "comparison_failed"), ("2 hours", "compatible")):
        async with database.begin() as work:
            await work.execute(text("DELETE FROM changes"))
            await work.execute(failing, {"age": age})
            await work.commit()
        assert codes(await api_asked(there, "1.1.0")) == [("1", code)]


async def test_no_more_is_begun_than_a_team_may_have(
    database: Database, generous: Settings
) -> None:
    # Nobody works on them.
    few = {"comparison_backlog": 2, "comparison_rate": 3}
    async with running(create(generous.model_copy(update=few))) as service:
        there = await place(service, major_version_for="nothing")
        for number in range(5):
            await publish(there.owner, there.api, f"1.{number}.0", 20 + number)
            await there.register(str(number), f"1.{number}.0")
            await there.release(str(number), replaces="none")
        async with database.begin() as work:
            # Slow ones are for others, and these are at work for an hour.
            await work.execute(
                text(
                    "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$"
                    " BEGIN NEW.state = 'running';"
                    " NEW.lease_ends_at = now() + interval '1 hour';"
                    " RETURN NEW; END $$"
                )
            )
            await work.execute(
                text(
                    "CREATE TRIGGER hold BEFORE INSERT ON comparisons"
                    " FOR EACH ROW EXECUTE FUNCTION hold()"
                )
            )
            await work.commit()
        try:
            path = f"apis/{there.api_id}"
            first = await asked(there, path, "1.4.0", limit=2)
            assert first.status_code == 202
            assert first.json()["counts"] == {"yes": 1, "no": 0, "unknown": 4}
            link = first.headers["link"].partition(">")[0][1:]
            second = await there.owner.get(link)
            third = await there.owner.get(second.headers["link"].partition(">")[0][1:])
            pairs = [p for each in (first, second, third) for p in each.json()["items"]]
            assert "next_cursor" not in third.json()
            found = sorted(pair["code"] for pair in pairs)
            assert found == ["comparing"] * 2 + ["not_begun"] * 2 + ["same_version"]
            [[count]] = await database.read().rows(
                text("SELECT count(*) FROM comparisons")
            )
            assert count == 2
            # What has nothing to begin costs no attempt.
            limited = await asked(there, path, "1.4.0")
            assert (limited.status_code, limited.json()["code"]) == (
                429,
                "rate_limited",
            )
        finally:
            async with database.begin() as work:
                await work.execute(text("DROP TRIGGER hold ON comparisons"))
                await work.execute(text("DROP FUNCTION hold"))
                await work.commit()


async def test_the_number_of_statements_does_not_grow(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = await stage(service)
    counted: list[object] = []
    # Workers have a context of their own, and read as they like.
    is_ours = ContextVar("is_ours", default=False)
    is_ours.set(True)
    for name in ("first", "rows"):
        run = getattr(Query, name)

        async def counting(self: Any, *given: Any, run: Any = run) -> Any:
            counted.extend([self] * is_ours.get())
            return await run(self, *given)

        monkeypatch.setattr(Query, name, counting)
    numbers = []
    for label in range(6):
        await there.register(str(label), "1.0.0")
        await there.release(str(label), replaces="none")
        if label in (0, 5):
            await api_asked(there, "1.1.0")
            counted.clear()
            assert (await api_asked(there, "1.1.0"))["counts"]["yes"] == label + 1
            numbers.append(len(counted))
    assert numbers[0] == numbers[1] <= 5


async def test_asking_while_something_takes_the_place(service: Service) -> None:
    """At each moment one of two consumers is there, and every answer is of a moment."""
    there = await stage(service)
    await there.register("old", "1.0.0")
    await there.register("new", "2.0.0")
    for label in ("old", "new"):
        await there.release(label)
        await api_asked(there, "2.0.0")
    turns = int(os.environ.get("COUNTERSIGN_RACE_CALLERS", "8"))

    async def release() -> None:
        for turn in range(turns):
            await there.release(("old", "new")[turn % 2])

    asking = [asked(there, f"apis/{there.api_id}", "2.0.0") for _ in range(turns)]
    _, *answers = await asyncio.gather(release(), *asking)
    expected = {"no": [("old", "breaking")], "yes": [("new", "same_version")]}
    for answer in answers:
        body = answer.json()
        assert codes(body) == expected[body["answer"]]


async def test_what_is_asked_for_stays(service: Service, database: Database) -> None:
    there = await stage(service)
    await there.register("1", "1.0.0")
    await there.release("1")
    await api_asked(there, "1.1.0")
    async with database.begin() as work:
        await work.execute(
            text("UPDATE comparisons SET asked_at = now() - interval '1 day'")
        )
        await work.commit()
    await api_asked(there, "1.1.0")
    # The other one is of what was published, and nobody asked for that again.
    lately = text("SELECT count(*) FROM comparisons WHERE asked_at > now() - :hour")
    hour = {"hour": timedelta(hours=1)}
    [[count]] = await database.read().rows(lately, hour)
    assert count == 1


async def test_a_key_has_to_have_both_scopes(service: Service) -> None:
    there = await stage(service)
    path = f"apis/{there.api_id}"
    for scopes, status in (
        (("deployments:read",), 403),
        (("versions:read",), 403),
        (("deployments:read", "versions:read"), 200),
    ):
        key = await service.key(there.owner, there.team, *scopes)
        assert (await asked(there, path, "1.0.0", key)).status_code == status


async def test_what_is_not_there(service: Service) -> None:
    there = await stage(service)
    other = await stage(service)
    theirs = other.consumer.rpartition("/")[2]
    for path, version in (
        (f"apis/{there.api_id}", "9.0.0"),
        (f"apis/{other.api_id}", "1.0.0"),
        (f"consumers/{there.consumer.rpartition('/')[2]}", "9"),
        (f"consumers/{theirs}", "9"),
    ):
        answer = await asked(there, path, version)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
