"""Addresses are proven and passwords reset by mail, which tells nobody else a thing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import Engine, event, text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.errors import Conflict, NotFound
from impl.jobs.mail_queue import MailQueue
from impl.services.administration import Administration
from impl.services.letters import Letters
from impl.services.password_hashing import Passwords
from impl.services.post import Post
from impl.settings import Settings
from tests.support.client import PASSWORD, Actor, Service, running
from tests.support.mail import Mailbox, token_in, unmanned

pytestmark = pytest.mark.asyncio
NEW = "an entirely new password"
UNKNOWN = "csa_" + "0" * 43


@pytest.fixture
def mailing(
    generous: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Mail is on; the service leaves all of it to a mailbox."""
    monkeypatch.setattr(MailQueue, "working", unmanned)
    return generous.model_copy(update={"mail": SecretStr(f"file:{tmp_path}")})


@pytest_asyncio.fixture
async def mailbox(database: Database, mailing: Settings) -> Mailbox:
    return Mailbox(database, mailing)


@pytest_asyncio.fixture
async def service(database: Database, mailing: Settings) -> AsyncIterator[Service]:
    async with running(create(mailing)) as service:
        yield service


async def code(actor: Actor, path: str, body: object = None) -> tuple[int, str]:
    answer = await actor.post(path, body)
    problem = answer.json()["code"] if answer.status_code >= 400 else ""
    return answer.status_code, problem


async def prove(service: Service, token: str) -> tuple[int, str]:
    return await code(
        service.anonymous, "/v1/email-proofs/completion", {"token": token}
    )


async def reset(service: Service, token: str, new: str = NEW) -> tuple[int, str]:
    body = {"token": token, "new_password": new}
    return await code(service.anonymous, "/v1/password-resets/completion", body)


async def ask(service: Service, email: str) -> tuple[int, str]:
    return await code(service.anonymous, "/v1/password-resets", {"email": email})


async def log_in(service: Service, email: str, password: str) -> int:
    body = {"email": email, "password": password}
    return (await service.anonymous.post("/v1/sessions", body)).status_code


async def change(actor: Actor, **members: str) -> tuple[int, dict[str, object]]:
    tag = (await actor.get("/v1/people/me")).headers["etag"]
    body = {**members, "current_password": PASSWORD}
    answer = await actor.patch("/v1/people/me", body, tag)
    return answer.status_code, answer.json()


async def test_an_address_is_proven_once(service: Service, mailbox: Mailbox) -> None:
    ada = await service.person()
    assert (await ada.get("/v1/people/me")).json()["email_verified"] is False
    token = await mailbox.token(ada.email)
    assert await prove(service, UNKNOWN) == (422, "invalid_token")
    assert await reset(service, token) == (422, "invalid_token"), "for another purpose"
    assert await prove(service, token) == (204, "")
    assert (await ada.get("/v1/people/me")).json()["email_verified"] is True
    assert await prove(service, token) == (422, "invalid_token")
    assert await code(ada, "/v1/people/me/email-proofs") == (409, "email_verified")


async def test_a_proof_is_sent_again(service: Service, mailbox: Mailbox) -> None:
    ada = await service.person()
    assert await code(ada, "/v1/people/me/email-proofs") == (202, "")
    first, second = map(token_in, await mailbox.to(ada.email))
    assert first != second
    assert await prove(service, first) == (204, "")
    assert await prove(service, second) == (422, "invalid_token")


async def test_a_new_address_counts_once_it_is_proven(
    service: Service, mailbox: Mailbox
) -> None:
    ada = await service.person()
    await prove(service, await mailbox.token(ada.email))
    status, changed = await change(ada, email="new@example.com")
    assert (status, changed["email"]) == (200, ada.email)
    assert changed["new_email"] == "new@example.com"
    assert await log_in(service, "new@example.com", PASSWORD) == 401
    assert await prove(service, await mailbox.token("new@example.com")) == (204, "")
    me = (await ada.get("/v1/people/me")).json()
    assert (me["email"], me["email_verified"]) == ("new@example.com", True)
    assert "new_email" not in me
    subjects = [each["Subject"] for each in await mailbox.to(ada.email)]
    assert subjects[1:] == [
        "Your email address is about to change",
        "Your email address was changed",
    ]


