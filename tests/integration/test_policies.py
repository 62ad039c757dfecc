"""What is published promises no more than it keeps, as its API demands."""

import asyncio
from collections import Counter
from typing import Any

import httpx2
import pytest

from impl.app import create
from impl.database.unit_of_work import Database
from impl.jobs.processes import ProcessPool
from impl.services.policies import Kept, Policies
from impl.settings import Settings
from tests.integration.test_comparison_queue import gated
from tests.support.client import Actor, Service, running

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

DEFAULT = {
    "profile": "tolerant-reader",
    "major_version_for": "undecided",
    "approvals": 1,
    "author_approvals": False,
    "signers": "member",
    "breaking_change_needs": "nothing",
    "direct_publishing": True,
    "verification": {"required": False},
    "threads_resolved": False,
}


def contract(version: str, limit: int, extra: str = "") -> bytes:
    """Return a contract that takes texts of so many signs; less is a break."""
    return f"""
openapi: 3.1.0
info: {{title: Refunds, version: {version}}}
paths:
  /refunds:
    get:
      parameters:
        - {{name: q, in: query, schema: {{type: string, maxLength: {limit}}}}}
      responses: {{'200': {{description: "Yes{extra}."}}}}
""".encode()


async def publish(
    who: Actor, api: str, version: str, limit: int, extra: str = ""
) -> httpx2.Response:
    return await who.upload(f"{api}/versions", contract(version, limit, extra))


async def made(service: Service, **policy: str) -> tuple[Actor, str]:
    """Return the owner of a new API, and its path."""
    ada = await service.person()
    return ada, await service.api(ada, await service.team(ada), **policy)


async def test_a_break_needs_a_major_version(service: Service) -> None:
    ada, api = await made(service)
    assert (await publish(ada, api, "1.0.0", 20)).status_code == 201
    for version in ("1.0.1", "1.1.0"):
        refused = await publish(ada, api, version, 10)
        problem = refused.json()
        assert (refused.status_code, problem["code"]) == (422, "version_too_low")
        assert "2.0.0" in problem["detail"]
        [flaw] = problem["errors"]
        assert (flaw["in"], flaw["pointer"]) == ("body", "/info/version")
        [change] = problem["changes"]
        assert change["kind"] == "request-parameter-max-length-narrowed"
        assert len(change["witness"]["message"]["query"]) == len("q=") + 11
        # The rest of it, for whoever wants to see more than a problem says.
        path = f"{api}/comparisons/{problem['comparison_id']}"
        compared = (await ada.get(path)).json()
        assert compared["result"]["changes"]["breaking"] == 1
        assert (await ada.get(f"{path}/changes")).json()["items"] == [change]
    listed = (await ada.get(f"{api}/versions")).json()["items"]
    assert [each["version"] for each in listed] == ["1.0.0"]
    assert (await publish(ada, api, "1.1.0", 30)).status_code == 201
    assert (await publish(ada, api, "2.0.0", 10)).status_code == 201


async def test_the_version_may_stand_beside_the_document(service: Service) -> None:
    ada, api = await made(service)
    await publish(ada, api, "1.0.0", 20)
    path = f"{api}/versions?version=1.0.1"
    refused = await ada.upload(path, contract("9.0.0", 10))
    [flaw] = refused.json()["errors"]
    assert (flaw["in"], flaw["pointer"]) == ("query", "/version")


async def test_what_is_published_already_is_not_judged_again(service: Service) -> None:
    ada, api = await made(service, major_version_for="nothing")
    await publish(ada, api, "1.0.0", 20)
    first = await publish(ada, api, "1.0.1", 10)
    assert first.status_code == 201
    tag = (await ada.get(api)).headers["etag"]
    changed = await ada.patch(api, {"policy": {"major_version_for": "breaking"}}, tag)
    assert changed.json()["policy"] == {**DEFAULT, "major_version_for": "breaking"}
    again = await publish(ada, api, "1.0.1", 10)
    assert (again.status_code, again.json()) == (200, first.json())
    taken = await publish(ada, api, "1.0.1", 5)
    assert (taken.status_code, taken.json()["code"]) == (409, "version_taken")
    moved = await publish(ada, api, "1.0.1", 20)
    assert (moved.status_code, moved.json()["code"]) == (409, "version_taken")
    assert (await publish(ada, api, "1.0.2", 5)).status_code == 422


