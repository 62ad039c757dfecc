"""Devices without a browser, whose person types in a code elsewhere (RFC 8628)."""

import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.client import Service, running
from tests.support.oauth import DEVICE, Browser, Client, Page, bearer

pytestmark = pytest.mark.asyncio
TERMINAL = {"type": "public", "grant_types": [DEVICE, "refresh_token"]}


async def terminal(service: Service) -> Client:
    ada = await service.person()
    fields: dict[str, object] = {**TERMINAL, "redirect_uris": []}
    return await Client.register(service, ada, await service.team(ada), **fields)


async def poll(client: Client, device_code: str) -> str:
    answer = await client.token(DEVICE, device_code=device_code)
    return str(answer.json().get("error", answer.status_code))


async def waited(database: Database) -> None:
    """Have the device have waited since it asked last."""
    async with database.begin() as work:
        past = "polled_at = now() - interval '1 hour'"
        await work.execute(text(f"UPDATE oauth_device_codes SET {past}"))
        await work.commit()


async def test_a_device_is_connected(service: Service, database: Database) -> None:
    client, ada = await terminal(service), await service.person()
    asked = (await client.ask("device_authorization", scope="teams:read")).json()
    assert asked["verification_uri"].endswith("/oauth/device")
    assert await poll(client, asked["device_code"]) == "authorization_pending"
    assert await poll(client, asked["device_code"]) == "slow_down"
    browser = Browser(service, "/oauth/device")
    page = await browser.log_in(await browser.open(), ada.email)
    typed = asked["user_code"].lower().replace("-", " ")
    found = await browser.press(page, "find", user_code=typed)
    page = Page(await browser.http.get(found.location))
    assert ("See your teams" in page.text, "Dashboard" in page.text) == (True, True)
    done = await browser.press(page, "allow")
    assert (done.status, "is connected" in done.text) == (200, True)
    again = await browser.send(page.fields, action="allow")
    assert (again.status, "No device waits" in again.text) == (422, True)
    await waited(database)
    given = await client.token(DEVICE, device_code=asked["device_code"])
    assert given.status_code == 200, given.text
    program = bearer(service, given.json())
    assert (await program.get("/v1/teams")).status_code == 200
    assert await poll(client, asked["device_code"]) == "invalid_grant"
    refreshed = await client.refresh(given.json()["refresh_token"])
    assert refreshed.status_code == 200


async def test_a_device_hears_no(service: Service) -> None:
    client, ada = await terminal(service), await service.person()
    asked = (await client.ask("device_authorization")).json()
    browser = Browser(service, "/oauth/device")
    page = await browser.open(user_code=asked["user_code"])
    page = await browser.log_in(page, ada.email)
    done = await browser.press(page, "deny")
    assert (done.status, "Nothing was allowed" in done.text) == (200, True)
    assert await poll(client, asked["device_code"]) == "access_denied"


async def test_codes_expire(service: Service, database: Database) -> None:
    client, ada = await terminal(service), await service.person()
    asked = (await client.ask("device_authorization")).json()
    past = (
        "created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
    )
    async with database.begin() as work:
        await work.execute(text(f"UPDATE oauth_device_codes SET {past}"))
        await work.commit()
    assert await poll(client, asked["device_code"]) == "expired_token"
    browser = Browser(service, "/oauth/device")
    page = await browser.open(user_code=asked["user_code"])
    page = await browser.log_in(page, ada.email)
    assert "No device waits for this code" in page.text


async def test_devices_are_refused(service: Service) -> None:
    client, other = await terminal(service), await terminal(service)
    asked = (await client.ask("device_authorization")).json()
    assert await poll(other, asked["device_code"]) == "invalid_grant"
    assert await poll(client, "odc_made-up") == "invalid_grant"
    assert await poll(client, "") == "invalid_request"
    beyond = await client.ask("device_authorization", scope="members:read")
    assert beyond.json()["error"] == "invalid_scope"
    ada = await service.person()
    web = await Client.register(
        *(service, ada, await service.team(ada)), grant_types=["authorization_code"]
    )
    refused = await web.ask("device_authorization")
    assert refused.json()["error"] == "unauthorized_client"


async def test_two_devices_never_show_one_code(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    from impl.security import oauth_secrets

    drawn = iter(("BCDF-GHJK", "BCDF-GHJK", "BCDF-GHJL"))
    monkeypatch.setattr(oauth_secrets, "user_code", lambda: next(drawn))
    client = await terminal(service)
    told = [(await client.ask("device_authorization")).json() for _ in range(2)]
    assert [each["user_code"] for each in told] == ["BCDF-GHJK", "BCDF-GHJL"]


async def test_nobody_tries_all_codes(database: Database, generous: Settings) -> None:
    few = generous.model_copy(update={"oauth_user_codes": 2})
    async with running(create(few)) as service:
        ada = await service.person()
        browser = Browser(service, "/oauth/device")
        page = await browser.log_in(await browser.open(), ada.email)
        for status in (200, 200, 429):
            page = await browser.open(user_code="BCDF-GHJK")
            assert page.status == status
        assert int(page.response.headers["retry-after"]) > 0


async def test_log_ins_are_as_limited_as_by_programs(
    database: Database, generous: Settings
) -> None:
    few = generous.model_copy(update={"login_rate_account": 2})
    async with running(create(few)) as service:
        ada = await service.person()
        browser = Browser(service, "/oauth/device")
        page = await browser.open()
        wrong = {"email": ada.email, "password": "not the right one"}
        # The first was when Ada got her own session.
        assert (await browser.press(page, "sign_in", **wrong)).status == 422
        assert (await browser.press(page, "sign_in", **wrong)).status == 429
        answer = await service.anonymous.post("/v1/sessions", wrong)
        assert answer.status_code == 429
