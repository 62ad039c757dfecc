"""A repository with the shop's contract, on a branch of its own."""

from __future__ import annotations

import json
import subprocess
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from scripts.comparing.command import main, parse
from tests.unit.engine.comparison.shop import Edits, edited

_numbers = count(1)


def git(*arguments: str, folder: Path | None = None) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    command = ["git", *who, "-c", "protocol.file.allow=always", *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)


class Repository:
    """A repository; paths are relative to its top."""

    def __init__(self, top: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.top = top
        self._capsys = capsys

    def write(self, path: str, content: object) -> None:
        """Write a text, or a value as JSON."""
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, indent=2)
        file.write_text(text)

    def shop(
        self, path: str, edits: Edits | None = None, version: str = "1.0.0"
    ) -> None:
        """Write the shop's contract."""
        content: dict[str, Any] = edited(edits or {})
        content["info"] = {**content["info"], "version": version}
        self.write(path, content)

    def commit(self) -> None:
        """Commit all that there is."""
        git("add", "-A", folder=self.top)
        # Two commits of one moment that say the same would be one.
        git("commit", "-qm", f"the {next(_numbers)}.", folder=self.top)

    def compare(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command; return its status and what it printed."""
        status = main(parse(arguments))
        printed = self._capsys.readouterr()
        return status, printed.out, printed.err


@pytest.fixture
def repository(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Repository:
    """One on a branch `topic`; on `main` is the shop, and settings that name it."""
    for name in ("GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    top = tmp_path / "repository"
    top.mkdir()
    monkeypatch.chdir(top)
    made = Repository(top, capsys)
    made.shop("api/shop.json")
    made.write(".countersign.yaml", "contracts: ['**/*.json']\n")
    git("init", "-q", "-b", "main")
    made.commit()
    git("checkout", "-qb", "topic")
    return made
