"""People's own accounts on pages."""

from collections.abc import AsyncIterator

import pyotp
import pytest
import pytest_asyncio

from impl.app import create
from impl.settings import Settings
from tests.integration.test_accounts import mailbox, mailing
from tests.integration.test_web_apis import HOSTILE
from tests.support.client import PASSWORD, Service, running
from tests.support.mail import Mailbox
from tests.support.pages import SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
__all__ = ["mailbox", "mailing"]
NEW = "an entirely new password"
MOST_QUERIES = 12


@pytest_asyncio.fixture
async def mailing_service(mailing: Settings) -> AsyncIterator[Service]:
    async with running(create(mailing)) as service:
        yield service


async def press(browser: SiteBrowser, at: str, to: str, **typed: str) -> SitePage:
    page = await browser.open(at)
    return await browser.send(to, page.csrf, **typed)


async def test_who_i_am_and_where_i_am_logged_in(service: Service) -> None:
    ada = await service.person()
    here = await SiteBrowser(service).log_in(ada)
    with counted_queries() as queries:
        page = await here.open("/account")
    assert len(queries) <= MOST_QUERIES, queries
    assert ada.email in page.text
    assert ada.id in page.text
    assert "this one" in page.text
    there = await SiteBrowser(service).log_in(ada)
    others = [each["id"] for each in (await ada.get("/v1/sessions")).json()["items"]]
    assert len(others) == 3
    first = others[-1]
    done = await here.send("/account/sessions", page.csrf, id=first)
    assert done.location == "/account#sessions"
    gone = await here.send("/account/sessions", page.csrf, id=first)
    assert gone.status == 404
    assert "There is no such session" in gone.text
    assert (await there.open("/account")).status == 200
    await here.send("/account/sessions", page.csrf, id="others")
    assert (await there.open("/account")).location.startswith("/sign-in")
    assert "End all others" not in (await here.open("/account")).text


async def test_a_name_an_address_and_a_password_are_changed(service: Service) -> None:
    ada = await service.person()
    here = await SiteBrowser(service).log_in(ada)
    form = await here.open("/account/profile")
    typed = {"tag": form.hidden("tag"), "email": ada.email, "display_name": HOSTILE}
    await here.send("/account/profile", form.csrf, **typed)
    for path in ("/account", "/account/deletion", "/account/profile"):
        form = await here.open(path)
        assert "&lt;script" in form.html
        assert "<script" not in form.html
    typed = {**typed, "tag": form.hidden("tag"), "display_name": "Ada Lovelace"}
    done = await here.send("/account/profile", form.csrf, **typed)
    assert done.location == "/account"
    assert "Ada Lovelace" in (await here.open("/account")).text
    stale = await here.send("/account/profile", form.csrf, **typed)
    assert stale.status == 412
    assert "was changed since you opened it" in stale.text
    assert "If-Match" not in stale.text, "a person sent no header"
    tag = (await here.open("/account/profile")).hidden("tag")
    other = {"tag": tag, "display_name": "Ada", "email": f"other.{ada.email}"}
    wrong = {**other, "current_password": "not the right one"}
    refused = await here.send("/account/profile", form.csrf, **wrong)
    assert refused.status == 422
    assert 'id="current_password-wrong"' in refused.html
    assert f"other.{ada.email}" in refused.html, "nothing is lost"
    right = {**other, "current_password": PASSWORD}
    assert (await here.send("/account/profile", form.csrf, **right)).status == 303
    assert (await ada.get("/v1/people/me")).json()["email"] == f"other.{ada.email}"

    there = await service.person()
    away = await SiteBrowser(service).log_in(there)
    page = await away.open("/account/password")
    weak = {"tag": page.hidden("tag"), "current_password": PASSWORD}
    again = await away.send(
        "/account/password", page.csrf, new_password="passwordpassword", **weak
    )
    assert again.status == 422
    assert 'id="new_password-wrong"' in again.html
    assert PASSWORD not in again.html
    done = await away.send("/account/password", page.csrf, new_password=NEW, **weak)
    assert done.location == "/account#sessions"
    assert (await away.open("/account")).status == 200, "the session goes on"
    assert (await there.get("/v1/people/me")).status_code == 401, "others do not"


