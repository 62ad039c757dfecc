"""What was said is written down, without what nobody else may know."""

import json
from pathlib import Path
from typing import Any

import pytest

from impl.engine.usage.reading import read_usage
from scripts.comparing.reading import read_contract
from scripts.mocking.command import main, parse
from scripts.mocking.recording import Recorder
from scripts.mocking.using import Users
from tests.unit.mocks.driving import Browser

KENNEL = Path(__file__).parent / "kennel.yaml"


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


async def recorded(kennel: Browser, folder: Path, *reads: Path) -> Any:
    """Return what was used of the contract, as `scripts/compare --usage` takes it."""
    record = folder / "said.har"
    users = Users({"": KENNEL}, record, reads)
    recorder = Recorder(kennel.app, record, users)
    client = Browser(recorder)
    await client.send(
        *("POST", "/dogs", {"name": "Bella"}),
        authorization="Bearer secret",
        mock_reads="/id",
    )
    await client.send("GET", "/dogs?limit=2")
    recorder.write()
    file = folder / "said.usage.json"
    given = read_contract(str(KENNEL))
    usage = read_usage(file.read_bytes(), given.contract, name=str(file))
    assert usage.consumer == "said"
    return json.loads(file.read_text())["operations"]


@pytest.mark.asyncio
async def test_what_was_used_is_written_beside_it(
    kennel: Browser, tmp_path: Path
) -> None:
    used = await recorded(kennel, tmp_path)
    assert list(used) == ["POST /dogs", "GET /dogs"]
    assert used["POST /dogs"]["sends"]["body"]["members"] == ["/name"]
    answers = used["POST /dogs"]["reads"]["responses"]
    assert answers["201"]["body"]["members"] == ["/id"]
    assert used["GET /dogs"]["sends"]["parameters"] == ["query limit"]
    assert "members" not in used["GET /dogs"]["reads"]["responses"]["200"]["body"]


@pytest.mark.asyncio
async def test_a_usage_by_hand_says_what_is_read(
    kennel: Browser, tmp_path: Path
) -> None:
    body = {"members": ["/*/name"]}
    reads = {"reads": {"responses": {"200": {"body": body}}}}
    by_hand = tmp_path / "reads.json"
    by_hand.write_text(
        json.dumps(
            {
                "usage": "countersign.usage/1",
                "consumer": "page",
                "operations": {"GET /dogs": reads},
            }
        )
    )
    used = await recorded(kennel, tmp_path, by_hand)
    assert used["GET /dogs"]["reads"]["responses"]["200"]["body"] == body
    assert used["GET /dogs"]["sends"]["parameters"] == ["query limit"]


def test_what_is_read_needs_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse([str(KENNEL), "--reads", "a.json"])
    assert "--reads needs --record" in capsys.readouterr().err
