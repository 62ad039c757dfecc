"""Compiles contracts with every generator by turns, and boots what came of it."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts._bootstrap import ROOT
from scripts.benchmarks.generators import Generator
from scripts.benchmarks.ratios import Cell, Cells, RoundSample

CORPUS = ROOT.parent / "shared" / "contracts"
SIZES = (10, 100, 1000)
_ROW = re.compile(r"^\| (\S+) \| \S+ \| `(.+?)` \|", re.MULTILINE)
_PROBE = Path(__file__).with_name("probe.py")
# Installed tools have bytecode; whoever starts a service more than once, too.
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class BenchmarkError(Exception):
    """There is nothing to measure; the message says why."""


@dataclass(frozen=True)
class CompilingPlan:
    """How often to measure; `seconds` is the length of one slice of requests."""

    rounds: int
    seconds: float


def contracts(folder: Path) -> dict[str, Path]:
    """Return the root documents that the index of a folder, `README.md`, names.

    Raises:
        BenchmarkError: there is no index, or it names none.
    """
    index = folder / "README.md"
    rows = _ROW.findall(index.read_text("utf-8")) if index.is_file() else []
    if not rows:
        msg = f"{folder} has no README.md that lists contracts; name some by --contract"
        raise BenchmarkError(msg)
    return {name: folder / name / root for name, root in rows}


def synthetic(operations: int) -> str:
    """Return a contract of so many operations that read a thing, in JSON."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    text = {"type": "string"}
    paths = {
        f"/things{number}/{{id}}": {
            "get": {
                "operationId": f"get_thing{number}",
                "tags": ["things"],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": text}
                ],
                "responses": {"200": {"description": "A thing.", "content": content}},
            }
        }
        for number in range(operations)
    }
    thing = {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": text, "name": text},
    }
    info = {"title": "Things", "version": "1"}
    components = {"schemas": {"Thing": thing}}
    document = {"openapi": "3.0.3", "info": info, "paths": paths}
    return json.dumps({**document, "components": components})


def measure_contract(
    contract: Path, generators: Sequence[Generator], plan: CompilingPlan, folder: Path
) -> Cells:
    """Compile and boot a contract in every round, each time in another order."""
    cells: dict[str, Cell] = {}
    for turn in range(plan.rounds):
        for generator in _rotated(generators, turn):
            if isinstance(known := cells.get(generator.name, ()), str):
                continue
            found = _sample(generator, contract, folder / generator.name)
            cells[generator.name] = _joined(known, found)
    return {generator.name: cells[generator.name] for generator in generators}


def measure_dispatch(
    generators: Sequence[Generator], plan: CompilingPlan, folder: Path
) -> Mapping[int, Cells]:
    """Return samples of requests by the number of operations."""
    results: dict[int, Cells] = {}
    for size in SIZES:
        contract = folder / f"things{size}.json"
        contract.write_text(synthetic(size), encoding="utf-8")
        outputs = {each.name: folder / f"{each.name}-{size}" for each in generators}
        cells: dict[str, Cell] = {}
        for generator in generators:
            made = _compile(generator, contract, outputs[generator.name])
            cells[generator.name] = made if isinstance(made, str) else ()
        for turn in range(plan.rounds):
            for generator in _rotated(generators, turn):
                if isinstance(known := cells[generator.name], str):
                    continue
                output = outputs[generator.name]
                found = _probe(generator, output, size, plan.seconds)
                cells[generator.name] = _joined(known, found)
        results[size] = cells
    return results


def _rotated(generators: Sequence[Generator], turn: int) -> Sequence[Generator]:
    shift = turn % len(generators)
    return [*generators[shift:], *generators[:shift]]


def _joined(known: Sequence[RoundSample], found: RoundSample | str) -> Cell:
    return found if isinstance(found, str) else (*known, found)


def _sample(generator: Generator, contract: Path, output: Path) -> RoundSample | str:
    made = _compile(generator, contract, output)
    if isinstance(made, str):
        return made
    # The first writes bytecode, as the first start of a service does.
    found = _probe(generator, output)
    if isinstance(found, RoundSample):
        found = _probe(generator, output)
    if isinstance(found, str):
        return RoundSample(*made, fault=found)
    return RoundSample(*made, found.boot, found.memory)


def _compile(
    generator: Generator, contract: Path, output: Path
) -> tuple[float, float] | str:
    """Return the seconds that passed and those of all processors; or a reason."""
    said = ""
    for command in generator.commands(contract, output):
        shutil.rmtree(output, ignore_errors=True)
        (output / "generated").mkdir(parents=True)
        log = output / "log"
        with log.open("w") as file:
            begin = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=contract.parent,
                env=_ENVIRONMENT,
                stdout=file,
                stderr=file,
            )
            _, status, usage = os.wait4(process.pid, 0)
            passed = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if not process.returncode:
            return passed, usage.ru_utime + usage.ru_stime
        said = _last_line(log.read_text(errors="replace"))
    return f"refused: {said}"


def _probe(
    generator: Generator, output: Path, size: int = 0, seconds: float = 0
) -> RoundSample | str:
    """Boot what was made; with `size`, implement it and send requests for a while."""
    program = generator.implement if size else generator.boot
    command = [
        *(generator.python, "-P", "-W", "ignore", str(_PROBE)),
        *(str(output), program, str(size), str(seconds)),
    ]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_ENVIRONMENT
    )
    if result.returncode:
        return f"does not run: {_last_line(result.stderr)}"
    found = json.loads(result.stdout)
    cost = found.get("microseconds", 0.0)
    return RoundSample(0, 0, found["seconds"], found["memory"], cost)


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else "no reason given"
