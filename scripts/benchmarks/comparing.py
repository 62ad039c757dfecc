"""What `scripts/compare` costs, by how much of a contract was edited."""

import copy
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from impl.engine.openapi.methods import METHODS
from scripts.codegen.load.source import load_source

ROOT = Path(__file__).resolve().parents[2]
LARGE = ROOT.parent / "shared/contracts/github-2021/sample_openapi/api.github.com.json"
EDITS = (0, 1, 10, 100)


@dataclass(frozen=True)
class Cost:
    """Of one comparison: seconds by the clock and of the processor, peak megabytes."""

    wall: float
    processor: float
    megabytes: float


def edited(content: dict[str, Any], count: int) -> dict[str, Any]:
    """Return a contract in which `count` operations demand one more parameter.

    They are spread evenly; a contract with fewer operations has them all edited.
    """
    result = copy.deepcopy(content)
    operations = [
        item[method]
        for item in result["paths"].values()
        for method in METHODS
        if isinstance(item.get(method), dict)
    ]
    count = min(count, len(operations))
    for number in range(count):
        operation = operations[number * len(operations) // count]
        schema = {"type": "integer", "minimum": 1}
        new = {"name": "bench", "in": "query", "required": True, "schema": schema}
        operation.setdefault("parameters", []).append(new)
    return result


def measure(contract: Path, rounds: int, folder: Path) -> dict[int, list[Cost]]:
    """Compare a contract with edited copies of itself, by turns."""
    content = load_source(contract).content
    files = {}
    for count in EDITS:
        files[count] = folder / f"edited-{count}.json"
        files[count].write_text(json.dumps(edited(content, count), indent=1))
    costs: dict[int, list[Cost]] = {count: [] for count in EDITS}
    for _ in range(rounds):
        for count, file in files.items():
            costs[count].append(_run(files[0], file))
    return costs


def _run(base: Path, revision: Path) -> Cost:
    command = [sys.executable, str(ROOT / "scripts" / "compare")]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--format", "json", str(base), str(revision)],
        stdout=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = 0  # it has been waited for
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def render(costs: Mapping[int, Sequence[Cost]]) -> str:
    """Return a table; ratios are of medians, to the comparison without edits."""
    lines = [f"{'edits':>7}{'wall s':>9}{'CPU s':>8}{'MB':>7}   CPU / unedited"]
    unedited = median(cost.processor for cost in costs[0])
    for count, found in costs.items():
        processor = median(cost.processor for cost in found)
        lines.append(
            f"{count:>7}{median(cost.wall for cost in found):>9.2f}{processor:>8.2f}"
            f"{max(cost.megabytes for cost in found):>7.0f}"
            f"   {processor / unedited:.2f}x"
        )
    return "\n".join(lines)
