"""Changes as pages show them."""

import json
import shlex
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from impl.engine.comparison.witnesses.long_values import MEMBER
from impl.records import Change
from impl.web.witnesses import shown_change

PLACE = {"pointer": "/paths", "line": 1}


def command(message: dict[str, Any]) -> str:
    witness = {
        "message": message,
        "valid_under": "base",
        "breaks": {"part": "body", "pointer": "", "reason": "it is wrong"},
    }
    said = {
        "fingerprint": "0" * 16,
        "message": "It changed.",
        "kind": "kind",
        "verdict": "breaking",
        "operations": [],
        "profiles": {},
        "base": PLACE,
        "revision": PLACE,
        "witness": witness,
    }
    return shown_change(Change(0, json.dumps(said).encode())).command


def request(**more: Any) -> dict[str, Any]:
    return {"type": "request", "method": "POST", "path": "/a", **more}


def test_a_request_is_a_command_that_a_shell_takes_as_it_is() -> None:
    body = {"media_type": "application/json", "value": {"a": "it's $HOME `ls`"}}
    told = command(
        request(query="q=1&b=$(id)", headers={"X-A": "'; rm -rf /"}, body=body)
    )
    assert shlex.split(told) == [
        *("curl", "--globoff", "--path-as-is"),
        *("-X", "POST", "$SERVICE/a?q=1&b=$(id)"),
        *("-H", "X-A: '; rm -rf /", "-H", "Content-Type: application/json"),
        *("--data-raw", json.dumps(body["value"])),
    ]
    assert '"$SERVICE"' in told, "that alone is the shell's"
    assert "$(id)'" in told


class Heard(BaseHTTPRequestHandler):
    """Remembers what it is asked."""

    lines: ClassVar[list[str]] = []

    def answer(self) -> None:
        self.lines.append(self.requestline)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"ok")

    do_GET = do_HEAD = do_OPTIONS = answer  # noqa: N815 - as the library has it

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl_sends_what_is_said() -> None:
    sent = [
        ("GET", "/things", "filter[name]=a"),
        ("GET", "/things/[1-3]", None),
        ("GET", "/{a,b}", "c={1,2}"),
        ("GET", "/a/../b/./c", None),
        ("HEAD", "/a", "q=1"),
        ("OPTIONS", "/a", None),
    ]
    with HTTPServer(("127.0.0.1", 0), Heard) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        where = f"SERVICE=http://127.0.0.1:{server.server_port}"
        told = [
            command(request(method=method, path=path, **({"query": q} if q else {})))
            for method, path, q in sent
        ]
        run = " && ".join(f"{each} --noproxy '*' -sS -m 20" for each in told)
        done = subprocess.run(
            ["/bin/sh", "-c", f"{where}; {run}"], capture_output=True, check=False
        )
        server.shutdown()
    assert done.returncode == 0, done.stderr
    assert Heard.lines == [
        f"{method} {path}{f'?{query}' if query else ''} HTTP/1.1"
        for method, path, query in sent
    ]


def test_a_head_is_not_waited_for() -> None:
    assert shlex.split(command(request(method="HEAD", query="filter[a]=1"))) == [
        *("curl", "--globoff", "--path-as-is", "--head", "$SERVICE/a?filter[a]=1")
    ]


def test_what_no_line_says_is_no_command() -> None:
    repeated = {MEMBER: {"character": "a", "times": 10_000_000}}
    media_type = "application/json"
    for message in (
        {"type": "response", "status": 200},
        {"type": "value", "value": 1},
        request(body={"media_type": media_type, "value": repeated}),
        request(body={"media_type": media_type, "value": "a" * 5000}),
        request(body={"media_type": media_type, "text": "a\0b"}),
        request(body={"media_type": "multipart/form-data", "value": {}, "parts": {}}),
    ):
        assert command(message) == "", message
