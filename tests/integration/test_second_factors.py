"""Log-in takes a code where somebody wants that, once, and only after the password."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pyotp
import pytest
import pytest_asyncio
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.integration.test_accounts import code, mailbox, mailing, reset
from tests.support.client import PASSWORD, Actor, Service, running
from tests.support.mail import Mailbox

pytestmark = pytest.mark.asyncio
__all__ = ["mailbox", "mailing"]
PLACE = "/v1/people/me/second-factor"
WRONG = "another one altogether"


@dataclass
class Authenticator:
    """Somebody's, with a clock that stands still unless it is moved."""

    actor: Actor
    secret: str
    now: float
    recovery: list[str] = field(default_factory=list)

    def code(self, steps: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(int(self.now) + 30 * steps)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [time.time()]
    monkeypatch.setattr("impl.services.second_factors.time.time", lambda: now[0])
    return now


@pytest_asyncio.fixture
async def ada(service: Service, clock: list[float]) -> AsyncIterator[Authenticator]:
    """Somebody whose log-in takes a code; the one of now is used."""
    actor = await service.person()
    begun = await actor.call("PUT", PLACE, {"current_password": PASSWORD})
    made = Authenticator(actor, begun.json()["secret"], clock[0])
    confirmed = await actor.post(f"{PLACE}/confirmation", {"code": made.code()})
    made.recovery = confirmed.json()["recovery_codes"]
    yield made


async def log_in(
    service: Service, person: Actor, given: str | None, password: str = PASSWORD
) -> tuple[int, str]:
    body = {"email": person.email, "password": password}
    if given is not None:
        body["code"] = given
    return await code(service.anonymous, "/v1/sessions", body)


async def test_beginning_and_confirming(service: Service, clock: list[float]) -> None:
    bob = await service.person()
    first = {"code": "123456"}
    off = (409, "second_factor_off")
    assert await code(bob, f"{PLACE}/confirmation", first) == off
    removal = {"current_password": PASSWORD, "code": "123456"}
    assert await code(bob, f"{PLACE}/removal", removal) == off
    refused = await bob.call("PUT", PLACE, {"current_password": WRONG})
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_credentials")
    await bob.call("PUT", PLACE, {"current_password": PASSWORD})
    begun = await bob.call("PUT", PLACE, {"current_password": PASSWORD})
    assert begun.status_code == 200, begun.text
    assert begun.headers["cache-control"] == "no-store"
    secret = begun.json()["secret"]
    assert begun.json()["uri"].startswith("otpauth://totp/Countersign:")
    assert (await bob.get(PLACE)).json() == {"is_on": False, "recovery_codes_left": 0}
    assert await log_in(service, bob, None) == (201, ""), "it is not confirmed"
    wrong = {"code": pyotp.TOTP(secret).at(int(clock[0]) + 3000)}
    assert await code(bob, f"{PLACE}/confirmation", wrong) == (422, "invalid_code")
    right = {"code": pyotp.TOTP(secret).at(int(clock[0]))}
    confirmed = await bob.post(f"{PLACE}/confirmation", right)
    assert len(set(confirmed.json()["recovery_codes"])) == 10
    assert (await bob.get(PLACE)).json() == {"is_on": True, "recovery_codes_left": 10}
    on = (409, "second_factor_on")
    assert await code(bob, f"{PLACE}/confirmation", right) == on
    again = await bob.call("PUT", PLACE, {"current_password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == on


async def test_a_code_is_asked_for_after_the_password_and_taken_once(
    service: Service, ada: Authenticator, clock: list[float]
) -> None:
    refused = (401, "invalid_credentials")
    wrong, used = (401, "invalid_code"), ada.code()
    assert await log_in(service, ada.actor, None) == (401, "second_factor_required")
    assert await log_in(service, ada.actor, None, WRONG) == refused
    assert await log_in(service, ada.actor, ada.code(1), WRONG) == refused
    assert await log_in(service, ada.actor, used) == wrong, "it was used"
    clock[0] += 30
    found = await asyncio.gather(
        *(log_in(service, ada.actor, ada.code(1)) for _ in range(5))
    )
    assert sorted(found) == [(201, "")] + [wrong] * 4
    assert await log_in(service, ada.actor, ada.code(0)) == wrong, "it is older"
    assert await log_in(service, ada.actor, ada.code(3)) == wrong, "it is of later"
    assert await log_in(service, ada.actor, ada.code(2)) == (201, ""), (
        "a clock is ahead"
    )


async def test_a_recovery_code_is_taken_once(
    service: Service, ada: Authenticator, database: Database
) -> None:
    one, two, *_ = ada.recovery
    found = await asyncio.gather(*(log_in(service, ada.actor, one) for _ in range(5)))
    assert sorted(found) == [(201, "")] + [(401, "invalid_code")] * 4
    bob = await service.person()
    assert await log_in(service, bob, two) == (201, ""), "it needs none"
    assert (await ada.actor.get(PLACE)).json()["recovery_codes_left"] == 9
    async with database.begin() as work:
        tables = "recovery_codes, second_factors"
        kept = str((await work.execute(text(f"SELECT * FROM {tables}"))).all())
    assert ada.secret not in kept
    assert two not in kept


async def test_it_is_removed_with_password_and_code(
    service: Service, ada: Authenticator, clock: list[float]
) -> None:
    path = f"{PLACE}/removal"
    body = {"current_password": WRONG, "code": ada.recovery[0]}
    assert await code(ada.actor, path, body) == (401, "invalid_credentials")
    body = {"current_password": PASSWORD, "code": ada.code()}
    assert await code(ada.actor, path, body) == (422, "invalid_code")
    body["code"] = ada.recovery[0]
    assert await code(ada.actor, path, body) == (204, "")
    assert await log_in(service, ada.actor, None) == (201, "")


async def test_guesses_are_limited_however_right_the_password(
    database: Database, generous: Settings, clock: list[float]
) -> None:
    strict = generous.model_copy(update={"code_failures_account": 3})
    async with running(create(strict)) as service:
        bob = await service.person()
        begun = await bob.call("PUT", PLACE, {"current_password": PASSWORD})
        made = Authenticator(bob, begun.json()["secret"], clock[0])
        await bob.post(f"{PLACE}/confirmation", {"code": made.code()})
        far = made.code(500)
        found = [await log_in(service, bob, far) for _ in range(4)]
        assert found == [(401, "invalid_code")] * 3 + [(429, "rate_limited")]
        clock[0] += 30
        assert (await log_in(service, bob, made.code(1)))[0] == 429


async def test_a_reset_leaves_it_to_its_owner_and_takes_it_from_who_is_not(
    database: Database, mailing: Settings, mailbox: Mailbox, clock: list[float]
) -> None:
    new = "an entirely new password"
    async with running(create(mailing)) as service:
        thief = await service.person()
        begun = await thief.call("PUT", PLACE, {"current_password": PASSWORD})
        made = Authenticator(thief, begun.json()["secret"], clock[0])
        await thief.post(f"{PLACE}/confirmation", {"code": made.code()})
        to = {"email": thief.email}
        # The address was never proven: whoever gets its mail is the owner.
        await code(service.anonymous, "/v1/password-resets", to)
        await mailbox.queue.run_due()
        assert await reset(service, await mailbox.token(thief.email)) == (204, "")
        assert await log_in(service, thief, None, new) == (201, "")
        body = {"email": thief.email, "password": new}
        tokens = (await service.anonymous.post("/v1/sessions", body)).json()
        owner = Actor(service.http, Authorization=f"Bearer {tokens['access_token']}")
        begun = await owner.call("PUT", PLACE, {"current_password": new})
        made = Authenticator(owner, begun.json()["secret"], clock[0])
        await owner.post(f"{PLACE}/confirmation", {"code": made.code()})
        await code(service.anonymous, "/v1/password-resets", to)
        await mailbox.queue.run_due()
        token = await mailbox.token(thief.email)
        assert await reset(service, token, f"{new} still") == (204, "")
        found = await log_in(service, thief, None, f"{new} still")
        assert found == (401, "second_factor_required")
        subjects = [each["Subject"] for each in await mailbox.to(thief.email)]
        assert "Log-in takes a code from now on" in subjects
