"""People log in by an outside OpenID provider, which a library of others is."""

import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import httpx2
import pyotp
import pytest
import pytest_asyncio
from joserfc.jwk import RSAKey
from prometheus_client import REGISTRY
from pydantic import SecretStr
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.jobs.mail_queue import MailQueue
from impl.settings import Settings
from tests.integration.test_observing import incidents
from tests.support.client import PASSWORD, Actor, Service, running
from tests.support.mail import Mailbox, unmanned
from tests.support.openid_house import ADA, BACK, House, open_house
from tests.support.openid_provider import CLIENT
from tests.support.pages import SiteBrowser
from tests.support.waiting import meanwhile

pytestmark = pytest.mark.asyncio(loop_scope="function")
JOIN, FACTOR = "/sign-in/openid/join", "/v1/people/me/second-factor"


@pytest_asyncio.fixture
async def house(database: Database, generous: Settings) -> AsyncIterator[House]:
    async with open_house(database, generous) as house:
        yield house


async def test_who_is_vouched_for_gets_an_account(house: House) -> None:
    browser = SiteBrowser(house.service)
    assert "Log in with Acme" in (await browser.open("/sign-in")).text
    browser, page = await house.log_in(browser, "/sign-in/openid?next=/apis")
    assert page.location == "/apis"
    assert "Ada Lovelace" in (await browser.open("/")).text
    # The second time it is the same account, whatever its address is by now.
    again, page = await house.log_in(email="ada@acme.example", name="A. L.")
    assert page.location == "/"
    assert "Ada Lovelace" in (await again.open("/")).text


async def test_a_device_can_be_allowed_by_the_way_of_a_provider(house: House) -> None:
    form = await house.service.http.get("/oauth/device")
    assert "/sign-in/openid?next=%2Foauth%2Fdevice" in form.text
    _, page = await house.log_in(path="/sign-in/openid?next=%2Foauth%2Fdevice")
    assert page.location == "/oauth/device"


async def test_an_address_that_both_know_to_be_theirs_is_the_account(
    house: House,
) -> None:
    ada = await house.service.person()
    await house.prove(ada.email)
    browser, page = await house.log_in(email=ada.email.upper(), name="Other")
    assert page.location == "/"
    assert "Other" not in (await browser.open("/")).text


@pytest.mark.parametrize("is_verified", [True, False])
async def test_an_unproven_account_is_joined_by_its_password(
    house: House, is_verified: bool
) -> None:
    ada = await house.service.person()
    browser, page = await house.log_in(email=ada.email, email_verified=is_verified)
    assert page.status == 200
    assert "Is this account yours?" in page.text
    wrong = await browser.send(
        "/sign-in/openid/join",
        page.csrf,
        password="not the one at all",
        email=ada.email,
    )
    assert wrong.status == 422
    assert "No account has this email address and password." in wrong.text
    joined = await browser.send(
        "/sign-in/openid/join", wrong.csrf, password=PASSWORD, email="eve@example.com"
    )
    assert joined.location == "/"
    # From then on nobody asks.
    _, page = await house.log_in(email=ada.email, email_verified=is_verified)
    assert page.location == "/"


async def test_who_takes_steps_in_another_order_begins_anew(house: House) -> None:
    """A page is loaded again, or somebody begins in two windows of one browser."""
    ada, browser = await house.service.person(), SiteBrowser(house.service)
    house.provider.person = {**ADA, "email": ada.email, "email_verified": False}
    back = await house.provided(browser)
    page = await browser.open(back)
    assert "Is this account yours?" in page.text
    again = await browser.open(back)
    await browser.open("/sign-in/openid")
    joined = await browser.send(
        "/sign-in/openid/join", page.csrf, password=PASSWORD, email=ada.email
    )
    for each in (again, joined):
        assert each.status == 403
        assert "begun in another window" in each.text


