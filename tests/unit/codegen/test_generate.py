"""The command: what it writes, what it refuses, and what it leaves alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.codegen.compiler import differences
from tests.unit.codegen.generating import run, write

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]
CONTRACTS = Path(__file__).parent / "contracts"
MINIMAL = """\
openapi: 3.1.0
info: {title: Tiny, version: '1'}
paths:
  /things:
    get:
      operationId: list_things
      responses:
        '200':
          description: Things.
          content: {application/json: {schema: {type: array}}}
"""
UNBOUNDED = """\
openapi: 3.1.0
info: {title: Loose, version: '1'}
paths:
  /things:
    post:
      operationId: add_thing
      parameters:
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
      requestBody:
        content:
          text/plain:
            schema: {type: string}
          application/json:
            schema: {type: object, properties: {n: {type: integer}}}
      responses: {default: {description: Any.}}
"""


@pytest.fixture(scope="module")
def minimal(
    tmp_path_factory: pytest.TempPathFactory, compiled: Callable[[Path], Path]
) -> Path:
    """The package that MINIMAL is compiled to; not to be changed."""
    return compiled(write(tmp_path_factory.mktemp("minimal"), MINIMAL))


def test_compiling_again_gives_the_same_bytes(
    tmp_path: Path, compiled: Callable[[Path], Path]
) -> None:
    contract = CONTRACTS / "names.yaml"
    again = tmp_path / "names"
    assert run("--contract", contract, "--output", again) == 0
    assert differences(again, compiled(contract)) == []


def test_check_names_what_differs_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], minimal: Path
) -> None:
    contract, output = write(tmp_path, MINIMAL), tmp_path / "tiny"
    shutil.copytree(minimal, output)
    assert run("--contract", contract, "--output", output, "--check") == 0
    ports = output / "ports" / "default.py"
    ports.write_text("# edited\n", encoding="utf-8")
    assert run("--contract", contract, "--output", output, "--check") == 1
    assert "ports/default.py differs" in capsys.readouterr().out
    assert ports.read_text(encoding="utf-8") == "# edited\n"
    assert run("--contract", contract, "--output", output) == 0
    assert differences(minimal, output) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("openapi: 3.1.0", "openapi: [", "contract.yaml:"),
        (
            "description: Things.",
            "$ref: '#/components/responses/Gone'",
            "contract.yaml:9:",
        ),
        ("type: array", "$ref: '#/components/schemas/Gone'", "contract.yaml:10:"),
        ("type: array", "type: arry", "contract.yaml:10:"),
        ("openapi: 3.1.0", "openapi: 2.0.0", "contract.yaml:1:"),
    ],
)
def test_a_broken_contract_is_located_and_changes_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    minimal: Path,
    old: str,
    new: str,
    place: str,
) -> None:
    contract, output = write(tmp_path, MINIMAL.replace(old, new)), tmp_path / "tiny"
    shutil.copytree(minimal, output)
    capsys.readouterr()
    assert run("--contract", contract, "--output", output) == 2
    message = capsys.readouterr().err
    assert place in message
    assert "Traceback" not in message
    assert differences(minimal, output) == []
    assert {path.name for path in tmp_path.iterdir()} == {"contract.yaml", "tiny"}


@pytest.mark.parametrize("name", ["not-a-package", "file.txt"])
def test_an_unusable_output_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "file.txt").write_text("mine", encoding="utf-8")
    contract = write(tmp_path, MINIMAL)
    assert run("--contract", contract, "--output", tmp_path / name) == 2
    assert "--output" in capsys.readouterr().err
    assert (tmp_path / "file.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_with_other_files_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "precious"
    output.mkdir()
    (output / "thesis.txt").write_text("years of work", encoding="utf-8")
    contract = write(tmp_path, MINIMAL)
    assert run("--contract", contract, "--output", output) == 2
    assert "not a generated package" in capsys.readouterr().err
    assert (output / "thesis.txt").exists()


def test_a_missing_contract_is_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--contract", tmp_path / "none.yaml", "--output", tmp_path / "x") == 2
    assert "there is no contract" in capsys.readouterr().err


def test_undeclared_errors_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = write(tmp_path, MINIMAL)
    assert run("--contract", contract, "--output", tmp_path / "tiny") == 0
    message = capsys.readouterr().err
    assert (
        "contract.yaml:5:5: warning CG101: GET /things can answer 400, 406, 500"
        in message
    )


def test_hostile_names_compile_boot_and_type_check(
    compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    package = compiled(CONTRACTS / "names.yaml")
    assert mypy(package, cwd=package.parent) == ""
    ruff = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--no-cache"),
            *("--isolated", "--target-version", "py311"),
            *("--extend-select", "I,UP,B,PIE,C4,SIM,RET", "--ignore", "RUF100"),
            str(package),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ruff.returncode == 0, ruff.stdout


def test_a_renamed_response_field_becomes_a_list_of_work(
    tmp_path: Path, mypy: Callable[..., str]
) -> None:
    text = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    renamed = text.replace("display_name", "full_name")
    contract = write(tmp_path, renamed)
    assert run("--contract", contract, "--output", tmp_path / "generated") == 0
    (tmp_path / "impl").symlink_to(ROOT / "impl")
    work = mypy(Path("impl/handlers"), cwd=tmp_path)
    assert "impl/handlers/people.py:" in work
    assert "impl/handlers/wire.py:" in work
    assert '"display_name" for "Member"' in work
    assert "impl/handlers/versions.py:" not in work


def test_a_part_can_be_compiled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = CONTRACTS / "names.yaml"
    output = tmp_path / "part"
    wanted = ("--contract", contract, "--output", output, "--tags", "import,Import")
    assert run(*wanted) == 0
    assert {path.name for path in (output / "ports").glob("*.py")} == {
        *("__init__.py", "import_.py", "import__2.py")
    }
    assert run("--contract", contract, "--output", output, "--tags", "gone") == 2
    message = capsys.readouterr().err
    assert "no operation has the tag 'gone'" in message
    assert "'1st/2nd'" in message


def test_faults_can_be_read_by_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = write(tmp_path, MINIMAL.replace("type: array", "type: arry"))
    arguments = ("--contract", contract, "--output", tmp_path / "x", "--format", "json")
    assert run(*arguments) == 2
    fault = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (fault["severity"], fault["line"]) == ("error", 10)
    assert fault["file"].endswith("contract.yaml")
    assert fault["pointer"].endswith("/schema/type")
    assert fault["code"]
    assert fault["mend"]


def test_values_that_no_service_can_keep_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = write(tmp_path, UNBOUNDED)
    arguments = ("--contract", contract, "--output", tmp_path / "x", "--lint")
    assert run(*arguments) == 0
    said = capsys.readouterr().err
    found = {
        (line.split(":")[1], line.split("warning ")[1][:5])
        for line in said.splitlines()
        if "warning CG2" in line
    }
    assert found == {("8", "CG203"), ("8", "CG201"), ("12", "CG202"), ("14", "CG201")}


def test_our_own_contract_passes_the_lints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--output", tmp_path / "generated", "--lint") == 0
    assert capsys.readouterr().err == ""
