"""What can't be undone is done by who has just logged in (OWASP ASVS 5.0, 7.5.3)."""

from urllib.parse import quote_plus

import pytest
from sqlalchemy import text

from impl.database.unit_of_work import Database
from tests.support.client import PASSWORD, Actor, Service
from tests.support.pages import SiteBrowser

pytestmark = pytest.mark.asyncio(loop_scope="function")


async def age(database: Database, minutes: int) -> None:
    """Have all sessions opened so much earlier."""
    async with database.begin() as work:
        await work.execute(
            text(
                "UPDATE sessions SET"
                " created_at = created_at - make_interval(mins => CAST(:m AS int))"
            ),
            {"m": minutes},
        )
        await work.commit()


async def deletion(actor: Actor, path: str) -> tuple[int, str | None]:
    answer = await actor.delete(path, "*")
    return answer.status_code, answer.json()["code"] if answer.content else None


async def test_pages_lead_to_a_log_in_and_back(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    name = (await ada.get(team)).json()["name"]
    browser = await SiteBrowser(service).log_in(ada)
    await age(database, 20)
    for path, back in (("/account/deletion", "/account"), (f"/t/{name}/deletion", "")):
        page = await browser.open(path)
        refused = await browser.send(
            path, page.csrf, tag=page.hidden("tag"), confirmed=name
        )
        assert refused.status == 403, refused.text
        again = f"/sign-in?again=&amp;next={quote_plus(back or path)}"
        assert f'<a href="{again}">Log in again</a>' in refused.html
    page = await browser.open("/sign-in", again="", next=path)
    assert f'value="{ada.email}"' in page.html
    typed = {"email": ada.email, "password": PASSWORD, "next": path}
    assert (await browser.send("/sign-in", page.csrf, **typed)).location == path
    # Who only comes by has been here before.
    assert (await browser.open("/sign-in", next=path)).location == path
    page = await browser.open(path)
    gone = await browser.send(path, page.csrf, tag=page.hidden("tag"), confirmed=name)
    assert gone.status == 303


REFUSED = (403, "fresh_login_required")


async def test_teams_and_accounts_are_deleted_right_after_a_log_in(
    service: Service, database: Database
) -> None:
    ada, bob = await service.person(), await service.person()
    team = await service.team(ada)
    await age(database, 14)
    spare = await service.team(ada)
    assert await deletion(ada, spare) == (204, None)
    await age(database, 2)
    for path in (team, "/v1/people/me"):
        assert await deletion(ada, path) == REFUSED
    # A refresh is no log-in.
    renewal = {"refresh_token": ada.tokens["refresh_token"]}
    renewed = (await service.anonymous.post("/v1/sessions/refresh", renewal)).json()
    ada.headers = {"Authorization": f"Bearer {renewed['access_token']}"}
    assert await deletion(ada, team) == REFUSED
    # Who may not at all, or can't see it, is told that and no more.
    assert (await deletion(bob, team))[0] == 404
    member = await service.join(ada, team, "member")
    await age(database, 20)
    assert await deletion(member, team) == (403, "forbidden")

    await service.log_in(ada)
    for path in (team, "/v1/people/me"):
        assert await deletion(ada, path) == (204, None)


async def test_pages_say_so(service: Service, database: Database) -> None:
    ada = await service.person()
    browser = await SiteBrowser(service).log_in(ada)
    await age(database, 20)
    page = await browser.open("/account/deletion")
    typed = {"tag": page.hidden("tag")}
    refused = await browser.send("/account/deletion", page.csrf, **typed)
    assert refused.status == 403
    assert "Log in again, and repeat it" in refused.text
    await browser.send("/sign-out", page.csrf)
    await browser.log_in(ada)
    page = await browser.open("/account/deletion")
    done = await browser.send("/account/deletion", page.csrf, **typed)
    assert done.location == "/"
