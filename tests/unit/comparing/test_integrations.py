"""The action for GitHub and the hook for pre-commit, run as their hosts would."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.comparing.repository import Repository, repository
from tests.unit.comparing.test_gate import COMPATIBLE, KIND, NARROWED

__all__ = ["repository"]
ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / ".github" / "actions" / "compare"
ACTION: dict[str, Any] = yaml.safe_load((FOLDER / "action.yml").read_text())
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


def step(summary: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's only step, with inputs whose names have underscores here."""
    given = {name: held["default"] for name, held in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): text for name, text in inputs.items()}
    (only,) = ACTION["runs"]["steps"]
    assert only["shell"] == "bash"
    own = {
        name: _INPUT.sub(lambda found: given[found[1]], text)
        for name, text in only["env"].items()
    }
    environment = {
        **os.environ,
        **own,
        "GITHUB_ACTION_PATH": str(FOLDER),
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    # As a runner does it.
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", only["run"]],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_input_is_used_and_none_is_a_command() -> None:
    (only,) = ACTION["runs"]["steps"]
    used = {_INPUT.fullmatch(text)[1] for text in only["env"].values()}  # type: ignore[index] # all are
    assert used == ACTION["inputs"].keys()
    assert "${{" not in only["run"]
    assert all(held["description"] for held in ACTION["inputs"].values())


def test_a_pull_request(repository: Repository, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    repository.shop("api/shop.json", NARROWED)
    ran = step(summary)
    assert ran.returncode == 1, ran.stderr
    assert f"title=Breaking%3A {KIND}::" in ran.stdout
    assert "## Changes: breaking" in summary.read_text()
    entry = f"{{kind: {KIND}, at: /components, reason: Meant., by: ada}}"
    repository.write("some file.yaml", f"accept: [{entry}]\n")
    repository.write("other.yaml", "accept: []\n")
    ran = step(summary, accept="some file.yaml\nother.yaml\n")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_two_files(repository: Repository, tmp_path: Path) -> None:
    repository.shop("old $(touch made).json")
    repository.shop("new.json", COMPATIBLE, version="1.0.1")
    given = {"base": "old $(touch made).json", "revision": "new.json"}
    summary = tmp_path / "summary.md"
    assert step(summary, **given).returncode == 0
    assert step(summary, **given, profile="strict-reader").returncode == 1
    assert step(summary, **given, fail_on="risky").returncode == 0
    assert step(summary, **given, respect_version="true").returncode == 5
    assert not Path("made").exists()
    assert step(summary, base="old.json").returncode == 2


@pytest.mark.parametrize(("edits", "status"), [(NARROWED, 1), ({}, 0)])
def test_the_hook(repository: Repository, edits: dict[str, Any], status: int) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    # What `script` means: a path in the hook's repository, run in one's own.
    assert (hook["language"], hook["pass_filenames"]) == ("script", False)
    for name in ("a.yaml", "b/c.yml", "d.json"):
        assert re.search(hook["files"], name)
    repository.shop("api/shop.json", edits)
    ran = subprocess.run([ROOT / hook["entry"]], capture_output=True, check=False)
    assert ran.returncode == status, ran.stderr
