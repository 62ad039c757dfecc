"""Passkeys on the pages: what a script does is a form, and nothing needs it."""

import json
import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from typing import Any
from unittest import mock

import httpx2
import pytest
import pytest_asyncio

from impl.app import create
from impl.database.unit_of_work import Database
from impl.errors import RateLimited
from impl.services.passkey_log_ins import PasskeyLogIns
from impl.services.passkeys import Passkeys
from impl.settings import Settings
from impl.web import assets
from impl.web.browsers import Browsers
from scripts.proving.chromium import MISSING, browsing, is_missing, required_browser
from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.service import scratch_database, serving
from tests.integration.test_fresh_log_ins import age
from tests.integration.test_observing import incidents
from tests.support.client import Service, running
from tests.support.pages import SiteBrowser, SitePage
from tests.support.passkeys import Device

ORIGIN, AT = "http://localhost:8000", "/account/passkeys"
UNKNOWN = {"next": "/apis", "credential": "{}"}


@pytest_asyncio.fixture
async def service(database: Database, generous: Settings) -> AsyncIterator[Service]:
    """A service at a name, for which browsers make passkeys."""
    settings = generous.model_copy(update={"public_url": ORIGIN})
    async with running(create(settings)) as service:
        yield service


def options_in(page: SitePage) -> dict[str, Any]:
    text = page.html.partition('data-options="')[2].partition('"')[0]
    options: dict[str, Any] = json.loads(unescape(text))
    return options


async def add(browser: SiteBrowser, device: Device, name: str) -> SitePage:
    page = await browser.open(AT)
    begun = await browser.send(AT, page.csrf, name=name)
    assert begun.status == 200, begun.text
    credential = json.dumps(device.make(options_in(begun)))
    typed = {"name": begun.hidden("name"), "credential": credential}
    return await browser.send(f"{AT}/addition", begun.csrf, **typed)


def alerts(page: SitePage) -> list[str]:
    """What a page tells of what went wrong."""
    found = re.findall(r'role="alert">([^<]*)<', page.html)
    return [unescape(each).strip() for each in found]


@pytest.mark.asyncio
async def test_a_passkey_is_added_and_logs_in(
    service: Service, database: Database
) -> None:
    ada, device = await service.person(), Device(ORIGIN)
    browser = await SiteBrowser(service).log_in(ada)
    assert "None yet" in (await browser.open(AT)).text
    assert (await add(browser, device, "<b>My phone")).location == AT
    page = await browser.open(AT)
    assert "<b>My phone" in page.text
    passkey_id = page.html.partition('name="id" value="')[2].partition('"')[0]
    assert passkey_id.startswith("pky_")
    renamed = await browser.send(
        f"{AT}/name", page.csrf, id=passkey_id, name="My watch"
    )
    assert renamed.location == AT
    assert "My watch" in (await browser.open("/account")).text

    guest = SiteBrowser(service)
    page = await guest.open("/sign-in", next="/apis")
    options = (await service.anonymous.post("/v1/passkey-challenges")).json()
    typed = {"next": "/apis", "credential": json.dumps(device.sign(options))}
    assert (await guest.send("/sign-in/passkey", page.csrf, **typed)).location == (
        "/apis"
    )
    assert "My watch" in (await guest.open(AT)).text
    strange = SiteBrowser(service)
    again = await strange.open("/sign-in")
    for each in (typed, UNKNOWN, {**UNKNOWN, "credential": "{"}):
        refused = await strange.send("/sign-in/passkey", again.csrf, **each)
        assert refused.status == 422
        assert 'role="alert"' in refused.html
        assert refused.hidden("next") == "/apis"
    led = await strange.open("/sign-in/passkey", next="//evil.example")
    assert led.hidden("next") == "/"
    by_oauth = await strange.open("/sign-in/passkey", next="/oauth/device")
    assert by_oauth.hidden("next") == "/oauth/device"
    assert (await guest.open("/sign-in/passkey", next=AT)).location == AT
    foreign = await guest.send("/sign-in/passkey", again.csrf, **typed)
    assert foreign.status == 403, "a form of another browser"

    removal = f"{AT}/removal"
    other = await SiteBrowser(service).log_in(await service.person())
    csrf = (await other.open(AT)).csrf
    for foreign_id in (passkey_id, "x"):
        foreign = await other.send(removal, csrf, id=foreign_id)
        assert foreign.status == 404
        assert len(alerts(foreign)) == 1
    page = await browser.open(AT)
    await age(database, 20)
    stale = await browser.send(removal, page.csrf, id=passkey_id)
    assert stale.status == 403
    assert "Log in again" in stale.text
    assert (await browser.send(AT, page.csrf, name="Another")).status == 403
    await browser.send("/sign-out", page.csrf)
    await browser.log_in(ada)
    page = await browser.open(AT)
    assert (await browser.send(removal, page.csrf, id=passkey_id)).location == AT
    assert "None yet" in (await browser.open(AT)).text


