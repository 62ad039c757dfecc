"""The command: contracts by name, edits as they are saved, and plain words."""

import json
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

from impl.mocks.tracing import Trace
from scripts.mocking.command import main, parse
from scripts.mocking.mounting import Mounts, NoContract
from scripts.mocking.telling import Teller
from scripts.mocking.watching import renew
from tests.unit.mocks.driving import Browser, Got

ROOT = Path(__file__).resolve().parents[3]
KENNEL = Path(__file__).parent / "kennel.yaml"
LOST = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: '#/b'}}\n"


@pytest.fixture(autouse=True)
def own_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNTERSIGN_STATE_FOLDER", str(tmp_path / "state"))


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A contract that may be edited."""
    return Path(shutil.copy(KENNEL, tmp_path / "kennel.yaml"))


def mounts(*arguments: str) -> Mounts:
    return Mounts(parse([*arguments, "--quiet"]))


@pytest.mark.asyncio
async def test_one_contract_is_served_at_the_root(contract: Path) -> None:
    made = mounts(str(contract))
    assert (await Browser(made).send("GET", "/dogs")).status == 200
    summary = made.summary("http://here")
    assert summary == "http://here  Kennel 1.0, 10 operations, 4 remembered"


def test_nothing_that_answers_is_loaded_before_the_server_is_ready(
    contract: Path,
) -> None:
    mounts(str(contract))
    code = """if True:
        import sys
        from scripts.mocking.bare_runtime import use_bare_runtime
        from scripts.mocking.command import parse
        use_bare_runtime()
        from scripts.mocking.mounting import Mounts
        import scripts.mocking.server
        print(Mounts(parse([sys.argv[1]])).summary("here"))
        heavy = {"pydantic", "jsonschema_rs", "impl.engine.sampling", "impl.mocks.mock"}
        print(*heavy & {*sys.modules})
    """
    command = [sys.executable, "-c", code, str(contract)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "here  Kennel 1.0, 10 operations, 4 remembered\n\n"


@pytest.mark.asyncio
async def test_several_contracts_are_served_below_their_names(contract: Path) -> None:
    other = contract.with_name("openapi.yaml")
    shutil.copy(contract, other)
    made = mounts(str(contract), f"v2={other}", str(other))
    assert [*made.mounts] == ["kennel", "v2", contract.parent.name]
    browser = Browser(made)
    for name in made.mounts:
        assert (await browser.send("GET", f"/{name}/dogs")).status == 200
        assert (await browser.send("GET", f"/{name}/v2/api/dogs")).status == 200
        control = await browser.send("GET", f"/{name}/_mock")
        assert control.json["title"] == "Kennel"
        here = await browser.send("GET", f"/{name}/_mock/openapi.json")
        assert here.json["servers"] == [{"url": f"/{name}"}]
    nowhere = await browser.send("GET", "/dogs")
    assert nowhere.status == 404
    assert b"/kennel/  Kennel 1.0" in nowhere.body


def test_two_contracts_of_one_name_are_refused(contract: Path) -> None:
    with pytest.raises(NoContract, match=r"name one as NAME="):
        mounts(str(contract), str(contract))


def asked(app: Any, method: str, target: str, body: object = None) -> Got:
    fields = {"authorization": "Bearer x"}
    return anyio.run(lambda: Browser(app).send(method, target, body, **fields))


def test_an_edit_is_taken_in_and_what_was_remembered_stays(contract: Path) -> None:
    mount = mounts(str(contract)).mounts["kennel"]
    added = asked(mount.mock, "POST", "/dogs", {"name": "Bella"})
    contract.write_text(contract.read_text().replace("/moved:", "/gone:"))
    assert renew(mount)
    assert asked(mount.mock, "GET", "/gone").status == 302
    found = asked(mount.mock, "GET", f"/dogs/{added.json['id']}")
    assert found.json["name"] == "Bella"


def test_a_broken_edit_is_told_and_the_last_good_one_goes_on(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mount = mounts(str(contract)).mounts["kennel"]
    for broken, told in (
        (LOST, r"kennel\.yaml:3:\d+: error CS\d+: Nothing is found at"),
        ("openapi: [", r"kennel\.yaml:\d+:\d+: error CS"),
    ):
        contract.write_text(broken)
        assert not renew(mount)
        error = capsys.readouterr().err
        assert re.search(told, error)
        assert "its last good version goes on" in error
        assert asked(mount.mock, "GET", "/dogs").status == 200
    contract.unlink()
    assert not renew(mount)
    assert "is no file" in capsys.readouterr().err


def test_a_plan_is_kept_and_made_anew_after_an_edit(
    contract: Path, tmp_path: Path
) -> None:
    mounts(str(contract))
    [kept] = (tmp_path / "state" / "mocks").iterdir()
    first = kept.read_bytes()
    assert mounts(str(contract)).mounts["kennel"].mock.plan.title == "Kennel"
    contract.write_text(contract.read_text().replace("title: Kennel", "title: Dogs"))
    assert mounts(str(contract)).mounts["kennel"].mock.plan.title == "Dogs"
    assert kept.read_bytes() != first
    kept.write_bytes(b"{")
    assert mounts(str(contract)).mounts["kennel"].mock.plan.title == "Dogs"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, r"^mock: .*contract\.yaml is no file\n$"),
        (LOST, r"contract\.yaml:3:\d+: error CS\d+: Nothing is found at"),
        ("\0", r"contract\.yaml:\d+:\d+: error CS\d+: "),
    ],
)
def test_what_is_no_contract_is_said_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, told: str
) -> None:
    file = tmp_path / "contract.yaml"
    if text is not None:
        file.write_text(text)
    assert main(parse([str(file)])) == 2
    assert re.search(told, capsys.readouterr().err)


def test_an_address_that_is_none_is_said_in_plain_words(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(parse([str(contract), "--host", "192.0.2.1", "--port", "0"])) == 2
    assert capsys.readouterr().err.startswith("mock: can't listen on 192.0.2.1 port 0:")


def test_lines_say_what_was_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = Trace("GET", "/dogs?\x1b[2J", "listDogs", ["query /limit is odd"])
    trace.status, trace.source, trace.notes = 400, "error", ["400 is not declared"]
    Teller("/kennel")(trace)
    assert capsys.readouterr().out == (
        "GET /kennel/dogs?�[2J → 400 (error, listDogs, 0 ms)\n"
        "    invalid: query /limit is odd\n"
        "    note: 400 is not declared\n"
    )
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    colours = [
        Teller().text(Trace("GET", "/", status=status))[8:13]
        for status in (200, 404, 500)
    ]
    assert colours == ["\x1b[32m", "\x1b[33m", "\x1b[31m"]


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "scripts" / "mock"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if line.startswith("ready: "):
                yield process, line.removeprefix("ready: ").strip()
                break
        else:
            pytest.fail(process.communicate()[1])
    finally:
        process.kill()
        process.communicate()


def test_the_server_serves_drops_reloads_and_stops(contract: Path) -> None:
    said = contract.with_name("said.har")
    options = ("--port", "0", "--watch", "--record", str(said))
    with running(str(contract), *options) as (process, address):
        assert process.stdout is not None
        assert process.stderr is not None
        with urllib.request.urlopen(f"{address}/dogs") as answer:
            assert answer.status == 200
        assert process.stdout.readline().startswith("GET /dogs → 200 (state, listDogs")
        dropped = urllib.request.Request(f"{address}/dogs")
        dropped.add_header("Prefer", "fault=drop")
        with pytest.raises(OSError, match=r"(?i)closed|reset|remote end"):
            urllib.request.urlopen(dropped)
        assert "→ dropped" in process.stdout.readline()
        contract.write_text("openapi: [")
        assert "error CS" in process.stderr.readline()
        contract.write_text(KENNEL.read_text().replace("/moved", "/gone"))
        line = process.stdout.readline()
        assert line == "kennel.yaml was read again: 10 operations\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert [
        (each["comment"], each["response"]["status"])
        for each in json.loads(said.read_text())["log"]["entries"]
    ] == [("listDogs", 200), ("listDogs", 0)]