async def test_a_new_password_puts_an_end_to_a_new_address(
    service: Service, mailbox: Mailbox
) -> None:
    ada = await service.person()
    await prove(service, await mailbox.token(ada.email))
    await change(ada, email="thief@example.com")
    token = await mailbox.token("thief@example.com")
    status, changed = await change(ada, new_password=NEW)
    assert (status, changed.get("new_email")) == (200, None)
    assert await prove(service, token) == (422, "invalid_token")
    assert (await mailbox.to(ada.email))[-1]["Subject"] == "Your password was changed"


async def test_of_two_who_want_an_address_one_gets_it(
    service: Service, mailbox: Mailbox
) -> None:
    ada, bob = await service.person(), await service.person()
    for each in (ada, bob):
        assert (await change(each, email="both@example.com"))[0] == 200
    tokens = [token_in(each) for each in await mailbox.to("both@example.com")]
    found = [await prove(service, each) for each in tokens]
    assert found == [(204, ""), (409, "email_taken")]
    assert (await change(bob, email="both@example.com"))[0] == 409


async def test_a_password_is_reset(service: Service, mailbox: Mailbox) -> None:
    ada = await service.person()
    assert await ask(service, ada.email.upper()) == (202, "")
    token = await mailbox.token(ada.email)
    assert await reset(service, UNKNOWN) == (422, "invalid_token")
    assert await reset(service, token, "passwordpassword") == (422, "weak_password")
    assert await reset(service, token) == (204, "")
    assert await reset(service, token) == (422, "invalid_token")
    assert (await ada.get("/v1/people/me")).status_code == 401, "all sessions ended"
    assert await log_in(service, ada.email, PASSWORD) == 401
    assert await log_in(service, ada.email, NEW) == 201
    assert (await mailbox.to(ada.email))[-1]["Subject"] == "Your password was changed"


async def test_an_operator_has_a_reset_sent_and_never_sees_it(
    service: Service, mailbox: Mailbox, database: Database, mailing: Settings
) -> None:
    ada = await service.person()
    passwords = Passwords()
    administration = Administration(database, passwords)
    secret = mailing.secret_key.get_secret_value()
    post = Post(secret, Letters("https://service.example", ""), is_on=True)
    await administration.send_reset(ada.email.upper(), post)
    with pytest.raises(NotFound):
        await administration.send_reset("nobody@example.com", post)
    off = Post(secret, Letters("https://service.example", ""), is_on=False)
    with pytest.raises(Conflict, match="sends no mail"):
        await administration.send_reset(ada.email, off)
    passwords.close()
    # Until it is used, all is as it was.
    assert await log_in(service, ada.email, PASSWORD) == 201
    assert await reset(service, await mailbox.token(ada.email)) == (204, "")
    assert await log_in(service, ada.email, PASSWORD) == 401
    assert await log_in(service, ada.email, NEW) == 201
    rows = await database.read().rows(
        text(
            "SELECT subject, details->>'by' FROM audit_events"
            " WHERE action = 'person.reset_sent'"
        )
    )
    assert [tuple(each) for each in rows] == [(ada.id, "operator")]


async def test_who_gets_the_mail_gets_the_account_of_who_does_not(
    service: Service, mailbox: Mailbox
) -> None:
    """B8: somebody registered with the address of somebody else."""
    thief = await service.person("ceo@victim.example")
    await change(thief, email="thief@example.com")
    await ask(service, "ceo@victim.example")
    await mailbox.queue.run_due()
    thiefs = await mailbox.token("thief@example.com")
    assert await reset(service, await mailbox.token("ceo@victim.example")) == (204, "")
    assert await prove(service, thiefs) == (422, "invalid_token")
    owner = Actor(service.http)
    body = {"email": "ceo@victim.example", "password": NEW}
    tokens = (await service.anonymous.post("/v1/sessions", body)).json()
    owner.headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await owner.get("/v1/people/me")).json()["email_verified"] is True


async def test_one_of_five_gets_a_token_s_effect(
    service: Service, mailbox: Mailbox
) -> None:
    ada = await service.person()
    proof = await mailbox.token(ada.email)
    found = await asyncio.gather(*(prove(service, proof) for _ in range(5)))
    assert sorted(found) == [(204, "")] + [(422, "invalid_token")] * 4
    await ask(service, ada.email)
    token = await mailbox.token(ada.email)
    news = [f"an entirely new password {number}" for number in range(5)]
    found = await asyncio.gather(*(reset(service, token, each) for each in news))
    assert sorted(found) == [(204, "")] + [(422, "invalid_token")] * 4
    assert await log_in(service, ada.email, news[found.index((204, ""))]) == 201


