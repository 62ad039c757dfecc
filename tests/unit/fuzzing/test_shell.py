"""Commands that send what they say, once they are copied into a shell."""

import os
import socket
import subprocess
import threading
from collections.abc import Iterator

import pytest

from scripts.fuzzing.given_headers import Secrets, parse_header
from scripts.fuzzing.shell import curl, raw

ANSWER = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"


class Listener:
    """Takes one request, and keeps its bytes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.heard = b""
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()

    def _listen(self) -> None:
        connection, _ = self.socket.accept()
        with connection:
            connection.settimeout(20)
            while not self._is_whole():
                data = connection.recv(65_536)
                if not data:
                    break
                self.heard += data
            connection.sendall(ANSWER)

    def _is_whole(self) -> bool:
        head, end, body = self.heard.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        return bool(end) and len(body) >= int(length or 0)


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.thread.join(30)
    listener.socket.close()


def run(command: str, **environment: str) -> None:
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": "it\'s"}',
        b'$HOME `id` \\ %s %% "',
        b"a\nb\r\n\tc",
        b"\xff\xfe\xc3\xa4",
        b"\0a\0",
        b"@/etc/passwd",
        b"",
        b"\x01\x7f!1",
    ],
)
def test_a_body_arrives_byte_for_byte(listener: Listener, body: bytes) -> None:
    url = f"http://127.0.0.1:{listener.port}/a%00b?q=%ff"
    headers = [
        ("Content-Type", "text/x-probe"),
        ("X-Odd", "\xff'\"$a"),
        ("X-Empty", ""),
    ]
    run(curl("POST", url, headers, body, Secrets([])))
    head, _, sent = listener.heard.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert sent == body
    assert lines[0] == b"POST /a%00b?q=%ff HTTP/1.1"
    assert b"Content-Type: text/x-probe" in lines
    assert b"X-Odd: \xff'\"$a" in lines
    assert b"X-Empty:" in lines


def test_a_body_without_a_type_has_none(listener: Listener) -> None:
    run(curl("PUT", f"http://127.0.0.1:{listener.port}/", [], b"a", Secrets([])))
    assert b"content-type" not in listener.heard.lower()


def test_a_path_stays_as_it_is(listener: Listener) -> None:
    url = f"http://127.0.0.1:{listener.port}/a/../[b]/{{c}}"
    run(curl("GET", url, [], None, Secrets([])))
    assert listener.heard.startswith(b"GET /a/../[b]/{c} HTTP/1.1\r\n")


def test_what_was_given_is_a_variable(listener: Listener) -> None:
    given = parse_header("Authorization: Bearer s3cret-token")
    headers = [(given.name, given.value), ("Accept", "*/*"), ("User-Agent", "a")]
    url = f"http://127.0.0.1:{listener.port}/"
    command = curl("GET", url, headers, None, Secrets([given]))
    assert "s3cret-token" not in command
    run(command, AUTHORIZATION=given.value)
    assert b"\r\nAuthorization: Bearer s3cret-token\r\n" in listener.heard


def test_a_long_body_is_printed_by_a_command(listener: Listener) -> None:
    url = f"http://127.0.0.1:{listener.port}/"
    run(curl("POST", url, [], b"", Secrets([]), "printf '[%.0s' $(seq 500)"))
    assert listener.heard.endswith(b"\r\n\r\n" + b"[" * 500)


def test_raw_bytes_are_printed_as_they_are() -> None:
    data = b"GET / HTTP/1.1\r\nA: \0%s\\'\xff\"\r\n\r\n"
    command = raw("127.0.0.1:80", False, data, Secrets([]))
    printing, bar, sending = command.rpartition(" | ")
    assert (bar, sending) == (" | ", "nc 127.0.0.1 80")
    done = subprocess.run(["bash", "-c", printing], capture_output=True, check=True)
    assert done.stdout == data
    assert raw("h:1", True, b"", Secrets([])).endswith(
        "openssl s_client -quiet -connect h:1"
    )


def test_raw_bytes_have_variables_for_what_was_given() -> None:
    given = parse_header("Authorization: Bearer 100%s-token")
    data = b"A: %s\r\nAuthorization: Bearer 100%s-token\r\n\0"
    command = raw("127.0.0.1:80", False, data, Secrets([given]))
    assert "-token" not in command
    done = subprocess.run(
        ["bash", "-c", command.rpartition(" | ")[0]],
        env={**os.environ, "AUTHORIZATION": given.value},
        capture_output=True,
        check=True,
    )
    assert done.stdout == data
