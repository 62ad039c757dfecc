"""Nothing that is a secret gets into the log or the metrics, whatever happens.

Every operation of the contract is called with secrets in all places that can hold one,
and made to succeed, refuse and fail.
"""

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import structlog
from prometheus_client import REGISTRY, generate_latest
from pydantic import SecretStr

from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories import constraints
from impl.settings import Settings
from impl.telemetry import logging as logs
from tests.support import contract
from tests.support.client import Actor, Service, running

pytestmark = [pytest.mark.asyncio, pytest.mark.long]
MARK = "s3cr3t"
FIELDS = {
    "Authorization": f"Bearer {MARK}.{MARK}-token.{MARK}",
    "X-Api-Key": f"csk_{MARK}-key",
    "Cookie": f"session={MARK}-cookie",
    "Idempotency-Key": f"{MARK}-idempotency",
    "If-Match": f'"{MARK}-match"',
    "If-None-Match": f'"{MARK}-none-match"',
    "User-Agent": f"{MARK}-agent",
    "X-Request-Id": f"{MARK} request id",
    "Referer": f"http://{MARK}.example/",
    "X-Forwarded-For": f"{MARK}-address",
}


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root, client = logging.getLogger(), logging.getLogger("httpx2")
    handlers, level = list(root.handlers), root.level
    client.setLevel(logging.WARNING)  # it logs what it asks for
    yield
    client.setLevel(logging.NOTSET)
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(params=["json", "pretty"])
def style(request: pytest.FixtureRequest) -> Any:
    return request.param


def written(capsys: pytest.CaptureFixture[str]) -> str:
    assert logs.flush(60)
    said = capsys.readouterr()
    return said.err + said.out + generate_latest(REGISTRY).decode()


def sample(schema: Any, name: str = "") -> Any:
    """A value with a secret in every string that may be any."""
    schema = contract.resolve(schema)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return sample(schema[several][0], name)
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        members = schema.get("properties", {})
        return {each: sample(value, each) for each, value in members.items()}
    if kind == "array":
        return [sample(schema.get("items", {}), name)]
    if kind in {"integer", "number"}:
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    if name == "email":
        return f"{MARK}@example.com"
    return f"{MARK}-{name or 'value'}-velvet-otter-quarry"


