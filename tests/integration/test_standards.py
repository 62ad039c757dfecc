"""What standards demand of the service and no other test has for its subject."""

import re

import httpx2
import pytest

from tests.support.client import Service
from tests.support.pages import SiteBrowser, Structure

pytestmark = pytest.mark.asyncio

# What a server answers with by default, and what would tell what runs behind it.
_SOFTWARE = re.compile(r"(?i)uvicorn|starlette|fastapi|python|postgres|pydantic")
_LONG = (
    "Zwölf  Boxkämpfer jagen Viktor 🔑 quer über den großen Sylter Deich, "
    "and then a quick brown fox jumps over "
)


@pytest.fixture
def plain(service: Service) -> httpx2.AsyncClient:
    """A client whose answers need not be in the contract."""
    transport = service.http._transport
    return httpx2.AsyncClient(transport=transport, base_url="http://service")


async def test_password_fields_are_masked_and_may_be_filled_in(
    service: Service,
) -> None:
    nobody = SiteBrowser(service)
    ada = await SiteBrowser(service).log_in(await service.person())
    found = 0
    for browser, path in (
        *((nobody, "/sign-in"), (nobody, "/register")),
        *((ada, "/account/password"), (ada, "/account/profile")),
    ):
        for tag, own in Structure((await browser.open(path)).html).tags:
            if tag == "input" and "password" in (own.get("name") or ""):
                found += 1
                assert own["type"] == "password"
                # Browsers and password managers are told what goes in here.
                assert own["autocomplete"] in {"current-password", "new-password"}
                assert not {"readonly", "disabled"} & own.keys()
                assert int(own.get("maxlength") or 64) >= 64
    assert found >= 4


async def test_a_password_is_taken_as_it_is(service: Service) -> None:
    body = {"email": "ada@example.com", "password": _LONG, "display_name": "Ada"}
    assert (await service.anonymous.post("/v1/people", body)).status_code == 201
    for typed, status in (
        (_LONG, 201),
        (_LONG[:-1], 401),
        (_LONG.swapcase(), 401),
        (_LONG.replace("  ", " "), 401),
    ):
        log_in = {"email": "ada@example.com", "password": typed}
        answer = await service.anonymous.post("/v1/sessions", log_in)
        assert answer.status_code == status, typed


async def test_properties_that_nobody_may_write_are_refused(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    for path, body in (
        ("/v1/people/me", {"email_verified": True}),
        ("/v1/people/me", {"id": ada.id}),
        (team, {"created_at": "2026-01-01T00:00:00Z"}),
        (team, {"role": "owner"}),
    ):
        tag = (await ada.get(path)).headers["etag"]
        refused = await ada.patch(path, body, tag)
        assert refused.status_code == 422, (path, refused.text)
        assert (await ada.get(path)).headers["etag"] == tag


async def test_nothing_is_served_that_no_contract_declares(
    service: Service, plain: httpx2.AsyncClient
) -> None:
    for path in (
        *("/.git/config", "/.env", "/openapi.yml", "/docs/", "/docs/..%2fapp.py"),
        *("/redoc", "/metrics", "/debug", "/static/", "/impl/app.py", "/v1"),
        *("/v1/people/me/export.css", "/v1/people/me/x.js", "/server-status"),
    ):
        answer = await plain.get(path)
        assert answer.status_code in {404, 422}, path
        assert answer.json()["status"] == answer.status_code


async def test_trace_is_not_supported(plain: httpx2.AsyncClient) -> None:
    answer = await plain.request("TRACE", "/v1/profiles", headers={"X-Own": "secret"})
    assert answer.status_code == 405
    assert "secret" not in answer.text


async def test_answers_name_no_software(
    service: Service, plain: httpx2.AsyncClient
) -> None:
    ada = await service.person()
    for method, path in (
        *(("GET", "/livez"), ("GET", "/v1/people/me"), ("GET", "/nowhere")),
        *(("POST", "/v1/people"), ("GET", "/sign-in"), ("DELETE", "/livez")),
    ):
        answer = await plain.request(method, path, headers=ada.headers)
        told = {name: text for name, text in answer.headers.items() if name != "link"}
        assert not _SOFTWARE.search(str(told)), (path, told)
        assert "server" not in answer.headers
        if answer.status_code >= 400:
            assert not _SOFTWARE.search(answer.text), path


async def test_no_credential_is_taken_from_an_address(
    service: Service, plain: httpx2.AsyncClient
) -> None:
    ada = await service.person()
    token = ada.tokens["access_token"]
    for name in ("access_token", "token", "api_key", "X-Api-Key"):
        answer = await plain.get("/v1/people/me", params={name: token})
        assert answer.status_code == 401
    refused = await plain.post("/v1/sessions", params={"password": "x"}, json={})
    assert refused.status_code in {400, 422}


async def test_a_parameter_that_comes_twice_is_refused(service: Service) -> None:
    ada = await service.person()
    for query in ("limit=1&limit=100", "limit=1&limit=1", "cursor=a&cursor=b"):
        answer = await ada.get(f"/v1/teams?{query}")
        assert answer.status_code in {400, 422}, query


async def test_log_out_is_on_every_page(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    name = (await ada.get(team)).json()["name"]
    browser = await SiteBrowser(service).log_in(ada)
    for path in ("/", "/account", "/account/password", "/invitations", f"/t/{name}"):
        page = await browser.open(path)
        assert page.status == 200, path
        assert 'action="/sign-out"' in page.html, path


async def test_pages_of_people_are_not_kept(service: Service) -> None:
    ada = await service.person()
    browser = await SiteBrowser(service).log_in(ada)
    for path in ("/", "/account", "/account/password"):
        page = await browser.open(path)
        assert page.response.headers["cache-control"] == "no-store", path
    # Nor what they take along, which is all that there is of them.
    taken = await browser.http.get("/account/export")
    assert taken.status_code == 200
    assert taken.headers["cache-control"] == "no-store"
    # Nothing is left in the page of somebody who is logged out.
    page = await browser.open("/account")
    await browser.send("/sign-out", page.csrf)
    assert ada.email not in (await browser.open("/")).text
