"""What was said is written down, without what nobody else may know."""

import json
from pathlib import Path

import pytest

from scripts.mocking.command import main, parse
from scripts.mocking.recording import Recorder
from tests.unit.mocks.driving import Browser


@pytest.mark.asyncio
async def test_requests_and_answers_are_written_down(
    kennel: Browser, tmp_path: Path
) -> None:
    recorder = Recorder(kennel.app, tmp_path / "said.har")
    client = Browser(recorder)
    await client.send(
        "POST", "/dogs", {"name": "Bella"}, authorization="Bearer secret", host="a.test"
    )
    await client.send("GET", "/dogs/1/picture?x=%20y")
    await client.send("GET", "/dogs/1/picture")
    await client.send("GET", "/_mock/log")
    recorder.write()
    text = (tmp_path / "said.har").read_text()
    assert "secret" not in text
    log = json.loads(text)["log"]
    assert log["version"] == "1.2"
    added, wrong, picture = log["entries"]
    assert added["request"]["url"] == "http://a.test/dogs"
    assert json.loads(added["request"]["postData"]["text"]) == {"name": "Bella"}
    assert added["response"]["status"] == 201
    assert added["response"]["redirectURL"]
    assert json.loads(added["response"]["content"]["text"])["name"] == "Bella"
    assert added["comment"] == "addDog"
    assert wrong["request"]["queryString"] == [{"name": "x", "value": " y"}]
    assert wrong["response"]["status"] == 400
    assert picture["response"]["content"]["encoding"] == "base64"


def test_a_file_that_cannot_be_written_is_said_at_once(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COUNTERSIGN_STATE_FOLDER", str(tmp_path / "state"))
    contract = str(Path(__file__).parent / "kennel.yaml")
    assert main(parse([contract, "--record", str(tmp_path)])) == 2
    assert capsys.readouterr().err.startswith(f"mock: can't write {tmp_path}: ")