def bodies(operation: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, media in content.items():
        value = sample(media.get("schema", {}))
        yield media_type, json.dumps(value).encode()
        yield media_type, f'{{"{MARK}": "{MARK}'.encode()
        yield media_type, f"openapi: 3.1.0\ninfo: {{title: {MARK}}}\n".encode()
    if not content:
        yield "", b""


async def call_everything(http: httpx2.AsyncClient, **headers: str) -> set[int]:
    """Call each operation with secrets; return the statuses that came."""
    found = set()
    for method, template, operation in contract.operations():
        path = _filled(template)
        for query in ("", f"?cursor={MARK}-cursor", f"?{MARK}={MARK}"):
            for media_type, body in bodies(operation):
                fields = {**FIELDS, **headers, "Content-Type": media_type}
                given = {name: text for name, text in fields.items() if text}
                answer = await http.request(
                    method, path + query, content=body, headers=given
                )
                found.add(answer.status_code)
    return found


def _filled(template: str) -> str:
    names = [part.partition("}")[0] for part in template.split("{")[1:]]
    return contract.fill(template, **dict.fromkeys(names, f"{MARK}-id"))


async def succeed(service: Service) -> list[str]:
    """Do what succeeds, with secrets wherever they may be; return more of them."""
    email = f"{MARK}.owner@example.com"
    password = f"{MARK} velvet otter quarry lantern"
    body = {"email": email, "password": password, "display_name": f"{MARK} name"}
    await service.anonymous.post("/v1/people", body, key=f"{MARK}-key")
    opened = await service.http.post(
        "/v1/sessions",
        json={"email": email, "password": password},
        headers={"User-Agent": f"{MARK} agent"},
    )
    assert opened.status_code == 201
    tokens = opened.json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    actor = Actor(service.http, **bearer)
    team = await service.team(actor)
    api = await service.api(actor, team)
    named = {"name": "key", "scopes": ["versions:read"]}
    key = (await actor.post(f"{team}/api-keys", named)).json()["secret"]
    document = f"openapi: 3.1.0\ninfo: {{title: {MARK}, version: 1.0.0}}\npaths: {{}}\n"
    sent = await actor.upload(f"{api}/versions", document.encode())
    assert sent.status_code == 201
    reader = Actor(service.http, **{"X-Api-Key": key})
    assert (await reader.get(f"{api}/versions")).status_code == 200
    again = {"refresh_token": tokens["refresh_token"]}
    renewed = (await service.anonymous.post("/v1/sessions/refresh", again)).json()
    twice = await service.anonymous.post("/v1/people", body)
    assert twice.status_code == 409
    return [
        *(tokens["access_token"], tokens["refresh_token"], key),
        *(renewed["access_token"], renewed["refresh_token"]),
    ]


async def test_what_goes_well_or_is_refused(
    service: Service, capsys: pytest.CaptureFixture[str], style: Any
) -> None:
    logs.configure("info", style)
    given = await succeed(service)
    bearer = f"Bearer {given[-2]}"
    async with bare(service) as http:
        statuses = await call_everything(http)
        statuses |= await call_everything(http, Authorization=bearer)
    assert statuses >= {400, 401, 404, 422}
    said = written(capsys)
    assert "request" in said
    assert MARK not in said.lower()
    for secret in given:
        assert secret not in said
        # Neither the part that is a secret by itself.
        assert secret.rpartition(".")[2][-16:] not in said


def bare(service: Service) -> httpx2.AsyncClient:
    """A client whose answers nobody checks: some requests are nonsense on purpose."""
    transport = service.http._transport
    return httpx2.AsyncClient(transport=transport, base_url="http://service")


async def test_what_fails(
    service: Service,
    capsys: pytest.CaptureFixture[str],
    style: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = await succeed(service)

    def fail(*_: object, **__: object) -> None:
        try:
            raise KeyError(f"{MARK} in what came before")
        except KeyError as error:
            raise ExceptionGroup(f"{MARK}\nin it", [ValueError(MARK)]) from error

    monkeypatch.setattr("impl.database.unit_of_work.DirectReader.rows", fail)
    monkeypatch.setattr("impl.database.unit_of_work.Database.begin", fail)
    logs.configure("info", style)
    async with bare(service) as http:
        statuses = await call_everything(http, Authorization=f"Bearer {given[-2]}")
        statuses |= await call_everything(http, Authorization="")
        body = {
            "email": f"{MARK}@example.com",
            "password": f"{MARK} velvet otter quarry",
        }
        opened = await http.post("/v1/sessions", json=body)
    assert opened.status_code == 500
    assert 500 in statuses
    said = written(capsys)
    assert "ExceptionGroup" in said
    assert MARK not in said.lower()


async def test_what_the_database_refuses(
    service: Service,
    capsys: pytest.CaptureFixture[str],
    style: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # PostgreSQL quotes the values in the details of its errors.
    monkeypatch.setattr(constraints, "MEANINGS", {})
    logs.configure("info", style)
    async with bare(service) as http:
        body = {
            "email": f"{MARK}@example.com",
            "password": f"{MARK} velvet otter quarry",
            "display_name": MARK,
        }
        for expected in (201, 500):
            answer = await http.post("/v1/people", json=body)
            assert answer.status_code == expected, answer.text
    said = written(capsys)
    assert "uq_people_email" in said
    assert MARK not in said.lower()


async def test_no_database(
    database: Database,
    generous: Settings,
    capsys: pytest.CaptureFixture[str],
    style: Any,
) -> None:
    url = SecretStr(f"postgresql://{MARK}:{MARK}@127.0.0.1:1/{MARK}")
    lost = generous.model_copy(update={"database_url": url})
    logs.configure("info", style)
    async with running(create(lost)) as service, bare(service) as http:
        statuses = await call_everything(http)
        body = {
            "email": f"{MARK}@example.com",
            "password": f"{MARK} velvet otter quarry",
        }
        assert (await http.post("/v1/sessions", json=body)).status_code == 503
    assert 503 in statuses or 401 in statuses
    said = written(capsys)
    assert "database_unavailable" in said
    assert MARK not in said.lower()


async def test_the_search_can_fail(
    capsys: pytest.CaptureFixture[str], style: Any
) -> None:
    logs.configure("info", style)
    logging.getLogger("app").info("a %s", MARK)
    assert MARK in written(capsys)
