"""What versions of consumers use, and what changes do to those that use only some."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.engine.text.documents import load
from impl.engine.usage.verification import verify
from impl.jobs import framing
from impl.jobs.processes import ProcessFailed, ProcessPool
from impl.settings import Settings
from tests.integration.test_deployability import api_asked, codes, stage
from tests.integration.test_deployments import Place
from tests.integration.test_policies import contract
from tests.support.client import Service, running

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

# Nobody sends what is narrowed; somebody sends anything; somebody sends little.
NOTHING: Any = {"sends": {"parameters": []}}
ANYTHING = {"sends": {"parameters": ["query q"]}}
LITTLE = {"sends": {"parameters": {"query q": {"values": ["all"]}}}}


def usage(exchange: Any, operation: str = "GET /refunds", **more: Any) -> Any:
    named = {"usage": "countersign.usage/1", "consumer": "shop", **more}
    return {**named, "operations": {operation: exchange}}


async def register(there: Place, label: str, said: Any, version: str = "1.0.0") -> Any:
    known = {"api_id": there.api_id, "version": version, "usage": said}
    body = {"version": label, "built_against": [known]}
    return await there.owner.post(f"{there.consumer}/versions", body)


async def stored(database: Database, what: str) -> list[Any]:
    rows = await database.read().rows(text(f"SELECT {what} FROM comparisons"))
    return [tuple(row) for row in rows]


async def test_a_usage_is_kept_as_it_was_said(service: Service) -> None:
    there = await stage(service)
    said = usage(LITTLE, version="4.2")
    made = await register(there, "1", said)
    assert made.status_code == 201
    [known] = made.json()["built_against"]
    path = f"{made.headers['location']}/usages/{known['usage_digest']}"
    read = await there.owner.get(path)
    assert (read.status_code, read.json()) == (200, said)
    tag = read.headers["etag"]
    unchanged = await there.owner.get(path, **{"if-none-match": tag})
    assert unchanged.status_code == 304
    # Whoever uses the same has the same digest, and other names are no difference.
    again = await register(there, "1", usage(LITTLE, consumer="web"))
    assert (again.status_code, again.json()) == (200, made.json())
    other = await register(there, "1", usage(ANYTHING))
    assert (other.status_code, other.json()["code"]) == (409, "version_taken")
    whole = await there.register("1", "1.0.0")
    assert (whole.status_code, whole.json()["code"]) == (409, "version_taken")
    wrong = path.replace(known["usage_digest"], f"sha256:{'0' * 64}")
    assert (await there.owner.get(wrong)).status_code == 404
    # It says nothing about what is used.
    nothing = {"usage": "countersign.usage/1", "consumer": "shop"}
    everything = await register(there, "2", nothing)
    assert "usage_digest" not in everything.json()["built_against"][0]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        (usage({}, "GET /refund"), "/operations/GET ~1refund"),
        (
            usage({"sends": {"parameters": ["query p"]}}),
            "/operations/GET ~1refunds/sends/parameters/0",
        ),
        (
            usage({"sends": {"body": {"members": ["no pointer"]}}}),
            "/operations/GET ~1refunds/sends/body/members/0",
        ),
    ],
)
async def test_what_no_contract_has_is_refused_where_it_is(
    service: Service, said: Any, pointer: str
) -> None:
    there = await stage(service)
    refused = await register(there, "1", said)
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (422, "invalid_usage")
    [flaw] = problem["errors"]
    assert (flaw["in"], flaw["pointer"]) == ("body", f"/built_against/0/usage{pointer}")
    assert flaw["code"].startswith("CS17")
    assert "line" not in flaw


async def test_a_contract_is_used_in_one_way(service: Service) -> None:
    there = await stage(service)
    digest = (await there.owner.get(f"{there.api}/versions/1.0.0")).json()["digest"]
    for second in ("1.0.0", digest):
        known = [
            {"api_id": there.api_id, "version": version, "usage": usage(exchange)}
            for version, exchange in (("1.0.0", LITTLE), (second, NOTHING))
        ]
        body = {"version": "1", "built_against": known}
        refused = await there.owner.post(f"{there.consumer}/versions", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_usage")
        known[1]["usage"] = known[0]["usage"]
        made = await there.owner.post(f"{there.consumer}/versions", body)
        assert made.is_success
        assert len(made.json()["built_against"]) == 1


async def test_a_usage_that_is_too_large(service: Service) -> None:
    there = await stage(service)
    # What is stored is ASCII.
    values = ["\u00e9" * 2000] * 100
    large = {"sends": {"parameters": {"query q": {"values": values}}}}
    refused = await register(there, "1", usage(large))
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_usage")


async def test_each_is_judged_by_what_it_uses(
    service: Service, database: Database
) -> None:
    there = await stage(service)
    for label, exchange in (("a", NOTHING), ("b", ANYTHING), ("c", LITTLE)):
        await register(there, label, usage(exchange))
        await there.release(label, replaces="none")
    await there.register("d", "1.0.0")
    await there.release("d", replaces="none")
    while (answer := await api_asked(there, "2.0.0"))["counts"]["unknown"]:
        pass
    assert dict(codes(answer)) == {
        "a": "compatible",
        "b": "breaking",
        "c": "compatible",
        "d": "breaking",
    }
    pairs = {each["consumer_version"]: each for each in answer["items"]}
    assert "It sends query q of GET /refunds: " in pairs["b"]["reason"]
    assert (
        "the change that may hurt others is none of its concern" in pairs["a"]["reason"]
    )
    assert "It sends" not in pairs["d"]["reason"]
    # The comparison of a pair has what concerns that consumer, and can be verified.
    path = f"{there.api}/comparisons/{pairs['b']['comparison_id']}"
    [known] = (await register(there, "b", usage(ANYTHING))).json()["built_against"]
    compared = (await there.owner.get(path)).json()
    assert compared["usage_digest"] == known["usage_digest"]
    assert compared["result"]["changes"]["breaking"] == 1
    spared = f"{there.api}/comparisons/{pairs['c']['comparison_id']}"
    assert (await there.owner.get(f"{spared}/changes")).json()["items"] == []
    record = (await there.owner.get(f"{path}/certificate")).json()
    sides = load(contract("1.0.0", 20)), load(contract("2.0.0", 10))
    assert verify(record, *sides) == []
    assert record["usage"] == {"operations": {"GET /refunds": ANYTHING}}
    checked = await there.owner.post(
        "/v1/certificates/verifications", {"certificate": record}
    )
    assert checked.json()["result"] == "valid", checked.text
    # Whoever uses the same later has an answer at once.
    before = len(await stored(database, "id"))
    await register(there, "e", usage(LITTLE, consumer="late"))
    await there.release("e", replaces="none")
    assert (await api_asked(there, "2.0.0"))["counts"]["yes"] == 3
    assert len(await stored(database, "id")) == before


async def test_what_breaks_nobody_is_not_asked_for_each(
    service: Service, database: Database
) -> None:
    there = await stage(service)
    await there.register("whole", "1.0.0")
    await there.release("whole")
    await api_asked(there, "1.1.0")
    before = len(await stored(database, "id"))
    await register(there, "some", usage(ANYTHING))
    await there.release("some", replaces="none")
    answer = await api_asked(there, "1.1.0")
    assert dict(codes(answer)) == {"whole": "compatible", "some": "compatible"}
    assert len(await stored(database, "id")) == before


async def waiting(there: Place, count: int) -> None:
    """Have some versions in an environment, each with a usage of its own."""
    for number in range(count):
        values = {"query q": {"values": [f"text {number}"]}}
        said = usage({"sends": {"parameters": values}})
        await register(there, str(number), said)
        await there.release(str(number), replaces="none")


async def test_contracts_are_compared_once_for_all(
    database: Database, generous: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = []
    working = ProcessPool.working

    @asynccontextmanager
    async def counted(self: ProcessPool, message: Any, limits: Any) -> Any:
        messages.append(message)
        async with working(self, message, limits) as work:
            yield work

    # One unfinished comparison is enough for all.
    few = generous.model_copy(update={"comparison_backlog": 1})
    async with running(create(few)) as service:
        there = await stage(service)
        await waiting(there, 5)
        monkeypatch.setattr(ProcessPool, "working", counted)
        while (answer := await api_asked(there, "2.0.0"))["counts"]["unknown"]:
            pass
    assert answer["counts"] == {"yes": 5, "no": 0, "unknown": 0}
    asked = [message for message in messages if message[0] == b"judge"]
    # Whoever comes first may not know of all others yet, and never more are begun.
    assert [len(message) - 4 for message in asked] == [5]


async def test_whoever_spoils_it_for_all_is_left_alone(
    database: Database,
    generous: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    working = ProcessPool.working

    @asynccontextmanager
    async def spoiled(
        self: ProcessPool, message: Any, limits: Any
    ) -> AsyncIterator[Any]:
        if message[0] == b"judge" and any(b"text 2" in each for each in message):
            raise ProcessFailed(framing.OUT_OF_MEMORY)
        async with working(self, message, limits) as work:
            yield work

    async with running(create(generous)) as service:
        there = await stage(service)
        await waiting(there, 4)
        monkeypatch.setattr(ProcessPool, "working", spoiled)
        while (answer := await api_asked(there, "2.0.0"))["counts"]["unknown"] > 1:
            pass
    found = dict(codes(answer))
    assert found.pop("2") == "comparison_failed"
    assert set(found.values()) == {"compatible"}
    # None of them had to wait until the lease of another one ends.
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
