"""A script says so if what it has to say can't be written."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
from scripts._leaving import leave
def work():
    print("no new line", end="")
    return 3
leave("any", work)
"""


def run(output: Path) -> tuple[int, str]:
    with output.open("wb") as stream:
        result = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return result.returncode, result.stderr


def test_what_was_said_is_written(tmp_path: Path) -> None:
    assert run(tmp_path / "output") == (3, "")
    assert (tmp_path / "output").read_text() == "no new line"


def test_what_cannot_be_written_is_told() -> None:
    status, said = run(Path("/dev/full"))
    assert (status, said) == (2, "any: standard output: No space left on device\n")
