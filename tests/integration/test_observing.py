"""What operators see of requests: one line each, events by name, counts."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from prometheus_client import REGISTRY
from pydantic import SecretStr

from impl.app import create
from impl.database.unit_of_work import Database
from impl.repositories.schema import SchemaState
from impl.settings import Settings
from impl.telemetry import logging as logs
from tests.support.client import PASSWORD, Service, running

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


class Log:
    """The lines since they were last looked at."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def start(self) -> None:
        # Standard error is another file in a fixture than in a test.
        logs.configure("info", "json")

    def lines(self, message: str | None = None) -> list[dict[str, Any]]:
        assert logs.flush(60)
        said = self._capsys.readouterr().err.splitlines()
        found = [json.loads(line) for line in said]
        return [one for one in found if message in {None, one["message"]}]


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Log:
    return Log(capsys)


def incidents(event: str, reason: str = "") -> float:
    labels = {"event": event, "reason": reason}
    return REGISTRY.get_sample_value("countersign_incidents_total", labels) or 0.0


async def test_each_request_is_one_line(service: Service, log: Log) -> None:
    log.start()
    person = await service.person()
    team = await service.team(person)
    log.lines("request")
    answer = await person.patch(team, {"title": "New"}, "*")
    (line,) = log.lines("request")
    assert {
        name: line[name] for name in ("operation", "method", "route", "status")
    } == {
        "operation": "update_team",
        "method": "PATCH",
        "route": "/v1/teams/{team_id}",
        "status": 200,
    }
    assert line["caller"] == person.id
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["bytes_in"] == len(b'{"title":"New"}')
    assert line["bytes_out"] == len(answer.content)
    assert line["duration_ms"] > 0
    assert line["client"] == "127.0.0.1"
    assert (line["level"], line["logger"]) == ("info", "impl.telemetry.requests")
    key = await service.key(person, team, "apis:read")
    log.lines("request")
    await key.get(f"{team}/apis?limit=5")
    (line,) = log.lines("request")
    assert line["caller"] == key.id
    assert line["route"] == "/v1/teams/{team_id}/apis"


async def test_what_nobody_knows_has_no_operation(service: Service, log: Log) -> None:
    log.start()
    for method, path, status in (
        ("GET", "/nothing/here?a=b", 404),
        ("PUT", "/v1/teams", 405),
        ("BREW", "/v1/teams", 405),
    ):
        assert (await service.anonymous.call(method, path)).status_code == status
        (line,) = log.lines("request")
        assert (line["operation"], line["route"], line["caller"]) == (None, None, None)
        assert line["status"] == status
        assert line["method"] == (None if method == "BREW" else method)


async def test_health_checks_are_quiet(service: Service, log: Log) -> None:
    log.start()
    for path in ("/livez", "/readyz"):
        await service.anonymous.get(path)
    assert log.lines("request") == []


async def test_addresses_can_be_left_out(
    database: Database, generous: Settings, log: Log
) -> None:
    log.start()
    quiet = generous.model_copy(update={"log_client_addresses": False})
    async with running(create(quiet)) as service:
        await service.anonymous.get("/v1/teams")
        body = {"email": "nobody@example.com", "password": PASSWORD}
        await service.anonymous.post("/v1/sessions", body)
    lines = log.lines("request")
    assert [line["client"] for line in lines] == [None, None]


async def test_refused_credentials_are_told(service: Service, log: Log) -> None:
    log.start()
    person = await service.person()
    before = incidents("login_failed")
    for email, whose in ((person.email, person.id), ("nobody@example.com", None)):
        log.lines("request")
        body = {"email": email, "password": "wrong horse battery"}
        answer = await service.anonymous.post("/v1/sessions", body)
        (line,) = log.lines("login_failed")
        assert line.get("person") == whose
        assert line["operation"] == "create_session"
        assert line["request_id"] == answer.headers["x-request-id"]
        assert line["client"] == "127.0.0.1"
    said = ("clientDataJSON", "authenticatorData", "signature", "userHandle")
    made_up: dict[str, object] = {"id": "AA", "rawId": "AA", "type": "public-key"}
    made_up["response"] = dict.fromkeys(said, "AA")
    passkey: dict[str, object] = {"credential": made_up}
    answer = await service.anonymous.post("/v1/sessions/passkey", passkey)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_passkey")
    (line,) = log.lines("login_failed")
    assert line["operation"] == "create_passkey_session"
    assert incidents("login_failed") == before + 3
    person.headers = {"Authorization": "Bearer nonsense"}
    assert (await person.get("/v1/teams")).status_code == 401
    (line,) = log.lines("credentials_refused")
    assert line["reason"] == "access_token"
    person.headers = {"X-Api-Key": "nonsense"}
    assert (await person.get("/v1/teams/team_00000000000000000000000000/apis")).is_error
    (line,) = log.lines("credentials_refused")
    assert line["reason"] == "api_key"