async def test_a_code_is_taken_as_people_type_it(house: House) -> None:
    """As on the page for passwords: authenticators show it in groups."""
    ada = await house.service.person()
    begun = await ada.call("PUT", FACTOR, {"current_password": PASSWORD})
    totp, now = pyotp.TOTP(begun.json()["secret"]), time.time()
    confirmed = await ada.post(f"{FACTOR}/confirmation", {"code": totp.at(now)})
    codes = confirmed.json()["recovery_codes"]
    code = totp.at(now + 30)
    for number, typed in enumerate((f" {code[:3]} {code[3:]}", codes[0].upper())):
        browser, page = await house.log_in(
            sub=f"ada-{number}", email=ada.email, email_verified=False
        )
        joined = await browser.send(JOIN, page.csrf, password=PASSWORD, code=typed)
        assert joined.location == "/"


async def test_nobody_else_gets_what_was_joined(house: House) -> None:
    ada = await house.service.person()
    _, page = await house.log_in()
    assert page.location == "/"
    browser, page = await house.log_in(sub="bob-8", email=ada.email)
    assert "Is this account yours?" in page.text
    too_late = await SiteBrowser(house.service).open("/sign-in")
    refused = await browser.send(
        "/sign-in/openid/join", too_late.csrf, password=PASSWORD
    )
    assert refused.status == 403


@pytest.mark.parametrize(
    "claim",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"nonce": "of another log-in"},
        {"exp": 1},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
async def test_a_token_for_somebody_else_lets_nobody_in(
    house: House, caplog: pytest.LogCaptureFixture, claim: dict[str, Any]
) -> None:
    house.provider.lies = claim
    browser, page = await house.log_in()
    assert page.status == 403
    assert "can't be relied on" in page.text
    # No value that a token has is in the log.
    [said] = [it.getMessage() for it in caplog.records if it.levelname == "WARNING"]
    assert not any(len(str(it)) > 10 and str(it) in said for it in claim.values())
    assert "Log in" in (await browser.open("/")).text


async def test_a_long_way_back_is_not_too_much_for_a_cookie(house: House) -> None:
    longest = "/oauth/authorize?state=" + "x" * 1977
    for wanted, led in ((longest, longest), (f"{longest}x", "/")):
        path = f"/sign-in/openid?next={quote(wanted)}"
        gone = await SiteBrowser(house.service).open(path)
        assert len(gone.response.headers["set-cookie"]) < 4096
        _, page = await house.log_in(path=path, name="n" * 5000)
        assert page.location == led
    ada = await house.service.person()
    _, page = await house.log_in(sub="x", email=ada.email, name="n" * 5000)
    assert "Is this account yours?" in page.text
    assert len(page.response.headers["set-cookie"]) < 4096


async def test_a_key_that_is_not_published_signs_nothing(house: House) -> None:
    house.provider.key = RSAKey.generate_key(2048, auto_kid=True)
    assert (await house.log_in())[1].status == 403


async def test_a_new_key_is_asked_for(house: House) -> None:
    assert (await house.log_in())[1].location == "/"
    house.provider.key = RSAKey.generate_key(2048, auto_kid=True)
    house.provider.published = [house.provider.key]
    # Not more than once a minute: whoever makes names up gets nobody asked.
    assert (await house.log_in())[1].status == 403
    assert house.provider.asked.count("keys") == 1


async def test_what_comes_from_elsewhere_is_refused(house: House) -> None:
    browser = SiteBrowser(house.service)
    house.provider.person = ADA
    back = await house.provided(browser)
    assert (await SiteBrowser(house.service).open(back)).status == 403
    twisted = back.replace("state=", "state=x")
    assert (await browser.open(twisted)).status == 403
    assert (await browser.open(back)).location == "/"
    # A code is good once, and what it was begun with is forgotten.
    assert (await browser.open(back)).status == 403


async def test_who_is_not_let_in_there_is_told(house: House) -> None:
    browser = SiteBrowser(house.service)
    back = await house.provided(browser)
    assert "error=access_denied" in back
    page = await browser.open(back)
    assert page.status == 403
    assert "This time Acme did not let you in." in page.text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("temporarily_unavailable", "temporarily_unavailable"),
        ("ada@example.com\nforged: yes", "an error without a name"),
        ("x" * 5000, "an error without a name"),
        ("", "an error without a name"),
    ],
)
async def test_nobody_writes_into_the_log(
    house: House, caplog: pytest.LogCaptureFixture, error: str, told: str
) -> None:
    browser = SiteBrowser(house.service)
    gone = await browser.open("/sign-in/openid")
    state = httpx2.URL(gone.location).params["state"]
    back = httpx2.URL(BACK, params={"state": state, "error": error})
    page = await browser.open(str(back))
    assert page.status == 403
    said = [each.getMessage() for each in caplog.records if each.levelname == "WARNING"]
    assert said == [f"a provider's log-in was refused: {told}"]


