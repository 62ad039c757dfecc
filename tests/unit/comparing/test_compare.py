"""The command: what it prints, what it refuses, and how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.comparing.command import main, parse
from tests.unit.engine.comparison.shop import (
    CONTENT,
    GET,
    GONE,
    PUT,
    TEXT,
    THING,
    Edits,
    S,
    edited,
)

ROOT = Path(__file__).resolve().parents[3]
BREAKING = {f"{S}/Thing/required": ["id"], f"{THING}/size": {"type": "integer"}}
COMPATIBLE = {f"{THING}/size": {"type": "integer"}}
# The same language as that of the shop's tags, in a way that is hard to see through.
PATTERN = r"^([a-z])(\1|[a-z])*$"
Compare = Callable[..., tuple[int, str, str]]


@pytest.fixture
def compare(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Compare:
    """Compare the shop's contract with an edit of it, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(TEXT)

    def run(edits: Edits | None, *options: str) -> tuple[int, str, str]:
        if edits is not None:
            content = json.dumps(edited(edits), indent=2)
            (tmp_path / "new.json").write_text(content)
        names = [] if edits is None else ["old.yaml", "new.json"]
        status = main(parse([*names, *options]))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_no_change(compare: Compare) -> None:
    status, out, err = compare({})
    assert status == 0
    assert "no change that a client could notice" in out
    assert "raise the patch version" in out
    assert err == ""


def test_compatible(compare: Compare) -> None:
    status, out, _ = compare(COMPATIBLE)
    assert status == 0
    assert "breaks strict readers, not tolerant ones" in out
    assert "raise the minor version" in out
    assert compare(COMPATIBLE, "--profile", "strict-reader")[0] == 1


def test_breaking(compare: Compare) -> None:
    status, out, _ = compare(BREAKING)
    assert status == 1
    assert "✗ Property 'name' became optional in response 200 body." in out
    assert "this response is valid under the revision alone;" in out
    assert "◀ here" in out
    assert "raise the major version" in out
    assert "\033" not in out


def test_requests_are_shown_whole(compare: Compare) -> None:
    edits = {f"{GET}/parameters/1/required": True, f"{PUT}/security": [{"oauth": []}]}
    status, out, _ = compare(edits)
    assert status == 1
    assert "GET /things/1" in out
    assert "with apiKey header X-Key" in out


def test_undecided(compare: Compare) -> None:
    edits = {f"{S}/Tag/pattern": PATTERN}
    assert compare(edits)[0] == 3
    assert compare(edits, "--fail-on", "breaking")[0] == 0
    _, out, _ = compare(edits, "--format", "junit")
    assert ET.fromstring(out).get("skipped") != "0"


def test_json_and_verify(compare: Compare, tmp_path: Path) -> None:
    status, out, _ = compare(BREAKING, "--format", "json")
    report = json.loads(out)
    assert status == 1
    assert list(report) == ["verdict", "semver", "changes", "certificate"]
    change = next(c for c in report["changes"] if c["verdict"] == "breaking")
    assert change["revision"]["file"] == "new.json"
    assert change["revision"]["line"] > 1
    assert change["witness"]["message"]["type"] == "response"
    (tmp_path / "report.json").write_text(out)
    assert compare(BREAKING, "--verify", "report.json")[0] == 0
    status, _, err = compare(COMPATIBLE, "--verify", "report.json")
    assert status == 1
    assert "another revision" in err


@pytest.mark.parametrize("text", ["{", "[]", "1", '{"certificate": 1}', "{}"])
def test_broken_certificates(compare: Compare, tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text)
    status, _, err = compare({}, "--verify", "report.json")
    assert status in {1, 2}
    assert err.startswith("compare: ")


def test_missing_certificate(compare: Compare) -> None:
    status, _, err = compare({}, "--verify", "none.json")
    assert (status, err.startswith("compare: none.json can't be read")) == (2, True)


