"""What happens between two statements of somebody else."""

import asyncio

import pytest
from sqlalchemy import text

from impl.database.unit_of_work import Database
from impl.services import password_hashing
from impl.services.password_hashing import Passwords
from tests.support.client import PASSWORD, Service, contract_text

pytestmark = pytest.mark.asyncio


async def change_password_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Have every password changed by somebody else just after it was checked."""
    verify = Passwords.verify

    async def slow(self: Passwords, password: str, encoded: str | None) -> bool:
        is_right = await verify(self, password, encoded)
        async with database.begin() as work:
            await work.execute(text("UPDATE people SET password_hash = 'another'"))
            await work.commit()
        return is_right

    monkeypatch.setattr(password_hashing.Passwords, "verify", slow)


async def test_logging_in_while_the_password_changes(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await service.person()
    await change_password_meanwhile(database, monkeypatch)
    body = {"email": ada.email, "password": PASSWORD}
    response = await service.anonymous.post("/v1/sessions", body)
    assert response.json()["code"] == "invalid_credentials"


async def test_changing_the_password_while_it_changes(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await service.person()
    tag = (await ada.get("/v1/people/me")).headers["etag"]
    await change_password_meanwhile(database, monkeypatch)
    change = {"current_password": PASSWORD, "new_password": "an entirely new one"}
    response = await ada.patch("/v1/people/me", change, tag)
    assert response.json()["code"] == "invalid_credentials"


async def test_publishing_while_the_team_is_deleted(service: Service) -> None:
    ada = await service.person()
    for _ in range(5):
        team = await service.team(ada)
        api = await service.api(ada, team)
        tag = (await ada.get(team)).headers["etag"]
        published, deleted = await asyncio.gather(
            ada.upload(f"{api}/versions", contract_text()), ada.delete(team, tag)
        )
        assert deleted.status_code == 204
        assert published.status_code in {201, 404}


async def test_a_client_without_a_name(service: Service) -> None:
    ada = await service.person()
    body = {"email": ada.email, "password": PASSWORD}
    await service.anonymous.call("POST", "/v1/sessions", body, **{"User-Agent": ""})
    newest = (await ada.get("/v1/sessions")).json()["items"][0]
    assert "user_agent" not in newest


async def test_an_unmigrated_database_is_not_ready(
    service: Service, database: Database
) -> None:
    rename = "ALTER TABLE {} RENAME TO {}"
    there, away = "alembic_version", "elsewhere"
    for names, is_back in (((there, away), False), ((away, there), True)):
        async with database.begin() as work:
            await work.execute(text(rename.format(*names)))
            await work.commit()
        response = await service.anonymous.get("/readyz")
        assert response.status_code == (200 if is_back else 503)
        assert response.json()["checks"]["migrations"] == (
            "pass" if is_back else "fail"
        )