@pytest.mark.asyncio
async def test_operators_hear_of_log_ins_that_pages_refuse(service: Service) -> None:
    actor = await service.person()
    guest = SiteBrowser(service)
    csrf = (await guest.open("/sign-in")).csrf
    options = (await service.anonymous.post("/v1/passkey-challenges")).json()
    parameters = [{"type": "public-key", "alg": -7}]
    wanted = {"pubKeyCredParams": parameters, "user": {"id": "A" * 43}}
    stranger = Device(ORIGIN)
    stranger.make({**options, **wanted, "rp": {"id": "localhost"}})
    for path, typed in (
        ("/sign-in", {"email": actor.email, "password": "not this one"}),
        ("/sign-in/passkey", {"credential": json.dumps(stranger.sign(options))}),
    ):
        before = incidents("login_failed")
        refused = await guest.send(path, csrf, next="/apis", **typed)
        assert refused.status == 422
        assert incidents("login_failed") == before + 1, path
        method = "open" if path.endswith("passkey") else "sign_in"
        kind = PasskeyLogIns if path.endswith("passkey") else Browsers
        before = incidents("rate_limited")
        with mock.patch.object(kind, method, side_effect=RateLimited(7)):
            limited = await guest.send(path, csrf, next="/apis", **typed)
        assert limited.status == 429
        assert limited.response.headers["retry-after"] == "7"
        assert incidents("rate_limited") == before + 1, path
    # So they do of other forms.
    browser = await SiteBrowser(service).log_in(actor)
    page = await browser.open(AT)
    before = incidents("rate_limited")
    with mock.patch.object(Passkeys, "begin", side_effect=RateLimited(7)):
        limited = await browser.send(AT, page.csrf, name="My phone")
    assert limited.status == 429
    assert len(alerts(limited)) == 1
    assert incidents("rate_limited") == before + 1


@pytest.mark.asyncio
async def test_what_a_form_says_is_held_against_the_contract(service: Service) -> None:
    browser = await SiteBrowser(service).log_in(await service.person())
    page = await browser.open(AT)
    for name in ("", "x" * 101):
        refused = await browser.send(AT, page.csrf, name=name)
        assert refused.status == 422
        assert 'id="name-wrong"' in refused.html, "beside the field"
        assert alerts(refused) == []
    unfit = {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}
    for credential in (
        *("", "[]", '{"id": 7}', "{" * 10_000, '"\\ud800"', json.dumps(unfit)),
    ):
        typed = {"name": "My phone", "credential": credential}
        refused = await browser.send(f"{AT}/addition", page.csrf, **typed)
        assert refused.status == 422, credential
        assert all(alerts(refused)), credential
        assert alerts(refused), credential


@pytest.mark.asyncio
async def test_why_a_passkey_is_not_renamed_is_told_above_all(service: Service) -> None:
    browser = await SiteBrowser(service).log_in(await service.person())
    assert (await add(browser, Device(ORIGIN), "My phone")).location == AT
    page = await browser.open(AT)
    assert alerts(page) == []
    passkey_id = page.html.partition('name="id" value="')[2].partition('"')[0]
    for name in ("", "x" * 101):
        refused = await browser.send(f"{AT}/name", page.csrf, id=passkey_id, name=name)
        assert refused.status == 422
        [told] = alerts(refused)
        assert "character" in told
        assert 'id="name-wrong"' not in refused.html, "that is another form"


