"""The server's life: drain, interruption, workers."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest
import uvicorn

from impl import server as serving_here
from impl.lifecycle import Drain
from impl.settings import Settings
from tests.support.server import ROOT, Server, read_all, serving, status

pytestmark = pytest.mark.long


# Seconds: more than a busy machine needs to look whether a server stops.
_GRACE = "2"


def wait_for(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def is_listening(server: Server) -> bool:
    try:
        server.connect().close()
    except ConnectionRefusedError:
        return False
    return True


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

    def workers(self) -> set[bytes]:
        return {answer.rsplit(b"\r\n", 1)[1] for answer in self.answers.copy()}

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
    with serving(COUNTERSIGN_DRAIN_GRACE=_GRACE) as server:
        server.get("/readyz")
        with Load(server) as load:
            wait_for(lambda: bool(load.answers))
            before = len(load.answers)
            code = server.stop()
    assert code == 0
    assert not load.failures
    assert len(load.answers) > before > 0
    assert {status(answer) for answer in load.answers} == {200}


def test_draining_closes_kept_connections() -> None:
    timing = {"COUNTERSIGN_HEADER_TIMEOUT": "60", "COUNTERSIGN_DRAIN_GRACE": _GRACE}
    with serving(**timing) as server:
        server.get("/readyz")
        with server.connect() as connection, server.connect() as idle:
            server.process.send_signal(signal.SIGTERM)
            wait_for(lambda: status(server.get("/readyz")) == 503)
            connection.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = read_all(connection)
            assert read_all(idle) == b""
        assert status(answer) == 200
        assert b"connection: close" in answer
        assert server.process.wait(60) == 0


def test_a_request_that_crosses_the_stop_is_answered() -> None:
    timing = {"HEADER_TIMEOUT": "60", "DRAIN_GRACE": "0", "SHUTDOWN_TIMEOUT": "60"}
    settings = {f"COUNTERSIGN_{name}": value for name, value in timing.items()}
    with serving(**settings, LINGER=_GRACE) as server:
        server.get("/readyz")
        with server.connect() as late, server.connect() as idle, server.connect() as on:
            time.sleep(0.1)
            on.sendall(b"GET /pause HTTP/1.1\r\nHost: a\r\n\r\n")
            server.process.send_signal(signal.SIGTERM)
            wait_for(lambda: not is_listening(server))
            late.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            assert status(read_all(late)) == 200
            assert status(read_all(on)) == 200
            assert read_all(idle) == b""
        assert server.process.wait(60) == 0


def test_a_stuck_request_does_not_hold_the_exit() -> None:
    with serving(COUNTERSIGN_SHUTDOWN_TIMEOUT="1") as server:
        server.get("/readyz")
        with server.connect() as connection:
            connection.sendall(b"GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n")
            time.sleep(0.2)
            start = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - start < 30


def test_interrupt_skips_the_grace() -> None:
    with serving(COUNTERSIGN_DRAIN_GRACE="300") as server:
        server.get("/readyz")
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(60) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_terminal_that_goes_is_no_loss(workers: str) -> None:
    """It hangs up on a whole group of processes."""
    grace = {"COUNTERSIGN_DRAIN_GRACE": "0", "COUNTERSIGN_SHUTDOWN_TIMEOUT": "60"}
    with serving(COUNTERSIGN_WORKERS=workers, **grace) as server:
        of_workers = wait_for_workers(server, int(workers))
        with server.connect() as connection:
            connection.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            for each in {server.process.pid, *of_workers}:
                os.kill(each, signal.SIGHUP)
            assert status(read_all(connection)) == 200
        assert server.process.wait(60) == 0


def worker(server: Server) -> int:
    return int(server.get("/slow").rsplit(b"\r\n", 1)[1])


def wait_for_workers(server: Server, count: int) -> set[int]:
    """Return the workers once as many answer; processes start one by one."""
    seen: set[int] = set()
    give_up = time.monotonic() + 60
    while len(seen) < count:
        assert time.monotonic() < give_up
        seen.add(worker(server))
    return seen


def test_workers_told_to_stop_before_they_listen_end_well() -> None:
    program = """
import socket, sys
from impl.supervisor import supervise
from impl.telemetry.exposing import Fleet
worker = [sys.executable, "-c", "print('up', flush=True); import time; time.sleep(60)"]
sys.exit(supervise(worker, 1, socket.create_server(("127.0.0.1", 0)), 30, Fleet()))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout
    with process.stdout:
        assert process.stdout.readline() == b"up\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_workers_share_the_load_and_are_replaced() -> None:
    settings = {"COUNTERSIGN_WORKERS": "2", "COUNTERSIGN_DRAIN_GRACE": _GRACE}
    with serving(**settings) as server:
        wait_for_workers(server, 2)
        with Load(server) as load:
            wait_for(lambda: len(load.workers()) == 2)
            code = server.stop()
        assert code == 0
        assert not load.failures
        assert len(load.workers()) == 2


def test_a_dead_worker_is_replaced() -> None:
    with serving(COUNTERSIGN_WORKERS="2", INFANCY="0") as server:
        first = worker(server)
        os.kill(first, signal.SIGKILL)
        assert first not in wait_for_workers(server, 2)
        assert server.stop() == 0


@pytest.mark.asyncio
@pytest.mark.parametrize("is_gone", [True, False])
async def test_a_worker_ends_with_who_watches_over_it(
    monkeypatch: pytest.MonkeyPatch, is_gone: bool
) -> None:
    """The next one would find the port taken, for ever."""
    monkeypatch.setattr(serving_here, "drain", Drain())
    watching = os.getpid() if is_gone else os.getppid()
    worker = serving_here.DrainingServer(uvicorn.Config("any:app"), 30, watching)
    assert await worker.on_tick(1) == is_gone
    commands: list[list[str]] = []
    monkeypatch.setattr(
        serving_here, "supervise", lambda command, *_: commands.append(command)
    )
    with serving_here.listen("127.0.0.1", 0) as listener:
        serving_here.run(
            Settings.model_construct(workers=2, metrics_port=None), listener
        )
    [[*_, name, pid]] = commands
    assert (name, int(pid)) == ("--supervisor", os.getpid())


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_application_that_cannot_start_ends_the_server(workers: str) -> None:
    # However long a busy machine takes for a start.
    with serving("broken", COUNTERSIGN_WORKERS=workers, INFANCY="60") as server:
        assert server.process.wait(60) == 1


def test_a_worker_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    from impl import supervisor
    from impl.telemetry.exposing import Fleet

    listener = socket.create_server(("127.0.0.1", 0))
    sign = tmp_path / "deaf"
    deaf = (
        "import pathlib, signal, sys, time; signal.signal(15, signal.SIG_IGN);"
        "pathlib.Path(sys.argv[1]).touch(); time.sleep(60)"
    )
    command = [sys.executable, "-c", deaf, str(sign)]
    watcher = supervisor._Supervisor(command, 1, listener, Fleet())

    def stop() -> None:
        while not sign.exists():
            time.sleep(0.02)
        watcher.ask_to_stop(signal.SIGTERM, None)

    threading.Thread(target=stop, daemon=True).start()
    with listener:
        assert watcher.run(patience=0.2) == 1