async def test_an_account_is_deleted_with_what_it_takes(service: Service) -> None:
    ada = await service.person()
    await service.team(ada)
    here = await SiteBrowser(service).log_in(ada)
    page = await here.open("/account/deletion")
    assert "your place in 1 team" in page.text
    alone = await here.send("/account/deletion", page.csrf, tag=page.hidden("tag"))
    assert alone.status == 409
    assert "last owner" in alone.text
    bob = await service.person()
    there = await SiteBrowser(service).log_in(bob)
    page = await there.open("/account/deletion")
    stale = await there.send("/account/deletion", page.csrf, tag="0")
    assert stale.status == 412
    done = await there.send("/account/deletion", page.csrf, tag=page.hidden("tag"))
    assert done.location == "/"
    assert (await there.open("/account")).location.startswith("/sign-in")
    assert (await bob.get("/v1/people/me")).status_code == 401


async def test_a_second_factor_is_set_up_and_turned_off(service: Service) -> None:
    ada = await service.person()
    here = await SiteBrowser(service).log_in(ada)
    at = "/account/second-factor"
    # Whatever its length: what a new one has to be says nothing of the one of now.
    for typed_password in ("not the right one", "short"):
        wrong = await press(here, at, at, current_password=typed_password)
        assert wrong.status == 422
        assert 'id="current_password-wrong"' in wrong.html
        assert "The current password is wrong." in wrong.text
    begun = await press(here, at, at, current_password=PASSWORD)
    secret, uri = begun.hidden("secret"), begun.hidden("uri")
    assert begun.response.headers["cache-control"] == "no-store"
    typed = {"secret": secret, "uri": uri}
    again = await here.send(f"{at}/confirmation", begun.csrf, code="12345", **typed)
    assert again.status == 422
    assert again.hidden("secret") == secret, "it is there to be read once more"
    assert "six digits" in again.text
    assert "match" not in again.text, "nobody has to read patterns"
    lost = await here.send(f"{at}/confirmation", begun.csrf, code="1", secret=HOSTILE)
    assert lost.status == 422
    assert "<script" not in lost.html
    code = pyotp.TOTP(secret).now()
    spaced = f" {code[:3]} {code[3:]}"  # as authenticators show it
    done = await here.send(f"{at}/confirmation", begun.csrf, code=spaced, **typed)
    assert done.status == 200
    codes = done.html.split("<li><code>")[1:]
    assert len(codes) == 10
    assert "never again" in done.text
    page = await here.open("/account")
    assert "10 recovery codes left" in page.text
    away = SiteBrowser(service)
    log_in = {"email": ada.email, "password": PASSWORD}
    asked = await press(away, "/sign-in", "/sign-in", **log_in)
    assert "Log-in takes a code of your authenticator, too" in asked.text
    assert "send it as" not in asked.text, "there is a field for it"
    kept = codes[1].partition("<")[0]
    shouted = kept.upper().replace("-", " ")  # as somebody has written it down
    there = await press(away, "/sign-in", "/sign-in", code=shouted, **log_in)
    assert there.status == 303, there.text
    off = {"current_password": PASSWORD, "code": codes[0].partition("<")[0]}
    refused = await press(here, at, f"{at}/removal", **{**off, "code": "000000"})
    assert refused.status == 422
    assert 'id="code-wrong"' in refused.html
    assert (await press(here, at, f"{at}/removal", **off)).location == at
    assert "the password alone" in (await here.open("/account")).text


async def test_without_mail_letters_are_told_to_be_off(service: Service) -> None:
    ada = await service.person()
    here = await SiteBrowser(service).log_in(ada)
    for at, to, typed in (
        ("/forgot-password", "/forgot-password", {"email": ada.email}),
        ("/account", "/account/proof", {}),
    ):
        told = await press(here, at, to, **typed)
        assert told.status == 409
        assert "mail" in told.text
    for at in ("/account", "/prove-email"):
        assert "ask_proof" not in (await here.open(at)).html, "it is not offered"
    assert "Nobody invites" in (await here.open("/invitations")).text


