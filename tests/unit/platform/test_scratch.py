"""Tests write to memory where there is room, and leave nothing there."""

import os
import tempfile
from pathlib import Path

import pytest

from scripts import _scratch
from scripts._bootstrap import test_folder as folder_of_tests


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(_scratch, "MEMORY", tmp_path)
    for name in ("TMPDIR", "TEST_STATE_FOLDER"):
        # Set, so that it is as before in the end.
        monkeypatch.setenv(name, "")
    return tmp_path


def test_what_is_written_is_gone_in_the_end(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_scratch, "ROOM", 1)
    monkeypatch.setattr(tempfile, "tempdir", None)
    with pytest.raises(KeyError), _scratch.scratch_folder():
        with tempfile.NamedTemporaryFile(delete=False) as file:
            assert Path(file.name).parent.parent == memory
        folder_of_tests().mkdir()
        assert folder_of_tests().parent.parent == memory
        raise KeyError
    assert not any(memory.iterdir())


@pytest.mark.parametrize(("place", "room"), [(".", 2**60), ("none", 1)])
def test_nothing_changes_without_room(
    memory: Path, monkeypatch: pytest.MonkeyPatch, place: str, room: int
) -> None:
    monkeypatch.setattr(_scratch, "MEMORY", memory / place)
    monkeypatch.setattr(_scratch, "ROOM", room)
    with _scratch.scratch_folder():
        assert os.environ["TMPDIR"] == ""
        assert not any(memory.iterdir())


def test_what_the_killed_left_is_removed(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_scratch, "ROOM", 1)
    left, other = memory / f"{_scratch.PREFIX}left", memory / "other"
    for folder in (left, other):
        folder.mkdir()
        (folder / "lock").touch()
    with _scratch.scratch_folder():
        _scratch.sweep(memory)
        [kept] = {*memory.iterdir()} - {other}
        assert kept != left, "one that is used stays"
    assert [*memory.iterdir()] == [other]