@pytest.mark.parametrize("email", [None, "nobody", "@x", "a@" + "b" * 255, "a\nb@c.d"])
async def test_an_account_needs_an_address(house: House, email: str | None) -> None:
    _, page = await house.log_in(email=email)
    assert page.status == 403
    assert "does not say what your email address is" in page.text


@pytest.mark.parametrize(
    "email", ["ö@example.com", "a b@example.com", "a@localhost", "a.b.c.d@example.com"]
)
async def test_no_account_has_an_address_that_no_answer_could_tell(
    house: House, email: str
) -> None:
    _, page = await house.log_in(email=email)
    assert page.status == 403
    assert "or one that can't be used here" in page.text


async def test_whom_the_provider_names_is_told_to_others(house: House) -> None:
    owner = await house.service.person()
    team = await _payments(owner)
    email = "Miles.E.O'Brien@example.com"
    await house.log_in(email=email, groups=["devs"], name="O" * 300)
    members = (await owner.get(f"{team}/members")).json()["items"]
    assert {email, owner.email} == {each["email"] for each in members}
    # Who is known already is known by whatever the provider says is for ever.
    _, page = await house.log_in(email="ö@example.com", groups=["devs"])
    assert page.location == "/"


async def test_a_suspended_account_stays_out(house: House) -> None:
    await house.log_in()
    await house.execute("UPDATE people SET suspended_at = now()")
    assert "suspended" in (await house.log_in())[1].text


async def test_operators_are_told_of_who_is_not_let_in(house: House) -> None:
    await house.log_in()
    await house.execute("UPDATE people SET suspended_at = now()")
    before = incidents("login_failed", "openid")
    await house.log_in()
    await SiteBrowser(house.service).open(BACK, code="stolen", state="made up")
    assert incidents("login_failed", "openid") == before + 2


async def test_who_is_suspended_meanwhile_stays_out(house: House) -> None:
    await house.log_in()
    browser = SiteBrowser(house.service)
    async with house.database.begin() as work:
        await work.execute(text("UPDATE people SET suspended_at = now()"))
        async with meanwhile(house.database, work, house.log_in(browser)) as other:
            await work.commit()
    assert "suspended" in other.result()[1].text
    assert (await browser.open("/account")).status == 303


