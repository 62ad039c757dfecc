"""Pages on which people log in and out and make an account."""

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from impl.web.places import FOR_PROGRAMS
from tests.support import contract
from tests.support.client import PASSWORD, Service, running
from tests.support.pages import SiteBrowser

pytestmark = pytest.mark.asyncio(loop_scope="function")


async def test_pages_are_for_who_asks_for_html(service: Service) -> None:
    for path in ("/apis", "/sign-in"):
        assert (await service.anonymous.get(path)).status_code == 404
    for asked in ("application/json", "application/json, text/plain, */*", "image/*"):
        answer = await service.anonymous.get("/", Accept=asked)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
    assert (await service.anonymous.post("/", {})).status_code == 404


async def test_whoever_asks_for_nothing_else_begins_on_a_page(service: Service) -> None:
    http = SiteBrowser(service).http
    for asked in ("*/*", "", "text/*;q=0.1"):
        answer = await http.get("/", headers={"Accept": asked})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["vary"] == "accept"
        assert "Nobody is here yet" in answer.text
    head = await http.head("/", headers={"Accept": "*/*"})
    assert (head.status_code, head.content) == (200, b"")


async def test_a_mistyped_address_is_told_to_people_on_a_page(service: Service) -> None:
    browser = SiteBrowser(service)
    for path in ("/team", "/singin", "/v2/teams", "/a%2Fb"):
        page = await browser.open(path)
        assert page.status == 404
        assert "There is no such page" in page.text
        answer = await service.anonymous.get(path)
        assert answer.headers["content-type"] == "application/problem+json"
    # Below names that the contract uses, it answers for whatever is not there.
    for path in ("/v1/teem", "/oauth/tokens", "/docs/x", "/.well-known/x", "/mocks/x"):
        found = await browser.http.get(path)
        assert found.status_code == 404
        assert found.headers["content-type"] == "application/problem+json"
    paths = contract.document()["paths"]
    assert {"mocks", *(path.split("/")[1] for path in paths)} == FOR_PROGRAMS


async def test_an_empty_installation_says_how_to_begin(service: Service) -> None:
    page = await SiteBrowser(service).open("/")
    assert page.status == 200
    assert "Nobody is here yet" in page.text
    assert "scripts/publish openapi.yaml TEAM/API" in page.text
    await service.person()
    page = await SiteBrowser(service).open("/")
    assert "Nobody is here yet" not in page.text


async def test_somebody_registers_and_makes_a_team_and_an_api(service: Service) -> None:
    ada = SiteBrowser(service)
    form = await ada.open("/register")
    typed = {"display_name": "Ada", "email": "ada@example.com", "password": PASSWORD}
    made = await ada.send("/register", form.csrf, **typed)
    assert made.location == "/"
    home = await ada.open("/")
    assert "Ada" in home.text
    assert "You have no team yet." in home.text
    assert "until you prove" not in home.text, "no mail is sent"
    form = await ada.open("/teams")
    odd = await ada.send("/teams", form.csrf, title="", name="My Team")
    assert odd.status == 422
    assert "begins with a letter" in odd.text
    assert "is empty" in odd.text
    made = await ada.send("/teams", form.csrf, title="Payments", name="payments")
    assert made.location == "/apis"
    form = await ada.open("/t/payments/apis")
    again = await ada.send("/t/payments/apis", form.csrf, title="R", name="No Name")
    assert again.status == 422
    assert 'aria-invalid="true"' in again.html
    assert 'value="No Name"' in again.html
    made = await ada.send(
        "/t/payments/apis", form.csrf, title="Refunds", name="refunds"
    )
    assert made.location == "/a/payments/refunds"
    assert "Refunds" in (await ada.open("/apis")).text
    for path in ("/t/payments/apis", "/teams"):
        name = "refunds" if path != "/teams" else "payments"
        taken = await ada.send(path, form.csrf, title="R", name=name)
        assert taken.status == 409
        assert 'id="name-wrong">The name is taken' in taken.html, "beside its field"


@pytest.mark.parametrize(
    ("name", "value"),
    [("email", "nobody"), ("password", "short"), ("display_name", "")],
)
async def test_what_the_api_refuses_the_form_refuses(
    service: Service, name: str, value: str
) -> None:
    typed = {"display_name": "Ada", "email": "ada@example.com", "password": PASSWORD}
    ada = SiteBrowser(service)
    form = await ada.open("/register")
    again = await ada.send("/register", form.csrf, **{**typed, name: value})
    refused = await service.anonymous.post("/v1/people", {**typed, name: value})
    assert again.status == refused.status_code == 422
    assert f'id="{name}-wrong"' in again.html
    assert PASSWORD not in again.html


async def test_an_address_that_is_taken_is_told_at_its_field(service: Service) -> None:
    ada = await service.person()
    browser = SiteBrowser(service)
    form = await browser.open("/register")
    typed = {"display_name": "A", "email": ada.email, "password": PASSWORD}
    again = await browser.send("/register", form.csrf, **typed)
    assert again.status == 409
    assert 'id="email-wrong"' in again.html


