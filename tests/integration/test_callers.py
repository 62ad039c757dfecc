"""Every operation and every kind of caller: who is let in is who the contract lets in.

The decisions come from the contract's `security`; what roles decide afterwards is held
by `test_tenancy` and `test_visibility`, and here for programs. A request that can't be
read tells whether somebody was let in, and never comes to anything: its query is looked
at as soon as its credentials have been.

Operators act beside the service (`scripts/admin`) and are nobody to it. Whom they make
an administrator has the scopes that everybody has in a session, and what that opens is
held by `test_account_oversight`.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
import pytest
import pytest_asyncio

from impl.database.unit_of_work import Database
from impl.security import access_tokens, ids
from impl.services.administration import Administration
from impl.services.password_hashing import Passwords
from impl.services.secret_change import secret_of
from impl.services.signing import SigningKeys
from impl.settings import Settings
from tests.integration.test_tenancy import (
    LEAST,
    ON_THE_WAY,
    OPERATIONS,
    ROLES,
    attempt,
    build,
)
from tests.support import contract
from tests.support.client import Actor, Service
from tests.support.oauth import Client, allowed, bearer

pytestmark = pytest.mark.asyncio

UNREADABLE = "?%"
IN, OUT, LACKING = "let in", "401 unauthenticated", "403 insufficient_scope"
_SCHEMAS = contract.document()["components"]["schemas"]
SCOPES: list[str] = _SCHEMAS["ApiKeyScope"]["enum"]
EVERY_SCOPE = frozenset(access_tokens.SCOPES)
PROGRAM = {"grant_types": ["client_credentials"], "redirect_uris": []}


@dataclass(frozen=True)
class Kind:
    """A kind of caller, by what they show and what that is good for.

    `scheme` is that of the contract whose credentials they have, None for nobody. A
    program that acts for a team is let in only where its API keys are.
    """

    name: str
    headers: dict[str, str]
    scheme: str | None = None
    scopes: frozenset[str] = frozenset()
    is_program: bool = False

    def decision(self, operation: dict[str, Any]) -> str:
        """Return what the contract says of their request."""
        alternatives = operation.get("security", contract.document()["security"])
        if not alternatives:
            return IN
        mine = [each for each in alternatives if each.keys() == {self.scheme}]
        if not mine:
            return OUT
        if self.is_program and not any("api_key" in each for each in alternatives):
            return LACKING
        good = any(self.scopes.issuperset(each[self.scheme]) for each in mine)
        return IN if good else LACKING


async def found(http: httpx2.AsyncClient, kind: Kind, method: str, path: str) -> str:
    """Return how a request that can't be read is answered."""
    response = await http.request(method, path + UNREADABLE, headers=kind.headers)
    if response.status_code == 400:
        return IN
    return f"{response.status_code} {response.json()['code']}"


@pytest_asyncio.fixture
async def http(service: Service) -> Any:
    """A client as that of the service, which does not hold answers to the contract."""
    transport = service.http._transport
    return httpx2.AsyncClient(transport=transport, base_url="http://service")


async def mistaken(http: httpx2.AsyncClient, kinds: list[Kind]) -> list[object]:
    """Return all decisions that are not those of the contract."""
    wrong: list[object] = []
    for method, path, operation in contract.operations():
        for kind in kinds:
            answer = await found(http, kind, method, path)
            decision = kind.decision(operation)
            if answer != decision:
                wrong.append((operation["operationId"], kind.name, answer, decision))
    return wrong


