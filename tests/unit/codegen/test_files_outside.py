"""A contract of a stranger may refer to any file: none is quoted from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.text.limits import Limits
from scripts.codegen.load.source import load_source, source_of
from scripts.comparing.command import main as compare
from scripts.comparing.command import parse as compared
from scripts.comparing.reading import read_contract
from scripts.mocking.plans import UnsoundContract, plan_for
from scripts.mocking.telling import print_faults
from tests.unit.codegen.generating import run

ROOT = """\
openapi: 3.1.0
info: {{title: t, version: "1"}}
paths:
  /x:
    get:
      operationId: x
      responses:
        "200":
          description: d
          content: {{application/json: {{schema: {{$ref: "{0}"}}}}}}
        "404": {{$ref: "{0}"}}
"""
SECRET = "hunter2"
TEXTS = {
    "plain.yaml": f"{SECRET}:x\nother {SECRET}\n",
    "broken.yaml": f"a: [{SECRET}\n",
    "broken.json": f'{{"a": {SECRET}}}',
    "odd.yaml": f"{SECRET}: {{type: {SECRET}}}\ntype: {SECRET}\ndescription: 3\n",
    "list.yaml": f"- {SECRET}\n",
    "passwd": f"{SECRET}: {SECRET}\n",
    ".hidden/a.yaml": f"type: string\ndescription: {SECRET}\n",
    "far/away/a.yaml": f"type: string\ndescription: {SECRET}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A contract's folder, with others around it."""
    for name, text in TEXTS.items():
        file = tmp_path / "top" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "top" / "api").mkdir()
    (tmp_path / "further.yaml").write_text(f"type: string\ndescription: {SECRET}\n")
    return tmp_path / "top" / "api"


@pytest.mark.parametrize("name", [*list(TEXTS)[:7], "../further.yaml", "../top"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_outside_is_not_quoted(
    folder: Path, name: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = folder / "root.yaml"
    contract.write_text(ROOT.format(f"../{name}"))
    output = folder / "out"
    assert run("--contract", contract, "--output", output, "--format", form) == 2
    with pytest.raises((DocumentError, UnsoundContract)) as caught:
        plan_for(contract, None)
    assert isinstance(caught.value, DocumentError | UnsoundContract)
    print_faults(caught.value.faults)
    with pytest.raises(DocumentError) as compared:
        read_contract(str(contract))
    said = "".join([*capsys.readouterr(), str(compared.value), str(caught.value)])
    assert SECRET not in said
    assert name.rpartition("/")[2] in said


@pytest.mark.parametrize("name", ["/etc/passwd", "../../../../../../../etc/passwd"])
def test_the_files_of_a_system_are_not_read(folder: Path, name: str) -> None:
    contract = folder / "root.yaml"
    contract.write_text(ROOT.format(name))
    with pytest.raises(DocumentError, match="outside the folder") as caught:
        load_source(contract)
    assert {each.code for each in caught.value.faults} == {"CS1306"}
    assert "root:x" not in str(caught.value)


def test_links_lead_no_further(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("../../further.yaml")
    contract = folder / "root.yaml"
    contract.write_text(ROOT.format("link.yaml"))
    with pytest.raises(DocumentError, match="outside the folder"):
        load_source(contract)


@pytest.mark.parametrize("name", ["../far/away/a.yaml", "own.yaml", "in/a.yml"])
def test_what_belongs_to_a_contract_is_read(folder: Path, name: str) -> None:
    (folder / "in").mkdir()
    for own in ("own.yaml", "in/a.yml"):
        (folder / own).write_text("description: a\n")
    contract = folder / "root.yaml"
    contract.write_text(ROOT.format(name))
    assert load_source(contract).files == ["root.yaml", name]


def test_a_project_may_have_its_parts_anywhere_below_its_top(folder: Path) -> None:
    (folder.parent / ".git").mkdir()
    deep = folder / "v1" / "public"
    deep.mkdir(parents=True)
    (folder.parent / "common.yaml").write_text("description: a\n")
    contract = deep / "root.yaml"
    contract.write_text(ROOT.format("../../../common.yaml"))
    assert len(load_source(contract).files) == 2
    contract.write_text(ROOT.format("../../../.hidden/a.yaml"))
    with pytest.raises(DocumentError, match="outside the folder"):
        load_source(contract)


def test_what_comes_alone_reads_no_file_at_all(folder: Path) -> None:
    (folder / "own.yaml").write_text("type: string\n")
    for name in ("own.yaml", str(folder / "own.yaml"), "/etc/passwd"):
        with pytest.raises(DocumentError, match="there is none"):
            source_of(ROOT.format(name).encode(), "root.yaml", Limits())


def test_faults_near_by_are_told_in_full(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "own.yaml").write_text("type: strong\n")
    contract = folder / "root.yaml"
    contract.write_text(ROOT.format("own.yaml"))
    assert (
        run("--contract", contract, "--output", folder / "o", "--format", "json") == 2
    )
    faults = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert any("strong" in each["message"] for each in faults)
    assert any(each["excerpt"] == "type: strong" for each in faults)


def test_no_fault_speaks_to_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = folder / "root.yaml"
    contract.write_text(ROOT.format("#/\\e[31mred\\a"))
    with pytest.raises((DocumentError, UnsoundContract)) as caught:
        plan_for(contract, None)
    assert isinstance(caught.value, DocumentError | UnsoundContract)
    print_faults(caught.value.faults)
    assert compare(compared([str(contract), str(contract)])) == 2
    said = capsys.readouterr().err
    assert "red" in said
    assert not {"\x1b", "\a"} & {*said}
