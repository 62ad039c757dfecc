"""The mock beside its peers: what is found, what is measured, and how that is told."""

import json
import sys
from pathlib import Path

import pytest

from scripts.benchmarks import mock_asking, mocking
from scripts.benchmarks.mock_asking import MockAsking, MockBenchError
from scripts.benchmarks.mocking import MockCost

KENNEL = Path(__file__).parents[1] / "mocks" / "kennel.yaml"
ASKING = MockAsking("/dogs", {})
SERVER = (
    "import http.server, sys\n"
    "class Handler(http.server.BaseHTTPRequestHandler):\n"
    "    protocol_version = 'HTTP/1.1'\n"
    "    def do_GET(self):\n"
    "        self.send_response(int(sys.argv[2]))\n"
    "        self.send_header('content-length', '2')\n"
    "        self.end_headers()\n"
    "        self.wfile.write(b'{}')\n"
    "    def do_POST(self):\n"
    "        self.rfile.read(int(self.headers['content-length']))\n"
    "        self.do_GET()\n"
    "address = '127.0.0.1', int(sys.argv[1])\n"
    "http.server.ThreadingHTTPServer(address, Handler).serve_forever()\n"
)


def answering(status: int) -> list[str]:
    return [sys.executable, "-c", SERVER, "{port}", str(status)]


def test_the_first_plain_get_is_asked(tmp_path: Path) -> None:
    assert mock_asking.asking_of(KENNEL).target == "/dogs"
    empty = tmp_path / "empty.yaml"
    empty.write_text("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n")
    with pytest.raises(MockBenchError):
        mock_asking.asking_of(empty)


@pytest.mark.parametrize(
    ("scheme", "target", "field"),
    [
        ({"type": "http", "scheme": "Basic"}, "/a", "Basic YW55OmFueQ=="),
        ({"type": "http", "scheme": "bearer"}, "/a", "Bearer any"),
        ({"type": "apiKey", "in": "query", "name": "k"}, "/a?k=any", None),
    ],
)
def test_credentials_are_shown_as_the_contract_wants_them(
    scheme: dict[str, str], target: str, field: str | None, tmp_path: Path
) -> None:
    contract = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "security": [{"s": []}],
        "paths": {"/a": {"get": {"responses": {"200": {"description": "It."}}}}},
        "components": {"securitySchemes": {"s": scheme}},
    }
    file = tmp_path / "a.json"
    file.write_text(json.dumps(contract))
    asking = mock_asking.asking_of(file)
    assert (asking.target, asking.fields.get("Authorization")) == (target, field)


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    steady = tmp_path / "steady"
    steady.write_text("#!/bin/sh\n")
    steady.chmod(0o755)
    commands, missing = mocking.contenders(tmp_path)
    assert commands.keys() == {"countersign", "steady"}
    assert missing[0] == "prism is not installed: npm install @stoplight/prism-cli"
    assert len(missing) == 2


def test_a_mock_is_started_asked_and_stopped() -> None:
    creating = mock_asking.creating_of(KENNEL)
    assert creating is not None
    commands = {"a": answering(200)}
    [cost] = mocking.measure(KENNEL, ASKING, commands, 1, 20, creating)["a"]
    assert cost.megabytes > 1
    assert cost.static > 0
    assert cost.creates is not None
    assert cost.creates > 0


def test_what_does_not_create_is_not_measured_creating() -> None:
    refused = MockAsking("/dogs", {"Content-Length": "x"}, b"{}")
    commands = {"a": answering(200)}
    [cost] = mocking.measure(KENNEL, ASKING, commands, 1, 1, refused)["a"]
    assert cost.creates is None


def test_what_is_created_is_as_the_contract_has_it(tmp_path: Path) -> None:
    creating = mock_asking.creating_of(KENNEL)
    assert creating is not None
    assert creating.target == "/dogs"
    assert "name" in json.loads(creating.body or b"")
    assert mock_asking.creating_of(KENNEL, "/nowhere") is None


@pytest.mark.parametrize("command", [answering(500), [sys.executable, "-c", ""]])
def test_a_peer_that_does_not_answer_is_left_out(command: list[str]) -> None:
    found = mocking.measure(KENNEL, ASKING, {"a": command}, 2, 1)
    assert found == {}
    said = mocking.silent({"a": command}, found)
    assert said == [f"{sys.executable} does not answer"]
    with pytest.raises(MockBenchError):
        mocking.measure(KENNEL, ASKING, {"countersign": command}, 1, 1)


def test_ratios_are_to_the_mock_itself() -> None:
    costs = {
        "countersign": [MockCost(0.5, 60, 5000, 3000, 800)],
        "prism": [MockCost(2, 150, 900, 600)],
    }
    head, own, peer = mocking.render(costs).splitlines()
    assert "static" in head
    assert own.split() == ["countersign", "0.50", "60", "5000", "3000", "800"]
    measured = ["prism", "2.00", "150", "900", "600", "-"]
    assert peer.split() == [*measured, "5.00x", "dynamic"]
