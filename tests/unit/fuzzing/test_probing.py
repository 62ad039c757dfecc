"""Raw requests, sent to servers that are right or wrong in one way."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.fuzzing.contract import FuzzedContract, compiled
from scripts.fuzzing.given_headers import Secrets, parse_header
from scripts.fuzzing.raw import probing
from scripts.fuzzing.raw.probing import SERVICE, Probed, Prober
from scripts.fuzzing.valid_requests import ValidRequest
from tests.support.ports import free_port

Rule = Callable[[bytes], bytes | None]
TOKEN = parse_header("Authorization: Bearer right-token")
SENT = (("Authorization", "Bearer right-token"), ("Content-Type", "application/json"))
REQUESTS = {
    "POST /things": ValidRequest("POST", "/things?q=1", SENT, b'{"a": "b"}', 201),
    "GET /things/{id}": ValidRequest("GET", "/things/7", SENT[:1], None, 200),
}


def said(status: int, body: bytes = b"{}", kind: bytes = b"application/json") -> bytes:
    return (
        b"HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
        b"Connection: close\r\n\r\n%s" % (status, kind, len(body), body)
    )


def is_sound(request: bytes) -> bool:
    is_known = b"/things?q=1 HTTP/1.1" in request or b"/things/7 HTTP/1.1" in request
    if request.startswith(b"POST"):
        is_typed = b"Content-Type: application/json\r\n" in request
        is_known = is_known and is_typed and request.endswith(b'\r\n\r\n{"a": "b"}')
    return is_known and b"Bearer right-token\r\n" in request


def sound(request: bytes) -> bytes:
    """Refuse all but the very requests that are known to be valid."""
    if b"Bearer right-token\r\n" not in request:
        return said(401)
    return (
        said(201 if request.startswith(b"POST") else 200)
        if is_sound(request)
        else (said(400))
    )


@pytest.fixture
def contract(tmp_path: Path) -> FuzzedContract:
    object_type = {"application/json": {"schema": {"type": "object"}}}
    responses: dict[str, Any] = {
        status: {"description": "", "content": object_type}
        for status in ("200", "201", "400", "401", "404")
    }
    parameter = {"name": "id", "in": "path", "required": True, "schema": {}}
    query = {"name": "q", "in": "query", "schema": {"type": "integer"}}
    content = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "security": [{"bearer": []}],
        "paths": {
            "/things": {
                "post": {
                    "parameters": [query],
                    "requestBody": {"required": True, "content": object_type},
                    "responses": responses,
                }
            },
            "/things/{id}": {
                "get": {"parameters": [parameter], "responses": responses}
            },
        },
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}
        },
    }
    file = tmp_path / "a.json"
    file.write_text(json.dumps(content))
    return compiled(file)


class Server:
    """Answers each connection by a rule; a rule that returns nothing hangs up."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.threads: list[threading.Thread] = []
        self.released = threading.Event()
        self.accepting = threading.Thread(target=self._accept)
        self.accepting.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            thread.start()
            self.threads.append(thread)

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(20)
            request = b""
            while not _whole(request):
                data = connection.recv(1 << 20)
                if not data:
                    break
                request += data
            answer = self.rule(request)
            if answer == b"silence":
                self.released.wait(30)
            elif answer is not None:
                connection.sendall(answer)
                # What is left unread would reset the connection.
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(5)
                while connection.recv(1 << 20):
                    pass

    def close(self) -> None:
        self.released.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.accepting.join(10)
        for thread in self.threads:
            thread.join(10)


def _whole(request: bytes) -> bool:
    head, end, body = request.partition(b"\r\n\r\n")
    length = head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
    return bool(end) and (not length.isdigit() or len(body) >= int(length))


@pytest.fixture
def probe(contract: FuzzedContract) -> Iterator[Callable[[Rule], Probed]]:
    servers = []

    def run(rule: Rule) -> Probed:
        server = Server(rule)
        servers.append(server)
        prober = Prober(contract, server.url, Secrets([TOKEN]), (TOKEN,))
        return prober.probe(REQUESTS, 1)

    yield run
    for server in servers:
        server.close()


def found(probed: Probed) -> set[tuple[str, str]]:
    return {(one.operation, one.title) for one in probed.findings}


