"""When a stage fails, the output stays as it was and the message says where."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from scripts.codegen import compiler, render
from scripts.codegen.command import main, parse
from scripts.codegen.tools.routers_visitor import docstring

CONTRACT = Path(__file__).parent / "contracts" / "sealed.yaml"


def run(output: Path, *more: str, contract: Path = CONTRACT) -> int:
    return main(parse(["--contract", str(contract), "--output", str(output), *more]))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that an earlier run has left."""
    output = tmp_path / "made"
    (output / "contract").mkdir(parents=True)
    (output / "contract" / "schemas.json").write_text("{}")
    return output


def untouched(package: Path) -> bool:
    files = [path.name for path in package.rglob("*") if path.is_file()]
    return files == ["schemas.json"] and [*package.parent.iterdir()] == [package]


def test_a_failing_tool(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(render, "_MODEL_OPTIONS", {"no_such_option": True})
    assert run(package) == 2
    said = capsys.readouterr().err
    assert "datamodel-code-generator failed" in said
    assert "made was not changed" in said
    assert untouched(package)


def test_a_package_that_does_not_import(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        render, "_render_models", lambda *_: "class Thing:\n    pass\n\n\nboom()\n"
    )
    assert run(package) == 2
    said = capsys.readouterr().err
    assert "NameError: name 'boom' is not defined" in said
    assert untouched(package)


def test_models_that_lack_a_type(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(render, "_render_models", lambda *_: "")
    assert run(package) == 2
    assert "models.py lacks ['Thing']" in capsys.readouterr().err
    assert untouched(package)


def test_a_swap_that_fails_puts_the_old_package_back(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.parent.name == "made":
            raise OSError("no space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no space"):
        compiler.compile_contract(CONTRACT, package, lambda _: None)
    assert untouched(package)


def test_check_of_a_broken_contract(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = package / "contract" / "schemas.json"
    assert run(package, "--check", contract=broken) == 2
    assert "schemas.json:1:1: error CS1008" in capsys.readouterr().err


def test_progress_is_for_terminals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run(tmp_path / "made") == 0
    said = capsys.readouterr().err
    assert "import-test …" in said
    assert "swap …" not in said


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (("Short.",), '"""Short."""'),
        (('Ends in a quote"',), '"""Ends in a quote"\n"""'),
        (("One.", "", "Two."), '"""One.\n\nTwo.\n"""'),
        (("a\nb",), '"""a b"""'),
        (("- a\n- b",), '"""- a\n- b\n"""'),
        (('\\d """',), '"""\\\\d \\"\\"\\"\n"""'),
    ],
)
def test_docstrings_hold_any_text(paragraphs: tuple[str, ...], text: str) -> None:
    assert docstring(*paragraphs) == text
    assert isinstance(ast.literal_eval(text), str)
