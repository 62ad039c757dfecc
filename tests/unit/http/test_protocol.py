"""Connections seen from a raw socket: deadlines, limits, framing, refusals."""

import contextlib
import re
import select
import socket
import time
from collections.abc import Iterator

import pytest

from tests.support.server import END, Server, problem, read_all, serving, status

# Of what ends by a deadline, in seconds: long before the next thing would end it.
_SOON = 30


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        server.get("/readyz")
        yield server


@pytest.fixture(scope="module")
def patient() -> Iterator[Server]:
    """For what is in time, however late a busy machine sends the rest of it."""
    timing = {"HEADER_TIMEOUT": "60", "BODY_TIMEOUT": "60", "DRAIN_GRACE": "0"}
    settings = {f"COUNTERSIGN_{name}": value for name, value in timing.items()}
    with serving(**settings, DISCARD="60") as server:
        server.get("/readyz")
        yield server


def test_answers(server: Server) -> None:
    answer = server.get("/readyz")
    assert status(answer) == 200
    assert b"server:" not in answer.lower()


def test_silent_connection_is_closed(server: Server) -> None:
    start = time.monotonic()
    assert server.ask(b"") == b""
    assert time.monotonic() - start < _SOON


def test_slow_headers_get_408(server: Server) -> None:
    start = time.monotonic()
    assert problem(server.ask(b"GET / HTTP/1.1\r\nHost: a\r\nX-A: b"))["status"] == 408
    assert time.monotonic() - start < _SOON


def test_trickling_does_not_extend_the_deadline(server: Server) -> None:
    head = b"GET /readyz HTTP/1.1\r\nHost: a\r\nX-Long: " + b"a" * 1000
    with server.connect() as connection:
        trickle(connection, head)
        assert problem(read_all(connection))["status"] == 408


def trickle(connection: socket.socket, data: bytes) -> None:
    """Send byte after byte, until the server says something."""
    with contextlib.suppress(OSError):
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
            if connection in select.select([connection], [], [], 0)[0]:
                return
        pytest.fail("the connection is open after a thousand bytes")


