"""Runs the steps of a chore one after another, with headings and timings."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Step:
    """One command of a chore; `needs` is a file without which it is left out."""

    name: str
    command: list[str]
    needs: str | None = None
    environment: dict[str, str] = field(default_factory=dict)


def python(*arguments: str) -> list[str]:
    """Return a command that runs a module with this interpreter."""
    return [sys.executable, "-m", *arguments]


def run(chore: str, steps: list[Step]) -> None:
    """Run `steps` from the repository root and exit: 0, or 1 at the first failure."""
    begin = time.monotonic()
    summary: list[str] = []
    failed = False
    for step in steps:
        if step.needs and not (ROOT / step.needs).exists():
            continue
        print(f"── {step.name}", flush=True)
        start = time.monotonic()
        result = subprocess.run(
            step.command, cwd=ROOT, env={**os.environ, **step.environment}, check=False
        )
        failed = result.returncode != 0
        verdict = f"failed ({result.returncode})" if failed else "ok"
        summary.append(
            f"  {verdict:<11} {time.monotonic() - start:6.1f} s  {step.name}"
        )
        if failed:
            break
    total = time.monotonic() - begin
    print(f"── {chore}: {'FAILED' if failed else 'passed'} in {total:.1f} s")
    print("\n".join(summary), flush=True)
    sys.exit(1 if failed else 0)
