"""What the command says of consumers, and how it exits for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.comparing.command import main, parse
from tests.unit.comparing.conftest import Compare
from tests.unit.engine.comparison.shop import GET, THING, S

BREAKING = {f"{THING}/name/type": "integer", f"{S}/NewThing/required": ["name", "url"]}
RISKY = {f"{THING}/made/format": "date"}


def usage(name: str, *members: str, **more: Any) -> str:
    body = {"members": list(members)}
    used = {"reads": {"responses": {"200": {"body": body}}}}
    said = {
        "usage": "countersign.usage/1",
        "consumer": name,
        "operations": {"GET /things/{id}": used},
        "webhooks": {},
        **more,
    }
    return json.dumps(said)


@pytest.fixture(autouse=True)
def consumers(compare: Compare, tmp_path: Path) -> None:
    """Write the usages of some consumers beside the contracts."""
    (tmp_path / "mobile.json").write_text(usage("mobile", "/name", version="4.2"))
    (tmp_path / "web.json").write_text(usage("web", "/id"))
    (tmp_path / "date.json").write_text(usage("date", "/made"))
    (tmp_path / "typo.json").write_text(usage("typo", "/nam"))
    request = {"method": "GET", "url": "https://shop.example.com/v1/things/1"}
    response = {"status": 200, "content": {"text": "{}", "size": 2}}
    asset = {"request": {**request, "url": "https://shop.example.com/v1/x.js"}}
    entries = [{"request": request, "response": response}, asset]
    (tmp_path / "browser.har").write_text(json.dumps({"log": {"entries": entries}}))


def test_one_is_broken(compare: Compare) -> None:
    status, out, err = compare(
        BREAKING, "--usage", "mobile.json", "--usage", "web.json"
    )
    assert (status, err) == (1, "")
    report, _, told = out.partition("✗ mobile 4.2: breaking: 1 breaking; ")
    assert "raise the major version" in report
    assert "type of response 200 body name was string and is integer" in told
    assert "◀ here" in told
    assert "✓ web: compatible: not affected; " in told
    assert out.endswith("\nbreaks mobile 4.2, not web\n")


def test_none_is_broken(compare: Compare) -> None:
    status, out, _ = compare(BREAKING, "--usage", "web.json")
    assert status == 0
    assert out.endswith("\nbreaks none of 1\n")


def test_whoever_is_affected_worst_decides(compare: Compare) -> None:
    usages = ("--usage", "web.json", "--usage", "date.json")
    assert compare(RISKY, *usages)[0] == 0
    assert compare(RISKY, *usages, "--fail-on", "risky")[0] == 4
    status, out, _ = compare({**RISKY, **BREAKING}, *usages, "--usage", "mobile.json")
    assert status == 1
    assert out.endswith("\nbreaks mobile 4.2, not date, web\n")


def test_recordings_say_what_they_leave_out(compare: Compare) -> None:
    status, out, _ = compare(BREAKING, "--usage", "browser.har")
    assert status == 1
    assert "breaks browser\n" in out
    note = "browser.har: GET /v1/x.js is no operation of the contract."
    assert out.endswith(f"\n{note}\n")


def test_json(compare: Compare) -> None:
    usages = ("--usage", "mobile.json", "--usage", "web.json")
    status, out, _ = compare(BREAKING, *usages, "--format", "json")
    report = json.loads(out)
    mobile, web = report["consumers"]
    assert (status, mobile["consumer"], mobile["version"]) == (1, "mobile", "4.2")
    assert (mobile["verdict"], web["verdict"]) == ("breaking", "compatible")
    known = {change["fingerprint"] for change in report["changes"]}
    [change] = mobile["changes"]
    assert change["fingerprint"] in known
    assert change["operations"] == ["GET /things/{id}"]
    assert change["witness"]["breaks"]["pointer"] == "/name"
    assert web["changes"] == []
    assert set(web["spared"]) <= known
    assert len(web["spared"]) > len(mobile["spared"])


@pytest.mark.parametrize("form", ["markdown", "github"])
def test_comments(
    compare: Compare, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    usages = ("--usage", "mobile.json", "--usage", "web.json")
    _, out, _ = compare(BREAKING, *usages, "--format", form)
    text = out if form == "markdown" else summary.read_text()
    assert "### Consumers\n\n**breaks mobile 4.2, not web.**" in text
    assert "- ✗ `mobile 4.2`: breaking" in text
    assert "- ✓ `web`: compatible" in text
    assert text.count("◀ here") > 1


def test_what_is_accepted_no_longer_counts(compare: Compare, tmp_path: Path) -> None:
    accepted = {
        "kind": "response-type-changed",
        "at": "/components/schemas/Thing",
        "reason": "All are told.",
        "by": "ada",
    }
    (tmp_path / "accept.yaml").write_text(json.dumps({"accept": [accepted]}))
    options = ("--usage", "mobile.json", "--accept", "accept.yaml")
    status, out, _ = compare(BREAKING, *options)
    assert status == 0
    assert out.endswith("breaks none of 1\n")


def test_what_may_break_is_undecided(compare: Compare) -> None:
    pattern = {f"{THING}/name/pattern": r"^([a-z])(\1|[a-z])*$"}
    status, out, _ = compare(
        {**pattern, f"{GET}/operationId": "x"}, "--usage", "mobile.json"
    )
    assert status in {0, 3}
    assert "mobile 4.2" in out.splitlines()[-1] or "breaks none" in out


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("typo.json", "typo.json:1:"),
        ("nowhere.json", "nowhere.json can't be read: No such file or directory"),
    ],
)
def test_what_cannot_be_read(compare: Compare, file: str, said: str) -> None:
    status, out, err = compare(BREAKING, "--usage", file)
    assert (status, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    "options",
    [
        ["--usage", "a"],
        ["a", "b", "--usage", "a", "--schema"],
        ["a", "b", "--usage", "a", "--respect-version"],
        ["a", "b", "--usage", "a", "--format", "sarif"],
    ],
)
def test_what_does_not_go_together(options: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(options)
    assert caught.value.code == 2


def test_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(parse(["--usage-schema"])) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Usage of a contract"
