"""Clients of OAuth, how they prove who they are, and tokens for their own team."""

import base64
import json
from typing import Any
from urllib.parse import quote_plus

import pytest

from tests.support.client import Service
from tests.support.oauth import CALLBACK, Client, bearer

pytestmark = pytest.mark.asyncio
ROBOT: dict[str, Any] = {"grant_types": ["client_credentials"], "redirect_uris": []}
NOTES = b"""openapi: 3.1.0
info: {title: Notes, version: 1.0.0}
paths:
  /notes:
    get:
      operationId: list_notes
      responses:
        '200':
          description: Notes.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Note'}}
    post:
      operationId: create_note
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Note'}}
      responses:
        '201':
          description: The note.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Note'}}
components:
  schemas:
    Note:
      type: object
      required: [text]
      properties: {id: {type: string}, text: {type: string}}
"""


async def robot(service: Service, **fields: object) -> Client:
    owner = await service.person()
    team = await service.team(owner)
    return await Client.register(service, owner, team, **{**ROBOT, **fields})


async def test_a_client_is_registered_changed_and_deleted(service: Service) -> None:
    owner = await service.person()
    team = await service.team(owner)
    client = await Client.register(service, owner, team)
    assert client.secret is not None
    read = await owner.get(client.path)
    assert client.secret not in read.text
    tag = read.headers["etag"]
    assert (await owner.get(client.path, **{"If-None-Match": tag})).status_code == 304
    changed = await owner.patch(client.path, {"title": "Board"}, tag)
    assert (changed.json()["title"], changed.json()["redirect_uris"]) == (
        *("Board", [CALLBACK]),
    )
    assert (await owner.patch(client.path, {"title": "C"}, tag)).status_code == 412
    page = await owner.get(f"{team}/oauth-clients?limit=1")
    assert [each["id"] for each in page.json()["items"]] == [client.id]
    told = (await owner.get(f"{team}/events?limit=3")).json()["items"]
    assert [each["type"] for each in told] == [
        *("oauth_client.updated", "oauth_client.created", "team.created"),
    ]
    assert told[0]["before"] == {"title": "Dashboard"}
    assert (await owner.delete(client.path, "*")).status_code == 204
    assert (await owner.get(client.path)).status_code == 404


ODD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"type": "public", "grant_types": ["client_credentials"]}, "/grant_types"),
    ({"redirect_uris": []}, "/redirect_uris"),
    ({"redirect_uris": ["http://example.com/"]}, "/redirect_uris/0"),
    ({"redirect_uris": ["https://a.example/#here"]}, "/redirect_uris/0"),
    ({"redirect_uris": ["https://ada@a.example/"]}, "/redirect_uris/0"),
    ({"redirect_uris": ["http://127.0.0.1.example.com/"]}, "/redirect_uris/0"),
    ({"redirect_uris": ["javascript:alert(1)"]}, "/redirect_uris/0"),
    ({"scopes": ["api_keys:write"]}, "/scopes/0"),
)


async def test_what_does_not_go_together_is_no_client(service: Service) -> None:
    owner = await service.person()
    team = await service.team(owner)
    body = {
        "title": "Bad",
        "type": "confidential",
        "grant_types": ["authorization_code"],
        "redirect_uris": [CALLBACK],
        "scopes": ["apis:read"],
    }
    for fields, pointer in ODD:
        answer = await owner.post(f"{team}/oauth-clients", {**body, **fields})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer


async def test_a_client_acts_for_its_team_as_a_key_does(service: Service) -> None:
    client = await robot(service, scopes=["apis:read", "apis:write"])
    given = await client.token("client_credentials")
    assert given.headers["cache-control"] == "no-store"
    tokens = given.json()
    assert (tokens["scope"], "refresh_token" in tokens) == (
        "apis:read apis:write",
        False,
    )
    program = bearer(service, tokens)
    made = await program.post(f"{client.team}/apis", {"name": "a", "title": "A"})
    assert made.status_code == 201
    told = (await program.get(f"{client.team}/apis")).json()["items"]
    assert len(told) == 1
    # What keys can't do, it can't either; nor what is of others, or not in its scopes.
    stranger = await service.person()
    elsewhere = await service.team(stranger)
    for method, path, status in (
        ("GET", f"{elsewhere}/apis", 404),
        ("DELETE", made.headers["location"], 403),
        ("GET", f"{client.team}/members", 403),
        ("GET", "/v1/people/me", 403),
        ("GET", "/v1/teams", 403),
        ("POST", f"{client.team}/oauth-clients", 403),
    ):
        answer = await program.call(method, path, match="*")
        assert answer.status_code == status, (method, path, answer.text)


async def test_its_token_is_an_access_token_of_rfc_9068(service: Service) -> None:
    client = await robot(service)
    token = (await client.token("client_credentials", scope="apis:read")).json()
    head, body, _ = token["access_token"].split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    keys = (await service.http.get("/.well-known/jwks.json")).json()["keys"]
    assert (header["typ"], header["alg"]) == ("at+jwt", "ES256")
    assert header["kid"] in {each["kid"] for each in keys}
    assert all("d" not in each for each in keys)
    server = (await service.http.get("/.well-known/oauth-authorization-server")).json()
    assert claims["iss"] == claims["aud"] == server["issuer"]
    assert claims["sub"] == claims["client_id"] == client.id
    assert claims["scope"] == "apis:read"
    assert claims["exp"] - claims["iat"] == token["expires_in"]
    assert claims["jti"]


