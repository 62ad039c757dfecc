"""What ends meanwhile ends what was about to begin, too.

Each test holds an account, lets somebody begin who then waits for it, and ends
something before they go on.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import pytest
from sqlalchemy import text

from impl.database.unit_of_work import Database, UnitOfWork
from impl.repositories import account_tokens, people, second_factors
from impl.security import ids
from impl.services import administration
from tests.integration.test_accounts import ask, mailbox, mailing, reset, service
from tests.integration.test_second_factors import PLACE, Authenticator, clock, log_in
from tests.support.client import PASSWORD, Actor, Service
from tests.support.mail import Mailbox
from tests.support.oauth import DEVICE, Browser, Client
from tests.support.waiting import meanwhile

pytestmark = pytest.mark.asyncio
__all__ = ["clock", "mailbox", "mailing", "service"]
_T = TypeVar("_T")


async def end_sessions(work: UnitOfWork, actor: Actor) -> None:
    person = await people.lock(work, ids.decode(ids.PERSON, actor.id))
    assert person is not None
    await administration.end_sessions(work, person)


async def after(
    database: Database,
    actor: Actor,
    first: Callable[[UnitOfWork, Actor], Awaitable[None]],
    then: Coroutine[Any, Any, _T],
) -> _T:
    """Begin something that has to wait for an account, which is changed first."""
    async with database.begin() as work:
        await people.lock(work, ids.decode(ids.PERSON, actor.id))
        await first(work, actor)
        async with meanwhile(database, work, then) as task:
            await work.commit()
    return task.result()


async def test_no_program_is_allowed_anything(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    client = await Client.register(service, ada, await service.team(ada))
    browser = Browser(service)
    page = await browser.log_in(await browser.open(**client.request()), ada.email)
    gone = await after(database, ada, end_sessions, browser.press(page, "allow"))
    assert gone.location.startswith("/oauth/authorize?")
    assert "code" not in gone.answer


@pytest.mark.parametrize("action", ["allow", "deny"])
async def test_no_device_is_told_anything(
    service: Service, database: Database, action: str
) -> None:
    ada = await service.person()
    client = await Client.register(service, ada, await service.team(ada))
    asked = (await client.ask("device_authorization", scope="teams:read")).json()
    browser = Browser(service, "/oauth/device")
    page = await browser.open(user_code=asked["user_code"])
    page = await browser.log_in(page, ada.email)
    gone = await after(database, ada, end_sessions, browser.press(page, action))
    assert gone.location.startswith("/oauth/device?")
    given = await client.token(DEVICE, device_code=asked["device_code"])
    assert given.json()["error"] == "authorization_pending"


async def test_no_account_is_deleted(service: Service, database: Database) -> None:
    ada = await service.person()
    deletion = ada.delete("/v1/people/me", "*")
    refused = await after(database, ada, end_sessions, deletion)
    assert (refused.status_code, refused.json()["code"]) == (
        403,
        "fresh_login_required",
    )


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        (
            "PATCH",
            "/v1/people/me",
            {"email": "thief@example.com", "current_password": PASSWORD},
        ),
        ("POST", "/v1/people/me/email-proofs", None),
        ("PUT", PLACE, {"current_password": PASSWORD}),
        ("POST", f"{PLACE}/confirmation", {"code": "000000"}),
        ("POST", f"{PLACE}/removal", {"current_password": PASSWORD, "code": "000000"}),
    ],
)
async def test_nothing_of_an_account_is_changed(
    service: Service, database: Database, method: str, path: str, body: object
) -> None:
    ada = await service.person()
    call = ada.call(method, path, body, match="*" if method == "PATCH" else None)
    refused = await after(database, ada, end_sessions, call)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")


async def remove(work: UnitOfWork, actor: Actor) -> None:
    await people.delete_one(work, ids.decode(ids.PERSON, actor.id))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/v1/people/me", {"display_name": "Ada"}),
        ("DELETE", "/v1/people/me", None),
        ("POST", "/v1/people/me/email-proofs", None),
        ("POST", f"{PLACE}/confirmation", {"code": "000000"}),
        ("POST", "/v1/teams", {"name": "late", "title": "Late"}),
    ],
)
async def test_an_account_that_is_gone_has_no_credentials(
    service: Service, database: Database, method: str, path: str, body: object
) -> None:
    ada = await service.person()
    match = "*" if path == "/v1/people/me" else None
    call = ada.call(method, path, body, match=match)
    refused = await after(database, ada, remove, call)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")


async def test_a_program_that_is_gone_is_told_so(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    browser = Browser(service)
    client = await Client.register(service, ada, team)
    page = await browser.log_in(await browser.open(**client.request()), ada.email)
    refused = await without(database, browser.press(page, "allow"))
    assert (refused.status, "is not known" in refused.text) == (400, True)
    client = await Client.register(service, ada, team)
    call = client.ask("device_authorization")
    answer = await without(database, call)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def without(database: Database, then: Coroutine[Any, Any, _T]) -> _T:
    """Begin something that has to wait for a client, which is deleted first."""
    async with database.begin() as work:
        await work.execute(text("DELETE FROM oauth_clients"))
        async with meanwhile(database, work, then) as task:
            await work.commit()
    return task.result()


async def test_no_letter_to_an_old_address_resets_a_password(
    service: Service, database: Database, mailbox: Mailbox
) -> None:
    ada = await service.person("old@example.com")

    async def move(work: UnitOfWork, actor: Actor) -> None:
        person_id = ids.decode(ids.PERSON, actor.id)
        await people.prove(work, person_id, "new@example.com")
        await account_tokens.forget(work, person_id)

    assert await ask(service, ada.email) == (202, "")
    await after(database, ada, move, mailbox.queue.run_due())
    token = await mailbox.token("old@example.com")
    assert await reset(service, token) == (422, "invalid_token")


@pytest.mark.parametrize("is_on", [True, False])
async def test_log_in_takes_the_code_that_it_takes_by_then(
    service: Service, database: Database, clock: list[float], is_on: bool
) -> None:
    ada = await service.person()
    begun = await ada.call("PUT", PLACE, {"current_password": PASSWORD})
    made = Authenticator(ada, begun.json()["secret"], clock[0])
    if not is_on:
        await ada.post(f"{PLACE}/confirmation", {"code": made.code()})

    async def turn(work: UnitOfWork, actor: Actor) -> None:
        person_id = ids.decode(ids.PERSON, actor.id)
        if is_on:
            await second_factors.confirm(work, person_id, [])
        else:
            await second_factors.forget(work, person_id)

    found = await after(
        database, ada, turn, log_in(service, ada, None if is_on else made.code(1))
    )
    assert found == ((401, "second_factor_required") if is_on else (201, ""))
