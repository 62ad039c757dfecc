"""What goes through the gate is exactly what the contract describes, and comes back.

COUNTERSIGN_FIDELITY_TEXTS is how many texts the yardstick tries for each schema.
"""

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from scripts.codegen.command import main, parse
from tests.support.contract import document
from tests.support.held import held_contract
from tests.support.instances import Instances, same, shown

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "openapi.yaml"
YARDSTICK = ROOT.parent / "shared" / "bench" / "fidelity.py"
COMPONENTS = document()["components"]
_TEXTS = 200
_YARDSTICK_TEXTS = os.environ.get("COUNTERSIGN_FIDELITY_TEXTS", "50")


def _ecma(pattern: str) -> str:
    """Write a pattern of ECMA-262 as Python's: `$` and `.` mean other things there."""
    return re.sub(r"(?<!\\)\$$", r"\\Z", pattern).replace(".{", "[^\n\r\u2028\u2029]{")


def _pattern(
    _validator: object, pattern: str, value: object, _schema: object
) -> Iterator[ValidationError]:
    if isinstance(value, str) and not re.search(_ecma(pattern), value, re.ASCII):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


_FORMATS = FormatChecker(["date", "date-time"])
_TEXT = re.compile(r"[!#$&-;=?-Z_a-z~\[\]%]*", re.ASCII)
_Independent = validators.extend(Draft202012Validator, {"pattern": _pattern})


def _uri_reference(value: object) -> bool:
    """RFC 3986, section 4.1, as far as the contract's texts go."""
    if not isinstance(value, str):
        return True
    whole = not re.search("%(?![0-9A-Fa-f]{2})", value)
    return whole and _TEXT.fullmatch(value) is not None


def _uri(value: object) -> bool:
    """RFC 3986, section 3, as far: a reference that begins with a scheme."""
    if not isinstance(value, str):
        return True
    has_scheme = re.match("[A-Za-z][A-Za-z0-9+.-]*:", value) is not None
    return has_scheme and _uri_reference(value)


_FORMATS.checks("uri-reference")(_uri_reference)
_FORMATS.checks("uri")(_uri)


def independent(name: str) -> Any:
    """Return a validator that shares no code with the gate."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": COMPONENTS}
    return _Independent(schema, format_checker=_FORMATS)


@pytest.fixture(scope="module")
def as_text(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Compile our contract with strings for all formats; yield the validators."""
    folder = tmp_path_factory.mktemp("fidelity")
    output = ["--output", str(folder / "as_text"), "--types", "text"]
    assert main(parse(output)) == 0
    sys.path.insert(0, str(folder))
    yield importlib.import_module("as_text.validators")
    sys.path.remove(str(folder))


@pytest.mark.parametrize("name", COMPONENTS["schemas"])
def test_the_gate_agrees_with_another_validator(name: str, as_text: Any) -> None:
    judge, adapter = independent(name), as_text.ADAPTERS[name]
    instances = Instances(COMPONENTS["schemas"], Random(name))
    valid = 0
    for number in range(_TEXTS):
        value = instances.value(COMPONENTS["schemas"][name])
        for _ in range(number % 3):
            value = instances.damaged(value)
        text = json.dumps(value)
        passes, back = shown(adapter, text)
        assert passes == judge.is_valid(value), (text, back)
        if passes:
            assert same(json.loads(back), value), (text, back)
            valid += 1
    assert valid > _TEXTS // 20


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the yardstick keeps the texts of patterns."""
    return tmp_path_factory.mktemp("yardstick") / "drawn.json"


def measured(contract: Path, validators: str, folder: Path, drawn: Path) -> str:
    """Return what the yardstick says of a package in a folder."""
    result = subprocess.run(
        [
            *(sys.executable, "-m", "tests.support.yardstick", str(drawn)),
            *(str(YARDSTICK), str(contract), validators),
            *("-n", _YARDSTICK_TEXTS, "--fail", "--quiet"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "disagreement 0 " in result.stdout
    return result.stdout


@pytest.mark.skipif(not YARDSTICK.exists(), reason=f"no yardstick at {YARDSTICK}")
def test_the_yardstick_finds_no_disagreement(as_text: Any, drawn: Path) -> None:
    folder = Path(as_text.__file__).parents[1]
    said = measured(CONTRACT, "as_text.validators", folder, drawn)
    assert "round-trip losses 0 " in said


@pytest.mark.skipif(not YARDSTICK.exists(), reason=f"no yardstick at {YARDSTICK}")
def test_types_take_all_that_they_can_hold(tmp_path: Path, drawn: Path) -> None:
    contract = tmp_path / "held.json"
    whole = {"openapi": "3.1.0", "components": COMPONENTS}
    contract.write_text(json.dumps(held_contract(whole)))
    measured(contract, "generated.validators", ROOT, drawn)
