"""The server as a process of its own, around `slow_app`, seen from a raw socket."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "COUNTERSIGN_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "COUNTERSIGN_HEADER_TIMEOUT": "0.4",
    "COUNTERSIGN_BODY_TIMEOUT": "0.4",
    "COUNTERSIGN_MAX_HEADER_BYTES": "2048",
    "COUNTERSIGN_DRAIN_GRACE": "0.6",
    "COUNTERSIGN_SHUTDOWN_TIMEOUT": "2",
    "COUNTERSIGN_LOG_FORMAT": "json",
    # Never the reason that a connection ends here.
    "COUNTERSIGN_KEEP_ALIVE_TIMEOUT": "60",
}
PROGRAM = (
    "import os, resource, sys\n"
    "if most := int(os.environ.get('DESCRIPTORS', 0)):\n"
    "    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))\n"
    "from impl import server, supervisor\nfrom impl.settings import Settings\n"
    "from impl.http import protocol\n"
    "supervisor._INFANCY = float(os.environ.get('INFANCY', 5))\n"
    "protocol._LINGER = float(os.environ.get('LINGER', protocol._LINGER))\n"
    "protocol._DISCARD = float(os.environ.get('DISCARD', protocol._DISCARD))\n"
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
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

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
        return self.process.wait(60)


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