async def test_a_deleted_client_can_do_nothing_any_more(service: Service) -> None:
    owner = await service.person()
    team = await service.team(owner)
    client = await Client.register(service, owner, team, **ROBOT)
    program = bearer(service, (await client.token("client_credentials")).json())
    assert (await program.get(team)).status_code == 200
    await owner.delete(client.path, "*")
    assert (await program.get(team)).status_code == 401
    assert (await client.token("client_credentials")).status_code == 401


async def test_a_secret_goes_by_basic_or_in_the_form(service: Service) -> None:
    client = await robot(service)
    assert client.secret is not None
    form = {"grant_type": "client_credentials"}

    async def by_basic(name: str, secret: str, **more: str) -> int:
        pair = f"{quote_plus(name)}:{quote_plus(secret)}".encode()
        field = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        answer = await service.http.post(
            "/oauth/token", data={**form, **more}, headers=field
        )
        return answer.status_code

    assert await by_basic(client.id, client.secret) == 200
    assert await by_basic(client.id, client.secret, client_id=client.id) == 200
    assert await by_basic(client.id, "wrong") == 401
    assert await by_basic("", "") == 401
    assert await by_basic(client.id, client.secret, client_secret="again") == 400
    assert await by_basic(client.id, client.secret, client_id="ocl_other") == 400
    bad = await service.http.post(
        "/oauth/token", data=form, headers={"Authorization": "Basic &"}
    )
    assert bad.status_code == 401


FORMS: tuple[tuple[dict[str, str], int, str | None], ...] = (
    ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ({"grant_type": "refresh_token"}, 400, "unauthorized_client"),
    ({"scope": "apis:write teams:read"}, 200, None),
    ({"scope": "members:read"}, 400, "invalid_scope"),
    ({"scope": "everything"}, 400, "invalid_scope"),
    ({"scope": ""}, 400, "invalid_scope"),
    ({"client_secret": "ocs_wrong"}, 401, "invalid_client"),
    ({"client_secret": ""}, 401, "invalid_client"),
    ({"client_id": "ocl_0123456789abcdefghjkmnpqrs"}, 401, "invalid_client"),
    ({"client_id": "nobody"}, 401, "invalid_client"),
    ({"resource": "https://unknown.example"}, 200, None),
)


async def test_errors_are_those_of_oauth(service: Service) -> None:
    client = await robot(service)
    for form, status, error in FORMS:
        answer = await client.token(**{"grant_type": "client_credentials", **form})
        assert (answer.status_code, answer.json().get("error")) == (status, error)
        assert answer.headers["cache-control"] == "no-store"
        assert ("www-authenticate" in answer.headers) == (status == 401)


async def test_what_is_no_form_is_an_error_of_oauth_too(service: Service) -> None:
    twice = "grant_type=a&grant_type=b"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for content in ("", twice, "client_id=%ff", "grant_type=a%00"):
        answer = await service.http.post("/oauth/token", content=content, headers=kind)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_guessed_secrets_are_slowed_down(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    from impl.repositories import rate_limits

    async def none_left(*_: object) -> float:
        return 7.0

    client = await robot(service)
    monkeypatch.setattr(rate_limits, "attempt", none_left)
    answer = await client.token("client_credentials")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


async def test_a_client_has_mocks_of_its_own(service: Service) -> None:
    owner = await service.person()
    team = await service.team(owner)
    fields = {**ROBOT, "scopes": ["versions:read", "apis:write", "versions:write"]}
    robots = [await Client.register(service, owner, team, **fields) for _ in range(2)]
    api = await service.api(owner, team)
    programs = [
        bearer(service, (await each.token("client_credentials")).json())
        for each in robots
    ]
    made = await programs[0].upload(f"{api}/versions", NOTES)
    assert made.status_code == 201, made.text
    path = f"{api}/versions/1.0.0/mock"
    first, second = [(await each.get(path)).json()["url"] for each in programs]
    assert (await programs[0].get(path)).json()["url"] == first != second
    written = await service.anonymous.post(f"{first}/notes", {"text": "mine"})
    assert written.status_code == 201, written.text

    async def texts(address: str) -> list[str]:
        answer = await service.anonymous.get(f"{address}/notes")
        assert answer.status_code == 200, answer.text
        return [each["text"] for each in answer.json()]

    assert ("mine" in await texts(first), "mine" in await texts(second)) == (
        True,
        False,
    )
    assert (await programs[0].post(f"{path}/reset")).status_code == 204
    assert "mine" not in await texts(first)
    # An address is as good as its holder: without its scope, or gone.
    less = {"scopes": ["apis:write"]}
    changed = await owner.patch(robots[1].path, less, "*")
    assert changed.status_code == 200, changed.text
    assert (await service.anonymous.get(f"{second}/notes")).status_code == 404
    assert (await owner.delete(robots[0].path, match="*")).status_code == 204
    assert (await service.anonymous.get(f"{first}/notes")).status_code == 404
