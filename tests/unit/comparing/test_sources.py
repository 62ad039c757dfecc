"""Where contracts come from: revisions of a repository, and bare schemas."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.unit.comparing.conftest import PATTERN, Compare
from tests.unit.engine.comparison.shop import CONTENT, S, edited


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
    for path in ("./root.json", "../api/root.json", "api/root.json"):
        status, out, _ = compare(None, f"git:trunk:{path}", "root.json")
        assert status == 1, path
        assert "thing.json:1" in out
    status, _, err = compare(None, "git:trunk:root.json", "root.json")
    assert (status, "trunk:./root.json" in err) == (2, True)


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
