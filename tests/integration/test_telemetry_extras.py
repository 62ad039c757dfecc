"""Collectors of traces, metrics and errors get what they are to get, and no more."""

import gzip
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from pydantic import SecretStr

from impl.app import create
from impl.settings import Settings
from impl.telemetry.logging import request_context
from impl.telemetry.statement_spans import summary
from impl.telemetry.trace_context import trace_of
from tests.support.client import PASSWORD, Service, running

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
PARENT = f"00-{TRACE}-{SPAN}-01"


@dataclass
class Collector:
    """Keeps what is sent to it."""

    url: str = ""
    got: list[tuple[str, bytes]] = field(default_factory=list)

    def of(self, path: str) -> list[bytes]:
        return [body for where, body in self.got if where == path]

    @property
    def spans(self) -> list[Any]:
        made = [
            ExportTraceServiceRequest.FromString(it) for it in self.of("/v1/traces")
        ]
        groups = [group for each in made for group in each.resource_spans]
        return [it for group in groups for s in group.scope_spans for it in s.spans]

    def named(self, kind: int) -> dict[str, Any]:
        return {each.name: each for each in self.spans if each.kind == kind}

    @property
    def events(self) -> list[dict[str, Any]]:
        """What an error tracker would show."""
        found = []
        for body in self.of("/api/7/envelope/"):
            lines = body.split(b"\n")
            if json.loads(lines[1]).get("type") == "event":
                found.append(json.loads(lines[2]))
        return found


@contextmanager
def collecting() -> Iterator[Collector]:
    kept = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            kept.got.append((self.path, body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


@asynccontextmanager
async def telling(settings: Settings, **told: Any) -> AsyncIterator[Service]:
    async with running(create(settings.model_copy(update=told))) as service:
        yield service


def attributes(of: Any) -> dict[str, Any]:
    return {
        each.key: each.value.string_value or each.value.int_value
        for each in of.attributes
    }


@pytest.mark.asyncio
async def test_requests_are_spans_of_the_trace_that_they_say(
    generous: Settings,
) -> None:
    with collecting() as collector:
        async with telling(generous, otlp_endpoint=collector.url) as service:
            ada = await service.person("ada@example.com")
            await ada.get("/v1/people/me", traceparent=PARENT)
            await ada.get("/v1/teams?limit=1")
            await service.anonymous.get("/livez")
            await service.http.get("/no/such/thing")
    spans = collector.named(Span.SPAN_KIND_SERVER)
    assert spans.keys() == {
        *("POST /v1/people", "POST /v1/sessions"),
        *("GET /v1/people/me", "GET /v1/teams", "GET"),
    }
    joined = spans["GET /v1/people/me"]
    assert (joined.trace_id.hex(), joined.parent_span_id.hex()) == (TRACE, SPAN)
    said = attributes(joined)
    assert said["http.request.method"] == "GET"
    assert said["http.route"] == "/v1/people/me"
    assert said["http.response.status_code"] == 200
    assert said["countersign.operation"] == "get_me"
    assert said["countersign.caller"] == ada.id
    assert spans["GET /v1/teams"].trace_id.hex() != TRACE
    assert attributes(spans["GET"])["http.response.status_code"] == 404
    for name, body in collector.got:
        assert name in {"/v1/traces", "/v1/metrics"}
        assert PASSWORD.encode() not in body
        assert b"ada@example.com" not in body
    metrics = [
        metric.name
        for body in collector.of("/v1/metrics")
        for group in ExportMetricsServiceRequest.FromString(body).resource_metrics
        for scope in group.scope_metrics
        for metric in scope.metrics
    ]
    assert {*metrics} == {"http.server.request.duration", "http.server.active_requests"}


@pytest.mark.asyncio
async def test_who_says_that_it_is_not_traced_is_not(generous: Settings) -> None:
    unsampled = PARENT.removesuffix("1") + "0"
    with collecting() as collector:
        async with telling(generous, otlp_endpoint=collector.url) as service:
            await service.anonymous.get("/v1/people/me", traceparent=unsampled)
    assert collector.spans == []
    with collecting() as collector:
        told = {"otlp_endpoint": collector.url, "trace_ratio": 0.0}
        async with telling(generous, **told) as service:
            await service.anonymous.get("/v1/people/me")
            await service.anonymous.get("/v1/people/me", traceparent=PARENT)
    assert {each.trace_id.hex() for each in collector.spans} == {TRACE}
    assert len(collector.named(Span.SPAN_KIND_SERVER)) == 1


@pytest.mark.asyncio
async def test_statements_are_spans_of_what_asks_for_them(generous: Settings) -> None:
    body = {
        "email": "eve@example.com",
        "password": PASSWORD,
        "display_name": "Nobody Else",
    }
    with collecting() as collector:
        async with telling(generous, otlp_endpoint=collector.url) as service:
            ada = await service.person(body["email"])
            taken = await service.anonymous.post("/v1/people", body)
            assert taken.status_code == 409
            await ada.get("/v1/teams?limit=1", traceparent=PARENT)
    requests = {
        each.span_id: each
        for each in collector.spans
        if each.kind == Span.SPAN_KIND_SERVER
    }
    statements = [it for it in collector.spans if it.kind == Span.SPAN_KIND_CLIENT]
    assert statements
    for each in statements:
        said = attributes(each)
        assert said["db.system.name"] == "postgresql"
        assert said["db.query.summary"] == each.name
        assert said["db.operation.name"] == each.name.split()[0]
        assert requests[each.parent_span_id].trace_id == each.trace_id
    listing = [it.name for it in statements if it.trace_id.hex() == TRACE]
    assert any({"SELECT", "teams"} <= {*name.split()} for name in listing), listing
    made = [it for it in statements if it.name == "INSERT people"]
    codes = [it.status.code for it in made]
    assert sorted(codes) == [Status.STATUS_CODE_UNSET, Status.STATUS_CODE_ERROR]
    failed = attributes(max(made, key=lambda it: it.status.code))
    assert (failed["db.response.status_code"], failed["error.type"]) == ("23505",) * 2
    for _, sent in collector.got:
        for value in body.values():
            assert value.encode() not in sent


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT a.b FROM teams AS a JOIN members ON true", "SELECT teams members"),
        ("SELECT 1", "SELECT"),
        ("UPDATE teams SET name = 'DELETE FROM it' WHERE a", "UPDATE teams"),
        ("SELECT a FROM people WHERE b FOR UPDATE", "SELECT people"),
        ("SELECT extract(epoch FROM at) FROM people", "SELECT people"),
        (
            "INSERT INTO a SELECT b FROM c, LATERAL (SELECT d FROM e)",
            "INSERT a SELECT c e",
        ),
        ("INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET b = 1", "INSERT a"),
        ("listen here", "LISTEN"),
        ("SELECT a FROM " + ", ".join(f"FROM {'t' * 40}_{n}" for n in "abcdefgh"), ""),
    ],
)
def test_a_statement_is_said_by_what_it_does_to_which_tables(
    statement: str, said: str
) -> None:
    assert summary(statement) == said or (not said and len(summary(statement)) < 256)