def test_slow_second_request_on_a_kept_connection(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\nGET /re")
        answers = read_all(connection)
    assert status(answers) == 200
    assert b"408 Request Timeout" in answers


def test_pipelined_headers_wait_for_the_answer_before(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\n")
        time.sleep(0.5)  # longer than headers may take
        connection.sendall(b"Connection: close\r\n\r\n")
        server.get("/release")
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
    assert time.monotonic() - start < _SOON


def test_body_in_time_arrives(patient: Server) -> None:
    with patient.connect() as connection:
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


def test_a_large_trailer_is_refused(patient: Server) -> None:
    fields = b"Host: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
    with patient.connect() as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\n" + fields)
        time.sleep(0.1)
        connection.sendall(b"X-Big: " + b"a" * 3000)
        assert problem(read_all(connection))["status"] == 431


def test_what_is_owed_comes_before_a_refusal(server: Server) -> None:
    slow = b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
    late = b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz"
    for wrong in (b"nonsense\r\n\r\n", late):
        answers = server.ask(slow + slow + wrong)
        found = re.findall(rb"HTTP/1.1 (\d+)|(connection: close)", answers)
        assert found == [
            (b"200", b""),
            (b"200", b""),
            (b"400", b""),
            (b"", b"connection: close"),
        ]


def test_a_body_that_breaks_off_under_its_answer_ends_it(server: Server) -> None:
    head = b"POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    with server.connect() as connection:
        connection.sendall(head)
        begun = connection.recv(65_536)
        connection.sendall(b"zz\r\n")
        assert (begun + read_all(connection)).count(b"HTTP/1.1 ") == 1


def test_a_refusal_survives_what_is_still_being_sent(patient: Server) -> None:
    with patient.connect() as connection:
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
    assert time.monotonic() - start < _SOON


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


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.9"])
def test_later_minor_versions_are_understood_as_1_1(
    server: Server, version: str
) -> None:
    head = f"GET /version HTTP/{version}\r\nHost: a\r\n"
    answers = server.ask(f"{head}\r\n{head}Connection: close\r\n\r\n".encode())
    assert answers.count(b"HTTP/1.1 200 OK") == 2
    assert answers.count(b"\r\n\r\n1.1") == 2


@pytest.mark.parametrize("version", ["0.9", "2.0", "3.0", "9.9", "1.10", "1.", "1"])
def test_other_major_versions_are_not(server: Server, version: str) -> None:
    request = f"GET /readyz HTTP/{version}\r\nHost: a\r\n\r\n".encode()
    assert problem(server.ask(request))["status"] == 400


def test_a_later_minor_version_excuses_nothing(server: Server) -> None:
    assert problem(server.ask(b"GET /readyz HTTP/1.2\r\n\r\n"))["status"] == 400
    gzipped = b"Host: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    assert problem(server.ask(b"POST /echo HTTP/1.2\r\n" + gzipped))["status"] == 400


@pytest.mark.parametrize("length", [str(2**64), "9" * 30, "9" * 1900])
def test_a_length_beyond_all_bounds_is_too_large(server: Server, length: str) -> None:
    head = f"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n"
    told = problem(server.ask(head.encode()))
    assert (told["status"], told["code"]) == (413, "content_too_large")
    assert "too large" in str(told["detail"])


@pytest.mark.parametrize("length", ["-1", "+1", "0x1", "1, 2", "1 2", "x", ""])
def test_a_length_that_is_no_number_is_refused(server: Server, length: str) -> None:
    head = f"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n"
    assert problem(server.ask(head.encode()))["status"] == 400


@pytest.mark.parametrize("target", ["*", "http://a", "http://a:80"])
def test_options_may_ask_for_the_service_as_a_whole(
    server: Server, target: str
) -> None:
    fields = "Host: a\r\nConnection: close\r\n\r\n"
    answer = server.ask(f"OPTIONS {target} HTTP/1.1\r\n{fields}".encode())
    assert answer.endswith(b"\r\n\r\nOPTIONS *")


@pytest.mark.parametrize(
    "line", ["GET *", "POST *", "OPTIONS **", "OPTIONS *?a", "OPTIONS *a"]
)
def test_nothing_else_has_an_asterisk_for_its_target(server: Server, line: str) -> None:
    request = f"{line} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    assert problem(server.ask(request))["status"] == 400


@pytest.mark.parametrize(
    "method", ["FOO", "TRACK", "PROPFIND", "get", "GETS", "G", "DESCRIBE", "M-SEARCH"]
)
def test_unknown_methods_get_501(server: Server, method: str) -> None:
    request = f"{method} /slow HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    told = problem(server.ask(request))
    assert (told["status"], told["code"]) == (501, "not_implemented")


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_method_in_pieces_is_the_same_method(patient: Server, cut: int) -> None:
    for request, expected in (
        (b"PATCHY /slow HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        (b"GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 200),
    ):
        with patient.connect() as connection:
            connection.sendall(request[:cut])
            time.sleep(0.05)
            connection.sendall(request[cut:])
            assert status(read_all(connection)) == expected


# Bodies in which the end of a head, or the start of a request, means nothing.
AMBIGUOUS = (
    b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n"
    b"FOO / \r\n\r\nab"
    b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"4\r\n\r\n\r\n\r\n0\r\n\r\n"
)


@pytest.mark.parametrize(
    ("before", "answers"),
    [
        (b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n", 1),
        (b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 1),
        (
            AMBIGUOUS,
            2,
        ),
        (b"\r\n\r\n", 0),
    ],
)
def test_an_unknown_method_after_others(
    server: Server, before: bytes, answers: int
) -> None:
    whole = before + b"FOO / HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\n"
    found = [int(each) for each in re.findall(rb"HTTP/1.1 (\d+)", server.ask(whole))]
    assert found == [200] * answers + [501]


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [
        (b"FOO / HTTP/1.1\r\n\r\n", 400),
        (b"FOO / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"FOO / HTTP/3.0\r\nHost: a\r\n\r\n", 400),
        (b"FOO /\xff HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"FOO / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n", 400),
        (b"F(O / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"FOO\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b" FOO / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"FOO / HTTP/1.1\r\nHost: a\r\nX-Big: " + b"a" * 3000, 431),
        (b"FOO /" + b"a" * 3000, 414),
        (b"F" * 3000, 431),
        (b"FOO", 408),
        (b"FOO / HTTP/1.1\r\nHost: a", 408),
        (b"\x16\x03\x01\x02\x00", 400),
    ],
)
def test_an_unknown_method_excuses_nothing(
    server: Server, request_bytes: bytes, expected: int
) -> None:
    assert problem(server.ask(request_bytes))["status"] == expected


def test_trickling_a_method_does_not_extend_the_deadline(server: Server) -> None:
    with server.connect() as connection:
        trickle(connection, b"a" * 1000)
        assert problem(read_all(connection))["status"] == 408


def test_an_answer_that_nobody_takes_ends_its_connection(server: Server) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        while b" 0" not in server.get("/open").rsplit(b"\r\n", 1)[1]:
            time.sleep(0.1)
        with contextlib.suppress(ConnectionResetError):
            received = 0
            while part := connection.recv(65_536):
                received += len(part)
            assert received < 50_000_000