async def test_reused_tokens_are_told(
    database: Database, generous: Settings, log: Log
) -> None:
    log.start()
    strict = generous.model_copy(update={"refresh_grace": 0.0})
    async with running(create(strict)) as service:
        person = await service.person()
        body = {"refresh_token": person.tokens["refresh_token"]}
        for _ in range(2):
            await service.anonymous.post("/v1/sessions/refresh", body)
        (line,) = log.lines("refresh_token_reused")
        assert (line["person"], line["level"]) == (person.id, "error")
        await service.anonymous.post("/v1/sessions/refresh", body)
        assert len(log.lines("refresh_refused")) == 1


async def test_refusals_for_rate_are_told(
    database: Database, generous: Settings, log: Log
) -> None:
    log.start()
    strict = generous.model_copy(update={"login_rate_account": 1})
    async with running(create(strict)) as service:
        body = {"email": "nobody@example.com", "password": PASSWORD}
        await service.anonymous.post("/v1/sessions", body)
        answer = await service.anonymous.post("/v1/sessions", body)
    assert answer.status_code == 429
    assert len(log.lines("rate_limited")) == 1


async def test_an_unreachable_database_is_told(generous: Settings, log: Log) -> None:
    log.start()
    url = SecretStr("postgresql://u:p@127.0.0.1:1/none")
    lost = generous.model_copy(update={"database_url": url})
    async with running(create(lost)) as service:
        body = {"email": "nobody@example.com", "password": PASSWORD}
        assert (await service.anonymous.post("/v1/sessions", body)).status_code == 503
    (line,) = log.lines("database_unavailable")
    assert line["reason"] == "connection"


async def test_a_check_that_finds_no_turn_is_load_and_no_failure(
    service: Service, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.start()
    person = await service.person()
    monkeypatch.setattr("generated.runtime.checking.checker._PATIENCE", 0)
    certificate = {"facts": [1] * 5000}
    path = "/v1/certificates/verifications"
    answer = await person.post(path, {"certificate": certificate})
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "1"
    lines = log.lines()
    (told,) = (line for line in lines if line["message"] == "refused_for_load")
    assert told["reason"] == "checks"
    assert not [line for line in lines if line["message"] == "server_error"]


async def test_not_being_ready_is_no_failure(
    service: Service, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.start()

    async def old(_reader: object) -> SchemaState:
        return SchemaState("0001", None)

    monkeypatch.setattr("impl.repositories.schema.state", old)
    person = await service.person()
    assert (await person.get("/readyz")).status_code == 503
    assert not [line for line in log.lines() if line["message"] == "server_error"]


async def test_failures_are_told_with_their_place(
    service: Service, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.start()
    person = await service.person()

    async def fail(*_: object, **__: object) -> None:
        raise LookupError(f"something about {person.email}")

    monkeypatch.setattr("impl.services.teams.Teams.list_own", fail)
    answer = await person.get("/v1/teams")
    assert answer.status_code == 500
    lines = log.lines()
    (told,) = (line for line in lines if line["message"] == "server_error")
    (raised,) = (line for line in lines if "exception" in line)
    assert raised["exception"][0]["exc_type"] == "LookupError"
    assert raised["exception"][0]["frames"][-1]["name"] == "fail"
    for line in (told, raised):
        assert line["request_id"] == answer.headers["x-request-id"]
    assert person.email not in json.dumps(lines)
