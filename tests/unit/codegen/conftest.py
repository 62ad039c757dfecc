"""Compiled packages, each compiled once for all tests of a worker."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.command import main, parse
from tests.support.processes import know_libraries
from tests.unit.codegen.echoing import CONTRACT as FORMATS
from tests.unit.codegen.echoing import imported
from tests.unit.codegen.generating import run

ROOT = Path(__file__).resolve().parents[3]
CONTRACTS = Path(__file__).parent / "contracts"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return a function that compiles a contract and gives the package folder."""
    made: dict[Path, Path] = {}

    def compile_once(contract: Path) -> Path:
        if contract not in made:
            output = tmp_path_factory.mktemp("compiled") / contract.stem
            arguments = ["--contract", str(contract), "--output", str(output)]
            assert main(parse(arguments)) == 0
            made[contract] = output
        return made[contract]

    return compile_once


@pytest.fixture(scope="session")
def mypy(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Return a function that runs mypy strict and gives what it prints."""
    cache = tmp_path_factory.mktemp("mypy")
    know_libraries(cache)

    def run(*paths: Path, cwd: Path) -> str:
        result = subprocess.run(
            [
                *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary"),
                *("--config-file", str(ROOT / "pyproject.toml")),
                *(f"--cache-dir={cache}", "--hide-error-context"),
                *map(str, paths),
            ],
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not result.stderr, result.stderr
        return result.stdout

    return run


@pytest.fixture(scope="session")
def rich(compiled: Callable[[Path], Path]) -> Iterator[Any]:
    """Import the contract of formats, with the types of each."""
    yield from imported(compiled(FORMATS).parent, "formats")


@pytest.fixture(scope="session")
def text(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Import the contract of formats, with strings for all of them."""
    folder = tmp_path_factory.mktemp("text")
    arguments = ("--contract", FORMATS, "--output", folder / "formats_as_text")
    assert run(*arguments, "--types", "text") == 0
    yield from imported(folder, "formats_as_text")
