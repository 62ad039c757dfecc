"""What `scripts/merge` prints, writes and returns, alone and as Git's merge driver."""

import subprocess
from pathlib import Path

import pytest

from scripts.merging.command import main, parse

ROOT = Path(__file__).resolve().parents[3]
BASE = "openapi: 3.1.0\ninfo:\n  title: t # mine\n  version: '1'\n"


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "theirs.yaml").write_text(BASE.replace("'1'", "'2'"))
    (tmp_path / "ours.yaml").write_text(BASE.replace(": t", ": u"))
    return tmp_path


def run(*arguments: str) -> int:
    return main(parse(["base.yaml", "theirs.yaml", "ours.yaml", *arguments]))


def test_it_prints_what_it_merged(
    texts: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run() == 0
    both = BASE.replace(": t", ": u").replace("'1'", "'2'").encode()
    assert capfdbinary.readouterr().out == both
    assert run("--output", "merged.yaml") == 0
    assert (texts / "merged.yaml").read_bytes() == both


def test_it_names_where_both_changed_a_place(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (texts / "theirs.yaml").write_text(BASE.replace(": t", ": v"))
    assert run("--output", "ours.yaml") == 1
    told = "ours.yaml:3:3: /info/title was changed on both sides, in two ways.\n"
    assert capsys.readouterr().err == told
    (texts / "theirs.yaml").write_text("openapi: 3.1.0\n")
    assert run() == 1
    told = "ours.yaml:2:1: /info was removed by theirs, and changed by ours.\n"
    assert capsys.readouterr().err == told
    assert (texts / "ours.yaml").read_text() == BASE.replace(": t", ": u")


def test_it_says_what_it_cannot_read(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (texts / "theirs.yaml").write_text("a: [")
    assert run() == 2
    assert capsys.readouterr().err.startswith("theirs.yaml:2:1: CS1004 ")
    (texts / "theirs.yaml").unlink()
    assert run() == 2
    assert capsys.readouterr().err == "theirs.yaml: No such file or directory\n"


def test_git_merges_with_it(texts: Path) -> None:
    def git(*arguments: str) -> None:
        given = ["-c", "user.name=n", "-c", "user.email=e@example.com"]
        subprocess.run(["git", *given, *arguments], check=True, capture_output=True)

    git("init", "-b", "main")
    git("config", "merge.openapi.driver", f"{ROOT}/scripts/merge %O %B %A --output %A")
    (texts / ".gitattributes").write_text("base.yaml merge=openapi\n")
    git("add", ".gitattributes", "base.yaml")
    git("commit", "-m", "base")
    git("checkout", "-b", "theirs")
    (texts / "base.yaml").write_text(BASE.replace("  version: '1'", "  version: '2'"))
    git("commit", "-am", "theirs")
    git("checkout", "main")
    (texts / "base.yaml").write_text(BASE.replace("t # mine", "u # mine"))
    git("commit", "-am", "ours")
    git("merge", "theirs")
    both = BASE.replace(": t", ": u").replace("'1'", "'2'")
    assert (texts / "base.yaml").read_text() == both
