"""Public contracts compile whole: nothing that they declare is lost."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.corpus.packages import NAME, Package
from tests.support.corpus import Contract, each_contract_large_first

pytestmark = pytest.mark.long

_RUFF = ("-m", "ruff", "check", "--isolated", "--no-cache", "--target-version", "py311")


@each_contract_large_first
def test_declares_what_the_contract_declares(
    contract: Contract, package_of: Callable[[Contract], Package]
) -> None:
    row = package_of(contract).row
    assert row["generated"], row["error"]
    assert row["compiled"], row["compile_error"]
    probe = row["probe"]
    assert probe["boot"], probe
    assert probe["code"]["lossless"], probe["code"]["misses"]
    assert probe["code"]["routes_complete"]
    assert probe["code"]["ok"]["op"] == contract.operations
    behaviour = probe["behaviour"]
    assert behaviour["reached"] == behaviour["sample"]
    assert behaviour["auth"] == behaviour["auth_asked"]
    assert behaviour["rejects"] == behaviour["rejects_asked"]


@each_contract_large_first
def test_satisfies_linter_and_type_checker(
    contract: Contract, package_of: Callable[[Contract], Package]
) -> None:
    folder = package_of(contract).folder
    packages = [NAME, f"{NAME}_impl"]
    ruff = [sys.executable, *_RUFF, *packages]
    mypy = [
        *(sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11"),
        *("--config-file", "", "--cache-dir", str(folder.parent.parent / "mypy")),
        *(part for name in packages for part in ("-p", name)),
    ]
    for command in (ruff, mypy):
        result = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, f"{result.stdout}{result.stderr}"