async def test_whether_there_is_an_account_takes_the_same_work(
    service: Service, mailbox: Mailbox, database: Database
) -> None:
    ada = await service.person()
    await mailbox.queue.run_due()
    seen: list[list[str]] = []
    me = asyncio.current_task()

    def note(*arguments: object) -> None:
        # The service has other work to do meanwhile.
        if asyncio.current_task() is me:
            seen[-1].append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    for email in (ada.email, "nobody@example.com"):
        seen.append([])
        assert await ask(service, email) == (202, "")
    event.remove(Engine, "before_cursor_execute", note)
    assert seen[0] == seen[1] != []
    assert await mailbox.to("nobody@example.com") == []
    assert len(await mailbox.to(ada.email)) == 2


async def test_nobody_is_kept_from_a_reset_by_somebody_who_asks(
    service: Service, mailbox: Mailbox
) -> None:
    ada = await service.person()
    for _ in range(8):
        assert await ask(service, ada.email) == (202, "")
    [_, first, *others] = await mailbox.to(ada.email)
    assert len(others) == 4, "beyond the rate nothing is sent"
    assert await reset(service, token_in(first)) == (204, "")


async def test_whoever_was_guessed_at_logs_in_after_a_reset(
    database: Database, mailing: Settings, mailbox: Mailbox
) -> None:
    strict = mailing.model_copy(
        update={"login_failures_account": 2, "login_failures_address": 100}
    )
    async with running(create(strict)) as service:
        registered = Actor(service.http)
        body = {"email": "ada@example.com", "password": PASSWORD, "display_name": "A"}
        await registered.post("/v1/people", body)
        wrong = [await log_in(service, "ada@example.com", NEW) for _ in range(3)]
        assert wrong == [401, 401, 429]
        await ask(service, "ada@example.com")
        await mailbox.queue.run_due()
        assert await reset(service, await mailbox.token("ada@example.com")) == (204, "")
        assert await log_in(service, "ada@example.com", NEW) == 201


async def test_tokens_and_addresses_are_not_kept_as_they_are(
    service: Service, mailbox: Mailbox, database: Database
) -> None:
    ada = await service.person("kept@example.com")
    await ask(service, ada.email)
    statement = text("SELECT string_agg(outgoing_mail::text, '') FROM outgoing_mail")
    async with database.begin() as work:
        kept = str((await work.execute(statement)).scalar())
    assert "kept@example.com" not in kept
    assert "csa_" not in kept
    token = await mailbox.token(ada.email)
    statement = text("SELECT string_agg(account_tokens::text, '') FROM account_tokens")
    async with database.begin() as work:
        kept = str((await work.execute(statement)).scalar())
        waiting = (
            await work.execute(text("SELECT count(*) FROM outgoing_mail"))
        ).scalar()
    assert token not in kept
    assert token.removeprefix("csa_") not in kept
    assert waiting == 0, "what is sent is forgotten"


async def test_what_is_too_old_is_no_good(
    service: Service, mailbox: Mailbox, database: Database
) -> None:
    ada = await service.person()
    token = await mailbox.token(ada.email)
    async with database.begin() as work:
        await work.execute(
            text("UPDATE account_tokens SET expires_at = now() - interval '1 second'")
        )
        await work.commit()
    assert await prove(service, token) == (422, "invalid_token")


async def test_registration_is_open_to_who_is_invited_or_to_nobody(
    database: Database, mailing: Settings
) -> None:
    body = {"email": "eve@example.com", "password": PASSWORD, "display_name": "Eve"}
    closed, invited = (
        mailing.model_copy(update={"registration": each})
        for each in ("closed", "invitation")
    )
    async with running(create(closed)) as service:
        found = await code(service.anonymous, "/v1/people", body)
        assert found == (403, "registration_closed")
    async with running(create(mailing)) as service:
        ada = await service.person()
        team = await service.team(ada)
        async with running(create(invited)) as other:
            found = await code(other.anonymous, "/v1/people", body)
            assert found == (403, "registration_closed")
            to = {"email": "Eve@example.com", "role": "viewer"}
            assert await code(ada, f"{team}/invitations", to) == (201, "")
            assert await code(other.anonymous, "/v1/people", body) == (201, "")
