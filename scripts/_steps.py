"""Runs the steps of a chore one after another, with headings and timings."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
# Else hundreds of processes compile the same modules.
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Step:
    """One command of a chore.

    Attributes:
        name: its heading.
        command: the words of it.
        needs: a file without which it is left out.
        environment: variables beside those of here.
        beside: what runs at the same time, and shows its output afterwards.
    """

    name: str
    command: list[str]
    needs: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    beside: "Step | None" = None

    @property
    def is_there(self) -> bool:
        """Whether it is not left out."""
        return not self.needs or (ROOT / self.needs).exists()


@dataclass(frozen=True)
class _Outcome:
    """How a step ended, and after how many seconds."""

    name: str
    status: int
    seconds: float

    def __str__(self) -> str:
        verdict = f"failed ({self.status})" if self.status else "ok"
        return f"  {verdict:<11} {self.seconds:6.1f} s  {self.name}"


def python(*arguments: str) -> list[str]:
    """Return a command that runs a module with this interpreter."""
    return [sys.executable, "-m", *arguments]


def run(chore: str, steps: list[Step]) -> None:
    """Run `steps` from the repository root and exit: 0, or 1 at the first failure."""
    begin = time.monotonic()
    outcomes: list[_Outcome] = []
    for step in steps:
        if step.is_there:
            outcomes += _together(step)
        if any(outcome.status for outcome in outcomes):
            break
    failed = any(outcome.status for outcome in outcomes)
    total = time.monotonic() - begin
    print(f"── {chore}: {'FAILED' if failed else 'passed'} in {total:.1f} s")
    print("\n".join(map(str, outcomes)), flush=True)
    sys.exit(1 if failed else 0)


def _together(step: Step) -> list[_Outcome]:
    """Run a step and what is beside it."""
    other = step.beside
    print(f"── {step.name}", flush=True)
    if not other or not other.is_there:
        return [_done(step)]
    with tempfile.TemporaryFile() as said, ThreadPoolExecutor(1) as pool:
        running = pool.submit(_done, other, said)
        outcomes = [_done(step), running.result()]
        print(f"── {other.name}", flush=True)
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout.buffer)
        sys.stdout.flush()
    return outcomes


def _done(step: Step, output: IO[bytes] | None = None) -> _Outcome:
    start = time.monotonic()
    result = subprocess.run(
        step.command,
        cwd=ROOT,
        env={**_ENVIRONMENT, **step.environment},
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        check=False,
    )
    return _Outcome(step.name, result.returncode, time.monotonic() - start)