async def test_what_a_letter_brings_is_taken_on_a_page(
    mailing_service: Service, mailbox: Mailbox
) -> None:
    service = mailing_service
    ada = await service.person()
    here = await SiteBrowser(service).log_in(ada)
    assert "not proven" in (await here.open("/account")).text
    for at in ("/account", "/prove-email", "/invitations"):
        assert "ask_proof" in (await here.open(at)).html
    assert "Prove your address first" in (await here.open("/invitations")).text
    inbox = await here.open("/")
    assert f"until you prove that {ada.email} is yours" in inbox.text
    assert 'href="/prove-email"' in inbox.html
    sent = await press(here, "/account", "/account/proof")
    assert sent.location == "/prove-email"
    letter = (await mailbox.to(ada.email))[-1]
    assert "/prove-email and give it" in letter.get_content()
    token = await mailbox.token(ada.email)
    for typed in ("", "csa_1", "csa_" + "0" * 43):
        refused = await press(here, "/prove-email", "/prove-email", token=typed)
        assert refused.status == 422
        assert 'id="token-wrong"' in refused.html
        assert "^csa_" not in refused.text, "nobody has to read patterns"
    guest = SiteBrowser(service)
    done = await press(guest, "/prove-email", "/prove-email", token=f" {token} ")
    assert "The address is proven" in done.text
    assert "until you prove" not in (await here.open("/")).text
    assert "not proven" not in (await here.open("/account")).text

    at = "/forgot-password"
    assert (await press(guest, at, at, email="nobody")).status == 422
    for email in ("nobody@example.com", ada.email):
        asked = await press(guest, at, at, email=email)
        assert "Look into your mail" in asked.text
    token = await mailbox.token(ada.email)
    at = "/reset-password"
    weak = await press(guest, at, at, token=token, new_password="password" * 2)
    assert weak.status == 422
    assert f'value="{token}"' in weak.html
    assert 'id="new_password-wrong"' in weak.html
    done = await press(guest, at, at, token=token, new_password=NEW)
    assert "The password is set" in done.text
    assert (await here.open("/account")).location.startswith("/sign-in")
    page = await guest.open("/sign-in")
    back = await guest.send("/sign-in", page.csrf, email=ada.email, password=NEW)
    assert back.location == "/"


async def test_invitations_are_answered(service: Service) -> None:
    ada, bob = await service.person(), await service.person()
    here = await SiteBrowser(service).log_in(bob)
    teams = [await service.team(ada) for _ in range(2)]
    await ada.patch(teams[0], {"title": HOSTILE[:100]}, "*")
    for team in teams:
        body = {"email": bob.email, "role": "member"}
        assert (await ada.post(f"{team}/invitations", body)).status_code == 201
    assert "Somebody invites you" in (await here.open("/")).text
    page = await here.open("/invitations")
    assert "Invitations (2)" in page.text
    assert "<script" not in page.html
    first = page.hidden("id")
    done = await here.send("/invitations", page.csrf, id=first, action="accept")
    assert done.location == "/apis"
    gone = await here.send("/invitations", page.csrf, id=first, action="accept")
    assert gone.status == 404
    page = await here.open("/invitations")
    second = page.hidden("id")
    done = await here.send("/invitations", page.csrf, id=second, action="decline")
    assert done.location == "/invitations"
    assert "Nobody invites" in (await here.open("/invitations")).text
    mine = (await bob.get("/v1/teams")).json()["items"]
    assert len(mine) == 1
    stray = await here.send("/invitations", page.csrf, id="x", action="accept")
    assert stray.status == 404


@pytest.mark.parametrize(
    "path",
    [
        *("/account", "/account/profile", "/account/password", "/account/deletion"),
        *("/account/second-factor", "/account/passkeys", "/invitations"),
        "/account/openid-identities",
    ],
)
async def test_accounts_are_for_who_is_logged_in(service: Service, path: str) -> None:
    guest = SiteBrowser(service)
    assert (await guest.open(path)).location.startswith("/sign-in?next=")
    csrf = (await guest.open("/sign-in")).csrf
    if path != "/account":
        assert (await guest.send(path, csrf)).location == "/sign-in?next=%2F"
