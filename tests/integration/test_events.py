"""What changed is told: as a list, and as it happens."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any, get_args
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text
from starlette.types import ASGIApp

from impl.app import create
from impl.database.reading import compiled
from impl.database.unit_of_work import Database
from impl.event_records import EventType
from impl.lifecycle import drain
from impl.repositories import events
from impl.security import ids
from impl.security.caller import ANONYMOUS
from impl.services import audit
from impl.settings import Settings
from tests.support.client import Actor, Service, contract_text, running
from tests.support.contract import document
from tests.support.streaming import Stream, streaming

pytestmark = pytest.mark.asyncio

FIRST = ids.encode(ids.EVENT, UUID(int=0))


async def told(actor: Actor, team: str, query: str = "") -> list[dict[str, Any]]:
    page = await actor.get(f"{team}/events{query}")
    assert page.status_code == 200, page.text
    items: list[dict[str, Any]] = page.json()["items"]
    return items


async def types(actor: Actor, team: str, query: str = "") -> list[str]:
    return [each["type"] for each in reversed(await told(actor, team, query))]


async def test_each_change_is_told(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "viewer")
    person = f"{team}/members/{bob.id}"
    await ada.patch(person, {"role": "member"}, "*")
    await ada.delete(person, "*")
    key = await service.key(ada, team, "apis:write")
    api = await service.api(key, team)
    change = {"title": "Refunds", "policy": {"approvals": 0}}
    await ada.patch(api, change, "*")
    await ada.upload(f"{api}/versions", contract_text())
    sunset = {"sunset_on": "2099-01-01"}
    await ada.call("PUT", f"{api}/versions/1.0.0/deprecation", sunset, match="*")
    proposal = (await ada.post(f"{api}/proposals", {"title": "New"})).headers
    path = proposal["location"]
    await ada.upload(f"{path}/revisions", contract_text("1.0.1"))
    await ada.post(f"{path}/reviews", {"revision": 1, "verdict": "comment"})
    await ada.post(f"{path}/signature", {"revision": 1, "version": "1.0.1"})
    accepted = await ada.post(
        f"{api}/acceptances", {"fingerprint": "0" * 16, "reason": "Agreed."}
    )
    await ada.delete(f"{api}/acceptances/{accepted.json()['id']}")
    await ada.delete(api, "*")
    assert await types(ada, team) == [
        "team.created",
        "member.added",
        "member.updated",
        "member.removed",
        "api_key.created",
        "api.created",
        "api.updated",
        "policy.updated",
        "version.published",
        "version.deprecated",
        "proposal.created",
        "proposal.revised",
        "proposal.reviewed",
        "version.published",
        "proposal.signed",
        "acceptance.created",
        "acceptance.revoked",
        "api.deleted",
    ]
    found = {each["type"]: each for each in await told(ada, team)}
    renamed, policy = found["api.updated"], found["policy.updated"]
    assert renamed["before"] == {"title": "An API"}
    assert renamed["after"] == {"title": "Refunds"}
    assert policy["before"] == {"required_approvals": 1}
    assert policy["after"] == {"required_approvals": 0}
    assert found["member.updated"]["before"] == {"role": "viewer"}
    assert found["api.created"]["actor"] == key.id
    assert found["api.deleted"]["before"]["title"] == "Refunds"
    api_id = api.rpartition("/")[2]
    assert {each["api_id"] for each in await told(ada, team, f"?api_id={api_id}")} == {
        api_id
    }
    assert "details" in found["proposal.signed"]


async def test_pages_and_filters(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    apis = [await service.api(ada, team) for _ in range(3)]
    await ada.patch(apis[0], {"title": "Other"}, "*")
    everything = await told(ada, team)
    paged: list[str] = []
    query = "?limit=2"
    while query:
        page = (await ada.get(f"{team}/events{query}")).json()
        paged += [each["id"] for each in page["items"]]
        cursor = page.get("next_cursor")
        query = f"?limit=2&cursor={cursor}" if cursor else ""
    assert paged == [each["id"] for each in everything]
    assert paged == sorted(paged, reverse=True)
    assert await types(ada, team, "?type=api.updated") == ["api.updated"]
    api = apis[0].rpartition("/")[2]
    of_api = await types(ada, team, f"?api_id={api}")
    assert of_api == ["api.created", "api.updated"]
    both = await types(ada, team, f"?api_id={api}&type=api.created")
    assert both == ["api.created"]
    page = (await ada.get(f"{team}/events?limit=1")).json()
    other = await ada.get(
        f"{team}/events?type=api.created&cursor={page['next_cursor']}"
    )
    assert (other.status_code, other.json()["code"]) == (404, "unknown_cursor")


async def test_keys_are_told_to_those_who_manage_them(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    key = await service.key(ada, team, "events:read")
    await ada.delete(f"{team}/api-keys/{key.id}")
    await service.key(ada, team, "events:read")
    watcher = await service.key(ada, team, "events:read")
    maintainer = await service.join(ada, team, "maintainer")
    member = await service.join(ada, team, "member")
    assert "api_key.revoked" in await types(maintainer, team)
    for actor in (member, watcher):
        assert await types(actor, team) == ["team.created", *["member.added"] * 2]


async def test_who_leaves_the_service_leaves_their_teams(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    bob = await service.join(ada, team, "viewer")
    assert (await bob.delete("/v1/people/me", "*")).status_code == 204
    [event] = await told(ada, team, "?type=member.removed")
    assert (event["subject"], event["actor"]) == (bob.id, bob.id)


async def record(database: Database, team_id: UUID, number: int) -> None:
    async with database.begin() as work:
        await audit.record(
            *(work, ANONYMOUS, "team.updated", ids.encode(ids.TEAM, team_id)),
            team_id=team_id,
            details={"number": number},
        )
        await asyncio.sleep(0)
        await work.commit()


async def test_nothing_comes_before_what_was_seen(
    service: Service, database: Database
) -> None:
    """Also while others change something, and when the clock is put back."""
    ada = await service.person()
    team = await service.team(ada)
    team_id = ids.decode(ids.TEAM, team.rpartition("/")[2])
    ahead = "UPDATE event_feeds SET last_event_id = uuidv7(interval '1 hour')"
    async with database.begin() as work:
        await work.execute(text(ahead))
        await work.commit()
    seen: list[str] = []

    async def look() -> None:
        nonlocal seen
        now = [each["id"] for each in await told(ada, team, "?limit=100")]
        assert now[len(now) - len(seen) :] == seen
        seen = now

    writing = asyncio.gather(*(record(database, team_id, n) for n in range(40)))
    while not writing.done():
        await look()
    await writing
    await look()
    assert len(seen) == 41
    assert seen[:-1] == sorted(seen[:-1], reverse=True)


async def test_what_is_not_committed_is_not_told(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    team_id = ids.decode(ids.TEAM, team.rpartition("/")[2])
    async with database.begin() as work:
        await audit.record(
            *(work, ANONYMOUS, "team.updated", team_id.hex), team_id=team_id
        )
    assert await types(ada, team) == ["team.created"]


async def test_pages_are_found_in_the_indexes(database: Database) -> None:
    """So a page takes as long among a million events as among a thousand."""
    fill = (
        "INSERT INTO audit_events (chain, number, digest, team_id, api_id, action,"
        " subject) SELECT '', n, '',"
        " CASE WHEN n % 50 = 0 THEN '0198c0de-0000-7000-8000-000000000001'::uuid"
        " ELSE gen_random_uuid() END, CASE WHEN n % 100 = 0"
        " THEN '0198c0de-0000-7000-8000-000000000002'::uuid END,"
        " CASE WHEN n % 1000 = 0 THEN 'version.published'"
        " WHEN n % 4 = 0 THEN 'comparison.asked' ELSE 'api.updated' END, 's'"
        " FROM generate_series(1, 20000) AS n"
    )
    team, api = (UUID(f"0198c0de-0000-7000-8000-00000000000{n}") for n in (1, 2))
    given: dict[str, object] = {
        "team_id": team,
        "scope_team_id": team,
        "scope_person_id": None,
        "size": 20,
        "action": "version.published",
        "api_id": api,
    }
    async with database.begin() as work:
        # What links records looks each chain up, by the plan of a table that was empty.
        for turn in ("DISABLE", "ENABLE"):
            await work.execute(text(f"ALTER TABLE audit_events {turn} TRIGGER USER"))
            if turn == "DISABLE":
                await work.execute(text(fill))
        await work.execute(text("ANALYZE audit_events"))
        # Of few rows PostgreSQL would rather sort all that there are.
        for each in ("bitmapscan", "sort", "seqscan"):
            await work.execute(text(f"SET LOCAL enable_{each} = off"))
        for queries, place in ((events._BEFORE, 2**128 - 1), (events._AFTER, 0)):
            for wanted, query in queries.items():
                index = (
                    "ix_audit_events_feed"
                    + {
                        (True, True): "",
                        (False, True): "_of_type",
                        (True, False): "_of_api",
                        (False, False): "_of_both",
                    }[wanted.action is None, wanted.api_id is None]
                )
                values = {**given, "place": UUID(int=place)}
                plan = await work.connection.exec_driver_sql(
                    *explained(query.statement, values)
                )
                lines = [row[0].strip() for row in plan]
                # Nothing is sorted but the page, and every condition is of the index.
                scans = [each for each in lines if "on audit_events" in each]
                assert f" using {index} on " in scans[0], "\n".join(lines)
                assert "Limit" in lines[lines.index(scans[0]) - 1], "\n".join(lines)


def explained(statement: Any, values: dict[str, object]) -> tuple[str, Any]:
    written, defaults = compiled(statement)
    both = {**defaults, **values}
    return f"EXPLAIN {written}", {name: both[name] for name in defaults}


async def test_the_contract_has_every_type() -> None:
    declared = document()["components"]["schemas"]["EventType"]["enum"]
    assert tuple(declared) == get_args(EventType)


@pytest_asyncio.fixture
async def app(generous: Settings) -> AsyncIterator[ASGIApp]:
    """The service, with streams that end only when they have to."""
    patient = {"stream_lifetime": 600.0, "streams_caller": 2}
    yield create(generous.model_copy(update=patient))


async def seen(stream: Stream, count: int) -> list[str]:
    found = [await stream.event() for _ in range(count)]
    return [each["event"] for each in found if each]


async def test_a_stream_tells_what_happens(database: Database, app: ASGIApp) -> None:
    async with running(app) as service:
        ada = await service.person()
        team = await service.team(ada)
        api = await service.api(ada, team)
        path = f"{team}/events/stream"
        async with streaming(app, path, ada.headers) as stream:
            resumed = {**ada.headers, "Last-Event-ID": FIRST}
            async with streaming(app, path, resumed) as from_the_first:
                assert await seen(from_the_first, 2) == ["team.created", "api.created"]
                await ada.upload(f"{api}/versions", contract_text())
                assert await seen(from_the_first, 1) == ["version.published"]
                third = await ada.get(path)
                assert (third.status_code, third.json()["code"]) == (
                    429,
                    "too_many_streams",
                )
            event = await stream.event()
            assert event
            assert event["event"] == "version.published"
        filtered = {**ada.headers, "Last-Event-ID": FIRST}
        only = f"{path}?type=api.created&api_id={api.rpartition('/')[2]}"
        async with streaming(app, only, filtered) as stream:
            assert await seen(stream, 1) == ["api.created"]
        head = await ada.call("HEAD", path)
        assert head.status_code == 200


async def test_a_stream_ends_with_the_right_to_read_it(
    database: Database, app: ASGIApp
) -> None:
    async with running(app) as service:
        ada = await service.person()
        team = await service.team(ada)
        bob = await service.join(ada, team, "viewer")
        key = await service.key(ada, team, "events:read")
        other = await service.join(ada, team, "member")
        path = f"{team}/events/stream"
        async with contextlib.AsyncExitStack() as stack:
            streams = [
                await stack.enter_async_context(streaming(app, path, actor.headers))
                for actor in (bob, key, other)
            ]
            await service.api(ada, team)
            for stream in streams:
                assert await seen(stream, 1) == ["api.created"]
            await ada.delete(f"{team}/members/{bob.id}", "*")
            await ada.delete(f"{team}/api-keys/{key.id}")
            await other.delete(f"/v1/sessions/{other.tokens['session_id']}")
            await service.api(ada, team)
            for stream in streams:
                assert "api.created" not in [
                    each["event"] for each in await stream.rest()
                ]


async def test_streams_end_when_the_process_stops(
    database: Database, app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(app) as service:
        ada = await service.person()
        team = await service.team(ada)
        resumed = {**ada.headers, "Last-Event-ID": FIRST}
        async with streaming(app, f"{team}/events/stream", resumed) as stream:
            assert await seen(stream, 1) == ["team.created"]
            monkeypatch.setattr(type(drain), "started", property(lambda _: True))
            assert await stream.event() is None


async def test_a_stream_ends_after_a_while(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    answer = await ada.get(f"{team}/events/stream", **{"Last-Event-ID": FIRST})
    assert answer.text.startswith("id: evt_") or "event: team.created" in answer.text
