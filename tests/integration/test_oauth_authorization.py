"""People allow clients something in a browser; nobody else gets at what they give."""

import asyncio
import base64
import json
import re
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from impl.database.unit_of_work import Database
from tests.support.client import Actor, Service
from tests.support.contract import document
from tests.support.oauth import (
    ALL,
    CALLBACK,
    SCOPES,
    VERIFIER,
    Browser,
    Client,
    allowed,
    bearer,
    challenge,
)

pytestmark = pytest.mark.asyncio
PUBLIC: dict[str, Any] = {"type": "public", "redirect_uris": ["http://127.0.0.1/cb"]}


async def client_of(service: Service, **fields: object) -> tuple[Client, Actor]:
    owner = await service.person()
    team = await service.team(owner)
    return await Client.register(service, owner, team, **fields), owner


async def consent(client: Client, actor: Actor, **request: str) -> tuple[Browser, Any]:
    browser = Browser(client.service)
    page = await browser.open(**client.request(**request))
    return browser, await browser.log_in(page, actor.email)


async def test_a_person_allows_a_client_something(service: Service) -> None:
    client, ada = await client_of(service)
    browser = Browser(service)
    page = await browser.open(**client.request(scope="apis:read", nonce="ignored"))
    assert page.buttons == ["sign_in"]
    wrong = await browser.press(page, "sign_in", email=ada.email, password="not it")
    assert (wrong.status, "No account has this" in wrong.text) == (422, True)
    page = await browser.log_in(wrong, ada.email)
    assert "Allow <b>Dashboard</b>?" in page.text
    assert ("See APIs" in page.text, "Create" in page.text) == (True, False)
    gone = await browser.press(page, "allow")
    assert gone.location.startswith(f"{CALLBACK}?code=oac_")
    assert gone.answer["state"] == "a state"
    server = await service.http.get("/.well-known/oauth-authorization-server")
    assert gone.answer["iss"] == server.json()["issuer"]
    tokens = (await client.redeem(gone.answer["code"])).json()
    assert tokens["scope"] == "apis:read"
    program = bearer(service, tokens)
    assert (await program.get(f"{client.team}/apis")).status_code == 200
    new = {"name": "a", "title": "A"}
    assert (await program.post(f"{client.team}/apis", new)).status_code == 403
    assert (await program.get("/v1/people/me")).status_code == 403


async def test_pages_keep_to_themselves(service: Service) -> None:
    client, ada = await client_of(service)
    browser = Browser(service)
    page = await browser.open(**client.request())
    policy = page.response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert page.response.headers["x-frame-options"] == "DENY"
    assert page.response.headers["cache-control"] == "no-store"
    cookie = page.response.headers["set-cookie"]
    assert "; HttpOnly; SameSite=Lax" in cookie
    page = await browser.log_in(page, ada.email)
    assert (
        "form-action 'self' https://dashboard.example.com;"
        in page.response.headers["content-security-policy"]
    )
    assert "<script" not in page.text
    assert "http" not in page.text.replace(CALLBACK, "")


async def test_no_is_told_to_the_client(service: Service) -> None:
    client, ada = await client_of(service)
    browser, page = await consent(client, ada)
    gone = await browser.press(page, "deny")
    assert (gone.answer["error"], gone.answer["state"]) == ("access_denied", "a state")
    assert "code" not in gone.answer


async def test_somebody_else_may_log_in(service: Service) -> None:
    client, ada = await client_of(service)
    bob = await service.person()
    browser, page = await consent(client, ada)
    assert ada.email in page.text
    await browser.press(page, "sign_out")
    page = await browser.open(**client.request())
    page = await browser.log_in(page, bob.email)
    assert bob.email in page.text
    sessions = (await ada.get("/v1/sessions")).json()["items"]
    assert len(sessions) == 1


async def test_a_session_that_is_over_allows_nothing(service: Service) -> None:
    client, ada = await client_of(service)
    browser, page = await consent(client, ada)
    for each in (await ada.get("/v1/sessions")).json()["items"]:
        if not each["current"]:
            await ada.delete(f"/v1/sessions/{each['id']}")
    back = await browser.press(page, "allow")
    assert back.location.startswith("/oauth/authorize?")
    assert (await browser.open(**client.request())).buttons == ["sign_in"]