async def test_who_was_not_the_owner_gets_in_no_more(
    house: House, generous: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither address was proven: whoever gets the mail is the owner."""
    monkeypatch.setattr(MailQueue, "working", unmanned)
    await house.log_in(email_verified=False)
    mailing = generous.model_copy(update={"mail": SecretStr("console")})
    mailbox = Mailbox(house.database, mailing)
    async with running(create(mailing)) as service:
        await service.anonymous.post("/v1/password-resets", {"email": ADA["email"]})
        token = await mailbox.token(str(ADA["email"]))
        new = {"token": token, "new_password": "an entirely new password"}
        done = await service.anonymous.post("/v1/password-resets/completion", new)
        assert done.status_code == 204, done.text
    _, page = await house.log_in(email_verified=False)
    assert "Is this account yours?" in page.text


async def test_who_joins_and_is_not_let_in_leaves_no_session(house: House) -> None:
    ada = await house.service.person()
    _, page = await house.log_in()
    assert page.location == "/"
    before = (await ada.get("/v1/sessions")).json()["items"]
    browser, page = await house.log_in(sub="bob-8", email=ada.email)
    await house.execute(
        "UPDATE openid_identities SET subject = 'bob-8' WHERE subject = 'ada-7'"
    )
    path = "/sign-in/openid/join"
    refused = await browser.send(path, page.csrf, password=PASSWORD)
    assert (refused.status, "belongs to another one" in refused.text) == (403, True)
    assert (await ada.get("/v1/sessions")).json()["items"] == before


async def test_teams_are_locked_before_people_as_elsewhere(house: House) -> None:
    owner = await house.service.person()
    await _payments(owner)
    await house.log_in(groups=["devs"])
    async with house.database.begin() as work:
        await work.execute(text("SELECT FROM teams FOR UPDATE"))
        log_in = house.log_in(groups=["leads"])
        async with meanwhile(house.database, work, log_in) as other:
            await work.execute(text("SET LOCAL lock_timeout = '1s'"))
            await work.execute(text("SELECT FROM people FOR UPDATE"))
            await work.commit()
    assert other.result()[1].location == "/"


async def test_a_session_is_of_this_service_and_ends_here(house: House) -> None:
    """As impl/INVENTORY.md says (OWASP ASVS 5.0, 7.6.1)."""
    browser, _ = await house.log_in()
    assert (await browser.open("/account")).status == 200
    # What ends at the provider ends nothing here, but nobody gets in anew.
    house.provider.person = None
    assert (await browser.open("/account")).status == 200
    other = SiteBrowser(house.service)
    back = await house.provided(other)
    assert (await other.open(back)).status == 403
    for days, status in ((13, 200), (13, 200), (5, 303)):
        interval = f"interval '{days} days'"
        await house.execute(
            f"UPDATE sessions SET created_at = created_at - {interval},"
            f" last_used_at = last_used_at - {interval},"
            f" expires_at = expires_at - {interval}"
        )
        assert (await browser.open("/account")).status == status, days


async def test_groups_are_roles_in_teams(house: House) -> None:
    owner = await house.service.person()
    where = f"{await _payments(owner)}/members"

    async def roles() -> dict[str, str]:
        listed = (await owner.get(where)).json()["items"]
        return {each["email"]: each["role"] for each in listed}

    for groups, role in (
        (["devs", "cooks"], "member"),
        (["devs", "leads"], "owner"),
        ("devs", "member"),
        ([], None),
        (None, None),
    ):
        await house.log_in(groups=groups)
        expected = {owner.email: "owner"} | ({ADA["email"]: role} if role else {})
        assert await roles() == expected


async def test_a_team_keeps_its_last_owner(house: House) -> None:
    owner = await house.service.person()
    team = await _payments(owner)
    await house.prove(owner.email)
    _, page = await house.log_in(email=owner.email, groups=[])
    assert page.location == "/"
    assert (await owner.get(team)).status_code == 200


async def test_a_provider_that_is_silent_is_said(house: House) -> None:
    def told(event: str, reason: str = "") -> float:
        labels = {"event": event, "reason": reason}
        name = "countersign_incidents_total"
        return REGISTRY.get_sample_value(name, labels) or 0

    before = told("openid_unanswered"), told("refused_for_load", "checks")
    house.provider.issuer += "/other"
    page = await SiteBrowser(house.service).open("/sign-in/openid")
    assert page.status == 503
    assert "It seems that Acme can't be asked just now" in page.text
    after = told("openid_unanswered"), told("refused_for_load", "checks")
    assert after == (before[0] + 1, before[1])


async def test_without_a_provider_there_is_no_such_page(service: Service) -> None:
    browser = SiteBrowser(service)
    assert (await browser.open("/sign-in/openid")).status == 404
    assert "Log in with" not in (await browser.open("/sign-in")).text


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("openid_issuer", "http://id.example.com", "must start with https://"),
        ("openid_issuer", "https://id.example.com", "must be set"),
        ("openid_scopes", "email", "has no scope openid"),
        ("openid_team_roles", "devs:payments=member", "GROUP=TEAM:ROLE"),
        ("openid_team_roles", "devs=payments:king", "owner, maintainer"),
    ],
)
async def test_settings_that_can_not_be_are_refused(
    generous: Settings, name: str, value: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Settings.model_validate({**generous.model_dump(), name: value})


async def _payments(owner: Actor) -> str:
    """Make the team that groups are something in; return its path."""
    body = {"name": "payments", "title": "Payments"}
    return str((await owner.post("/v1/teams", body)).headers["location"])
