"""Who has a device logs in with what it signs, and nobody else does (WebAuthn §7)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from impl.account_records import KnownPasskey
from impl.app import create
from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.repositories import passkeys as stored
from impl.settings import Settings
from tests.integration.test_accounts import code, mailbox, mailing, reset
from tests.integration.test_fresh_log_ins import age
from tests.support.addresses import Addresses, at
from tests.support.client import PASSWORD, Actor, Service, running
from tests.support.mail import Mailbox
from tests.support.passkeys import PRESENT, VERIFIED, Device, bytes_of, text_of

pytestmark = pytest.mark.asyncio
__all__ = ["mailbox", "mailing"]
HOST = "countersign.example"
ORIGIN = f"https://{HOST}"
OWN, BEGIN = "/v1/people/me/passkeys", "/v1/people/me/passkey-challenges"
ASK, LOG_IN = "/v1/passkey-challenges", "/v1/sessions/passkey"
UNFIT, REFUSED = (422, "invalid_passkey"), (401, "invalid_passkey")
HOME, ABROAD = "198.51.100.7", "192.0.2.9"
Body = dict[str, Any]


@pytest_asyncio.fixture
async def service(database: Database, mailing: Settings) -> AsyncIterator[Service]:
    settings = mailing.model_copy(update={"public_url": ORIGIN})
    async with running(Addresses(create(settings))) as service:
        yield service


async def begun(actor: Actor) -> Body:
    answer = await actor.post(BEGIN)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    options: Body = answer.json()
    return options


async def asked(service: Service) -> Body:
    answer = await service.anonymous.post(ASK)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    options: Body = answer.json()
    return options


async def added(actor: Actor, device: Device, name: str = "My phone") -> str:
    """Add a passkey; return its id."""
    credential = device.make(await begun(actor))
    answer = await actor.post(OWN, {"name": name, "credential": credential})
    assert answer.status_code == 201, answer.text
    passkey_id: str = answer.json()["id"]
    assert answer.headers["location"] == f"{OWN}/{passkey_id}"
    return passkey_id


async def kept(actor: Actor, credential: Body) -> tuple[int, str]:
    return await code(actor, OWN, {"name": "Theirs", "credential": credential})


async def let_in(service: Service, credential: Body) -> tuple[int, str]:
    return await code(service.anonymous, LOG_IN, {"credential": credential})


async def logged_in(service: Service, device: Device) -> tuple[int, str]:
    return await let_in(service, device.sign(await asked(service)))


async def subjects(mailbox: Mailbox, actor: Actor) -> list[str]:
    return [each["Subject"] for each in await mailbox.to(actor.email)]


async def test_a_passkey_is_added_and_logs_in(
    service: Service, mailbox: Mailbox, database: Database
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    options = await begun(ada)
    assert options["rp"] == {"id": HOST, "name": "Countersign"}
    assert options["user"]["name"] == ada.email
    assert len(bytes_of(options["user"]["id"])) == 32
    assert ada.id not in str(options)
    wanted = {"residentKey": "required", "userVerification": "required"}
    assert options["authenticatorSelection"].items() >= wanted.items()
    body = {"name": "My phone", "credential": device.make(options)}
    passkey = (await ada.post(OWN, body)).json()
    assert (await ada.get(OWN)).json() == {"items": [passkey]}
    assert "last_used_at" not in passkey

    request = await asked(service)
    assert request["rpId"] == HOST
    assert "allowCredentials" not in request
    body = {"credential": device.sign(request)}
    answer = await service.anonymous.post(LOG_IN, body)
    assert answer.status_code == 201, answer.text
    tokens = answer.json()
    assert answer.headers["location"] == f"/v1/sessions/{tokens['session_id']}"
    again = Actor(service.http, Authorization=f"Bearer {tokens['access_token']}")
    assert (await again.get("/v1/people/me")).json()["id"] == ada.id
    [used] = (await again.get(OWN)).json()["items"]
    assert used["last_used_at"] >= used["created_at"]
    renewal = {"refresh_token": tokens["refresh_token"]}
    assert await code(service.anonymous, "/v1/sessions/refresh", renewal) == (200, "")
    # A second one of the same device would take the first one's place.
    described = {"type": "public-key", "id": text_of(device.credential_id)}
    second = await begun(again)
    assert second["excludeCredentials"] == [described]
    assert second["user"]["id"] == options["user"]["id"]
    assert "A passkey was added to your account" in await subjects(mailbox, ada)
    actions = await recorded(database)
    assert actions.count(("passkey.added", "")) == 1
    assert ("session.opened", "passkey") in actions


async def recorded(database: Database) -> list[tuple[str, str]]:
    """Return what is on record, and by what a session was opened."""
    statement = "SELECT action, coalesce(details->>'by', '') FROM audit_events"
    rows = await database.read().rows(text(statement), {})
    return [(str(action), str(by)) for action, by in rows]


def changed(credential: Body, name: str, at: int = -1) -> Body:
    """Return a credential with a bit of something in its response turned."""
    content = bytearray(bytes_of(credential["response"][name]))
    content[at] ^= 1
    response = {**credential["response"], name: text_of(bytes(content))}
    return {**credential, "response": response}


Unfit = Callable[[Device], None]
WRONG: dict[str, Unfit] = {
    "another origin": lambda it: setattr(it, "origin", "https://evil.example"),
    "another port": lambda it: setattr(it, "origin", f"{ORIGIN}:8443"),
    "not by HTTPS": lambda it: setattr(it, "origin", f"http://{HOST}"),
    "another host": lambda it: setattr(it, "host", "evil.example"),
    "a page within another": lambda it: it.said.update(crossOrigin=True),
    "another ceremony": lambda it: it.said.update(type="payment.get"),
    "no challenge": lambda it: it.said.update(challenge=7),
    "nobody there": lambda it: setattr(it, "flags", VERIFIED),
    "not made sure who": lambda it: setattr(it, "flags", PRESENT),
}


async def test_what_does_not_fit_adds_nothing(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    for name, spoil in WRONG.items():
        device = Device(ORIGIN)
        spoil(device)
        assert await kept(ada, device.make(await begun(ada))) == UNFIT, name
    for_bob = Device(ORIGIN).make(await begun(bob))
    assert await kept(ada, for_bob) == UNFIT, "a challenge of somebody else"
    assert await kept(bob, for_bob) == (201, ""), "whose it stays"
    assert await kept(bob, for_bob) == UNFIT, "a challenge is good once"
    for_log_in = {**await begun(ada), "challenge": (await asked(service))["challenge"]}
    assert await kept(ada, Device(ORIGIN).make(for_log_in)) == UNFIT
    made = Device(ORIGIN).make(await begun(ada))
    assert await kept(ada, {**made, "rawId": text_of(b"another")}) == UNFIT
    garbage = {**made["response"], "attestationObject": text_of(b"\xa0garbage")}
    assert await kept(ada, {**made, "response": garbage}) == UNFIT
    assert (await ada.get(OWN)).json() == {"items": []}
    assert await kept(ada, Device(ORIGIN).make(await begun(ada))) == (201, "")


async def test_what_does_not_fit_lets_nobody_in(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    device, other = Device(ORIGIN), Device(ORIGIN)
    await added(ada, device)
    await added(bob, other)
    for name, spoil in WRONG.items():
        bad = replace(device, said={})
        spoil(bad)
        assert await logged_in(service, bad) == REFUSED, name
    good = device.sign(await asked(service))
    for part in ("signature", "authenticatorData", "userHandle"):
        fresh = device.sign(await asked(service))
        assert await let_in(service, changed(fresh, part)) == REFUSED, part
    fresh = device.sign(await asked(service))
    for_bob = {**fresh["response"], "userHandle": text_of(other.handle)}
    assert await let_in(service, {**fresh, "response": for_bob}) == REFUSED
    fresh = device.sign(await asked(service))
    name = text_of(other.credential_id)
    assert await let_in(service, {**fresh, "id": name, "rawId": name}) == REFUSED
    for_ada = {**await asked(service), "challenge": (await begun(ada))["challenge"]}
    assert await let_in(service, device.sign(for_ada)) == REFUSED
    made_up = {**await asked(service), "challenge": text_of(bytes(32))}
    assert await let_in(service, device.sign(made_up)) == REFUSED
    stranger = Device(ORIGIN)
    stranger.make({**await begun(ada)})
    assert await logged_in(service, stranger) == REFUSED, "it was never added"
    assert await let_in(service, good) == (201, ""), "all else was left alone"


async def test_a_challenge_is_good_once_and_for_a_while(
    service: Service, database: Database
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    await added(ada, device)
    signed = device.sign(await asked(service))
    found = await asyncio.gather(*(let_in(service, signed) for _ in range(5)))
    assert sorted(found) == [(201, "")] + [REFUSED] * 4
    signed, made = (
        device.sign(await asked(service)),
        Device(ORIGIN).make(await begun(ada)),
    )
    async with database.begin() as work:
        late = "UPDATE passkey_challenges SET expires_at = now()"
        await work.execute(text(late))
        await work.commit()
    assert await let_in(service, signed) == REFUSED
    assert await kept(ada, made) == UNFIT


async def test_a_counter_that_does_not_go_up_is_a_copy(
    service: Service, mailbox: Mailbox, database: Database
) -> None:
    ada, device = await service.person(), Device(ORIGIN, count=4)
    await added(ada, device, "A key\nhttps://evil.example")
    assert await logged_in(service, device) == (201, "")
    for copied in (5, 4):
        device.count = copied
        assert await logged_in(service, device) == REFUSED
    device.count = 0
    assert await logged_in(service, device) == REFUSED, "it counted before"
    device.count = 20
    assert await logged_in(service, device) == (201, "")
    told = [
        each.get_content()
        for each in await mailbox.to(ada.email)
        if each["Subject"] == "A passkey of your account may have been copied"
    ]
    assert len(told) == 3
    assert '"A key https: evil example"' in " ".join(told[0].split())
    actions = [each for each, _ in await recorded(database)]
    assert actions.count("passkey.clone_suspected") == 3


async def test_it_is_renamed_and_removed_by_its_owner(
    service: Service, mailbox: Mailbox, database: Database
) -> None:
    ada, bob, device = await service.person(), await service.person(), Device(ORIGIN)
    place = f"{OWN}/{await added(ada, device)}"
    body = {"name": "An old phone"}
    assert (await bob.call("PUT", f"{place}/name", body)).status_code == 404
    answer = await ada.call("PUT", f"{place}/name", body)
    assert answer.json()["name"] == "An old phone"
    assert (await bob.delete(place)).status_code == 404
    assert (await ada.delete(place)).status_code == 204
    assert (await ada.delete(place)).status_code == 404
    assert (await ada.get(OWN)).json() == {"items": []}
    assert await logged_in(service, device) == REFUSED
    assert "A passkey was removed from your account" in await subjects(mailbox, ada)
    actions = {each for each, _ in await recorded(database)}
    assert actions >= {"passkey.added", "passkey.renamed", "passkey.removed"}
    # The password goes on.
    await service.log_in(ada)


async def test_it_takes_a_fresh_log_in_and_there_are_ten(
    service: Service, database: Database
) -> None:
    ada, barred = await service.person(), (403, "fresh_login_required")
    place = f"{OWN}/{await added(ada, Device(ORIGIN))}"
    await age(database, 20)
    assert await code(ada, BEGIN) == barred
    refused = await ada.delete(place)
    assert (refused.status_code, refused.json()["code"]) == barred
    await service.log_in(ada)
    spare = await begun(ada)
    for _ in range(9):
        await added(ada, Device(ORIGIN))
    full = (409, "quota_exceeded")
    assert await code(ada, BEGIN) == full
    assert await kept(ada, Device(ORIGIN).make(spare)) == full


async def test_the_same_passkey_is_nobody_else_s(service: Service) -> None:
    ada, bob, device = await service.person(), await service.person(), Device(ORIGIN)
    await added(ada, device)
    thief = Device(ORIGIN)
    made = thief.make(await begun(bob))
    # A key of his own, under the name of hers.
    attested = bytes_of(made["response"]["attestationObject"])
    other = attested.replace(thief.credential_id, device.credential_id)
    name = text_of(device.credential_id)
    response = {**made["response"], "attestationObject": text_of(other)}
    claimed = {**made, "id": name, "rawId": name, "response": response}
    assert await kept(bob, claimed) == UNFIT
    assert await logged_in(service, device) == (201, "")


async def test_who_is_suspended_stays_out(service: Service, database: Database) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    await added(ada, device)
    async with database.begin() as work:
        await work.execute(text("UPDATE people SET suspended_at = now()"))
        await work.commit()
    assert await logged_in(service, device) == (401, "account_suspended")
    device.flags = PRESENT
    assert await logged_in(service, device) == REFUSED, "only its owner learns that"


async def test_who_is_suspended_meanwhile_stays_out(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    await added(ada, device)
    find = stored.find_known

    async def then_suspend(reader: Reader, credential_id: bytes) -> KnownPasskey | None:
        known = await find(reader, credential_id)
        async with database.begin() as work:
            await work.execute(text("UPDATE people SET suspended_at = now()"))
            await work.commit()
        return known

    monkeypatch.setattr(stored, "find_known", then_suspend)
    assert await logged_in(service, device) == REFUSED


@pytest.mark.parametrize(
    "meanwhile",
    [
        "UPDATE sessions SET revoked_at = now()",
        "UPDATE people SET suspended_at = now()",
    ],
)
async def test_what_ends_a_session_meanwhile_is_outlived_by_no_passkey(
    service: Service,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: str,
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    credential = device.make(await begun(ada))
    take = stored.take_challenge

    async def then_end(work: UnitOfWork, digest: bytes, person: UUID | None) -> bool:
        taken = await take(work, digest, person)
        async with database.begin() as other:
            await other.execute(text(meanwhile))
            await other.commit()
        return taken

    monkeypatch.setattr(stored, "take_challenge", then_end)
    body = {"name": "Late", "credential": credential}
    answer = await ada.post(OWN, body)
    assert (answer.status_code, answer.json()["code"]) == UNFIT
    async with database.begin() as work:
        counted = await work.execute(text("SELECT count(*) FROM passkeys"))
        assert counted.scalar_one() == 0


async def test_a_log_in_from_a_new_place_is_told(
    service: Service, mailbox: Mailbox
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    await added(ada, device)
    subject = "Somebody logged in to your account"
    before = (await subjects(mailbox, ada)).count(subject)
    for address in (HOME, HOME, ABROAD):
        body = {"credential": device.sign(await asked(service))}
        answer = await at(service, address).post(LOG_IN, body)
        assert answer.status_code == 201
    assert (await subjects(mailbox, ada)).count(subject) == before + 2


async def test_a_reset_tells_of_passkeys_and_takes_those_of_who_is_not_the_owner(
    service: Service, mailbox: Mailbox
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    await added(ada, device)
    to = {"email": ada.email}
    # The address was never proven: whoever gets its mail is the owner.
    await code(service.anonymous, "/v1/password-resets", to)
    await mailbox.queue.run_due()
    assert await reset(service, await mailbox.token(ada.email)) == (204, "")
    assert await logged_in(service, device) == REFUSED
    body = {"email": ada.email, "password": "an entirely new password"}
    tokens = (await service.anonymous.post("/v1/sessions", body)).json()
    owner = Actor(service.http, Authorization=f"Bearer {tokens['access_token']}")
    own = Device(ORIGIN)
    await added(owner, own)
    await code(service.anonymous, "/v1/password-resets", to)
    await mailbox.queue.run_due()
    token = await mailbox.token(ada.email)
    assert await reset(service, token, "another entirely new one") == (204, "")
    assert await logged_in(service, own) == (201, "")
    assert "Your passkeys (1) still log in to it" in await last_change(mailbox, ada)
    body["password"] = "another entirely new one"
    tokens = (await service.anonymous.post("/v1/sessions", body)).json()
    owner = Actor(service.http, Authorization=f"Bearer {tokens['access_token']}")
    await added(owner, Device(ORIGIN))
    change = {"current_password": body["password"], "new_password": "a third good one"}
    assert (await owner.patch("/v1/people/me", change, "*")).status_code == 200
    assert "Your passkeys (2) still log in to it" in await last_change(mailbox, ada)


async def last_change(mailbox: Mailbox, actor: Actor) -> str:
    """Return the latest letter about a new password."""
    *_, told = [
        " ".join(each.get_content().split())
        for each in await mailbox.to(actor.email)
        if each["Subject"] == "Your password was changed"
    ]
    return told


async def test_log_ins_are_as_limited_as_by_passwords(
    database: Database, generous: Settings
) -> None:
    strict = {"login_rate_address": 3, "public_url": ORIGIN}
    async with running(create(generous.model_copy(update=strict))) as service:
        limited = (429, "rate_limited")
        device = Device(ORIGIN, handle=bytes(32), credential_id=bytes(16))
        device.make({**_OPTIONS})
        signed = device.sign({"challenge": text_of(bytes(32)), "rpId": HOST})
        found = [await let_in(service, signed) for _ in range(4)]
        assert found == [REFUSED] * 3 + [limited]
        found = [await code(service.anonymous, ASK) for _ in range(4)]
        assert found == [(200, "")] * 3 + [limited]
        body = {"email": "ada@example.com", "password": PASSWORD}
        assert await code(service.anonymous, "/v1/sessions", body) == limited


_OPTIONS: Body = {
    "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
    "user": {"id": text_of(bytes(32))},
    "challenge": text_of(bytes(32)),
    "rp": {"id": HOST},
}


async def test_it_goes_along_and_away_with_the_account(
    service: Service, database: Database
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    passkey_id = await added(ada, device)
    [record] = (await ada.get("/v1/people/me/export")).json()["records"]["passkeys"]
    assert (record["id"], record["name"]) == (passkey_id, "My phone")
    assert text_of(device.credential_id) not in str(record)
    assert (await ada.delete("/v1/people/me", "*")).status_code == 204
    assert await logged_in(service, device) == REFUSED
    async with database.begin() as work:
        tables = ("passkeys", "passkey_handles")
        for table in tables:
            rest = await work.execute(text(f"SELECT count(*) FROM {table}"))
            assert rest.scalar() == 0, table
