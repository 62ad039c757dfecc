"""Contracts of several files as one document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from impl.jobs.publishable_contracts import examine
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from tests.unit.codegen.generating import run

ROOT = """\
openapi: 3.1.0
info: {title: Pets, version: '1.10'}
paths:
  /pets/{id}: {$ref: paths.yaml#/pet}
components:
  schemas:
    Kind: {enum: ['yes', 'no', '2020-01-01']}
"""
PATHS = """\
pet:
  parameters: [{name: id, in: path, required: true, schema: {type: string}}]
  get:
    operationId: getPet
    responses:
      '200':
        description: Gefunden, 見つけた.
        content: {application/json: {schema: {$ref: 'schemas/pet.json'}}}
      default: {$ref: '#/failed'}
failed:
  description: A problem.
  content: {application/problem+json: {schema: {type: object}}}
"""
PET = """\
{"type": "object", "required": ["kind"], "properties": {
  "kind": {"$ref": "../root.yaml#/components/schemas/Kind"},
  "weight": {"type": "number", "maximum": 1e-7},
  "parents": {"type": "array", "items": {"$ref": "#"}}}}
"""
CITATION = re.compile(r"(?:cited|source)='[^']*'|`[^`]*#[^`]*`")


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "paths.yaml").write_text(PATHS, "utf-8")
    (tmp_path / "schemas" / "pet.json").write_text(PET, "utf-8")
    (tmp_path / "root.yaml").write_text(ROOT, "utf-8")
    return tmp_path / "root.yaml"


def compiled(contract: Path) -> str:
    """Return all that is compiled, but for where in which file it stands."""
    package = lower(load_source(contract))
    parts = (package.groups, package.exact, package.views, package.schema_keys)
    return CITATION.sub("", repr((package.title, package.version, *parts)))


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("one.yaml", "application/yaml"), ("one.json", "application/json")],
)
def test_a_bundle_is_the_same_contract(
    contract: Path, tmp_path: Path, name: str, media_type: str
) -> None:
    bundle = tmp_path / "build" / name
    assert run("--contract", contract, "--bundle", bundle) == 0
    assert sorted(each.name for each in bundle.parent.iterdir()) == [name]
    assert compiled(bundle) == compiled(contract)
    assert examine(bundle.read_bytes(), media_type).version is None
    assert run("--contract", bundle, "--bundle", tmp_path / "again" / name) == 0
    again = (tmp_path / "again" / name).read_bytes()
    assert again == bundle.read_bytes()


def test_a_bundle_is_checked_and_nothing_is_written(
    contract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = tmp_path / "one.yaml"
    given = ("--contract", contract, "--bundle", bundle)
    assert run(*given, "--check") == 1
    assert not bundle.exists()
    assert f"--contract {contract} --bundle {bundle}" in capsys.readouterr().out
    assert run(*given) == 0
    assert run(*given, "--check") == 0
    contract.write_text(ROOT.replace("Pets", "Cats"), "utf-8")
    assert run(*given, "--check") == 1


@pytest.mark.parametrize(
    ("target", "said"),
    [("root.yaml", "is the contract itself"), ("schemas", "is a folder")],
)
def test_a_bundle_replaces_no_source(
    contract: Path, target: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--contract", contract, "--bundle", contract.parent / target) == 2
    assert said in capsys.readouterr().err
    assert contract.read_text("utf-8") == ROOT


def test_a_bundle_of_what_has_no_meaning(
    contract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "paths.yaml").write_text(PATHS.replace("pet.json", "cat.json"))
    assert run("--contract", contract, "--bundle", tmp_path / "one.yaml") == 2
    assert "CS1306" in capsys.readouterr().err
    contract.write_text(ROOT.replace("title: Pets, ", ""))
    assert run("--contract", contract, "--bundle", tmp_path / "one.yaml") == 2
    assert not (tmp_path / "one.yaml").exists()