async def test_an_older_line_is_held_against_itself(service: Service) -> None:
    ada, api = await made(service)
    for version, limit in (("1.0.0", 20), ("2.0.0", 10), ("1.10.0", 30)):
        assert (await publish(ada, api, version, limit)).status_code == 201
    # 1.9.0 comes after 1.0.0, and not after 1.10.0, however they are spelled.
    assert (await publish(ada, api, "1.9.0", 25)).status_code == 201
    assert (await publish(ada, api, "1.9.1", 22)).status_code == 422
    assert (await publish(ada, api, "1.11.0", 28)).status_code == 422
    # Nothing is right before it, so nobody can rely on anything.
    assert (await publish(ada, api, "0.9.0", 1)).status_code == 201


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("0.4.0", "0.4.1", 422),
        ("0.4.0", "0.5.0", 201),
        ("0.0.4", "0.0.5", 201),
        ("0.4.0", "1.0.0", 201),
        ("1.0.0", "1.1.0-rc.1", 201),
        ("1.1.0-rc.1", "1.1.0", 201),
    ],
)
async def test_what_promises_little(
    service: Service, old: str, new: str, status: int
) -> None:
    ada, api = await made(service)
    assert (await publish(ada, api, old, 20)).status_code == 201
    assert (await publish(ada, api, new, 10)).status_code == status


async def test_a_prerelease_is_nobodys_base(service: Service) -> None:
    ada, api = await made(service)
    for version, limit in (("1.0.0", 20), ("1.1.0-rc.1", 99)):
        await publish(ada, api, version, limit)
    assert (await publish(ada, api, "1.1.0", 30)).status_code == 201


async def test_nobody_relies_on_what_is_past_its_sunset(service: Service) -> None:
    ada, api = await made(service)
    await publish(ada, api, "1.0.0", 20)
    mistaken = await publish(ada, api, "1.1.0", 90)
    assert (await publish(ada, api, "1.2.0", 30)).status_code == 422
    tag, path = mistaken.headers["etag"], mistaken.headers["location"]
    for day, status in (("2999-01-01", 422), ("2020-01-01", 201)):
        notice = {"sunset_on": day}
        noted = await ada.call("PUT", f"{path}/deprecation", notice, match=tag)
        tag = noted.headers["etag"]
        assert (await publish(ada, api, "1.2.0", 30)).status_code == status


async def test_policies_have_a_profile_and_a_level(service: Service) -> None:
    def fields(version: str, names: tuple[str, ...]) -> bytes:
        properties = ", ".join(f"{name}: {{type: string}}" for name in names)
        return f"""
openapi: 3.1.0
info: {{title: Refunds, version: {version}}}
paths:
  /refunds:
    get:
      responses:
        '200':
          description: Yes.
          content:
            application/json:
              schema: {{type: object, properties: {{{properties}}}}}
""".encode()

    wanted = {
        ("tolerant-reader", "undecided"): 201,
        ("tolerant-reader", "risky"): 422,
        ("generated-clients", "breaking"): 422,
        ("generated-clients", "nothing"): 201,
    }
    for (profile, level), status in wanted.items():
        ada, api = await made(service, profile=profile, major_version_for=level)
        await ada.upload(f"{api}/versions", fields("1.0.0", ("a", "b")))
        answer = await ada.upload(f"{api}/versions", fields("1.1.0", ("a",)))
        assert answer.status_code == status, (profile, level)


async def test_many_changes_are_cut_off(service: Service) -> None:
    def many(version: str, limit: int) -> bytes:
        paths = "".join(
            f"  /p{n}:\n    get:\n"
            "      parameters:\n        - name: q\n          in: query\n"
            f"          schema: {{type: integer, maximum: {limit}}}\n"
            "      responses: {'200': {description: Yes}}\n"
            for n in range(30)
        )
        info = f"info: {{title: T, version: {version}}}"
        return f"openapi: 3.1.0\n{info}\npaths:\n{paths}".encode()

    ada, api = await made(service)
    await ada.upload(f"{api}/versions", many("1.0.0", 100))
    refused = await ada.upload(f"{api}/versions", many("1.0.1", 50))
    assert len(refused.json()["changes"]) == 20
    assert "30 breaking" in refused.json()["detail"]


