"""Runs the command on the shop's contract and an edit of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.comparing.command import main, parse
from tests.unit.engine.comparison.shop import TEXT, Edits, edited

# The same language as that of the shop's tags, in a way that is hard to see through.
PATTERN = r"^([a-z])(\1|[a-z])*$"
Compare = Callable[..., tuple[int, str, str]]
Between = Callable[[Any, Any], tuple[int, str, str]]


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break lines in the same places whatever terminal, or worker, tests run in."""
    monkeypatch.setenv("COLUMNS", "88")


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


@pytest.fixture
def between(compare: Compare, tmp_path: Path) -> Between:
    """Compare two contracts, in a folder of their own."""

    def run(base: Any, revision: Any) -> tuple[int, str, str]:
        for name, content in (("old.yaml", base), ("new.json", revision)):
            (tmp_path / name).write_text(json.dumps(content, indent=2))
        return compare(None, "old.yaml", "new.json")

    return run
