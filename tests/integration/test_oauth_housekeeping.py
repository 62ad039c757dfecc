"""What of OAuth has expired goes away by itself, and nothing else does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from impl.database.unit_of_work import Database
from impl.jobs.housekeeping import Housekeeping
from tests.integration.test_housekeeping import RETENTION
from tests.support.client import Service
from tests.support.oauth import Client, allowed

pytestmark = pytest.mark.asyncio


async def test_what_expired_goes(service: Service, database: Database) -> None:
    ada = await service.person()
    client = await Client.register(service, ada, await service.team(ada))
    first = await allowed(client, ada)
    await client.ask("revoke", token=first["refresh_token"])
    second = await allowed(client, ada)
    await client.ask("revoke", token=second["access_token"])
    for _ in range(2):
        await client.ask("device_authorization")
    async with database.begin() as work:
        for statement in (
            (
                "UPDATE oauth_grants SET created_at = created_at - interval '90 days',"
                " revoked_at = revoked_at - interval '31 days'"
            ),
            (
                "UPDATE oauth_device_codes SET created_at = now() - interval '2 days',"
                " expires_at = now() - interval '1 s' WHERE id ="
                " (SELECT id FROM oauth_device_codes LIMIT 1)"
            ),
            f"INSERT INTO oauth_revoked_tokens VALUES ('{uuid4()}', now())",
        ):
            await work.execute(text(statement))
        await work.commit()
    assert RETENTION.sessions == timedelta(days=30)
    await Housekeeping(database, RETENTION).sweep()
    for table in ("oauth_grants", "oauth_device_codes", "oauth_revoked_tokens"):
        rows = await database.read().rows(text(f"SELECT count(*) FROM {table}"))
        assert rows[0][0] == 1, table
    assert (await client.refresh(second["refresh_token"])).status_code == 200