async def test_who_may_change_a_policy(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team)
    before = (await ada.get(api)).json()["policy"]
    assert before == DEFAULT
    lax = {"policy": {"major_version_for": "nothing"}}
    key = await service.key(ada, team, "apis:read", "apis:write")
    for who, status in (
        (await service.join(ada, team, "member"), 403),
        (key, 403),
        (await service.join(ada, team, "maintainer"), 200),
    ):
        tag = (await who.get(api)).headers["etag"]
        assert (await who.patch(api, lax, tag)).status_code == status
        body = {"name": f"api-{status}-{who.id[-4:].lower()}x", "title": "T", **lax}
        created = await who.post(f"{team}/apis", body)
        assert created.status_code == (201 if status == 200 else 403), created.text
    after = (await ada.get(api)).json()["policy"]
    assert after == {**before, "major_version_for": "nothing"}


async def test_a_comparison_that_takes_long_is_waited_for(
    database: Database, generous: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    monkeypatch.setattr(ProcessPool, "working", gated(gate))
    hasty = generous.model_copy(update={"comparison_patience": 0})
    async with running(create(hasty)) as service:
        ada, api = await made(service)
        await publish(ada, api, "1.0.0", 20)
        seen: Counter[int] = Counter()
        while True:
            answer = await publish(ada, api, "1.0.1", 10)
            seen[answer.status_code] += 1
            if answer.status_code != 503:
                break
            assert answer.json()["code"] == "comparison_not_finished"
            assert int(answer.headers["retry-after"]) > 0
            gate.set()
            await asyncio.sleep(0.1)
        assert seen[503] >= 1
        assert answer.status_code == 422


async def test_what_can_not_be_compared_is_undecided(
    database: Database, generous: Settings
) -> None:
    tight = {"comparison_timeout": 0.001, "comparison_patience": 0}
    strained = generous.model_copy(update=tight)
    async with running(create(strained)) as service:
        for level, status in (("undecided", 422), ("breaking", 201)):
            ada, api = await made(service, major_version_for=level)
            await publish(ada, api, "1.0.0", 20)
            answer = await publish(ada, api, "1.0.1", 30)
            async with asyncio.timeout(120):
                while answer.status_code == 503:
                    await asyncio.sleep(0.1)
                    answer = await publish(ada, api, "1.0.1", 30)
            assert answer.status_code == status, answer.text
            if status == 422:
                assert answer.json()["changes"] == []
                assert "too_slow" in answer.json()["detail"]


async def test_what_was_published_meanwhile_counts(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, api = await made(service)
    await publish(ada, api, "1.0.0", 10)
    hold, rivals = Policies.hold, list[httpx2.Response]()

    async def held(self: Policies, *arguments: Any) -> Kept:
        kept = await hold(self, *arguments)
        if not rivals and "1.2.0" in arguments[2].version:
            rivals.append(await publish(ada, api, "1.1.0", 50))
        return kept

    monkeypatch.setattr(Policies, "hold", held)
    refused = await publish(ada, api, "1.2.0", 40)
    assert [each.status_code for each in rivals] == [201]
    assert refused.status_code == 422
    assert "1.1.0" in refused.json()["detail"]
    assert (await publish(ada, api, "1.2.0", 60)).status_code == 201


async def test_a_comparison_becomes_one_of_the_version(service: Service) -> None:
    ada, api = await made(service)
    await publish(ada, api, "1.0.0", 20)
    assert (await publish(ada, api, "1.1.0", 30)).status_code == 201
    [compared] = (await ada.get(f"{api}/comparisons")).json()["items"]
    assert (compared["base"]["version"], compared["revision"]["version"]) == (
        "1.0.0",
        "1.1.0",
    )
    path = f"{api}/comparisons/{compared['id']}/certificate"
    body = {"certificate": (await ada.get(path)).json()}
    verified = await ada.post("/v1/certificates/verifications", body)
    assert verified.json()["result"] == "valid"