ELSEWHERE: tuple[str, ...] = (
    "https://evil.example.com/callback",
    "https://dashboard.example.com/callback/",
    "https://dashboard.example.com/callback?a=b",
    "https://dashboard.example.com/callback#a",
    "https://dashboard.example.com/Callback",
    "https://dashboard.example.com:443/callback",
    "https://dashboard.example.com@evil.example.com/callback",
    "https://dashboard.example.com/callback/../evil",
    "http://dashboard.example.com/callback",
    "//dashboard.example.com/callback",
    "javascript:alert(1)",
    "é",
    "",
)


async def test_nobody_is_sent_where_no_client_is(service: Service) -> None:
    client, _ = await client_of(service)
    for redirect_uri in ELSEWHERE:
        for others in ({}, {"response_type": "token"}, {"scope": "everything"}):
            request = client.request(redirect_uri=redirect_uri, **others)
            page = await Browser(service).open(**request)
            assert page.status == 400, redirect_uri
            assert "location" not in page.response.headers


async def test_a_program_on_the_machine_listens_at_any_port(service: Service) -> None:
    client, ada = await client_of(service, **PUBLIC)
    for port in (":1", ":51004", ""):
        uri = f"http://127.0.0.1{port}/cb"
        browser, page = await consent(client, ada, redirect_uri=uri)
        gone = await browser.press(page, "allow")
        assert gone.location.startswith(f"{uri}?code=")
        given = await client.redeem(gone.answer["code"], redirect_uri=uri)
        assert given.status_code == 200
    for uri in ("http://127.0.0.1:1/other", "http://localhost:1/cb", "http://[::1]/cb"):
        page = await Browser(service).open(**client.request(redirect_uri=uri))
        assert page.status == 400


FAULTS: tuple[tuple[dict[str, str], str], ...] = (
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"response_type": ""}, "invalid_request"),
    ({"code_challenge": ""}, "invalid_request"),
    ({"code_challenge": "short"}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),
    ({"code_challenge_method": ""}, "invalid_request"),
    ({"response_mode": "fragment"}, "invalid_request"),
    ({"response_mode": "form_post"}, "invalid_request"),
    ({"prompt": "none"}, "login_required"),
    ({"scope": "people:write"}, "invalid_scope"),
    ({"scope": "members:read"}, "invalid_scope"),
)


async def test_other_faults_are_told_to_the_client(service: Service) -> None:
    client, _ = await client_of(service)
    for others, error in FAULTS:
        page = await Browser(service).open(**client.request(**others))
        assert page.location.startswith(f"{CALLBACK}?")
        assert (page.answer["error"], page.answer["state"]) == (error, "a state")
        assert page.answer["iss"]


async def test_who_may_not_be_asked_allows_nothing(service: Service) -> None:
    client, ada = await client_of(service)
    browser, _ = await consent(client, ada)
    page = await browser.open(**client.request(prompt="none"))
    assert page.answer["error"] == "consent_required"
    assert page.answer["state"] == "a state"
    # What else there is to `prompt`, and to others, is ignored.
    page = await browser.open(**client.request(prompt="consent", response_mode="query"))
    assert (await browser.press(page, "allow")).answer["code"]


async def test_only_clients_with_that_grant_ask_people(service: Service) -> None:
    fields = {"grant_types": ["client_credentials"], "redirect_uris": [CALLBACK]}
    client, _ = await client_of(service, **fields)
    page = await Browser(service).open(**client.request())
    assert page.answer["error"] == "unauthorized_client"
    page = await Browser(service).open(**{**client.request(), "client_id": "nobody"})
    assert page.status == 400
    assert (await Browser(service).open()).status == 400


async def test_forms_of_others_do_nothing(service: Service) -> None:
    client, ada = await client_of(service)
    browser, page = await consent(client, ada)
    other, theirs = await consent(client, await service.person())
    for fields in (
        {**page.fields, "csrf": theirs.fields["csrf"]},
        {**page.fields, "csrf": "made up é"},
        {**page.fields, "csrf": ""},
    ):
        assert (await browser.send(fields, action="allow")).status == 403
    # Without a cookie, and with one that somebody made up.
    stranger = Browser(service)
    assert (await stranger.send(page.fields, action="allow")).status == 403
    stranger.http.cookies.set("countersign_browser", "A" * 120)
    assert (await stranger.send(page.fields, action="allow")).status == 403
    # A form of before the log-in is none of after it.
    first = await Browser(service).open(**client.request())
    assert (await other.send(first.fields, action="allow")).status == 403


