"""A mock that keeps nothing: what it remembers comes and goes with each request."""

import json
import signal
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from impl.errors import NotMockable
from impl.jobs import mock_task
from impl.jobs.mock_task import MockedAnswer, MockedRequest
from scripts.mocking import hosting
from scripts.mocking.hosting import Hosting

KENNEL = (Path(__file__).parent / "kennel.yaml").read_bytes()
HEAD = b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
ANY = (("authorization", "Bearer any"), ("content-type", "application/json"))
LIST = MockedRequest("GET", "/dogs", "", ANY, b"", "/mocks/a", "http")


class Host:
    """A process that mocks the kennel, and what its client keeps for it."""

    def __init__(self) -> None:
        self.hosting = Hosting()
        self.state = b""
        mock_task.told(self.hosting(mock_task.preparing(KENNEL, 60)))

    def ask(self, request: MockedRequest) -> MockedAnswer:
        asking = mock_task.asking(request, self.state)
        answer = mock_task.answer_of(self.hosting(asking))
        if answer.state is not None:
            self.state = answer.state
        return answer

    def send(self, method: str, path: str, body: object = None) -> MockedAnswer:
        data = b"" if body is None else json.dumps(body).encode()
        length = (("content-length", str(len(data))),) if data else ()
        return self.ask(
            replace(LIST, method=method, path=path, body=data, headers=ANY + length)
        )

    def names(self) -> list[str]:
        dogs = json.loads(self.ask(replace(LIST, query="limit=50")).body)
        return [each["name"] for each in dogs]


@pytest.fixture(scope="module")
def made() -> Iterator[Host]:
    host = Host()
    yield host
    host.hosting.close()
    signal.setitimer(signal.ITIMER_PROF, 0)


@pytest.fixture
def host(made: Host) -> Host:
    """A process that others have asked before."""
    made.state = b""
    return made


def test_what_is_remembered_comes_along(host: Host) -> None:
    added = host.send("POST", "/dogs", {"name": "Bella"})
    assert added.status == 201
    assert dict(added.headers)["location"]
    mine, host.state = host.state, b""
    assert "Bella" not in host.names()
    host.state = mine
    assert "Bella" in host.names()


def test_reading_again_changes_nothing(host: Host) -> None:
    host.ask(LIST)
    again = host.ask(LIST)
    assert again.state is None
    assert host.send("GET", "/_mock").state is None


def test_faults_and_clocks_come_along(host: Host) -> None:
    rules = [{"operation": "listDogs", "status": 400, "probability": 0.5}]
    host.send("PUT", "/_mock/faults", rules)
    host.send("PUT", "/_mock/clock", {"now": "2030-01-01T00:00:00Z"})
    found = [host.ask(LIST).status for _ in range(20)]
    assert set(found) == {200, 400}
    told = json.loads(host.send("GET", "/_mock/clock").body)
    assert told["now"].startswith("2030-01-01")
    host.send("POST", "/_mock/reset")
    assert host.state == b""
    assert host.ask(LIST).status == 200


def test_who_asks_waits_and_nobody_is_cut_off(host: Host) -> None:
    waiting = replace(LIST, headers=(*ANY, ("prefer", "delay=1500")))
    assert host.ask(waiting).delay == 1.5
    for much in ("60001", "9" * 12):
        waiting = replace(LIST, headers=(*ANY, ("prefer", f"delay={much}")))
        assert host.ask(waiting).delay == 60
    dropped = host.ask(replace(LIST, headers=(*ANY, ("prefer", "fault=drop"))))
    assert dropped.status == 503


def test_sessions_are_kept_apart_by_whoever_keeps_them(host: Host) -> None:
    host.send("POST", "/dogs", {"name": "Bella"})
    named = replace(LIST, query="limit=50", headers=(*ANY, ("mock-session", "x")))
    assert b"Bella" in host.ask(named).body


WITHHELD = ["docs", "docs-start.js", "log", "messages"]


@pytest.mark.parametrize("path", [f"/_mock/{each}" for each in WITHHELD])
def test_some_endpoints_are_withheld(host: Host, path: str) -> None:
    assert host.send("GET", path).status == 404
    summary = json.loads(host.send("GET", "/_mock").body)
    assert not [name for name in summary["endpoints"] if path in name]


def test_there_is_an_end_to_what_is_remembered(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impl.mocks.hosting._LARGEST_STATE", 100)
    answer = host.send("POST", "/dogs", {"name": "Bella"})
    assert answer.status == 507
    assert host.state == b""


def test_what_another_release_left_is_begun_anew(host: Host) -> None:
    host.state = hosting_state({"memory": {"version": 0}, "faults": [{"status": 1}]})
    assert host.ask(LIST).status == 200


def hosting_state(value: object) -> bytes:
    return zlib.compress(json.dumps(value).encode())


def test_the_report_is_that_of_the_contract(host: Host) -> None:
    found = mock_task.told(host.hosting(mock_task.reporting()))
    assert {"method": "POST", "path": "/dogs"}.items() <= found[1].items()


@pytest.mark.parametrize(
    "content",
    [
        b"nothing: at all",
        HEAD + b"paths: {/a: {$ref: '#/b'}}\n",
        HEAD + b"paths: {/a: {$ref: '/etc/passwd'}}\n",
    ],
)
def test_some_contracts_can_not_be_mocked(content: bytes) -> None:
    process = Hosting()
    with pytest.raises(NotMockable):
        mock_task.told(process(mock_task.preparing(content, 60)))
    with pytest.raises(ValueError, match="no contract yet"):
        process(mock_task.reporting())


def test_all_is_read_before_the_first_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gc.freeze", lambda: None)
    hosting.warm_up()
