"""Making a release: what speaks against one, and what one is."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.releasing import texts
from scripts.releasing.arguments import ReleaseOrder
from scripts.releasing.checkout import Checkout, ReleaseRefused
from scripts.releasing.command import release

ROOT = Path(__file__).resolve().parents[3]
CHANGELOG = (
    "# Changelog\n\n## Unreleased\n\n- Something new.\n\n## 0.0.9 (2026-01-01)\n"
)
Run = Callable[..., str]


class Scratch(Checkout):
    """A checkout whose scripts are only noted; one of them may fail.

    Somebody may write a file meanwhile.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.ran: list[str] = []
        self.failing = self.meanwhile = ""

    def run(self, *words: str) -> None:
        self.ran.append(" ".join(words))
        if words[0] == "generate":
            self.write("compiled", self.read("openapi.yaml"))
        if words[0] == "check" and self.meanwhile:
            self.write(self.meanwhile, "mine\n")
        if words[0] == self.failing:
            raise ReleaseRefused(f"scripts/{words[0]} failed")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "somebody@example.com")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    (tmp_path / "impl").mkdir()
    (tmp_path / "scripts" / "deploy").mkdir(parents=True)
    for file, text in (
        ("pyproject.toml", '[project]\nversion = "0.1.0"\n'),
        ("openapi.yaml", "info:\n  title: T\n  version: 0.1.0\n"),
        ("impl/release.py", 'RELEASE: Final = "0.1.0"\n'),
        ("scripts/deploy/kubernetes.yaml", "image: &image countersign:0.1.0\n"),
        ("impl/CHANGELOG.md", CHANGELOG),
        ("compiled", "old\n"),
    ):
        (tmp_path / file).write_text(text)
    made = Scratch(tmp_path)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("add", ".")
    made.git("commit", "--quiet", "-m", "Begin")
    return made


def asked(scratch: Scratch, version: str, *, dry_run: bool = False) -> int:
    return release(scratch, ReleaseOrder(version, dry_run))


def test_a_release_is_numbered_compiled_checked_and_tagged(scratch: Scratch) -> None:
    scratch.git("tag", "v0.1.0")
    assert asked(scratch, "0.2.0") == 0
    compared = "compare git:v0.1.0:openapi.yaml openapi.yaml --respect-version"
    assert scratch.ran == ["generate", compared, "check"]
    for file in texts.PLACES:
        assert texts.number_in(file, scratch.read(file)) == "0.2.0"
    # A cluster would go on with the image of the release before.
    assert "countersign:0.2.0" in scratch.read("scripts/deploy/kubernetes.yaml")
    assert scratch.read("compiled") == scratch.read("openapi.yaml")
    changelog = scratch.read(texts.CHANGELOG)
    assert texts.unreleased(changelog) == ""
    assert "\n## 0.2.0 (2" in changelog
    assert scratch.changed() == []
    assert scratch.git("log", "-1", "--format=%s") == "Release 0.2.0"
    assert "- Something new." in scratch.git("tag", "-n9", "--list", "v0.2.0")
    # Nothing has happened since.
    assert asked(scratch, "0.3.0") == 1


def test_the_first_release_may_have_the_number_that_is_there(scratch: Scratch) -> None:
    assert asked(scratch, "0.1.0") == 0
    assert scratch.ran == ["generate", "check"]
    assert scratch.tags() == {"v0.1.0"}


@pytest.mark.parametrize("failing", ["generate", "compare", "check"])
def test_what_fails_leaves_nothing_behind(scratch: Scratch, failing: str) -> None:
    scratch.git("tag", "v0.1.0")
    before, scratch.failing = scratch.git("rev-parse", "HEAD"), failing
    assert asked(scratch, "0.2.0") == 1
    assert (scratch.changed(), scratch.git("rev-parse", "HEAD")) == ([], before)
    assert scratch.tags() == {"v0.1.0"}


def test_a_release_that_can_t_be_tagged_is_none(scratch: Scratch) -> None:
    before = scratch.git("rev-parse", "HEAD")
    # A name below which there is another one already.
    scratch.git("update-ref", "refs/tags/v0.2.0/x", "HEAD")
    assert asked(scratch, "0.2.0") == 1
    assert scratch.git("rev-parse", "HEAD") == before
    assert scratch.changed() == []


@pytest.mark.parametrize("failing", ["", "check"])
def test_what_others_do_meanwhile_is_theirs(scratch: Scratch, failing: str) -> None:
    """The checks take minutes, in which people go on working."""
    scratch.write("notes", "old\n")
    scratch.git("add", "notes")
    scratch.git("commit", "--quiet", "-m", "Note something")
    scratch.failing, scratch.meanwhile = failing, "notes"
    assert asked(scratch, "0.2.0") == 1
    assert (scratch.edited(), scratch.tags()) == ({"notes"}, set())
    assert scratch.read("notes") == "mine\n"


def test_it_can_be_asked_for_without_being_done(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(scratch, "0.2.0", dry_run=True) == 0
    assert (scratch.changed(), scratch.tags()) == ([], set())
    told = capsys.readouterr().out
    assert told == "Nothing speaks against 0.2.0; nothing has changed.\n"


def refusal(
    scratch: Scratch, version: str, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    assert asked(scratch, version) == 1
    assert scratch.ran == []
    lines = capsys.readouterr().err.splitlines()
    return [line.removeprefix("scripts/release: ") for line in lines]


def test_what_speaks_against_one_is_told_at_once(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(scratch, "0.0.9", capsys) == ["0.0.9 is not above 0.1.0"]
    assert refusal(scratch, "0.1.0-rc.1", capsys) == ["0.1.0-rc.1 is not above 0.1.0"]
    scratch.write(texts.CHANGELOG, "# Changelog\n")
    scratch.git("tag", "vnext")
    assert refusal(scratch, "next", capsys) == [
        "the checkout is not clean: commit, or put away, 1 changes",
        "M impl/CHANGELOG.md",
        "there is a tag vnext already",
        "'next' is no semantic version, such as 0.2.0",
        "impl/CHANGELOG.md says nothing under “Unreleased”: what has changed?",
    ]
    scratch.write("impl/release.py", 'RELEASE: Final = "0.0.1"\n')
    [told] = refusal(scratch, "0.2.0", capsys)[-1:]
    assert told == (
        "files name different releases: pyproject.toml 0.1.0, openapi.yaml 0.1.0, "
        "impl/release.py 0.0.1, scripts/deploy/kubernetes.yaml 0.1.0"
    )
    (scratch.root / "impl/release.py").unlink()
    [told] = refusal(scratch, "0.2.0", capsys)[-1:]
    assert told == "impl/release.py: No such file or directory"


def test_where_git_keeps_nothing_there_is_no_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [told] = refusal(Scratch(tmp_path), "0.2.0", capsys)[:1]
    assert told.startswith("git status: fatal: not a git repository")


def test_this_project_has_the_places_that_are_written() -> None:
    checkout = Checkout(ROOT)
    numbers = {texts.number_in(each, checkout.read(each)) for each in texts.PLACES}
    assert len(numbers) == 1
    assert None not in numbers
    assert texts.unreleased(checkout.read(texts.CHANGELOG)) is not None
    for file in texts.PLACES:
        text = checkout.read(file)
        changed = texts.renumbered(file, text, "9.8.7")
        lines = zip(text.splitlines(), changed.splitlines(), strict=True)
        assert sum(1 for old, new in lines if old != new) == 1, file
    assert subprocess.run(
        ["git", "--version"], capture_output=True, check=True
    ).stdout.startswith(b"git")
