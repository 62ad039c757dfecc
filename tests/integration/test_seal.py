"""Handlers that answer what the contract does not declare: the compiled application
turns each such answer into a logged 500 that tells the client nothing."""

import json
from collections.abc import Callable
from typing import Any, cast

import httpx2
import pytest
from structlog.stdlib import ProcessorFormatter

from generated import Context, Grant, Refusal, create_app, models
from generated.ports.teams import UnimplementedTeams
from generated.responses.teams import DeleteTeam204, GetTeam200, GetTeamResult
from impl.telemetry import logging, rendering
from tests.support import contract

pytestmark = pytest.mark.asyncio

SECRET = "hunter2-s3cret"
PATH = "/v1/teams/tm_01jd0000000000000000000000"
TEAM = {
    "id": PATH.rsplit("/", 1)[1],
    "name": "payments",
    "title": "Payments",
    "created_at": "2026-01-02T03:04:05Z",
    "updated_at": "2026-01-02T03:04:05Z",
}


class Everybody:
    async def access_token(self, credentials: str, context: Context) -> Grant | None:
        return Grant("somebody", frozenset({"teams:read"}))

    async def api_key(self, credentials: str, context: Context) -> Grant | None:
        return None


class Teams(UnimplementedTeams):
    def __init__(self, answer: Callable[[], object]) -> None:
        self._answer = answer

    async def get_team(  # type: ignore[override] # what a type checker would refuse
        self, context: Context, **_: object
    ) -> GetTeamResult:
        return cast("GetTeamResult", self._answer())


# Unvalidated, and unseen by the type checker.
construct = cast("Callable[..., models.Team]", models.Team.model_construct)


def team(**changes: object) -> models.Team:
    return construct(**{**TEAM, **changes})


def changed(**fields: object) -> GetTeam200:
    response = GetTeam200(body=team(), etag='"1"')
    for name, value in fields.items():
        object.__setattr__(response, name, value)
    return response


def without_header() -> GetTeam200:
    response = object.__new__(GetTeam200)
    object.__setattr__(response, "body", team())
    return response


def raising(error: Exception) -> Callable[[], object]:
    def answer() -> object:
        raise error

    return answer


async def ask(answer: Callable[[], object]) -> httpx2.Response:
    app = create_app(teams=Teams(answer), authenticator=Everybody())
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://service"
    ) as http:
        response = await http.get(PATH, headers={"Authorization": "Bearer x"})
    contract.check(response)
    return response


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in caplog.text.splitlines()]


@pytest.fixture(autouse=True)
def _logged_as_in_production(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    formatter = rendering.formatter(
        pretty=False, in_full=False, request=logging._request.get
    )
    assert isinstance(formatter, ProcessorFormatter)
    monkeypatch.setattr(caplog.handler, "formatter", formatter)


async def test_what_is_declared_leaves() -> None:
    response = await ask(lambda: GetTeam200(body=team(), etag='"1"'))
    assert (response.status_code, response.json()) == (200, TEAM)
    assert response.headers["etag"] == '"1"'


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(DeleteTeam204, id="another operation's response"),
        pytest.param(lambda: {"title": SECRET}, id="no response at all"),
        pytest.param(lambda: None, id="nothing"),
        pytest.param(
            raising(Refusal(418, "teapot", SECRET)), id="an undeclared status"
        ),
        pytest.param(raising(Refusal(302, "moved", SECRET)), id="no error's status"),
        pytest.param(
            raising(Refusal(404, SECRET)), id="a declared status, an undeclared code"
        ),
        pytest.param(
            raising(Refusal(404, "not_found", extra={"debug": SECRET})),
            id="a problem with an undeclared member",
        ),
        pytest.param(
            raising(Refusal(401, "unauthenticated", SECRET)),
            id="a refusal without its header",
        ),
        pytest.param(
            raising(Refusal(404, "not_found", headers={"X-A": f"a\r\n{SECRET}"})),
            id="a refusal that splits the response",
        ),
        pytest.param(lambda: changed(body=team(name=SECRET + "!")), id="a bad value"),
        pytest.param(
            lambda: changed(body=team(debug=SECRET)), id="an undeclared property"
        ),
        pytest.param(
            lambda: changed(body=construct(title=SECRET)),
            id="a body without required properties",
        ),
        pytest.param(
            lambda: changed(body=team(title=object())), id="a body that is no JSON"
        ),
        pytest.param(lambda: changed(body=SECRET), id="a body of another type"),
        pytest.param(without_header, id="no required header"),
        pytest.param(lambda: changed(etag=None), id="None for a required header"),
        pytest.param(lambda: changed(etag=SECRET), id="a header that is malformed"),
        pytest.param(
            lambda: changed(etag=f'"1"\r\nX-Secret: {SECRET}'),
            id="a header that splits the response",
        ),
        pytest.param(raising(RuntimeError(SECRET)), id="any exception"),
        pytest.param(
            raising(ExceptionGroup(SECRET, [ValueError(SECRET)])), id="many exceptions"
        ),
    ],
)
async def test_anything_else_is_a_500_that_tells_nothing(
    answer: Callable[[], object], caplog: pytest.LogCaptureFixture
) -> None:
    response = await ask(answer)

    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["code"] == "internal_error"
    assert SECRET not in f"{response.headers} {response.text}"
    assert "Traceback" not in response.text
    assert problem["request_id"] == response.headers["x-request-id"]
    [line] = lines(caplog)
    assert line["level"] == "error"
    assert line["request_id"] == problem["request_id"]


async def test_the_log_of_a_broken_seal_repeats_no_value(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await ask(lambda: changed(body=team(name=SECRET + "!", title=[SECRET])))

    [line] = lines(caplog)
    assert "get_team" in line["message"]
    assert "/name" in line["message"]
    assert SECRET not in caplog.text
