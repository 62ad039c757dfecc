"""Open connections: who makes room for whom, and that health checks get through."""

import contextlib
import socket
from collections.abc import Iterator

import pytest

from impl.http.capacity import capacity
from impl.http.connections import Connections, State, network
from impl.settings import Settings
from tests.support.server import Server, read_all, serving, status

PATIENT = {"COUNTERSIGN_HEADER_TIMEOUT": "300", "COUNTERSIGN_BODY_TIMEOUT": "300"}
BODY = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"


class Fake:
    def __init__(self, everybody: Connections, address: str | None = "a") -> None:
        self.is_open = True
        self.everybody = everybody
        everybody.opened(self, address)

    def give_up(self) -> None:
        self.is_open = False
        self.everybody.closed(self)  # as the loop does a moment later


def test_the_one_that_waits_the_longest_makes_room() -> None:
    everybody = Connections(3)
    first, second, third = (Fake(everybody) for _ in range(3))
    everybody.enters(first, State.WORKING)
    everybody.enters(first, State.IDLE)
    fourth = Fake(everybody)
    assert (first.is_open, second.is_open, third.is_open) == (True, False, True)
    assert fourth.is_open
    assert everybody.count(State.IDLE) == 3


def test_work_is_never_cut_off() -> None:
    everybody = Connections(2)
    working, reading = Fake(everybody), Fake(everybody)
    everybody.enters(working, State.WORKING)
    everybody.enters(reading, State.READING)
    third = Fake(everybody)
    assert (working.is_open, reading.is_open, third.is_open) == (True, False, True)
    everybody.enters(third, State.WORKING)
    # There is nobody to go, so there is one too many; limits of requests prevent it.
    Fake(everybody)
    assert working.is_open
    assert everybody.count(State.WORKING) == 2
    assert (everybody.count(State.READING), everybody.count(State.IDLE)) == (0, 1)


def test_the_silent_go_before_those_who_send() -> None:
    everybody = Connections(2)
    reading = Fake(everybody)
    everybody.enters(reading, State.READING)
    silent = Fake(everybody)
    Fake(everybody)
    assert (reading.is_open, silent.is_open) == (True, False)


def test_who_has_many_makes_room_for_itself() -> None:
    everybody = Connections(16)
    other = Fake(everybody, "b")
    many = [Fake(everybody, "a") for _ in range(40)]
    assert other.is_open
    assert sum(each.is_open for each in many) == 15
    assert not Fake(everybody, "c").is_open or not other.is_open


def test_a_connection_may_be_forgotten_twice() -> None:
    everybody = Connections(2)
    gone = Fake(everybody, None)
    everybody.closed(gone)
    everybody.closed(gone)
    everybody.enters(gone, State.WORKING)
    assert everybody.count(State.WORKING) == 0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (None, ""),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::1", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::", "2001:0db8:0001:0002"),
        ("fe80::1%eth0", "fe80:0000:0000:0000"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("no:address", "no:address"),
    ],
)
def test_networks(address: str | None, expected: str) -> None:
    assert network(address) == expected


def test_requests_leave_room_for_health_checks(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resource.setrlimit", lambda *_: None)
    monkeypatch.setattr("resource.getrlimit", lambda _: (256, 256))
    small = capacity(settings)
    assert 32 <= small.connections < 256 - 2 * settings.database_pool_size
    assert small.requests < small.connections
    monkeypatch.setattr("resource.getrlimit", lambda _: (-1, -1))
    large = capacity(settings)
    assert large.connections == settings.max_connections
    assert large.requests == settings.max_concurrency


@contextlib.contextmanager
def crowd(server: Server, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        connections = []
        for _ in range(count):
            connection = stack.enter_context(server.connect())
            if said:
                # Some of the others have been told to go already.
                with contextlib.suppress(OSError):
                    connection.sendall(said)
            connections.append(connection)
        yield connections


@pytest.mark.parametrize(
    "said", [b"", b"GET /slow HTT", b"GET / HTTP/1.1\r\nHost: a\r\nX-A: b", BODY]
)
def test_health_checks_get_through_any_crowd(said: bytes) -> None:
    # Four times as many as the process has descriptors.
    with serving(DESCRIPTORS="100", **PATIENT) as server:
        server.get("/readyz")
        with crowd(server, 400, said):
            for path in ("/livez", "/readyz", "/slow"):
                assert status(server.get(path)) == 200
        assert status(server.get("/slow")) == 200
        assert server.stop() == 0


def test_a_kept_connection_survives_a_crowd_from_elsewhere() -> None:
    settings = {**PATIENT, "COUNTERSIGN_MAX_CONNECTIONS": "64"}
    with serving(**settings) as server:
        server.get("/readyz")
        kept = socket.create_connection(
            ("127.0.0.1", server.port), 60, source_address=("127.0.0.2", 0)
        )
        with kept, crowd(server, 300, b""):
            kept.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert status(read_all(kept)) == 200


def test_work_survives_a_crowd() -> None:
    settings = {**PATIENT, "COUNTERSIGN_MAX_CONNECTIONS": "64"}
    with serving(**settings) as server:
        server.get("/readyz")
        with server.connect() as working:
            working.sendall(b"GET /pause HTTP/1.1\r\nHost: a\r\n\r\n")
            with crowd(server, 300, b""):
                assert status(working.recv(65_536)) == 200
