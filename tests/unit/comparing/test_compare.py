"""The command: what it prints, what it refuses, and how it exits."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from scripts.comparing import command
from tests.unit.comparing.conftest import PATTERN, Between, Compare
from tests.unit.engine.comparison.shop import (
    CONTENT,
    GET,
    GONE,
    POST,
    PUT,
    TEXT,
    THING,
    S,
    edited,
)

ROOT = Path(__file__).resolve().parents[3]
BREAKING = {f"{S}/Thing/required": ["id"], f"{THING}/size": {"type": "integer"}}
COMPATIBLE = {f"{THING}/size": {"type": "integer"}}


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
    assert "with apiKey header x-key" in out


def test_parts_of_forms_are_shown(between: Between) -> None:
    media_type = f"{POST}/requestBody/content"
    schema = {"type": "object", "properties": {"a": {}}}
    header = {"X-H": {"required": True, "schema": {"type": "string"}}}
    shown = []
    for kind in ("image/png", "image/jpeg"):
        encoding = {"a": {"contentType": kind, "headers": header}}
        form = {"schema": schema, "encoding": encoding}
        shown.append(edited({media_type: {"multipart/form-data": form}}))
    _, out, _ = between(*shown)
    assert "part a: image/png is none of image/jpeg." in out
    assert "      part a: image/png\n        x-h: text\n" in out


def test_texts_of_forms_are_shown(between: Between) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "array"}}}
    shown = []
    for explode in (True, False):
        form = {"schema": schema, "encoding": {"a": {"explode": explode}}}
        content = {"application/x-www-form-urlencoded": form}
        shown.append(edited({f"{POST}/requestBody/content": content}))
    _, out, _ = between(*shown)
    assert "content-type: application/x-www-form-urlencoded\n      a=" in out


def test_long_reasons_keep_their_end(compare: Compare) -> None:
    _, out, _ = compare({f"{THING}/name/maxLength": 300}, "--profile", "as-declared")
    assert "aaa" in out
    assert "is longer than 40 characters" in " ".join(out.split())


def test_time_is_limited(compare: Compare, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = compare({f"{S}/Tag/maxLength": 3}, "--seconds", "1e-9")
    assert status == 3
    assert "undecided: the comparison was given 1e-09 seconds." in " ".join(out.split())
    assert compare({}, "--seconds", "3600")[0] == 0
    for text in ("0", "-1", "nan", "soon"):
        with pytest.raises(SystemExit):
            compare({}, "--seconds", text)
        said = capsys.readouterr().err
        assert f"argument --seconds: {text!r} is not a number above zero" in said


def test_undecided(compare: Compare) -> None:
    edits = {f"{S}/Tag/pattern": PATTERN}
    assert compare(edits)[0] == 3
    assert compare(edits, "--fail-on", "breaking")[0] == 0
    _, out, _ = compare(edits, "--format", "junit")
    assert ET.fromstring(out).findall("testcase/failure[@type='undecided']")
    _, out, _ = compare(edits, "--format", "junit", "--fail-on", "breaking")
    assert ET.fromstring(out).get("failures") == "0"


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
    assert "`GET /things/{id}`" in out
    unchanged = compare({}, "--format", "markdown")[1]
    assert "**no change that a client could notice.**" in unchanged


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
        ("openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: 1", "CS1203"),
        ("openapi: 3.1.0\npaths: {/a: {get: {responses: 1}}}", "CS1203"),
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


def test_an_interruption(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "read_contract", interrupt)
    status, out, err = compare({})
    assert (status, out, err) == (130, "", "compare: interrupted\n")
