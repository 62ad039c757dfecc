"""Administrators look after accounts, and nobody else; they see no more of teams."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from impl.database.unit_of_work import Database
from impl.services.administration import Administration
from impl.services.password_hashing import Passwords
from tests.support.client import PASSWORD, Actor, Service, contract_text
from tests.support.contract import document
from tests.support.oauth import Client, allowed, bearer
from tests.support.pages import SiteBrowser

pytestmark = pytest.mark.asyncio
ACCOUNTS = "/v1/administration/accounts"
RECORDS = text(
    "SELECT action, actor, details->>'by' FROM audit_events WHERE subject = :subject"
    " AND action LIKE 'person.%' ORDER BY id"
)


@pytest_asyncio.fixture
async def administration(database: Database) -> AsyncIterator[Administration]:
    passwords = Passwords()
    yield Administration(database, passwords)
    passwords.close()


@pytest_asyncio.fixture
async def root(service: Service, administration: Administration) -> Actor:
    actor = await service.person()
    await administration.grant_administrator(actor.email.upper())
    return actor


async def emails(actor: Actor, query: str = "") -> list[str]:
    page = await actor.get(f"{ACCOUNTS}{query}")
    assert page.status_code == 200, page.text
    return [each["email"] for each in page.json()["items"]]


async def acts(actor: Actor, person: str) -> list[tuple[int, str]]:
    """Return how each operation on an account is answered."""
    at = f"{ACCOUNTS}/{person}"
    answers = [
        await actor.get(ACCOUNTS),
        await actor.call("PUT", f"{at}/suspension"),
        await actor.delete(f"{at}/suspension"),
        await actor.delete(f"{at}/sessions"),
    ]
    return [
        (each.status_code, each.json()["code"] if each.status_code >= 400 else "")
        for each in answers
    ]


async def test_accounts_are_listed_by_pages_address_and_state(
    service: Service, root: Actor
) -> None:
    here = "@oversight.example"
    people = [await service.person(f"{name}{here}") for name in ("a", "b", "c")]
    suspended = people[1]
    await root.call("PUT", f"{ACCOUNTS}/{suspended.id}/suspension")
    newest = [each.email for each in reversed(people)]
    assert await emails(root, f"?address={here.upper()}") == newest
    assert (await emails(root))[:4] == [*newest, root.email]
    first = await root.get(f"{ACCOUNTS}?address={here}&limit=2")
    link = first.headers["link"]
    rest = await emails(root, link[link.index("?") : link.index(">")])
    assert [each["email"] for each in first.json()["items"]] + rest == newest
    of_state = f"?address={here}&state="
    assert await emails(root, f"{of_state}suspended") == [suspended.email]
    assert await emails(root, f"{of_state}active") == [newest[0], newest[2]]
    assert await emails(root, f"?address=a{here}") == newest[2:]
    assert await emails(root, "?address=%25") == []
    known: dict[str, Any] = {
        each["id"]: each for each in (await root.get(ACCOUNTS)).json()["items"]
    }
    told = known[suspended.id]
    assert (told["state"], told["administrator"]) == ("suspended", False)
    assert known[root.id]["administrator"]


async def test_administrators_suspend_resume_and_end_sessions(
    service: Service, root: Actor, database: Database
) -> None:
    ada = await service.person()
    at = f"{ACCOUNTS}/{ada.id}"
    credentials = {"email": ada.email, "password": PASSWORD}
    for _ in range(2):
        assert (await root.call("PUT", f"{at}/suspension")).status_code == 204
    assert (await ada.get("/v1/people/me")).status_code == 401
    out = await service.anonymous.post("/v1/sessions", credentials)
    assert out.json()["code"] == "account_suspended"
    assert (await root.delete(f"{at}/suspension")).status_code == 204
    assert (await ada.get("/v1/people/me")).status_code == 401, "what ended has ended"
    await service.log_in(ada)
    assert (await root.delete(f"{at}/sessions")).status_code == 204
    assert (await ada.get("/v1/people/me")).status_code == 401
    await service.log_in(ada)
    rows = await database.read().rows(RECORDS, {"subject": ada.id})
    mine = [tuple(row) for row in rows if row[2]]
    done = ("suspended", "suspended", "resumed", "sessions_ended")
    assert mine == [(f"person.{each}", root.id, "administrator") for each in done]
    nobody = "per_0" + "0" * 25
    assert await acts(root, nobody) == [(200, ""), *[(404, "not_found")] * 3]


async def test_nobody_else_does(
    service: Service, root: Actor, administration: Administration
) -> None:
    ada, owner = await service.person(), await service.person()
    team = await service.team(owner)
    refused = [(403, "forbidden")] * 4
    assert await acts(owner, ada.id) == refused
    assert await acts(service.anonymous, ada.id) == [(401, "unauthenticated")] * 4
    key = await service.key(owner, team, "apis:read")
    assert await acts(key, ada.id) == [(401, "unauthenticated")] * 4
    scopes = ["teams:read", "apis:read"]
    client = await Client.register(
        service, root, await service.team(root), scopes=scopes
    )
    program = bearer(service, await allowed(client, root, scope=" ".join(scopes)))
    assert await acts(program, ada.id) == [(403, "insufficient_scope")] * 4
    assert await acts(root, root.id) == [(200, ""), *refused[1:]], "nor of each other's"
    assert (await ada.get("/v1/people/me")).status_code == 200
    await administration.revoke_administrator(root.email)
    assert await acts(root, ada.id) == refused, "at once"


async def test_no_program_can_be_given_these_scopes() -> None:
    declared = document()["components"]["schemas"]["ApiKeyScope"]["enum"]
    assert not {each for each in declared if each.startswith(("accounts:", "audit:"))}


async def test_an_administrator_sees_no_more_of_teams(
    service: Service, root: Actor
) -> None:
    owner = await service.person()
    team = await service.team(owner)
    api = await service.api(owner, team)
    await owner.upload(f"{api}/versions", contract_text())
    for path in (team, f"{team}/audit", api, f"{api}/versions/1.0.0/document"):
        assert (await root.get(path)).status_code == 404
    assert (await root.get("/v1/teams")).json()["items"] == []


async def test_they_have_a_page(service: Service, root: Actor) -> None:
    ada = await service.person()
    there = await SiteBrowser(service).log_in(ada)
    assert (await there.open("/administration")).status == 403
    assert "/administration" not in (await there.open("/account")).html
    at = await SiteBrowser(service).log_in(root)
    assert 'href="/administration"' in (await at.open("/account")).html
    page = await at.open("/administration")
    assert ada.email in page.text
    act = {"id": ada.id, "action": "suspend"}
    done = await at.send("/administration/accounts", page.csrf, **act)
    assert done.location == "/administration"
    assert (await there.open("/account")).status != 200
    page = await at.open("/administration?state=suspended&address=PERSON")
    assert ada.email in page.text
    assert root.email not in page.text
    act = {"id": ada.id, "action": "resume"}
    await at.send("/administration/accounts", page.csrf, **act)
    await service.log_in(ada)
    await at.send("/administration/accounts", page.csrf, **{**act, "action": "nothing"})
    assert (await ada.get("/v1/people/me")).status_code == 200
    await at.send("/administration/accounts", page.csrf, **{**act, "action": "end"})
    assert (await ada.get("/v1/people/me")).status_code == 401
    refused = await at.send(
        "/administration/accounts", page.csrf, id=root.id, action="suspend"
    )
    assert refused.status == 403
    assert "Nobody." in (await at.open("/administration?address=%00nobody")).text
