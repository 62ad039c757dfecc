"""What a compiled validator accepts is the language that its contract describes."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.packages import NAME, ROOT, Package
from tests.support.corpus import SHARED, Contract, each_contract
from tests.support.held import held_contract
from tests.support.warm_python import WarmPython

pytestmark = pytest.mark.long

_YARDSTICK = SHARED / "bench" / "fidelity.py"
# Of each contract so many schemas, and so many texts for each.
_SCHEMAS = os.environ.get("COUNTERSIGN_EXACTNESS_SCHEMAS", "6")
_TEXTS = os.environ.get("COUNTERSIGN_EXACTNESS_TEXTS", "25")


@each_contract
def test_agrees_with_the_oracle_about_every_text(
    contract: Contract,
    package_of: Callable[[Contract], Package],
    python: WarmPython,
    tmp_path: Path,
) -> None:
    package = package_of(contract)
    # The yardstick reads one file.
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(held_contract(package.source.content)))
    result = python.run(
        *("-m", "tests.support.yardstick", str(tmp_path / "drawn.json")),
        *(str(_YARDSTICK), str(document), f"{NAME}.validators", "--fail", "--quiet"),
        *("-n", _TEXTS, "--limit", _SCHEMAS),
        # What Hypothesis finds out about characters is kept here for the next one.
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(package.folder)},
    )
    assert result.returncode == 0, f"{result.stdout}{result.stderr}"
