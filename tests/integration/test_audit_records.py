"""Who did what from where is on record, also where the service owns no table."""

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import make_url, text

from impl.app import create
from impl.database import audit_trail
from impl.database.service_role import grant
from impl.database.unit_of_work import Database
from impl.jobs.housekeeping import Housekeeping
from impl.rules import retention
from impl.settings import Settings
from tests.support.client import Service, running

pytestmark = pytest.mark.asyncio
RECORDS = text("SELECT action, actor, client, request_id FROM audit_events ORDER BY id")


async def recorded(database: Database) -> list[tuple[str, ...]]:
    return [tuple(row) for row in await database.read().rows(RECORDS)]


async def test_it_is_on_record_who_did_it_and_from_where(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    made = await ada.post("/v1/teams", {"name": "payments", "title": "Payments"})
    last = (await recorded(database))[-1]
    me = (await ada.get("/v1/people/me")).json()["id"]
    assert last[:3] == ("team.created", me, "127.0.0.1")
    assert last[3] == made.headers["X-Request-Id"]


async def test_addresses_are_left_out_if_they_may_not_be_kept(
    database: Database, generous: Settings
) -> None:
    settings = generous.model_copy(update={"log_client_addresses": False})
    async with running(create(settings)) as service:
        await service.person()
    found = await recorded(database)
    assert {each[2] for each in found} == {None}
    assert all(each[3] for each in found)


@pytest.fixture
def role(server_url: str, database_url: str) -> Iterator[str]:
    name = f"service_{uuid4().hex[:12]}"
    known = sql.Identifier(name)
    with psycopg.connect(server_url, autocommit=True) as link:
        link.execute(sql.SQL("CREATE ROLE {} LOGIN").format(known))
        grant(database_url, name)
        yield name
        with psycopg.connect(database_url) as owner:
            owner.execute(sql.SQL("DROP OWNED BY {}").format(known))
        link.execute(sql.SQL("DROP ROLE {}").format(known))


@pytest_asyncio.fixture
async def bound(
    database_url: str, database: Database, generous: Settings, role: str
) -> AsyncIterator[Settings]:
    """Settings of a service whose role owns nothing."""
    url = make_url(database_url).set(username=role).render_as_string(False)
    yield generous.model_copy(update={"database_url": SecretStr(url)})


async def test_a_service_that_owns_nothing_does_all_its_work(
    bound: Settings, database_url: str
) -> None:
    async with running(create(bound)) as service:
        ada = await service.person()
        team = await service.team(ada)
        api = await service.api(ada, team)
        assert (await ada.get(f"{api}/versions")).status_code == 200
        assert (await ada.delete(team, match="*")).status_code == 204
    assert bound.database_url is not None
    own = Database.connect(bound.database_url.get_secret_value(), bound)
    await Housekeeping(own, retention(bound)).sweep()
    await own.close()
    assert audit_trail.verify(database_url).records >= 4