@pytest.mark.parametrize("registration", ["invitation", "closed"])
async def test_who_may_not_register(
    database: Database, generous: Settings, registration: str
) -> None:
    settings = generous.model_copy(update={"registration": registration})
    async with running(create(settings)) as service:
        browser = SiteBrowser(service)
        form = await browser.open("/register")
        assert ("<form" in form.html.partition("<main")[2]) == (
            registration == "invitation"
        )
        csrf = form.csrf or (await browser.open("/sign-in")).csrf
        typed = {"display_name": "A", "email": "a@example.com", "password": PASSWORD}
        refused = await browser.send("/register", csrf, **typed)
        assert refused.status == 403


async def test_logging_in_and_out(service: Service) -> None:
    ada = await service.person()
    browser = SiteBrowser(service)
    page = await browser.open("/apis")
    assert page.location == "/sign-in?next=%2Fapis"
    form = await browser.open(page.location)
    assert form.hidden("next") == "/apis"
    wrong = await browser.send(
        "/sign-in", form.csrf, email=ada.email, password="x" * 20, next="/apis"
    )
    assert wrong.status == 422
    assert wrong.hidden("next") == "/apis"
    typed = {"email": ada.email, "password": PASSWORD, "next": "/apis"}
    done = await browser.send("/sign-in", form.csrf, **typed)
    assert done.location == "/apis"
    field = done.response.headers["set-cookie"]
    assert "HttpOnly" in field
    assert "SameSite=Lax" in field
    page = await browser.open("/apis")
    assert page.status == 200
    assert (await browser.open("/sign-in")).location == "/"
    assert (await browser.open("/register")).location == "/"
    sessions = (await ada.get("/v1/sessions")).json()["items"]
    assert len(sessions) == 2, "it is a session as those of the API are"
    stolen = dict(browser.http.cookies)
    assert (await browser.send("/sign-out", page.csrf)).location == "/"
    browser.http.cookies.update(stolen)
    assert (await browser.open("/apis")).status == 303, "the session is over"


async def test_a_session_that_the_api_ends_is_over_here(service: Service) -> None:
    ada = await service.person()
    browser = await SiteBrowser(service).log_in(ada)
    sessions = (await ada.get("/v1/sessions")).json()["items"]
    [other] = [each["id"] for each in sessions if not each["current"]]
    await ada.delete(f"/v1/sessions/{other}")
    assert (await browser.open("/apis")).status == 303


async def test_a_session_that_is_not_used_ends(
    database: Database, generous: Settings
) -> None:
    brief = {"session_idle_hours": 2, "session_lifetime_days": 1}

    async def left() -> float:
        """Return how many hours the last session has."""
        found = await database.read().rows(
            text(
                "SELECT extract(epoch FROM expires_at - now()) / 3600 FROM sessions"
                " ORDER BY created_at DESC, id DESC LIMIT 1"
            )
        )
        return float(found[0][0])

    async def wait(hours: float) -> None:
        async with database.begin() as work:
            await work.execute(
                text(
                    "UPDATE sessions SET created_at = created_at - i,"
                    " last_used_at = last_used_at - i, expires_at = expires_at - i"
                    " FROM (SELECT make_interval(mins => CAST(:m AS int)) AS i)"
                ),
                {"m": round(hours * 60)},
            )
            await work.commit()

    async with running(create(generous.model_copy(update=brief))) as service:
        ada = await service.person()
        browser = await SiteBrowser(service).log_in(ada)
        assert await left() == pytest.approx(2, abs=0.02)
        for _ in range(12):
            await wait(1.9)
            assert (await browser.open("/apis")).status == 200
            body = {"refresh_token": ada.tokens["refresh_token"]}
            renewed = await service.anonymous.post("/v1/sessions/refresh", body)
            assert renewed.status_code == 200
            ada.tokens = renewed.json()
        # However much it is used, its time is over some day.
        assert await left() == pytest.approx(24 - 12 * 1.9, abs=0.02)
        await wait(2)
        assert (await browser.open("/apis")).status == 303

        for hours, answer, status in ((1.9, 200, 200), (2.1, 303, 401)):
            await service.log_in(ada)
            browser = await SiteBrowser(service).log_in(ada)
            await wait(hours)
            assert (await browser.open("/apis")).status == answer
            body = {"refresh_token": ada.tokens["refresh_token"]}
            renewed = await service.anonymous.post("/v1/sessions/refresh", body)
            assert renewed.status_code == status