@pytest.mark.asyncio
async def test_a_collector_that_is_not_there_holds_nobody_up(
    generous: Settings,
) -> None:
    async with telling(generous, otlp_endpoint="http://127.0.0.1:9") as service:
        assert (await service.anonymous.get("/v1/people/me")).status_code == 401


@pytest.mark.asyncio
async def test_errors_are_reported_without_what_they_say(generous: Settings) -> None:
    with collecting() as collector:
        dsn = SecretStr(collector.url.replace("//", "//key@") + "/7")
        async with telling(generous, sentry_dsn=dsn):
            known = {"request_id": "req-1", "trace_id": TRACE}
            with request_context(known):
                try:
                    secret = "hunter2"
                    raise ValueError(f"{secret} is no number")
                except ValueError:
                    logging.getLogger("impl.some").exception(
                        "it %s", "failed of hunter2"
                    )
            logging.getLogger("impl.some").error("%s went wrong", "hunter2")
            logging.getLogger("impl.some").warning("not that bad")
        logging.getLogger("impl.some").error("nobody is told any more")
    raised, said = collector.events
    (error,) = raised["exception"]["values"]
    assert (error["type"], error["value"]) == ("ValueError", "(see the log)")
    assert error["stacktrace"]["frames"][-1]["function"].startswith("test_errors")
    assert raised["tags"] == {**known, "logger": "impl.some"}
    assert said["message"] == "%s went wrong"
    # Its own line of code is no value, and is all that says so.
    for event in collector.events:
        for each in (event.get("exception") or {}).get("values", ()):
            each.pop("stacktrace")
        assert "hunter2" not in json.dumps(event)


@pytest.mark.parametrize(
    ("field_", "good"),
    [
        (PARENT, True),
        (PARENT.replace("00-", "cc-", 1), True),
        (PARENT.replace("00-", "cc-", 1) + "-more", True),
        (PARENT + "-more", False),
        (PARENT.replace("00-", "ff-", 1), False),
        (PARENT.upper(), False),
        (f"00-{'0' * 32}-{SPAN}-01", False),
        (f"00-{TRACE}-{'0' * 16}-01", False),
        (f"00-{TRACE}-{SPAN}", False),
        ("", False),
    ],
)
def test_only_what_can_be_is_a_trace(field_: str, *, good: bool) -> None:
    headers = [(b"host", b"x"), (b"traceparent", field_.encode())]
    assert trace_of(headers) == (TRACE if good else None)
    assert trace_of([*headers, headers[1]]) is None


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("otlp_endpoint", "collector:4318", "must start with"),
        ("sentry_dsn", "https://sentry.example.com/1", "KEY@HOST"),
        ("sentry_dsn", "https://key@sentry.example.com", "KEY@HOST"),
        ("trace_ratio", 1.5, "less than or equal to 1"),
    ],
)
def test_settings_that_can_not_be_are_refused(
    generous: Settings, name: str, value: object, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Settings.model_validate({**generous.model_dump(), name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("otlp_endpoint", "http://collector:4318"),
        ("sentry_dsn", "https://key@sentry.example.com/1"),
    ],
)
def test_an_extra_that_is_not_installed_is_said(
    generous: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setattr("impl.telemetry_settings.is_installed", lambda _name: False)
    with pytest.raises(ValueError, match=r"-r scripts/requirements/telemetry\.txt"):
        Settings.model_validate({**generous.model_dump(), name: value})
