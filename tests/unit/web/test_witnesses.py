"""Changes as pages show them."""

import json
import shlex
from typing import Any

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
        *("curl", "-X", "POST", "$SERVICE/a?q=1&b=$(id)"),
        *("-H", "X-A: '; rm -rf /", "-H", "Content-Type: application/json"),
        *("--data-raw", json.dumps(body["value"])),
    ]
    assert '"$SERVICE"' in told, "that alone is the shell's"
    assert "$(id)'" in told


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
