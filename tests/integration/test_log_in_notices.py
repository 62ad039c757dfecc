"""People are told of log-ins that may not have been theirs (OWASP ASVS 5.0, 6.3.5)."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.integration.test_accounts import mailbox, mailing
from tests.support.addresses import Addresses, at
from tests.support.client import PASSWORD, Actor, Service, running
from tests.support.mail import Mailbox

pytestmark = pytest.mark.asyncio
__all__ = ["mailbox", "mailing"]

HOME, ABROAD = "198.51.100.7", "192.0.2.9"


@pytest_asyncio.fixture
async def service(database: Database, mailing: Settings) -> AsyncIterator[Service]:
    strict = {"login_failures_address": 20, "login_failures_account": 50}
    settings = mailing.model_copy(update=strict)
    async with running(Addresses(create(settings))) as service:
        yield service


async def log_in(
    service: Service, person: Actor, address: str, password: str = PASSWORD
) -> int:
    body = {"email": person.email, "password": password}
    sent = {"User-Agent": "mallory\nhttps://evil.example"}
    answer = await at(service, address).call("POST", "/v1/sessions", body, **sent)
    return answer.status_code


async def notices(mailbox: Mailbox, person: Actor) -> list[str]:
    return [
        each.get_content()
        for each in await mailbox.to(person.email)
        if each["Subject"] == "Somebody logged in to your account"
    ]


async def test_a_log_in_from_a_new_place_is_told(
    service: Service, mailbox: Mailbox
) -> None:
    ada = await service.person()
    # It is known of no place yet where it would be unusual.
    assert await log_in(service, ada, HOME) == 201
    assert await log_in(service, ada, HOME) == 201
    known = len(await notices(mailbox, ada))
    assert await log_in(service, ada, ABROAD, "x" * 20) == 401
    assert len(await notices(mailbox, ada)) == known, "who got in nowhere is no news"
    assert await log_in(service, ada, ABROAD) == 201
    *_, told = await notices(mailbox, ada)
    assert len(await notices(mailbox, ada)) == known + 1
    assert "attempts that failed" not in told
    # What it calls itself is a stranger's text: no line of ours, and no link.
    assert 'with "mallory https: evil example"' in " ".join(told.split())
    assert await log_in(service, ada, ABROAD) == 201
    assert len(await notices(mailbox, ada)) == known + 1


async def test_a_log_in_after_much_guessing_is_told(
    service: Service, mailbox: Mailbox
) -> None:
    ada = await service.person()
    assert await log_in(service, ada, HOME) == 201
    known = len(await notices(mailbox, ada))
    for _ in range(4):
        assert await log_in(service, ada, HOME, "x" * 20) == 401
    assert await log_in(service, ada, HOME) == 201
    assert len(await notices(mailbox, ada)) == known
    assert await log_in(service, ada, HOME, "x" * 20) == 401
    assert await log_in(service, ada, HOME) == 201
    *_, told = await notices(mailbox, ada)
    assert "after 5 attempts that failed" in " ".join(told.split())