def test_a_strict_service_is_sound(probe: Callable[[Rule], Probed]) -> None:
    probed = probe(sound)
    assert probed.findings == ()
    assert probed.stopped == ()
    assert 100 < probed.sent < 300


def test_a_service_that_takes_anything_is_told_so(
    probe: Callable[[Rule], Probed],
) -> None:
    probed = probe(lambda request: said(201 if request.startswith(b"POST") else 200))
    assert found(probed) == {
        ("POST /things", "Accepted what the contract forbids"),
        ("POST /things", "Lets in who shows no valid credentials"),
        ("GET /things/{id}", "Lets in who shows no valid credentials"),
    }
    accepted = next(one for one in probed.findings if "forbids" in one.title)
    assert "a JSON text that ends too soon" in accepted.message
    assert " more" in accepted.message
    assert accepted.count > 10


def test_a_service_that_fails_on_what_is_odd_is_told_once_for_each_operation(
    probe: Callable[[Rule], Probed],
) -> None:
    def rule(request: bytes) -> bytes:
        return sound(request) if is_sound(request) else said(500)

    probed = probe(rule)
    labels = [one.operation for one in probed.findings]
    assert sorted(labels) == ["GET /things/{id}", "POST /things", SERVICE]
    assert {one.title for one in probed.findings} == {"Server error"}
    assert all("right-token" not in one.request.command for one in probed.findings)
    assert all("right-token" not in one.message for one in probed.findings)


def test_one_odd_byte_is_enough(probe: Callable[[Rule], Probed]) -> None:
    def rule(request: bytes) -> bytes:
        is_bad = b"NaN" in request.partition(b"\r\n\r\n")[2]
        return said(502) if is_bad else sound(request)

    [finding] = probe(rule).findings
    assert finding.title == "Server error"
    assert finding.message == "502 to NaN as JSON, a member that is NaN"
    assert "--data-binary NaN" in finding.request.command


def test_who_hangs_up_is_found(probe: Callable[[Rule], Probed]) -> None:
    def rule(request: bytes) -> bytes | None:
        return None if b"%ff" in request else sound(request)

    probed = probe(rule)
    assert ("GET /things/{id}", "Connection closed, no answer") in found(probed)
    assert {title for _, title in found(probed)} == {"Connection closed, no answer"}


def test_who_falls_silent_is_found_and_not_asked_for_ever(
    probe: Callable[[Rule], Probed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "_PATIENCE", 0.2)
    asked: list[bytes] = []

    def rule(request: bytes) -> bytes:
        asked.append(request)
        return b"silence"

    probed = probe(rule)
    assert {title for _, title in found(probed)} == {"No answer in time"}
    # Twice each, and two for each operation and the service.
    assert len(asked) <= 3 * 2 * 2


def test_an_answer_that_is_not_declared_is_found(
    probe: Callable[[Rule], Probed],
) -> None:
    def rule(request: bytes) -> bytes:
        body = request.partition(b"\r\n\r\n")[2]
        if body == b"null":
            return said(418)
        if body == b"":
            return said(400, b"[]") if b"POST" in request else sound(request)
        return sound(request)

    probed = probe(rule)
    assert ("POST /things", "Undeclared status") in found(probed)
    assert ("POST /things", "Answer is not what the contract declares") in found(probed)


def test_what_http_itself_answers_needs_no_declaration(
    probe: Callable[[Rule], Probed],
) -> None:
    def rule(request: bytes) -> bytes:
        answer = sound(request)
        return said(415, b"no", b"text/plain") if answer == said(400) else answer

    assert probe(rule).findings == ()


def test_where_nobody_listens_it_ends(contract: FuzzedContract) -> None:
    prober = Prober(contract, f"http://127.0.0.1:{free_port()}", Secrets([]), ())
    probed = prober.probe(REQUESTS, 1)
    assert probed.sent == 1
    assert "Nobody listens" in probed.stopped[0]


def test_there_are_no_more_than_so_many(
    contract: FuzzedContract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probing, "_MOST", 20)
    server = Server(sound)
    try:
        prober = Prober(contract, server.url, Secrets([TOKEN]), (TOKEN,))
        assert prober.probe(REQUESTS, 1).sent == 20
    finally:
        server.close()