async def test_nobody_chooses_the_cookie_or_the_token_of_somebody_else(
    service: Service,
) -> None:
    ada = await service.person()
    browser = SiteBrowser(service)
    form = await browser.open("/sign-in")
    before = dict(browser.http.cookies)
    typed = {"email": ada.email, "password": PASSWORD}
    await browser.send("/sign-in", form.csrf, **typed)
    assert dict(browser.http.cookies) != before, "fixation"
    refused = await browser.send("/teams", form.csrf, name="own", title="Own")
    assert refused.status == 403, "a form of before the log-in"
    other = SiteBrowser(service)
    foreign = (await other.open("/sign-in")).csrf
    for csrf in (foreign, "", "é" * 64):
        refused = await browser.send("/teams", csrf, name="own", title="Own")
        assert refused.status == 403
        assert "Nothing was done" in refused.text
    assert (await ada.get("/v1/teams")).json()["items"] == []
    assert (await browser.send("/sign-out", foreign)).status == 403


async def test_a_log_in_ends_the_session_that_the_browser_had(
    service: Service,
) -> None:
    ada = await service.person()
    browser = await SiteBrowser(service).log_in(ada)
    before = dict(browser.http.cookies)
    page = await browser.open("/account")
    typed = {"email": ada.email, "password": PASSWORD}
    wrong = await browser.send("/sign-in", page.csrf, **{**typed, "password": "no"})
    assert wrong.status == 422
    assert (await browser.open("/account")).status == 200, "nothing has come of it"
    again = await browser.send("/sign-in", page.csrf, **typed)
    assert again.location == "/"
    assert (await browser.open("/account")).status == 200
    # One of the browser, and the program's, which is none of its affair.
    assert len((await ada.get("/v1/sessions")).json()["items"]) == 2
    stolen = SiteBrowser(service)
    stolen.http.cookies.update(before)
    assert (await stolen.open("/account")).location.startswith("/sign-in?")


@pytest.mark.parametrize(
    "wanted",
    [
        *("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil"),
        *("javascript:alert(1)", "/v1/teams", "/oauth/authorize", "/a//evil.example"),
        *("/apis\r\nSet-Cookie: a=b", "/a/é", "/sign-out", "/sign-in?next=/", ""),
    ],
)
async def test_nobody_is_led_elsewhere(service: Service, wanted: str) -> None:
    ada = await service.person()
    browser = SiteBrowser(service)
    form = await browser.open("/sign-in", next=wanted)
    assert form.hidden("next") == "/"
    typed = {"email": ada.email, "password": PASSWORD, "next": wanted}
    done = await browser.send("/sign-in", form.csrf, **typed)
    assert done.location == "/"


async def test_by_https_the_cookie_is_of_this_host_alone(
    database: Database, generous: Settings
) -> None:
    settings = generous.model_copy(
        update={
            "public_url": "https://registry.example",
            "secret_key": SecretStr("k" * 40),
        }
    )
    async with running(create(settings)) as service:
        page = await SiteBrowser(service).open("/sign-in")
        field = page.response.headers["set-cookie"]
        assert field.startswith("__Host-")
        assert "; Secure" in field
        assert "strict-transport-security" in page.response.headers


async def test_too_many_attempts(database: Database, settings: Settings) -> None:
    few = settings.model_copy(update={"login_rate_address": 1})
    async with running(create(few)) as service:
        browser = SiteBrowser(service)
        form = await browser.open("/sign-in")
        typed = {"email": "a@example.com", "password": PASSWORD}
        assert (await browser.send("/sign-in", form.csrf, **typed)).status == 422
        again = await browser.send("/sign-in", form.csrf, **typed)
        assert again.status == 429
        assert int(again.response.headers["retry-after"]) > 0


async def test_requests_that_no_browser_sends(service: Service) -> None:
    browser = SiteBrowser(service)
    csrf = (await browser.open("/sign-in")).csrf
    for typed in ({"email": "a\0"}, {"password": "a" * 2000}, {"code": "\0"}):
        assert (await browser.send("/sign-in", csrf, **typed)).status == 422
    for path in ("/a/%00/b", "/a/b/c/v/%00", "/t/%00/apis"):
        assert (await browser.open(path)).status == 404
    http = browser.http
    assert (await http.delete("/sign-in")).headers["allow"] == "GET, HEAD, POST"
    assert (await http.get("/sign-out")).status_code == 405
    large = await browser.send("/sign-in", csrf, email="a" * 70_000)
    assert large.status == 413
    many = await http.post("/sign-in", content=b"&".join([b"a=b"] * 300), headers=_FORM)
    assert many.status_code == 413
    torn = await http.post("/sign-in", content=b"a=%ff%f", headers=_FORM)
    assert torn.status_code == 400
    json = await http.post("/sign-in", json={"csrf": csrf})
    assert json.status_code == 415
    head = await http.head("/sign-in")
    assert (head.status_code, head.content) == (200, b"")
    assert (await browser.open("/a/nobody")).status == 404
    assert (await http.get("/v1/nowhere")).headers["content-type"] == (
        "application/problem+json"
    ), "what is below the contract's names is the API's"


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
