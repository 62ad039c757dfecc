"""Whatever things are called, the package imports, type checks and loses nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.codegen.command import main, parse
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from tests.unit.codegen.hostile import NAMES, contract_of

pytestmark = pytest.mark.long

# The first one is the simplest.
EXAMPLES = int(os.environ.get("COUNTERSIGN_NAME_LISTS", "2"))
# Names that are given twice, and names that hide others.
RULES = "F401,F402,F811,F821,F823,PIE794,I,UP,B,C4,SIM,RET"
# Reads what came of each schema's members.
FIELDS = """\
import json, sys
sys.path.insert(0, sys.argv[1])
from hostile import create_app, models
create_app()
import hostile.senders, hostile.validators
print(json.dumps({
    name: [m if f.alias is None else f.alias for m, f in kind.model_fields.items()]
    for name, kind in vars(models).items() if hasattr(kind, "model_fields")
}))
"""


def compile_names(folder: Path, names: Iterable[str]) -> Path:
    contract, output = folder / "contract.json", folder / "hostile"
    contract.write_text(json.dumps(contract_of(names)), encoding="utf-8")
    arguments = ["--contract", str(contract), "--output", str(output), "--scaffold"]
    assert main(parse(arguments)) == 0
    return output


def ruff(package: Path) -> str:
    command = [sys.executable, "-P", "-m", "ruff", "check", "--isolated", "--no-cache"]
    options = ["--target-version", "py311", "--select", RULES, str(package)]
    return subprocess.run(
        [*command, *options], capture_output=True, text=True, check=False
    ).stdout


def check_members(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", FIELDS, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    views = lower(load_source(folder / "contract.json")).views
    for name, view in views.items():
        if "properties" in view:
            assert sorted(made[name]) == sorted(view["properties"]), name


def test_every_hostile_name_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mypy: Callable[..., str]
) -> None:
    package = compile_names(tmp_path, NAMES)
    capsys.readouterr()
    assert ruff(package) == "All checks passed!\n"
    check_members(tmp_path)
    assert mypy(package, tmp_path / "hostile_impl", cwd=tmp_path) == ""


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
similar = st.text(st.sampled_from("aA-_.1 éÉ²ª"), max_size=4)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts | similar | st.sampled_from(NAMES), min_size=10, max_size=30))
def test_any_names_compile_to_a_package_that_imports(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        package = compile_names(Path(folder), names)
        assert ruff(package) == "All checks passed!\n"
        check_members(Path(folder))
