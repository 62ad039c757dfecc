"""Operators create, list, suspend and resume accounts beside the running service."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from impl.account_records import AccountChange
from impl.database.unit_of_work import Database
from impl.errors import Conflict, Invalid, NotFound
from impl.services.administration import Administration
from impl.services.password_hashing import Passwords
from scripts.administering import words
from tests.support.client import PASSWORD, Actor, Service, contract_text
from tests.support.oauth import Client

pytestmark = pytest.mark.asyncio


@pytest.fixture
def administration(database: Database) -> Iterator[Administration]:
    passwords = Passwords()
    yield Administration(database, passwords)
    passwords.close()


async def log_in(service: Service, person: Actor, password: str = PASSWORD) -> str:
    body = {"email": person.email, "password": password}
    answer = await service.anonymous.post("/v1/sessions", body)
    return str(answer.json().get("code", answer.status_code))


async def test_who_is_suspended_is_out_at_once_and_stays_so(
    service: Service, administration: Administration
) -> None:
    ada = await service.person()
    await administration.suspend(ada.email.upper())
    assert (await ada.get("/v1/people/me")).status_code == 401
    renewal = {"refresh_token": ada.tokens["refresh_token"]}
    refused = await service.anonymous.post("/v1/sessions/refresh", renewal)
    assert refused.status_code == 401
    assert await log_in(service, ada) == "account_suspended"
    wrong = await log_in(service, ada, "another one altogether")
    assert wrong == "invalid_credentials", "only who has the password is told"
    await administration.resume(ada.email)
    assert await log_in(service, ada) == "201"


async def test_no_session_opens_while_somebody_is_suspended(
    service: Service, administration: Administration
) -> None:
    ada = await service.person()
    suspension = asyncio.create_task(administration.suspend(ada.email))
    found = await asyncio.gather(*(log_in(service, ada) for _ in range(4)))
    assert {"201", "account_suspended", "invalid_credentials"} >= {*found}
    assert (await suspension).is_changed
    await administration.resume(ada.email)
    await service.log_in(ada)
    sessions = (await ada.get("/v1/sessions")).json()["items"]
    assert len(sessions) == 1, "all others have ended"


async def test_what_somebody_made_for_programs_ends_with_their_suspension(
    service: Service, administration: Administration
) -> None:
    owner = await service.person()
    team = await service.team(owner)
    api = await service.api(owner, team)
    await owner.upload(f"{api}/versions", contract_text())
    ada = await service.join(owner, team, "owner")
    scopes = "apis:read", "versions:read"
    keys = [await service.key(each, team, *scopes) for each in (ada, owner)]
    robot = {
        "grant_types": ["client_credentials"],
        "redirect_uris": [],
        "scopes": [*scopes],
    }
    clients = [
        await Client.register(service, each, team, **robot) for each in (ada, owner)
    ]
    programs = [*keys]
    for client in clients:
        token = (await client.token("client_credentials")).json()["access_token"]
        programs.append(Actor(service.http, Authorization=f"Bearer {token}"))
    mock = f"{api}/versions/1.0.0/mock"
    mocks = [(await each.get(mock)).json()["url"] for each in (*programs, ada, owner)]

    async def good() -> list[bool]:
        """Say of each credential, and each address, whether it is good."""
        answers = [await each.get(f"{team}/apis") for each in programs]
        answers += [await service.anonymous.get(f"{each}/_mock") for each in mocks]
        return [each.status_code == 200 for each in answers]

    of_ada = [True, False, True, False, True, False, True, False, True, False]
    assert all(await good())
    await administration.suspend(ada.email)
    assert await good() == [not each for each in of_ada]
    assert (await programs[0].get(f"{team}/apis")).status_code == 401
    refused = await clients[0].token("client_credentials")
    assert refused.status_code == 400
    assert refused.json()["error"] == "unauthorized_client"
    assert (await clients[1].token("client_credentials")).status_code == 200
    await administration.resume(ada.email)
    assert all(await good())


async def test_sessions_end(service: Service, administration: Administration) -> None:
    ada, bob = await service.person(), await service.person()
    await administration.end_sessions(ada.email)
    assert (await ada.get("/v1/people/me")).status_code == 401
    assert (await bob.get("/v1/people/me")).status_code == 200
    assert await log_in(service, ada) == "201"
    with pytest.raises(NotFound):
        await administration.end_sessions("nobody@example.com")


async def test_accounts_are_made_and_listed(
    service: Service, administration: Administration
) -> None:
    made = await administration.create("first@example.com", "First", PASSWORD)
    assert made.is_verified
    with pytest.raises(Conflict):
        await administration.create("First@example.com", "First", PASSWORD)
    await service.person("second@example.com")
    await administration.suspend("second@example.com")
    first = await administration.list_all(1, None)
    second = await administration.list_all(1, first.next)
    found = [
        (each.email, each.is_verified, each.is_suspended)
        for each in (*first.items, *second.items)
    ]
    assert found == [
        ("second@example.com", False, True),
        ("first@example.com", True, False),
    ]
    assert second.next is None


async def test_operators_learn_what_came_of_it(
    service: Service, administration: Administration
) -> None:
    ada = await service.person("ada@example.com")
    await service.log_in(ada)
    assert await told(administration, "suspend", "Ada@example.com") == (
        "ada@example.com is suspended; 2 sessions ended."
    )
    asked_again = await told(administration, "suspend", ada.email)
    assert asked_again == "ada@example.com was suspended already."
    assert await told(administration, "resume", ada.email) == (
        "ada@example.com may log in again."
    )
    assert await told(administration, "resume", ada.email) == (
        "ada@example.com was not suspended."
    )
    assert await told(administration, "end-sessions", ada.email) == (
        "ada@example.com had no session."
    )
    await service.log_in(ada)
    assert await told(administration, "end-sessions", ada.email) == (
        "1 session of ada@example.com ended."
    )
    for command, first, then in (
        ("grant", "is an administrator", "was an administrator already"),
        ("revoke", "is no administrator any more", "was no administrator"),
    ):
        for said in (first, then):
            done = await told(administration, f"{command}-administrator", ada.email)
            assert done == f"ada@example.com {said}."


async def told(administration: Administration, command: str, email: str) -> str:
    """Do what scripts/admin does, and return what it says of it."""
    change = await getattr(administration, command.replace("-", "_"))(email)
    return words.of_change(command, change)


async def test_when_somebody_was_suspended_is_not_forgotten(
    service: Service, database: Database, administration: Administration
) -> None:
    ada = await service.person()
    since = text("SELECT suspended_at, administrator_since FROM people")
    found = []
    for _ in range(2):
        await administration.suspend(ada.email)
        await administration.grant_administrator(ada.email)
        found += [tuple(row) for row in await database.read().rows(since)]
    assert found[0] == found[1]
    assert None not in found[0]


async def test_what_is_done_is_said_in_one_line() -> None:
    def of(command: str, sessions: int = 0, grants: int = 0) -> str:
        change = AccountChange("ada@example.com", sessions=sessions, grants=grants)
        return words.of_change(command, change)

    said = "ada@example.com is suspended; no session was open."
    assert of("suspend") == said
    said = "ada@example.com is suspended; 1 session and 2 grants to programs ended."
    assert of("suspend", 1, 2) == said
    said = "1 session and 1 grant to a program of ada@example.com ended."
    assert of("end-sessions", 1, 1) == said
    said = "3 grants to programs of ada@example.com ended."
    assert of("end-sessions", 0, 3) == said
    said = "ada@example.com has an account, and the address counts as proven."
    assert of("create-person") == said
    assert of("send-reset") == (
        "ada@example.com gets a letter for a new password, as soon as the service "
        "sends it."
    )
    assert words.of_reseal(2) == (
        "Signing keys, second factors and webhook secrets are all under "
        "COUNTERSIGN_SECRET_KEY now."
    )
    assert words.of_reseal(0) == (
        "Signing keys, second factors and webhook secrets were all under "
        "COUNTERSIGN_SECRET_KEY already."
    )


@pytest.mark.parametrize(
    ("email", "name", "password"),
    [
        ("nobody", "Ada", PASSWORD),
        ("ada@example.com\nBcc: b@example.com", "Ada", PASSWORD),
        ("ada@example.com\n", "Ada", PASSWORD),
        (f"a@{'b' * 31}.{'b' * 250}.com", "Ada", PASSWORD),
        ("ada@example.com", "", PASSWORD),
        ("ada@example.com", "a" * 101, PASSWORD),
        ("ada@example.com", "A\x1b[31mda", PASSWORD),
        ("ada@example.com", "Ada", ""),
        ("ada@example.com", "Ada", "passwordpassword"),
        ("ada@example.com", "Ada", "kX9#vQ2!mB7$tL"),
        ("ada@example.com", "Ada", PASSWORD * 10),
        ("ada@example.com", "Ada", f"{PASSWORD}\0"),
    ],
)
async def test_no_account_is_made_that_the_contract_could_not_tell_or_let_in(
    administration: Administration, email: str, name: str, password: str
) -> None:
    with pytest.raises(Invalid):
        await administration.create(email, name, password)
    assert not (await administration.list_all(1, None)).items
