"""Every logger speaks one format and knows the request."""

import json
import logging
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from impl.telemetry import logging as logs
from impl.telemetry import requests
from impl.telemetry.logging import configure, request_context


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    with request_context({"request_id": "req-1"}):
        structlog.get_logger("app").info("stored", team="t1")
        logging.getLogger("uvicorn.error").warning(
            "late %d", 5, extra={"color_message": "x"}
        )
    logging.getLogger("alembic").info("after")
    logging.getLogger("app").debug("dropped")
    lines = [json.loads(line) for line in said(capsys).splitlines()]
    assert [line["message"] for line in lines] == ["stored", "late 5", "after"]
    assert [line.get("request_id") for line in lines] == ["req-1", "req-1", None]
    assert lines[0]["team"] == "t1"
    assert lines[1]["level"] == "warning"
    assert "color_message" not in lines[1]


def test_lines_of_a_traced_request_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    known = {"request_id": "req-1", "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
    request = requests.Request(
        operation="get_me",
        method="GET",
        route="/v1/people/me",
        status=200,
        seconds=0.01,
        caller=None,
        received=0,
        sent=2,
        client=None,
        **known,
    )
    with request_context(known):
        logging.getLogger("app").info("within")
        requests.log(request)
    for line in said(capsys).splitlines():
        assert known.items() <= json.loads(line).items()
    configure("info", "pretty")
    requests.log(request)
    assert known["trace_id"] in said(capsys)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    assert logs.flush(60)
    return capsys.readouterr().err


def test_exceptions_stay_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "json")
    try:
        raise LookupError("gone")
    except LookupError:
        logging.getLogger("app").exception("failed")
    (line,) = said(capsys).splitlines()
    assert json.loads(line)["exception"][0]["exc_type"] == "LookupError"


@pytest.mark.parametrize("form", ["json", "pretty"])
def test_variables_of_frames_are_not_logged(
    capsys: pytest.CaptureFixture[str], form: Literal["json", "pretty"]
) -> None:
    configure("info", form)

    def log_in(password: str) -> None:
        raise LookupError(f"{len(password)} characters")

    try:
        log_in("correct" + " horse battery")
    except LookupError:
        logging.getLogger("app").exception("failed")
    output = said(capsys)
    assert "LookupError" in output
    assert "test_logging.py" in output
    assert "correct horse battery" not in output


def test_pretty(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", "pretty")
    structlog.get_logger("app").info("stored", team="t1")
    assert "team=t1" in said(capsys)


@pytest.mark.parametrize(
    ("route", "status", "seconds", "told"),
    [
        ("/v1/people/me", 404, 0.0123, "GET /v1/people/me 404 12.3 ms "),
        ("/v1/people/me", None, 0.0123, "GET /v1/people/me gone 12.3 ms "),
        (None, 404, None, "GET elsewhere 404 "),
    ],
)
def test_people_are_told_of_a_request_at_a_glance(
    capsys: pytest.CaptureFixture[str],
    route: str | None,
    status: int | None,
    seconds: float | None,
    told: str,
) -> None:
    configure("info", "pretty")
    requests.log(
        requests.Request(
            operation="get_me",
            method="GET",
            route=route,
            status=status,
            seconds=seconds,
            caller=None,
            request_id="req-1",
            trace_id=None,
            received=0,
            sent=2,
            client=None,
        )
    )
    line = said(capsys)
    assert f"] {told}" in line
    assert "request_id=req-1" in line
    assert "None" not in line
    assert "bytes" not in line