@pytest.mark.asyncio
async def test_without_a_script_nothing_of_it_is_shown(service: Service) -> None:
    guest = SiteBrowser(service)
    page = await guest.open("/sign-in")
    [form] = [each for each in page.html.split("<form")[1:] if "data-ceremony" in each]
    assert " hidden>" in form.partition("\n")[0]
    device = (await guest.http.get("/oauth/device")).text
    assert (
        'href="/sign-in/passkey?next=%2Foauth%2Fdevice">Log in with a passkey' in device
    )
    browser = await SiteBrowser(service).log_in(await service.person())
    page = await browser.open(AT)
    assert "That takes a browser that knows passkeys" in page.text
    own = Path(assets.__file__).parent / "scripts" / "passkeys.js"
    answer = await guest.http.get(assets.address("passkeys.js"))
    assert answer.content == own.read_bytes()
    assert len(answer.content) < 4_000


@pytest.mark.asyncio
async def test_an_address_has_no_passkeys(
    database: Database, generous: Settings
) -> None:
    numbered = generous.model_copy(update={"public_url": "http://127.0.0.1:8000"})
    async with running(create(numbered)) as service:
        browser = await SiteBrowser(service).log_in(await service.person())
        page = await browser.open(AT)
        assert "this service is reached by a number" in page.text
        # Under another name it is no better: what has to change is the setting.
        assert "COUNTERSIGN_PUBLIC_URL" in page.text
        for path in ("/sign-in", "/sign-in/passkey"):
            page = await SiteBrowser(service).open(path)
            assert "data-ceremony" not in page.html


@pytest.mark.skipif(is_missing(), reason=MISSING)
def test_a_real_browser_makes_a_passkey_and_logs_in_with_it(tmp_path: Path) -> None:
    browser = required_browser()
    with (
        scratch_database() as database,
        serving(database, tmp_path / "log", host="localhost") as service,
        browsing(browser, tmp_path / "profile") as tab,
        httpx2.Client(base_url=service.url, timeout=60) as http,
    ):
        ada = PersonClient.registered(service.url, "ada", http)
        tab.call("WebAuthn.enable", enableUI=False)
        device = tab.call(
            "WebAuthn.addVirtualAuthenticator",
            options={
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            },
        )["authenticatorId"]
        root = service.url.replace("127.0.0.1", "localhost")
        tab.open(f"{root}{AT}")
        tab.type("#email", ada.email)
        tab.type("#password", PASSWORD)
        tab.press("sign_in")
        assert tab.url == f"{root}{AT}"
        tab.type("#name", "My computer")
        tab.press("begin")
        tab.click("form[data-ceremony] button")
        assert tab.url == f"{root}{AT}", tab.text
        assert "My computer" in tab.text
        kept = tab.call("WebAuthn.getCredentials", authenticatorId=device)
        assert [each["rpId"] for each in kept["credentials"]] == ["localhost"]
        # The device has one of this account.
        tab.type("#name", "Twice")
        tab.press("begin")
        tab.evaluate("document.querySelector('form[data-ceremony] button').click()")
        tab.wait_for("document.querySelector('[role=alert]').textContent")
        assert "This device has a passkey already" in tab.text

        tab.press("sign_out")
        tab.open(f"{root}/sign-in?next=/apis")
        tab.click("form[data-ceremony] button")
        assert tab.url == f"{root}/apis", tab.text
        assert tab.complaints == []
        own = {each for each in tab.requested if not each.startswith("data:")}
        assert not {each for each in own if not each.startswith(root)}
        # Who is not made sure of does not get in.
        tab.press("sign_out")
        tab.call(
            "WebAuthn.setUserVerified", authenticatorId=device, isUserVerified=False
        )
        tab.open(f"{root}/sign-in/passkey")
        tab.evaluate("document.querySelector('form[data-ceremony] button').click()")
        tab.wait_for("document.querySelector('[role=alert]').textContent")
        told = tab.evaluate("document.querySelector('[role=alert]').textContent")
        assert told == "It was called off, or took too long."
        assert tab.url == f"{root}/sign-in/passkey"
