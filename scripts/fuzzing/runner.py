"""Runs Schemathesis as a process of its own, whose output is ours to pass on."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

from scripts._bootstrap import state_folder

MODULE = "schemathesis.cli"
Tell = Callable[[str], None]


def run_schemathesis(
    words: Iterable[str],
    folder: Path,
    environment: Mapping[str, str],
    tell: Tell,
    progress: Tell | None = None,
) -> int:
    """Run it in a folder; return its exit status.

    Args:
        words: its command line, from the options before `run` on.
        folder: where it runs, and leaves what it likes.
        environment: its environment.
        tell: is told each line of its output.
        progress: is told each line of its standard error, which else is output too.
    """
    command = [sys.executable, "-m", MODULE, *words]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=kept(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if progress else subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        reader = None
        if progress:
            reader = threading.Thread(target=_relay, args=(process.stderr, progress))
            reader.start()
        _relay(process.stdout, tell)
        if reader:
            reader.join()
    return process.returncode


def kept(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which tables of Unicode are kept from run to run.

    Else they are made anew in each folder, which takes seconds.
    """
    folder = str(state_folder() / "hypothesis")
    return {"HYPOTHESIS_STORAGE_DIRECTORY": folder, **environment}


def _relay(stream: IO[str] | None, tell: Tell) -> None:
    for line in stream or ():
        tell(line)
