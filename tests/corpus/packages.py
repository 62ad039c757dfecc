"""Packages compiled from public contracts, each once in a run of the tests."""

import fcntl
import json
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from scripts.codegen.command import main, parse
from scripts.codegen.load.source import Source, load_source
from tests.support.corpus import CONTRACTS, SHARED, Contract
from tests.support.warm_python import WarmPython
from tests.support.yardstick import loaded

ROOT = Path(__file__).resolve().parents[2]
YARDSTICK = SHARED / "bench" / "compile_corpus.py"
NAME = "compiled"
_FORGOTTEN = re.compile(r"(\S+ \S+) can answer (.*), which it does not declare\.")


@dataclass(frozen=True)
class Package:
    """A compiled contract: its folder holds the package and a skeleton beside it."""

    folder: Path
    faults: list[dict[str, Any]]
    row: dict[str, Any]

    @property
    def source(self) -> Source:
        """The contract as one document."""
        (file,) = (self.folder / NAME / "contract").glob("openapi.*")
        return load_source(file)

    @property
    def forgotten(self) -> dict[str, list[str]]:
        """The errors that the compiler says are not declared, by operation."""
        texts = [fault["message"] for fault in self.faults if fault["code"] == "CG101"]
        matches = [match for text in texts if (match := _FORGOTTEN.fullmatch(text))]
        return {match[1]: match[2].split(", ") for match in matches}


def compiled(contract: Contract, folder: Path, python: WarmPython) -> Package:
    """Return the package of a contract; compiled when it is first asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    row = folder / f"{contract.name}.json"
    with (folder / f"{contract.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not row.exists():
            _compile(contract, folder, row, python)
    out = folder / "work" / NAME / contract.name / "out"
    lines = (out / "faults.jsonl").read_text().splitlines()
    faults = [json.loads(line) for line in lines if line.startswith("{")]
    (outcome,) = json.loads(row.read_bytes())["rows"]
    return Package(out, faults, outcome)


def _compile(contract: Contract, folder: Path, row: Path, python: WarmPython) -> None:
    """Have the yardstick compile it, in processes that are there already."""
    yardstick = loaded(YARDSTICK)
    command = [
        *(str(YARDSTICK), "run", "--only", contract.name, "--keep"),
        *("--specs", str(CONTRACTS)),
        *("--work", str(folder / "work"), "--adapter", "command", "--label", NAME),
        *("--generate", "{spec} {out}", "--package", NAME),
        *("--boot", f"from {NAME} import create_app; app = create_app()"),
        *("--json", str(row)),
    ]

    def run(words: str | list[str], log: Path, *_: object) -> dict[str, Any]:
        if isinstance(words, str):
            status, said = _generate(*map(Path, shlex.split(words))), ""
        else:
            # Without the interpreter and its own options.
            done = python.run(*words[3:], cwd=log.parent)
            status, said = done.returncode, done.stdout + done.stderr
        log.write_text(said)
        return {"rc": status, "wall_s": 0.0, "peak_mb": 0, "stopped": ""}

    yardstick.run_command = run
    with mock.patch.object(sys, "argv", command):
        yardstick.main()


def _generate(contract: Path, out: Path) -> int:
    """Do what scripts/generate does."""
    words = ["--contract", contract, "--output", out / NAME, "--scaffold"]
    with (
        (out / "faults.jsonl").open("w") as file,
        redirect_stdout(file),
        redirect_stderr(file),
    ):
        return main(parse([*map(str, words), "--format", "json"]))