def test_markdown(compare: Compare) -> None:
    _, out, _ = compare(BREAKING, "--format", "markdown")
    assert out.startswith("## Changes: breaking\n")
    assert "### Breaking changes" in out
    assert "`GET /things/{id}`" in out
    assert "Nothing that a client" in compare({}, "--format", "markdown")[1]


def test_sarif(compare: Compare) -> None:
    _, out, _ = compare(BREAKING, "--format", "sarif")
    report = json.loads(out)
    assert report["version"] == "2.1.0"
    (run,) = report["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    levels = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        assert len(result["partialFingerprints"]["change/v1"]) == 16
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "new.json"
        assert place["region"]["startLine"] > 1
        levels.add(result["level"])
    assert levels == {"error", "note"}


def test_junit(compare: Compare) -> None:
    _, out, _ = compare({**BREAKING, f"{THING}/\u0001": {}}, "--format", "junit")
    suite = ET.fromstring(out)
    assert suite.tag == "testsuite"
    assert int(suite.get("tests", "0")) == len(suite.findall("testcase"))
    assert int(suite.get("failures", "0")) == len(suite.findall("testcase/failure")) > 0
    assert len(ET.fromstring(compare({}, "--format", "junit")[1])) == 1


def test_deprecation_policy(compare: Compare) -> None:
    policy = ("--profile", "deprecation-policy", "--as-of")
    assert compare({PUT: GONE}, *policy, "2025-06-29")[0] == 1
    assert compare({PUT: GONE}, *policy, "2025-06-30")[0] == 0


def test_colour_only_on_a_terminal(
    compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "\033[31m" in compare(BREAKING)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in compare(BREAKING)[1]


def test_progress_on_a_terminal(
    compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    paths = {
        f"/p{n}": {"get": {"responses": {"204": {"description": ""}}}}
        for n in range(25)
    }
    many = json.dumps({**CONTENT, "paths": paths})
    Path("many.json").write_text(many)
    Path("more.json").write_text(many.replace('"204"', '"205"', 1))
    _, _, err = compare(None, "many.json", "more.json")
    assert "comparing 20 of 25 operations" in err


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "CS1006"),
        ("{", "CS1004"),
        ("a: [", "CS1004"),
        ("swagger: '2.0'", "CS1008"),
        ("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: []", "CS1203"),
        ("openapi: 3.1.0\npaths: {/a: {get: {responses: {}}}}", "CS1201"),
        ("[" * 1000, "CS"),
        ("a: &a [*a]", "CS"),
    ],
)
def test_bad_contracts_are_located(
    compare: Compare, tmp_path: Path, content: str, what: str
) -> None:
    (tmp_path / "bad.yaml").write_text(content)
    for names in (("bad.yaml", "old.yaml"), ("old.yaml", "bad.yaml")):
        status, out, err = compare(None, *names)
        assert status == 2
        assert out == ""
        assert err.startswith("bad.yaml:")
        assert what in err


def test_missing_files(compare: Compare, tmp_path: Path) -> None:
    assert "is not there" in compare(None, "none.yaml", "old.yaml")[2]
    assert "is a folder" in compare(None, "old.yaml", str(tmp_path))[2]


