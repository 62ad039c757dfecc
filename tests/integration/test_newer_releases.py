"""What a newer release leaves in the database, beside which this one goes on.

Its schema says that this code works on it; what happens there may have a name that only
the newer release knows.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text
from starlette.types import ASGIApp

from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories import deliveries
from impl.security import ids
from impl.settings import Settings
from tests.support.client import Actor, Service, running
from tests.support.streaming import streaming

pytestmark = pytest.mark.asyncio

HAPPEN = text("""
    INSERT INTO audit_events (team_id, action, subject)
    SELECT :team, action, 'api_00000000000000000000000000'
    FROM unnest(CAST(:actions AS text[])) WITH ORDINALITY AS given (action, place)
    ORDER BY place RETURNING id
""")
SEND = text("""
    INSERT INTO webhook_deliveries (webhook_id, event_id, event_type, next_attempt_at)
    VALUES (:webhook, :event, 'api.starred', '-infinity') RETURNING id
""")
FIRST = ids.encode(ids.EVENT, UUID(int=0))
WANT = text("UPDATE webhooks SET event_types = :types WHERE id = :webhook")


@pytest_asyncio.fixture
async def app(generous: Settings) -> AsyncIterator[ASGIApp]:
    yield create(generous)


def id_in(path: str, kind: str) -> UUID:
    return ids.decode(kind, path.rpartition("/")[2])


async def happen(database: Database, team: str, *actions: str) -> UUID:
    given = {"team": id_in(team, ids.TEAM), "actions": list(actions)}
    async with database.begin() as work:
        found = (await work.execute(HAPPEN, given)).scalars().all()
        await work.commit()
    return UUID(str(found[-1]))


async def hook(actor: Actor, team: str) -> str:
    body = {"url": "http://a.invalid", "title": "R", "event_types": ["team.updated"]}
    return str((await actor.post(f"{team}/webhooks", body)).headers["location"])


async def test_pages_of_events_leave_out_what_has_no_name_here(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    await happen(database, team, "api.starred", "api.updated", *["api.starred"] * 4)
    seen, path = [], f"{team}/events?limit=2"
    while path:
        page = await ada.get(path)
        assert page.status_code == 200, page.text
        seen += [each["type"] for each in page.json()["items"]]
        cursor = page.json().get("next_cursor")
        path = f"{team}/events?limit=2&cursor={cursor}" if cursor else ""
    assert seen == ["api.updated", "team.created"]


async def test_streams_of_events_go_on_after_it(
    app: ASGIApp, database: Database
) -> None:
    many = ["api.starred"] * 101
    async with running(app) as service:
        ada = await service.person()
        team = await service.team(ada)
        await happen(database, team, *many, "api.updated", "api.starred")
        headers = {**ada.headers, "Last-Event-ID": FIRST}
        async with streaming(app, f"{team}/events/stream", headers) as told:
            types = [(await told.event() or {})["event"] for _ in range(2)]
    assert types == ["team.created", "api.updated"]


async def test_webhooks_leave_it_to_who_knows_it(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    webhook = await hook(ada, team)
    place = {"webhook": id_in(webhook, ids.WEBHOOK)}
    event = await happen(database, team, "api.starred")
    async with database.begin() as work:
        found = await work.execute(SEND, {**place, "event": event})
        delivery = ids.encode(ids.DELIVERY, found.scalar_one())
        await work.execute(WANT, {**place, "types": ["api.starred", "api.created"]})
        await work.commit()
    due = await deliveries.due(
        *(database.read(), 100), busy=(), full_teams=(), of_team=4, with_failing=True
    )
    assert place["webhook"] not in {each.webhook_id for each in due}
    listed = await ada.get(f"{webhook}/deliveries")
    assert (listed.status_code, listed.json()["items"]) == (200, [])
    again = await ada.post(f"{webhook}/deliveries/{delivery}/redeliveries")
    assert again.status_code == 404, again.text
    assert (await ada.get(webhook)).json()["event_types"] == ["api.created"]
    async with database.begin() as work:
        await work.execute(WANT, {**place, "types": ["api.starred"]})
        await work.commit()
    # It wants nothing else: not all, as one would that says nothing.
    assert (await ada.get(webhook)).json()["event_types"] == ["webhook.pinged"]
    title = await ada.patch(webhook, {"title": "Other"}, "*")
    assert title.status_code == 200, title.text
    async with database.begin() as work:
        kept = text("SELECT event_types FROM webhooks WHERE id = :webhook")
        assert (await work.execute(kept, place)).scalar_one() == ["api.starred"]
