"""The server seen from a raw socket: deadlines, limits, drain, workers."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {
    "COUNTERSIGN_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "COUNTERSIGN_HEADER_TIMEOUT": "0.4",
    "COUNTERSIGN_BODY_TIMEOUT": "0.4",
    "COUNTERSIGN_MAX_HEADER_BYTES": "2048",
    "COUNTERSIGN_MAX_CONCURRENCY": "20",
    "COUNTERSIGN_DRAIN_GRACE": "0.6",
    "COUNTERSIGN_SHUTDOWN_TIMEOUT": "2",
    "COUNTERSIGN_LOG_FORMAT": "json",
    # Never the reason that a connection ends here.
    "COUNTERSIGN_KEEP_ALIVE_TIMEOUT": "60",
}
PROGRAM = (
    "import sys\nfrom impl import server\nfrom impl.settings import Settings\n"
    "listener = server.listen('127.0.0.1', 0)\n"
    "print(listener.getsockname()[1], flush=True)\n"
    "sys.exit(server.run(Settings(), listener, sys.argv[1]))\n"
)


END = b"\r\n\r\n"


class Server:
    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def ask(self, request: bytes) -> bytes:
        """Send bytes and return everything until the server closes."""
        with self.connect() as connection:
            connection.sendall(request)
            return read_all(connection)

    def get(self, path: str) -> bytes:
        fields = "Host: a\r\nConnection: close"
        return self.ask(f"GET {path} HTTP/1.1\r\n{fields}\r\n\r\n".encode())

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


def read_all(connection: socket.socket) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while data := connection.recv(65_536):
            received += data
    return received


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def problem(answer: bytes) -> dict[str, object]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head
    assert b"connection: close" in head
    parsed: dict[str, object] = json.loads(body)
    assert parsed["status"] == status(answer)
    return parsed


@contextlib.contextmanager
def serving(app: str = "create", **settings: str) -> Iterator[Server]:
    environment = {**os.environ, **ENVIRONMENT, **settings}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, f"tests.support.slow_app:{app}"],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        server = Server(process, int(process.stdout.readline()))
        try:
            yield server
        finally:
            if process.poll() is None:
                process.terminate()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        server.get("/readyz")
        yield server


def test_answers(server: Server) -> None:
    answer = server.get("/readyz")
    assert status(answer) == 200
    assert b"server:" not in answer.lower()


def test_silent_connection_is_closed(server: Server) -> None:
    start = time.monotonic()
    assert server.ask(b"") == b""
    assert time.monotonic() - start < 2


def test_slow_headers_get_408(server: Server) -> None:
    start = time.monotonic()
    assert problem(server.ask(b"GET / HTTP/1.1\r\nHost: a\r\nX-A: b"))["status"] == 408
    assert time.monotonic() - start < 2


def test_trickling_does_not_extend_the_deadline(server: Server) -> None:
    with server.connect() as connection, contextlib.suppress(OSError):
        start = time.monotonic()
        for byte in b"GET /readyz HTTP/1.1\r\nHost: a\r\nX-Long: " + b"a" * 100:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
    assert time.monotonic() - start < 2


def test_slow_second_request_on_a_kept_connection(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\nGET /re")
        answers = read_all(connection)
    assert status(answers) == 200
    assert b"408 Request Timeout" in answers


def test_pipelined_headers_wait_for_the_answer_before(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /pause HTTP/1.1\r\nHost: a\r\n\r\n")
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n")
        time.sleep(0.5)  # longer than headers may take, shorter than the answer
        connection.sendall(b"Connection: close\r\n\r\n")
        assert read_all(connection).count(b"200 OK") == 2


def test_slow_body_gets_408(server: Server) -> None:
    request = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"
    assert problem(server.ask(request))["code"] == "request_timeout"


def test_slow_body_after_the_answer_began_ends_the_connection(server: Server) -> None:
    request = b"POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"
    start = time.monotonic()
    answer = server.ask(request)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"started" in answer
    assert time.monotonic() - start < 2


def test_body_in_time_arrives(server: Server) -> None:
    with server.connect() as connection:
        fields = b"Host: a\r\nConnection: close\r\nContent-Length: 6"
        head = b"POST /echo HTTP/1.1\r\n" + fields + b"\r\n\r\n"
        connection.sendall(head + b"abc")
        time.sleep(0.1)
        connection.sendall(b"def")
        assert read_all(connection).endswith(b"abcdef")


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [
        (b"GET /readyz HTTP/1.1\r\nHost: a\r\nX-Big: " + b"a" * 3000, 431),
        (b"GET /readyz HTTP/1.1\r\nHost: a\r\nX-Big: " + b"a" * 3000 + END, 431),
        (b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET /" + b"a" * 3000, 414),
    ],
)
def test_large_heads_are_refused(
    server: Server, request_bytes: bytes, expected: int
) -> None:
    assert problem(server.ask(request_bytes))["status"] == expected


def test_a_large_trailer_is_refused(server: Server) -> None:
    fields = b"Host: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
    with server.connect() as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\n" + fields)
        time.sleep(0.1)
        connection.sendall(b"X-Big: " + b"a" * 3000)
        assert problem(read_all(connection))["status"] == 431


def test_what_is_owed_comes_before_a_refusal(server: Server) -> None:
    slow = b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
    late = b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz"
    for wrong in (b"nonsense\r\n\r\n", late):
        first, second, third = server.ask(slow + slow + wrong).split(b"HTTP/1.1 ")[1:]
        assert (first[:3], second[:3], third[:3]) == (b"200", b"200", b"400")
        assert b"connection: close" in third


def test_a_body_that_breaks_off_under_its_answer_ends_it(server: Server) -> None:
    head = b"POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    with server.connect() as connection:
        connection.sendall(head)
        begun = connection.recv(65_536)
        connection.sendall(b"zz\r\n")
        assert (begun + read_all(connection)).count(b"HTTP/1.1 ") == 1


def test_a_refusal_survives_what_is_still_being_sent(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        time.sleep(0.1)
        connection.sendall(b"a" * 500_000)
        assert problem(read_all(connection))["status"] == 400


def test_empty_lines_do_not_hold_a_connection(server: Server) -> None:
    start = time.monotonic()
    with server.connect() as connection:
        connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert status(connection.recv(65_536)) == 200
        connection.sendall(b"\r\n")
        assert read_all(connection) == b""
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_nonsense_gets_400(server: Server, request_bytes: bytes) -> None:
    assert problem(server.ask(request_bytes))["status"] == 400


def test_too_many_connections_get_503(server: Server) -> None:
    idle: list[socket.socket] = []
    try:
        idle.extend(server.connect() for _ in range(25))
        answer = server.get("/readyz")
    finally:
        for connection in idle:
            connection.close()
    assert problem(answer)["status"] == 503
    assert b"retry-after: " in answer


class Load:
    """Clients that stop once `/readyz` fails, as a load balancer's would."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.answers: list[bytes] = []
        self.failures: list[Exception] = []
        self._drained = threading.Event()
        self._threads = [threading.Thread(target=self._client) for _ in range(6)]
        self._threads.append(threading.Thread(target=self._balancer))

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._threads:
            thread.join()

    def _client(self) -> None:
        try:
            while not self._drained.is_set():
                self.answers.append(self.server.get("/slow"))
        except (OSError, IndexError, ValueError) as error:
            self.failures.append(error)

    def _balancer(self) -> None:
        while not self._drained.is_set():
            if status(self.server.get("/readyz")) == 503:
                self._drained.set()
            time.sleep(0.05)


