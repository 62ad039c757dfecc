"""Packages compiled from public contracts, each once in a run of the tests."""

import fcntl
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.codegen.load.source import Source, load_source
from tests.support.corpus import CONTRACTS, SHARED, Contract

ROOT = Path(__file__).resolve().parents[2]
YARDSTICK = SHARED / "bench" / "compile_corpus.py"
NAME = "compiled"
_FORGOTTEN = re.compile(r"(\S+ \S+) can answer (.*), which it does not declare\.")
_PATIENCE = 300


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


def compiled(contract: Contract, folder: Path) -> Package:
    """Return the package of a contract; compiled when it is first asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    row = folder / f"{contract.name}.json"
    with (folder / f"{contract.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not row.exists():
            _compile(contract, folder, row)
    out = folder / "work" / NAME / contract.name / "out"
    lines = (out / "faults.jsonl").read_text().splitlines()
    faults = [json.loads(line) for line in lines if line.startswith("{")]
    (outcome,) = json.loads(row.read_bytes())["rows"]
    return Package(out, faults, outcome)


def _compile(contract: Contract, folder: Path, row: Path) -> None:
    generate = (
        f"{ROOT / 'scripts' / 'generate'} --contract {{spec}} --format json --scaffold"
        f" --output {{out}}/{NAME} > {{out}}/faults.jsonl 2>&1"
    )
    command = [
        *(sys.executable, str(YARDSTICK), "run", "--only", contract.name, "--keep"),
        *("--specs", str(CONTRACTS)),
        *("--work", str(folder / "work"), "--adapter", "command", "--label", NAME),
        *("--generate", generate, "--package", NAME, "--python", sys.executable),
        *("--boot", f"from {NAME} import create_app; app = create_app()"),
        *("--json", str(row)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