def token(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


async def test_bad_credentials_open_nothing_that_is_not_open_to_all(
    service: Service, http: httpx2.AsyncClient, database: Database, settings: Settings
) -> None:
    owner, gone = await service.person(), await service.person()
    team = await service.team(owner)
    key, deleted = [await service.key(owner, team, *SCOPES) for _ in range(2)]
    assert (await owner.delete(f"{team}/api-keys/{deleted.id}", "*")).status_code == 204
    client = await Client.register(
        service, owner, team, **{**PROGRAM, "scopes": SCOPES}
    )
    ended = (await client.token("client_credentials")).json()["access_token"]
    assert (await owner.delete(client.path, "*")).status_code == 204
    suspended, passwords = await service.person(), Passwords()
    await Administration(database, passwords).suspend(suspended.email)
    passwords.close()
    sessions = (await gone.get("/v1/sessions")).json()["items"]
    place = f"/v1/sessions/{sessions[0]['id']}"
    assert (await gone.delete(place, "*")).status_code == 204
    signing = SigningKeys(database, secret_of(settings), 60)
    person_id = ids.decode(ids.PERSON, owner.id)
    assert isinstance(person_id, UUID)
    own, other = await signing.current(), access_tokens.generate_key()
    issuer = settings.public_url
    session_id = ids.decode(ids.SESSION, str(sessions[0]["id"]))
    assert session_id is not None
    whose = issuer, person_id, session_id
    good = owner.tokens["access_token"]
    kinds = [
        Kind("nobody", {}),
        Kind("garbage", token("garbage")),
        Kind("no token", {"Authorization": "Bearer"}),
        Kind("a password", {"Authorization": "Basic YTpi"}),
        Kind("expired", token(access_tokens.issue(own, *whose, -60))),
        Kind("signed by another", token(access_tokens.issue(other, *whose, 60))),
        Kind("of another place", token(access_tokens.issue(own, "x", *whose[1:], 60))),
        Kind("unsigned", token(good.rpartition(".")[0] + ".")),
        Kind("refresh token", token(owner.tokens["refresh_token"])),
        Kind("session ended", gone.headers),
        Kind("suspended", suspended.headers),
        Kind("client deleted", token(ended)),
        Kind("garbage key", {"X-Api-Key": "garbage"}),
        Kind("key deleted", deleted.headers),
        Kind("key as a token", token(key.headers["X-Api-Key"])),
        Kind("token as a key", {"X-Api-Key": good}),
    ]
    assert await mistaken(http, kinds) == []


async def test_each_scope_opens_what_it_is_declared_for(
    service: Service, http: httpx2.AsyncClient
) -> None:
    owner = await service.person()
    team = await service.team(owner)
    program = await Client.register(
        service, owner, team, **{**PROGRAM, "scopes": SCOPES}
    )
    client = await Client.register(service, owner, team, scopes=SCOPES)
    granted = await allowed(client, owner, scope=" ".join(SCOPES))
    kinds = [Kind("person", owner.headers, "access_token", EVERY_SCOPE)]
    for scope in [*SCOPES, " ".join(SCOPES)]:
        scopes = frozenset(scope.split())
        key = await service.key(owner, team, *scopes)
        kinds.append(Kind(f"key: {scope}", key.headers, "api_key", scopes))
        for kind, given in (
            ("program", await program.token("client_credentials", scope=scope)),
            ("delegate", await client.refresh(granted["refresh_token"], scope=scope)),
        ):
            assert given.status_code == 200, given.text
            assert frozenset(given.json()["scope"].split()) == scopes
            if kind == "delegate":
                granted = given.json()
            kinds.append(
                Kind(
                    f"{kind}: {scope}",
                    token(given.json()["access_token"]),
                    *("access_token", scopes, kind == "program"),
                )
            )
    assert await mistaken(http, kinds) == []


async def programs(service: Service, owner: Actor, team: str) -> dict[str, Actor]:
    client = await Client.register(
        service, owner, team, **{**PROGRAM, "scopes": SCOPES}
    )
    return {
        "key": await service.key(owner, team, *SCOPES),
        "client": bearer(service, (await client.token("client_credentials")).json()),
    }


async def test_programs_do_in_their_team_what_members_may(service: Service) -> None:
    estate = await build(service)
    callers = await programs(service, estate.owner, estate.team)
    wrong = []
    for who, actor in callers.items():
        for method, template, operation in OPERATIONS:
            name = operation["operationId"]
            if not any("api_key" in each for each in operation["security"]):
                continue
            path = contract.fill(template, **estate.values)
            status, code = await attempt(actor, method, path, name, "x@example.com")
            if ROLES.index(LEAST[name]) > ROLES.index("member"):
                is_right = (status, code) == (403, "forbidden")
            else:
                is_right = status < 300 or code in ON_THE_WAY
            wrong += [] if is_right else [(who, name, status, code)]
    assert wrong == []


async def test_what_belongs_to_no_team_shows_everybody_their_own(
    service: Service,
) -> None:
    owner, other = await service.person(), await service.person()
    team, foreign = await service.team(owner), await service.team(other)
    theirs = (await other.get(foreign)).json()["name"]
    callers = {"owner": owner, **await programs(service, owner, team)}
    reads = [
        (path, operation)
        for method, path, operation in contract.operations()
        if method == "GET" and "{" not in path and operation.get("security")
    ]
    assert len(reads) > 6
    for who, actor in callers.items():
        scheme = "api_key" if who == "key" else "access_token"
        kind = Kind(who, {}, scheme, EVERY_SCOPE, who == "client")
        for path, operation in reads:
            is_search = bool(operation.get("parameters")) and "team" in {
                each.get("name") for each in operation["parameters"]
            }
            query = f"?team={theirs}&name=anything" if is_search else ""
            answer = await actor.get(path + query)
            code = answer.json().get("code", "")
            decision = kind.decision(operation)
            if decision == IN and "administration" in operation["tags"]:
                decision = "403 forbidden"
            said = IN if answer.is_success else f"{answer.status_code} {code}"
            assert said == decision, (who, path)
            assert other.id not in answer.text
            assert other.email not in answer.text
