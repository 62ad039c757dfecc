"""One secret key takes another one's place, and nobody notices."""

from collections.abc import AsyncIterator

import pyotp
import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.security import webhook_secrets
from impl.security.keys import Key, Secret, derive, good, has_signed
from impl.services.secret_change import WEBHOOKS, reseal, secret_of
from impl.services.signing import SigningKeys, WrongSecret
from impl.settings import Settings
from tests.integration.test_second_factors import clock
from tests.support.client import PASSWORD, Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio
__all__ = ["clock"]
OLD = "0123456789abcdefghijklmnopqrstuvwxyz"
NEW = "zyxwvutsrqponmlkjihgfedcba9876543210"
FOREIGN = "the quick brown fox jumps over the lazy dog"
PLACE = "/v1/people/me/second-factor"


def knowing(settings: Settings, key: str, other: str | None = None) -> Settings:
    others = SecretStr(other) if other else None
    given = {"secret_key": SecretStr(key), "other_secret_key": others}
    return settings.model_copy(update=given)


class Before:
    """What somebody has from when there was only the old key."""

    ada: Actor
    totp: pyotp.TOTP
    recovery: list[str]
    team: str
    mock: str
    cursor: str
    created: str
    webhook_secret: str


@pytest_asyncio.fixture
async def before(
    database: Database, generous: Settings, clock: list[float]
) -> AsyncIterator[Before]:
    made = Before()
    async with running(create(knowing(generous, OLD))) as service:
        ada = made.ada = await service.person()
        begun = await ada.call("PUT", PLACE, {"current_password": PASSWORD})
        made.totp = pyotp.TOTP(begun.json()["secret"])
        # The code before this one, so that the one of now is good later.
        given = {"code": made.totp.at(int(clock[0]) - 30)}
        confirmed = await ada.post(f"{PLACE}/confirmation", given)
        made.recovery = confirmed.json()["recovery_codes"]
        made.team = await service.team(ada)
        body = {"name": "once", "title": "Once"}
        made.created = (await ada.post("/v1/teams", body, key="k")).text
        page = (await ada.get("/v1/teams?limit=1")).json()
        made.cursor = page["next_cursor"]
        api = await service.api(ada, made.team)
        await ada.upload(f"{api}/versions", contract_text())
        made.mock = (await ada.get(f"{api}/versions/1.0.0/mock")).json()["url"]
        hook = {"url": "https://ci.example.com/", "title": "CI"}
        created = await ada.post(f"{made.team}/webhooks", hook)
        made.webhook_secret = created.json()["secret"]
    yield made


async def log_in(service: Service, ada: Actor, code: str) -> int:
    body = {"email": ada.email, "password": PASSWORD, "code": code}
    return (await service.anonymous.post("/v1/sessions", body)).status_code


async def works(service: Service, before: Before, recovery: str) -> None:
    """Hold that all of it is as good as it was."""
    ada = Actor(service.http, **before.ada.headers)
    ada.email = before.ada.email
    assert (await ada.get("/v1/people/me")).status_code == 200
    page = await ada.get(f"/v1/teams?limit=1&cursor={before.cursor}")
    assert (page.status_code, len(page.json()["items"])) == (200, 1)
    again = await ada.post("/v1/teams", {"name": "once", "title": "Once"}, key="k")
    assert (again.status_code, again.text) == (201, before.created)
    mocked = await service.http.get(f"{before.mock}/_mock")
    assert mocked.status_code == 200, mocked.text
    assert await log_in(service, ada, recovery) == 201
    assert await log_in(service, ada, recovery) == 401
    given = {"refresh_token": before.ada.tokens["refresh_token"]}
    renewed = await service.anonymous.post("/v1/sessions/refresh", given)
    assert renewed.status_code == 200
    before.ada.tokens = renewed.json()


async def unsealed(database: Database, secret: str) -> str:
    [[sealed]] = await database.read().rows(text("SELECT sealed FROM webhooks"))
    return webhook_secrets.unseal(sealed, derive(secret, WEBHOOKS))


async def test_nobody_notices(
    database: Database, generous: Settings, before: Before, clock: list[float]
) -> None:
    for number, pair in enumerate(((OLD, NEW), (NEW, OLD), (OLD, NEW), (NEW, OLD))):
        both = knowing(generous, *pair)
        async with running(create(both)) as service:
            await works(service, before, before.recovery[number])
        assert await unsealed(database, secret_of(both)) == before.webhook_secret
    secret = secret_of(knowing(generous, NEW, OLD))
    with pytest.raises(ValueError, match="another COUNTERSIGN_SECRET_KEY"):
        await unsealed(database, NEW)
    counted = {"signing keys": 2, "second factors": 1, "webhook secrets": 1}
    assert await reseal(database, secret) == counted
    assert not any((await reseal(database, secret)).values())
    assert await unsealed(database, NEW) == before.webhook_secret
    await SigningKeys(database, NEW, 600).check()
    with pytest.raises(WrongSecret, match="or as COUNTERSIGN_OTHER_SECRET_KEY"):
        await SigningKeys(database, OLD, 600).check()
    async with running(create(knowing(generous, NEW))) as service:
        ada = Actor(service.http, **before.ada.headers)
        assert (await ada.get("/v1/people/me")).status_code == 200
        assert await log_in(service, before.ada, before.totp.at(int(clock[0]))) == 201
        # Made with the old one, and not used since.
        assert await log_in(service, before.ada, before.recovery[9]) == 401
        given = {"refresh_token": before.ada.tokens["refresh_token"]}
        renewed = await service.anonymous.post("/v1/sessions/refresh", given)
        assert renewed.status_code == 200, "it was renewed with the new one"


async def test_what_neither_key_opens_is_left_as_it_is(
    database: Database, generous: Settings, before: Before
) -> None:
    with pytest.raises(WrongSecret, match="stored under neither of the two keys"):
        await reseal(database, Secret(NEW, FOREIGN))
    assert await unsealed(database, OLD) == before.webhook_secret


async def test_where_somebody_logged_in_from_is_known_by_either(
    database: Database, generous: Settings
) -> None:
    async with running(create(knowing(generous, OLD))) as service:
        ada = await service.person()
    limited = knowing(generous, NEW, OLD).model_copy(
        update={"login_failures_account": 1}
    )
    async with running(create(limited)) as service:
        stranger = {"email": ada.email, "password": "another one altogether"}
        for _ in range(3):
            await service.anonymous.post("/v1/sessions", stranger)
        body = {"email": ada.email, "password": PASSWORD}
        assert (await service.anonymous.post("/v1/sessions", body)).status_code == 201


async def test_keys_are_of_one_secret_or_of_two() -> None:
    assert good(derive(OLD, "a")) == (derive(OLD, "a"),)
    both = derive(Secret(NEW, OLD), "a")
    assert good(both) == (derive(NEW, "a"), derive(OLD, "a"))
    assert good(Key(b"k")) == good(b"k") == (b"k",)
    assert not has_signed(both, b"a", b"")
