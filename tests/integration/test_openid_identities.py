"""What logs in to an account by a provider: its owner is told, sees it and ends it."""

import time
from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import text

from impl.database.unit_of_work import Database
from impl.jobs.mail_queue import MailQueue
from impl.services.openid_accounts import MOST
from impl.settings import Settings
from tests.integration.test_fresh_log_ins import age
from tests.support.client import PASSWORD, Actor, Service
from tests.support.mail import Mailbox, unmanned
from tests.support.openid_house import House, open_house
from tests.support.pages import SiteBrowser, SitePage
from tests.support.waiting import meanwhile

pytestmark = pytest.mark.asyncio(loop_scope="function")
OWN, AT = "/v1/people/me/openid-identities", "/account/openid-identities"
JOIN = "/sign-in/openid/join"


@pytest_asyncio.fixture
async def house(
    database: Database, generous: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """One that sends mail, which a mailbox gets."""
    monkeypatch.setattr(MailQueue, "working", unmanned)
    mail = SecretStr("console")
    async with open_house(database, generous, mail=mail) as house:
        yield house


@pytest.fixture
def mailbox(database: Database, generous: Settings) -> Mailbox:
    return Mailbox(database, generous.model_copy(update={"mail": SecretStr("console")}))


async def join(house: House, ada: Actor, subject: str) -> SitePage:
    """Let a subject have an account whose password it knows."""
    browser, page = await house.log_in(
        sub=subject, email=ada.email, email_verified=False
    )
    assert "Is this account yours?" in page.text
    return await browser.send(JOIN, page.csrf, password=PASSWORD)


async def subjects(ada: Actor) -> list[str]:
    return [each["subject"] for each in (await ada.get(OWN)).json()["items"]]


async def test_who_gets_an_account_by_a_provider_sees_by_what(house: House) -> None:
    browser, _ = await house.log_in()
    page = await browser.open(AT)
    assert "ada@example.com" in page.text
    assert house.provider.issuer in page.text
    assert "ada-7" in page.text
    # It is named as the provider named it last, if that is an address.
    await house.log_in(email="countess@example.com")
    assert "countess@example.com" in (await browser.open(AT)).text
    await house.log_in(email="ö@example.com")
    text = (await browser.open("/account")).text
    assert "ada-7" in text
    assert "countess" not in text


async def test_the_owner_is_told_of_what_logs_in_from_now_on(
    house: House, mailbox: Mailbox
) -> None:
    ada = await house.service.person()
    await house.prove(ada.email)
    _, page = await house.log_in(email=ada.email)
    assert page.location == "/"
    assert (await join(house, ada, "ada-8")).location == "/"
    said = [each for each in await mailbox.to(ada.email) if "elsewhere" in str(each)]
    assert [each["Subject"] for each in said] == [
        "An account elsewhere logs in to your account"
    ] * 2
    named = f"The account {ada.email} at {house.provider.issuer} logs in"
    assert named in " ".join(said[0].get_content().split())
    # Once: who logs in by it again is no news.
    await house.log_in(email=ada.email)
    assert len(await mailbox.to(ada.email)) == len(mailbox.messages)
    assert await subjects(ada) == ["ada-8", "ada-7"]
    [newest, oldest] = (await ada.get(OWN)).json()["items"]
    assert newest["last_used_at"] == newest["created_at"]
    assert oldest["last_used_at"] > oldest["created_at"]


async def test_what_is_removed_logs_in_no_more(house: House, mailbox: Mailbox) -> None:
    ada, bob = await house.service.person(), await house.service.person()
    await join(house, ada, "eve-6")
    [identity] = (await ada.get(OWN)).json()["items"]
    path = f"{OWN}/{identity['id']}"
    assert (await bob.get(OWN)).json() == {"items": []}
    assert (await bob.delete(path)).status_code == 404
    await age(house.database, 20)
    stale = await ada.delete(path)
    assert (stale.status_code, stale.json()["code"]) == (403, "fresh_login_required")
    assert await subjects(ada) == ["eve-6"]

    await house.service.log_in(ada)
    assert (await ada.delete(path)).status_code == 204
    assert (await ada.delete(path)).status_code == 404
    assert await subjects(ada) == []
    last = (await mailbox.to(ada.email))[-1]
    assert last["Subject"].endswith("does not log in to your account any more")
    _, page = await house.log_in(sub="eve-6", email=ada.email, email_verified=False)
    assert "Is this account yours?" in page.text


async def test_both_are_on_record(house: House) -> None:
    ada = await house.service.person()
    await join(house, ada, "ada-7")
    [identity] = (await ada.get(OWN)).json()["items"]
    await ada.delete(f"{OWN}/{identity['id']}")
    exported = (await ada.get("/v1/people/me/export")).json()["records"]
    told = {
        each["action"]: (each["subject"], each["details"])
        for each in exported["audit_events"]
        if each["action"].startswith("openid_identity.")
    }
    # Without who it is there: records outlive the account.
    whose = {"issuer": house.provider.issuer}
    assert told == {
        f"openid_identity.{done}": (identity["id"], whose)
        for done in ("added", "removed")
    }


async def test_a_new_password_says_what_stays(house: House, mailbox: Mailbox) -> None:
    ada = await house.service.person()
    await house.prove(ada.email)
    await house.log_in(email=ada.email)
    asked = {"email": ada.email}
    await house.service.anonymous.post("/v1/password-resets", asked)
    token = await mailbox.token(ada.email)
    new = {"token": token, "new_password": "an entirely new password"}
    done = await house.service.anonymous.post("/v1/password-resets/completion", new)
    assert done.status_code == 204
    text = " ".join((await mailbox.to(ada.email))[-1].get_content().split())
    assert "Your accounts elsewhere (1) still log in to it" in text


async def test_an_account_is_of_so_many_and_no_more(house: House) -> None:
    ada = await house.service.person()
    for number in range(MOST):
        assert (await join(house, ada, f"ada-{number}")).location == "/"
    page = await join(house, ada, "one-more")
    assert page.status == 403
    assert f"{MOST} accounts elsewhere log in to this one" in page.text
    assert len(await subjects(ada)) == MOST


async def test_who_is_removed_meanwhile_stays_out(house: House) -> None:
    """The account is locked when a log-in makes sure that it is still allowed."""
    ada = await house.service.person()
    await join(house, ada, "ada-7")
    async with house.database.begin() as work:
        await work.execute(text("SELECT FROM people FOR UPDATE"))
        browser = SiteBrowser(house.service)
        async with meanwhile(house.database, work, house.log_in(browser)) as other:
            await work.execute(text("DELETE FROM openid_identities"))
            await work.commit()
    assert other.result()[1].status == 403
    assert "removed just now" in other.result()[1].text


async def test_pages_remove_them(house: House) -> None:
    ada, bob = await house.service.person(), await house.service.person()
    browser = await SiteBrowser(house.service).log_in(ada)
    page = await browser.open(AT)
    assert "One is added when you log in with Acme" in page.text
    assert "Accounts elsewhere" not in (await browser.open("/account")).text
    await join(house, ada, "ada-7")
    page = await browser.open(AT)
    identity_id = page.html.partition('name="id" value="')[2].partition('"')[0]
    assert identity_id.startswith("oid_")
    other = await SiteBrowser(house.service).log_in(bob)
    csrf = (await other.open(AT)).csrf
    for foreign_id in (identity_id, "x"):
        refused = await other.send(AT, csrf, id=foreign_id)
        assert refused.status == 404
    await age(house.database, 20)
    stale = await browser.send(AT, page.csrf, id=identity_id)
    assert (stale.status, "Log in again" in stale.text) == (403, True)
    await browser.send("/sign-out", page.csrf)
    await browser.log_in(ada)
    page = await browser.open(AT)
    gone = await browser.send(AT, page.csrf, id=identity_id)
    assert gone.location == AT
    assert "ada-7" not in (await browser.open(AT)).text


async def test_they_are_seen_without_a_provider(
    house: House, service: Service, database: Database
) -> None:
    """What the last provider let in is good again once it is set again."""
    ada = await house.service.person()
    await join(house, ada, "ada-7")
    browser = await SiteBrowser(service).log_in(ada)
    page = await browser.open(AT)
    assert "ada-7" in page.text
    assert "Acme" not in page.text


async def test_a_log_in_counts_from_when_the_provider_made_sure(house: House) -> None:
    """An open browser that is logged in there is not its owner (ASVS 5.0, 7.5.3)."""
    browser = SiteBrowser(house.service)
    identity_id = ""
    for said in (time.time() - 3600, None, True, "now", -1, float("nan")):
        house.provider.lies = {"auth_time": said}
        browser, _ = await house.log_in()
        page = await browser.open(AT)
        identity_id = page.html.partition('name="id" value="')[2].partition('"')[0]
        refused = await browser.send(AT, page.csrf, id=identity_id)
        assert refused.status == 403, said
        assert "/sign-in?again=&amp;next=%2Faccount" in refused.html
    # Who logs in once more is asked for more than that.
    page = await browser.open("/sign-in", again="", next=AT)
    assert "Log in with Acme" in page.text
    gone = httpx2.URL((await browser.open("/sign-in/openid", next=AT)).location)
    assert (gone.params["prompt"], gone.params["max_age"]) == ("login", "0")
    house.provider.lies = {"auth_time": time.time() + 3600}
    _, page = await house.log_in(browser, f"/sign-in/openid?next={AT}")
    assert page.location == AT
    page = await browser.open(AT)
    assert (await browser.send(AT, page.csrf, id=identity_id)).location == AT
    strange = await SiteBrowser(house.service).open("/sign-in/openid")
    assert "prompt" not in httpx2.URL(strange.location).params


async def test_who_joins_has_just_shown_a_password(house: House) -> None:
    ada = await house.service.person()
    house.provider.lies = {"auth_time": 1}
    browser, page = await house.log_in(sub="x", email=ada.email)
    await browser.send(JOIN, page.csrf, password=PASSWORD)
    page = await browser.open(AT)
    identity_id = page.html.partition('name="id" value="')[2].partition('"')[0]
    assert (await browser.send(AT, page.csrf, id=identity_id)).location == AT