def test_missing_reference(compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    content = edited({f"{THING}/size": {"$ref": "none.yaml"}})
    (tmp_path / "api" / "new.json").write_text(json.dumps(content))
    status, _, err = compare(None, "old.yaml", "api/new.json")
    assert status == 2
    assert "api/new.json:1:" in err


def git(*arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    command = ["git", *who, *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def history(compare: Compare, tmp_path: Path) -> Path:
    """A repository with a contract of two files, of which one has changed."""
    folder = tmp_path / "api"
    folder.mkdir()
    content = edited({f"{S}/Thing": {"$ref": "thing.json"}})
    thing = CONTENT["components"]["schemas"]["Thing"]
    text = json.dumps(thing).replace(
        "#/components/schemas/Tag", "root.json" + "#/components/schemas/Tag"
    )
    (folder / "root.json").write_text(json.dumps(content))
    (folder / "thing.json").write_text(text)
    git("init", "-q", "-b", "trunk")
    git("add", ".")
    git("commit", "-qm", "first")
    (folder / "thing.json").write_text(
        text.replace('"maxLength": 40', '"maxLength": 9')
    )
    return folder


def test_git(compare: Compare, history: Path) -> None:
    status, out, _ = compare(None, "git:trunk:api/root.json", "api/root.json")
    assert status == 1
    assert "api/thing.json:1" in out
    _, out, _ = compare(
        None, "git:HEAD:api/root.json", "api/root.json", "--format", "json"
    )
    change = json.loads(out)["changes"][0]
    assert change["base"]["file"] == "git:HEAD:api/thing.json"
    assert change["base"]["pointer"] == "/properties/name/maxLength"
    os.chdir(history)
    assert compare(None, "git:trunk:root.json", "root.json")[0] == 1


@pytest.mark.parametrize(
    "name",
    [
        "git:",
        "git:trunk",
        "git:trunk:",
        "git::a",
        "git:none:api/root.json",
        "git:trunk:api/none.json",
        "git:--help:x",
    ],
)
def test_bad_revisions(compare: Compare, history: Path, name: str) -> None:
    status, _, err = compare(None, name, "api/root.json")
    assert status == 2
    assert err.startswith(f"compare: {name}")


def test_without_git(
    compare: Compare, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in compare(None, "git:trunk:a.json", "old.yaml")[2]


SCHEMAS: list[tuple[Any, Any, str, int]] = [
    ({"type": "integer"}, {"type": "number"}, "request", 0),
    ({"type": "integer"}, {"type": "number"}, "response", 1),
    ({"type": "integer"}, {"type": "number"}, "both", 1),
    ({"minimum": 1}, {"minimum": 1, "title": "x"}, "both", 0),
    (True, False, "request", 1),
    (False, True, "request", 0),
    (
        {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "minimum": 1,
            "exclusiveMinimum": True,
        },
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "exclusiveMinimum": 1,
        },
        "both",
        0,
    ),
]


@pytest.mark.parametrize(("base", "revision", "direction", "status"), SCHEMAS)
def test_schemas(
    compare: Compare,
    tmp_path: Path,
    base: Any,
    revision: Any,
    direction: str,
    status: int,
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(base))
    (tmp_path / "b.json").write_text(json.dumps(revision))
    options = ("--schema", "a.json", "b.json", "--direction", direction)
    found, out, _ = compare(None, *options, "--format", "json")
    report = json.loads(out)
    assert found == status
    assert (report["verdict"] == "breaking") == (status == 1)
    assert bool(report["changes"]) == (status == 1)
    for change in report["changes"]:
        assert change["witness"]["breaks"]["reason"]
    for form in ("text", "markdown", "sarif", "junit"):
        assert compare(None, *options, "--format", form)[0] == status


def test_undecided_schemas(compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"pattern": "^[a-z]+$"}))
    (tmp_path / "b.json").write_text(json.dumps({"pattern": PATTERN}))
    status, out, _ = compare(None, "--schema", "a.json", "b.json")
    assert status == 3
    assert "undecided" in out


@pytest.mark.parametrize("text", ["", "[]", "1", "{", "a: ["])
def test_bad_schemas(compare: Compare, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert compare(None, "--schema", "a.json", "a.json")[0] == 2


def test_yaml_schemas(compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("type: object\n")
    assert compare(None, "--schema", "a.yaml", "a.yaml")[0] == 0
    assert compare(None, "--schema", "a.yaml", "none.yaml")[0] == 2


def test_the_executable(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(TEXT)
    (tmp_path / "new.json").write_text(json.dumps(edited(BREAKING)))
    result = subprocess.run(
        [sys.executable, ROOT / "scripts" / "compare", "old.yaml", "new.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr == ""
    assert "breaking for tolerant-reader" in result.stdout