def test_sigterm_under_load_fails_no_request() -> None:
    with serving() as server:
        server.get("/readyz")
        with Load(server) as load:
            time.sleep(0.4)
            before = len(load.answers)
            code = server.stop()
    assert code == 0
    assert not load.failures
    assert len(load.answers) > before > 0
    assert {status(answer) for answer in load.answers} == {200}


def test_draining_closes_kept_connections() -> None:
    with serving() as server:
        server.get("/readyz")
        with server.connect() as connection, server.connect() as idle:
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            connection.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = read_all(connection)
            time.sleep(0.5)
            assert read_all(idle) == b""
        assert status(answer) == 200
        assert b"connection: close" in answer
        assert server.process.wait(10) == 0


def test_a_request_that_crosses_the_stop_is_answered() -> None:
    timing = {"COUNTERSIGN_HEADER_TIMEOUT": "9", "COUNTERSIGN_DRAIN_GRACE": "0"}
    with serving(**timing) as server:
        server.get("/readyz")
        with server.connect() as late, server.connect() as idle, server.connect() as on:
            time.sleep(0.1)
            on.sendall(b"GET /pause HTTP/1.1\r\nHost: a\r\n\r\n")
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            late.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            assert status(read_all(late)) == 200
            assert status(read_all(on)) == 200
            assert read_all(idle) == b""
        assert server.process.wait(10) == 0


def test_a_stuck_request_does_not_hold_the_exit() -> None:
    with serving(COUNTERSIGN_SHUTDOWN_TIMEOUT="1") as server:
        server.get("/readyz")
        with server.connect() as connection:
            connection.sendall(b"GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n")
            time.sleep(0.2)
            start = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - start < 5


def test_interrupt_skips_the_grace() -> None:
    with serving(COUNTERSIGN_DRAIN_GRACE="30") as server:
        server.get("/readyz")
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(5) == 0


def test_workers_share_the_load_and_are_replaced() -> None:
    with serving(COUNTERSIGN_WORKERS="2") as server:
        server.get("/readyz")
        with Load(server) as load:
            time.sleep(0.5)
            code = server.stop()
        assert code == 0
        assert not load.failures
        workers = {answer.rsplit(b"\r\n", 1)[1] for answer in load.answers}
        assert len(workers) == 2


def test_a_dead_worker_is_replaced() -> None:
    with serving(COUNTERSIGN_WORKERS="2") as server:
        first = int(server.get("/slow").rsplit(b"\r\n", 1)[1])
        time.sleep(5.2)
        os.kill(first, signal.SIGKILL)
        time.sleep(2)
        workers = {server.get("/slow").rsplit(b"\r\n", 1)[1] for _ in range(20)}
        assert str(first).encode() not in workers
        assert server.stop() == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_application_that_cannot_start_ends_the_server(workers: str) -> None:
    with serving("broken", COUNTERSIGN_WORKERS=workers) as server:
        assert server.process.wait(10) == 1


def test_a_worker_that_will_not_stop_is_killed() -> None:
    from impl import supervisor

    listener = socket.create_server(("127.0.0.1", 0))
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
    watcher = supervisor._Supervisor([sys.executable, "-c", deaf], 1, listener)
    threading.Timer(0.5, watcher.ask_to_stop, (signal.SIGTERM, None)).start()
    with listener:
        assert watcher.run(patience=0.2) == 1
