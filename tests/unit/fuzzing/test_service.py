"""What is fuzzed: an application that is started and ended, or a URL that answers."""

import argparse
import json
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from scripts.fuzzing.command import fuzz_anybody, refuse_strangers
from scripts.fuzzing.service import Application, NoService, checked_url, serving

APPLICATION = """
import os

async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})

def make():
    return app

def broken():
    raise RuntimeError("no database")
"""
CONTRACT = {
    "openapi": "3.1.0",
    "info": {"title": "A", "version": "1"},
    "paths": {"/a": {"get": {"responses": {"200": {"description": ""}}}}},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "service.py").write_text(APPLICATION)
    (tmp_path / "contract.json").write_text(json.dumps(CONTRACT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def application(folder: Path, name: str, python: str = sys.executable) -> Application:
    return Application(name, python, folder / "log")


@pytest.mark.parametrize("name", ["service:app", "service:make"])
def test_an_application_is_served_and_ended(folder: Path, name: str) -> None:
    with serving(application(folder, name)) as url:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(url)
        process = int(caught.value.read())
        assert Path(f"/proc/{process}").exists()
    assert not Path(f"/proc/{process}").exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nothing:app", 'Could not import module "nothing"'),
        ("service:nothing", 'Attribute "nothing" not found'),
        ("service:broken", "RuntimeError: no database"),
    ],
)
def test_one_that_does_not_start_says_why(folder: Path, name: str, told: str) -> None:
    with pytest.raises(NoService) as caught, serving(application(folder, name)):
        pass
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["service", "service.app", "a b:c", ":app", "a:"])
def test_a_name_that_is_none_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(NoService):
        application(folder, name)


def test_so_is_an_interpreter_that_is_none(folder: Path) -> None:
    started = serving(application(folder, "service:app", "/none"))
    with pytest.raises(NoService, match="can't be run"), started:
        pass


@pytest.mark.parametrize(
    "url",
    ["localhost:8000", "ftp://h", "http://", "http://h:0", "http://h:99999", "//h"],
)
def test_a_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(NoService, match="not of the form"):
        checked_url(url)


@pytest.mark.parametrize("url", ["http://a:s3cret@h", "http://h/?a=b", "http://h/#a"])
def test_so_is_one_with_more_than_an_address(url: str) -> None:
    with pytest.raises(NoService) as caught:
        checked_url(url)
    assert "s3cret" not in str(caught.value)


class Stranger(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(CONTRACT).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def stranger() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Stranger)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_stranger_is_told_to_bring_a_contract(stranger: str) -> None:
    with pytest.raises(NoService) as caught:
        refuse_strangers(f"{stranger}/", "Countersign")
    assert "is no Countersign: its contract is of 'A'" in str(caught.value)
    assert f"scripts/fuzz --contract FILE --url {stranger}" in str(caught.value)
    refuse_strangers(stranger, "A")


def asked(**options: object) -> argparse.Namespace:
    usual = {
        "contract": Path("contract.json"),
        "url": "http://127.0.0.1:1",
        "app": None,
        "python": None,
        "header": [],
        "identity": [],
        "seed": None,
        "examples": 1,
        "operation": [],
        "report": Path("reports"),
        "report_to": None,
    }
    return argparse.Namespace(**{**usual, **options})


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "No answer from http://127.0.0.1:1: Connection refused"),
        ({"contract": Path("none.json")}, "there is no contract at none.json"),
        ({"contract": Path()}, "it is a folder"),
        ({"contract": Path("service.py")}, "service.py can't be compiled"),
        ({"url": "nonsense"}, "--url nonsense is not of the form"),
        ({"header": ["s3cret"]}, "--header: a header has the form"),
        ({"header": ["A: b", "a: c"]}, "the same name twice"),
        ({"identity": ["ada"]}, "--as: an identity has the form"),
        ({"header": ["A: b"], "identity": ["ada=a: c"]}, "by --header and by --as ada"),
        ({"operation": ["none"]}, "no operation none"),
        ({"url": None, "app": "nothing"}, "not of the form module:application"),
        ({"report": Path("service.py")}, "service.py can't be written"),
    ],
    ids=str,
)
def test_what_can_not_be_done_is_one_sentence(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: dict[str, object],
    told: str,
) -> None:
    assert fuzz_anybody(asked(**options)) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "s3cret" not in said


def test_a_broken_contract_is_told_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {**CONTRACT, "paths": {"/a": {"get": {"responses": {"200": 3}}}}}
    (folder / "contract.json").write_text(json.dumps(broken))
    assert fuzz_anybody(asked()) == 2
    assert "contract.json:1:" in capsys.readouterr().err
