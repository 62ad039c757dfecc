"""Mocks of public contracts and of this project's own, fuzzed at full strength.

COUNTERSIGN_FUZZED_MOCKS names the contracts, with commas between: by their folder, or
`own`. COUNTERSIGN_FUZZED_MOCKS_EXAMPLES is how many requests are made up for each
operation and phase. What is held against the contract is what it declares and, where it
forgot an error that any service has to answer, that (see `completed`).
"""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.fuzzing.contract import compiled
from tests.support.completed import write_completed
from tests.support.corpus import contracts

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
NAMES = [n for n in os.environ.get("COUNTERSIGN_FUZZED_MOCKS", "").split(",") if n]
EXAMPLES = os.environ.get("COUNTERSIGN_FUZZED_MOCKS_EXAMPLES", "3")
SECRET = "sesame"


@contextmanager
def mocked(contract: Path) -> Iterator[str]:
    command = [sys.executable, "scripts/mock", str(contract), "--port", "0", "--quiet"]
    with subprocess.Popen(
        [*command, "--credentials", SECRET], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            lines = (line for line in process.stdout if line.startswith("ready: "))
            yield next(lines).removeprefix("ready: ").strip()
        finally:
            process.terminate()


def credentials(contract: Path) -> list[str]:
    """Return the options that let the fuzzer in."""
    known = compiled(contract)
    schemes = {each.scheme.lower() for each in known.package.schemes}
    basic = base64.b64encode(f"anybody:{SECRET}".encode()).decode()
    shown = f"Basic {basic}" if schemes <= {"basic", ""} else f"Bearer {SECRET}"
    fields = {
        each.name: shown if each.name == "Authorization" else SECRET
        for each in known.all_credentials
        if each.location == "header"
    }
    return [f"--header={name}: {value}" for name, value in fields.items()]


@pytest.mark.skipif(not NAMES, reason="COUNTERSIGN_FUZZED_MOCKS names no contract")
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_a_mock(name: str, tmp_path: Path) -> None:
    files = {each.name: each.file for each in contracts()}
    contract = {"own": ROOT / "openapi.yaml", **files}[name]
    whole = tmp_path / "openapi.json"
    write_completed(contract, whole)
    command = [sys.executable, "scripts/fuzz", "--contract", str(whole), "--seed", "1"]
    command += ["--examples", EXAMPLES, "--report", str(tmp_path / "report")]
    with mocked(contract) as url:
        done = subprocess.run(
            [*command, "--url", url, *credentials(whole)],
            check=False,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_contract_forgot_is_completed(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(
        "openapi: 3.1.0\n"
        "info: {title: T, version: '1'}\n"
        "components: {securitySchemes: {key: {type: http, scheme: bearer}}}\n"
        "paths:\n"
        "  /a/{id}:\n"
        "    get:\n"
        "      security: [{key: []}]\n"
        "      parameters: [{name: id, in: path, required: true, "
        "schema: {type: integer}}]\n"
        "      responses: {'200': {description: It.}, '422': {description: Wrong.}}\n"
    )
    write_completed(file, tmp_path / "whole.json")
    operation = compiled(tmp_path / "whole.json").operations["GET /a/{id}"]
    # What is 400 elsewhere leaves as the 422 that is declared.
    statuses = sorted(each.status for each in operation.responses)
    assert statuses == ["200", "401", "404", "422"]