async def test_a_form_can_not_be_turned_to_another_client(service: Service) -> None:
    client, ada = await client_of(service)
    browser, page = await consent(client, ada)
    turned = {**page.fields, "redirect_uri": "https://evil.example.com/"}
    assert (await browser.send(turned, action="allow")).status == 400
    more = {**page.fields, "scope": "members:read"}
    assert (await browser.send(more, action="allow")).answer["error"] == "invalid_scope"


async def test_a_code_works_once(service: Service, database: Database) -> None:
    client, ada = await client_of(service)
    browser, page = await consent(client, ada)
    code = (await browser.press(page, "allow")).answer["code"]
    tokens = (await client.redeem(code)).json()
    program = bearer(service, tokens)
    assert (await program.get(client.team)).status_code == 200
    again = await client.redeem(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    noted = "SELECT count(*) FROM audit_events WHERE action = 'grant.reuse_detected'"
    [row] = await database.read().rows(text(noted))
    assert row[0] == 1
    # What it gave is revoked, which stays so although the request failed.
    assert (await program.get(client.team)).status_code == 401
    refreshed = await client.refresh(tokens["refresh_token"])
    assert refreshed.json()["error"] == "invalid_grant"


async def test_a_code_is_for_who_asked_for_it(service: Service) -> None:
    client, ada = await client_of(service)
    thief = await Client.register(service, ada, client.team)
    browser, page = await consent(client, ada)
    code = (await browser.press(page, "allow")).answer["code"]
    for who, form in (
        (thief, {}),
        (client, {"code_verifier": "another-verifier-of-43-characters-or-a-few-more"}),
        (client, {"code_verifier": challenge()}),
        (client, {"code_verifier": ""}),
        (client, {"redirect_uri": "https://dashboard.example.com/"}),
        (client, {"redirect_uri": ""}),
        (client, {"code": code[:-1]}),
        (client, {"code": ""}),
        (client, {"client_secret": "wrong"}),
    ):
        answer = await who.redeem(**{"code": code, **form})
        assert answer.status_code in {400, 401}, answer.text
        assert "access_token" not in answer.text
    assert (await client.redeem(code)).status_code == 200


async def test_a_code_lives_for_a_minute(service: Service, database: Database) -> None:
    client, ada = await client_of(service)
    browser, page = await consent(client, ada)
    code = (await browser.press(page, "allow")).answer["code"]
    await age(database, "oauth_grants")
    assert (await client.redeem(code)).json()["error"] == "invalid_grant"


async def test_parallel_redemptions_leave_at_most_one(service: Service) -> None:
    client, ada = await client_of(service)
    browser, page = await consent(client, ada)
    code = (await browser.press(page, "allow")).answer["code"]
    answers = await asyncio.gather(*(client.redeem(code) for _ in range(5)))
    assert Counter(each.status_code for each in answers) == {200: 1, 400: 4}


async def test_a_client_is_never_more_than_the_person(service: Service) -> None:
    client, ada = await client_of(service)
    viewer = await service.join(ada, client.team, "viewer")
    program = bearer(service, await allowed(client, viewer))
    assert (await program.get(f"{client.team}/apis")).status_code == 200
    new = {"name": "a", "title": "A"}
    assert (await program.post(f"{client.team}/apis", new)).status_code == 403
    stranger = bearer(service, await allowed(client, await service.person()))
    assert (await stranger.get(f"{client.team}/apis")).status_code == 404


async def test_refresh_tokens_rotate_and_their_reuse_ends_all(service: Service) -> None:
    client, ada = await client_of(service)
    first = await allowed(client, ada)
    second = (await client.refresh(first["refresh_token"], scope="apis:read")).json()
    assert second["scope"] == "apis:read"
    # Its answer may have been lost: the same successor again.
    repeated = (await client.refresh(first["refresh_token"])).json()
    assert repeated["refresh_token"] == second["refresh_token"]
    third = (await client.refresh(second["refresh_token"])).json()
    assert third["scope"] == "apis:read apis:write teams:read"
    reused = await client.refresh(first["refresh_token"])
    assert (reused.status_code, reused.json()["error"]) == (400, "invalid_grant")
    last = await client.refresh(third["refresh_token"])
    assert last.json()["error"] == "invalid_grant"
    assert (await bearer(service, third).get(client.team)).status_code == 401


async def test_five_refreshes_at_once_have_one_successor(service: Service) -> None:
    client, ada = await client_of(service)
    tokens = await allowed(client, ada)
    answers = await asyncio.gather(
        *(client.refresh(tokens["refresh_token"]) for _ in range(5))
    )
    assert {each.status_code for each in answers} == {200}
    assert len({each.json()["refresh_token"] for each in answers}) == 1
    assert len((await ada.get("/v1/people/me/grants")).json()["items"]) == 1


async def test_a_refresh_token_is_for_its_client_and_scopes(service: Service) -> None:
    client, ada = await client_of(service)
    other = await Client.register(service, ada, client.team)
    tokens = await allowed(client, ada, scope="apis:read")
    for who, form, error in (
        (other, {}, "invalid_grant"),
        (client, {"scope": "apis:write"}, "invalid_scope"),
        (client, {"refresh_token": ""}, "invalid_request"),
        (client, {"refresh_token": "csr_made-up"}, "invalid_grant"),
        (client, {"refresh_token": ada.tokens["refresh_token"]}, "invalid_grant"),
    ):
        known = {"refresh_token": tokens["refresh_token"], **form}
        answer = await who.token("refresh_token", **known)
        assert (answer.status_code, answer.json()["error"]) == (400, error), form
    assert (await client.refresh(tokens["refresh_token"])).status_code == 200
    # Nor is it a session's.
    body = {"refresh_token": tokens["refresh_token"]}
    assert (await ada.post("/v1/sessions/refresh", body)).status_code == 401


async def test_scopes_that_a_client_loses_are_gone(service: Service) -> None:
    client, ada = await client_of(service)
    tokens = await allowed(client, ada)
    await ada.patch(client.path, {"scopes": ["apis:read", "members:read"]}, "*")
    given = (await client.refresh(tokens["refresh_token"])).json()
    assert given["scope"] == "apis:read"


async def test_tokens_are_looked_at_by_their_team_alone(service: Service) -> None:
    client, ada = await client_of(service)
    tokens = await allowed(client, ada, scope="apis:read")
    told = (await client.ask("introspect", token=tokens["access_token"])).json()
    assert (told["active"], told["scope"], told["client_id"], told["sub"]) == (
        *(True, "apis:read", client.id, ada.id),
    )
    assert told["exp"] - told["iat"] == tokens["expires_in"]
    refresh = (await client.ask("introspect", token=tokens["refresh_token"])).json()
    assert (refresh["active"], "token_type" in refresh) == (True, False)
    colleague = await Client.register(service, ada, client.team)
    seen = await colleague.ask("introspect", token=tokens["access_token"])
    assert seen.json()["active"] is True
    stranger, _ = await client_of(service)
    inactive = {"active": False}
    for who, token in (
        (stranger, tokens["access_token"]),
        (stranger, tokens["refresh_token"]),
        (client, ada.tokens["access_token"]),
        (client, ada.tokens["refresh_token"]),
        (client, "made up"),
        (client, ""),
    ):
        assert (await who.ask("introspect", token=token)).json() == inactive
    public, _ = await client_of(service, **PUBLIC)
    refused = await public.ask("introspect", token=tokens["access_token"])
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")


async def test_tokens_are_revoked(service: Service) -> None:
    client, ada = await client_of(service)
    tokens = await allowed(client, ada)
    program = bearer(service, tokens)
    assert (await program.get(client.team)).status_code == 200
    for token in ("made up", ada.tokens["access_token"], ada.tokens["refresh_token"]):
        assert (await client.ask("revoke", token=token)).status_code == 200
    thief = await Client.register(service, ada, client.team)
    for token in (tokens["access_token"], tokens["refresh_token"]):
        refused = await thief.ask("revoke", token=token)
        assert refused.json()["error"] == "unauthorized_client"
    assert (await program.get(client.team)).status_code == 200
    done = await client.ask("revoke", token=tokens["access_token"])
    assert (done.status_code, done.content) == (200, b"")
    assert (await program.get(client.team)).status_code == 401
    # The other tokens live on, until the refresh token takes them along.
    second = (await client.refresh(tokens["refresh_token"])).json()
    assert (await bearer(service, second).get(client.team)).status_code == 200
    await client.ask("revoke", token=second["refresh_token"], token_type_hint="odd")
    assert (await bearer(service, second).get(client.team)).status_code == 401
    told = await client.ask("introspect", token=second["access_token"])
    assert told.json() == {"active": False}


async def test_the_end_of_one_access_token_is_on_record_once(
    service: Service, database: Database
) -> None:
    client, ada = await client_of(
        service, grant_types=["client_credentials", *ALL], scopes=[*SCOPES]
    )
    of_person = await allowed(client, ada)
    of_client = (await client.token("client_credentials")).json()
    over = (await client.refresh(of_person["refresh_token"])).json()
    for tokens in (of_person, of_person, of_client, of_client):
        await client.ask("revoke", token=tokens["access_token"])
    await client.ask("revoke", token=over["refresh_token"])
    for token in ("made up", over["access_token"], ada.tokens["access_token"]):
        assert (await client.ask("revoke", token=token)).status_code == 200
    records = text(
        "SELECT actor, action, subject, details ->> 'token_id' FROM audit_events"
        " WHERE action LIKE '%.revoked' ORDER BY id"
    )
    found = [tuple(row) for row in await database.read().rows(records)]
    [(_, _, grant, _)] = [each for each in found if each[1] == "grant.revoked"]
    ended = [each for each in found if each[1] == "access_token.revoked"]
    assert [each[:3] for each in ended] == [
        (ada.id, "access_token.revoked", grant),
        (client.id, "access_token.revoked", client.id),
    ]
    told = [jti(tokens["access_token"]) for tokens in (of_person, of_client)]
    assert [each[3] for each in ended] == told


def jti(token: str) -> str:
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return str(claims["jti"])


async def test_people_see_and_take_back_what_they_allowed(service: Service) -> None:
    client, ada = await client_of(service)
    bob = await service.person()
    tokens = await allowed(client, ada, scope="teams:read")
    await allowed(client, bob)
    page = (await ada.get("/v1/people/me/grants")).json()
    [grant] = page["items"]
    assert (grant["client_id"], grant["client_title"], grant["scopes"]) == (
        *(client.id, "Dashboard", ["teams:read"]),
    )
    path = f"/v1/people/me/grants/{grant['id']}"
    assert (await bob.delete(path)).status_code == 404
    program = bearer(service, tokens)
    assert (await program.delete(path)).status_code == 403
    assert (await ada.delete(path)).status_code == 204
    assert (await ada.delete(path)).status_code == 404
    assert (await program.get("/v1/teams")).status_code == 401
    assert (await ada.get("/v1/people/me/grants")).json()["items"] == []
    assert len((await bob.get("/v1/people/me/grants")).json()["items"]) == 1


async def test_what_is_kept_opens_no_door(service: Service, database: Database) -> None:
    client, ada = await client_of(service)
    tokens = await allowed(client, ada)

    kept = ""
    for table in ("oauth_clients", "oauth_grants", "audit_events"):
        async with database.begin() as work:
            statement = text(f"SELECT string_agg({table}::text, ' ') FROM {table}")
            kept += str((await work.rows(statement))[0][0])
    assert client.secret is not None
    for secret in (client.secret, *tokens.values(), VERIFIER):
        text_ = str(secret)
        assert len(text_) < 30 or text_ not in kept


async def age(database: Database, table: str) -> None:
    """Have everything in a table be over."""

    past = (
        "created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
    )
    async with database.begin() as work:
        await work.execute(text(f"UPDATE {table} SET {past}"))
        await work.commit()


async def test_by_https_the_cookie_is_for_https_alone() -> None:
    from impl.security import browser_cookies
    from impl.web.browsers import Browsers, Cookies

    browsers = Browsers(None, "a secret", is_https=True)  # type: ignore[arg-type] # not used
    field = browsers.cookie(browser_cookies.unknown())
    assert field.startswith("__Host-countersign_browser=")
    assert field.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")
    schema = document()["components"]["headers"]["SetCookie"]["schema"]
    assert re.match(schema["pattern"], field)
    value = field.partition("=")[2].partition(";")[0]
    # What another host of the domain may set counts for nothing.
    assert (await browsers.visitor(Cookies(value, None))).cookie is not None
    assert (await browsers.visitor(Cookies(None, value))).cookie is None
