"""When a stage fails, the output stays as it was and the message says where."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest

from impl.engine.diagnostics.diagnostic import Fault
from scripts._bootstrap import tool_environments
from scripts.codegen import compiler
from scripts.codegen.command import main, parse
from scripts.codegen.render import models, render, workers
from scripts.codegen.render.tools.docstrings import docstring
from scripts.codegen.render.workers import started
from scripts.codegen.reporting import Reporter

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
    monkeypatch.setattr(models, "_OPTIONS", {"no_such_option": True})
    assert run(package) == 2
    said = capsys.readouterr().err
    assert "datamodel-code-generator failed" in said
    assert "made was not changed" in said
    assert untouched(package)


def test_without_its_renderer_no_router_comes_out(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The environment of the models has no fastapi-code-generator."""

    def lacking(*names: str) -> dict[str, Path]:
        found = tool_environments(*names)
        return {**found, "routers": found["models"]}

    monkeypatch.setattr(workers, "tool_environments", lacking)
    assert run(package) == 2
    said = capsys.readouterr().err
    assert "fastapi-code-generator failed" in said
    assert "No module named 'fastapi_code_generator'" in said
    assert untouched(package)


def test_the_renderer_has_to_see_every_operation(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It renders from what its own parser has found, and the visitor agrees to."""
    nothing = {"openapi": "3.0.3", "info": {"title": "", "version": "1"}, "paths": {}}
    monkeypatch.setattr(render, "_skeleton", lambda _: nothing)
    assert run(package) == 2
    assert "operations differ between the tools" in capsys.readouterr().err
    assert untouched(package)


def test_failing_advice(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def boom(*_: object, **__: object) -> None:
        raise LookupError

    monkeypatch.setattr("scripts.codegen.advise.warnings.warnings", boom)
    assert run(package) == 2
    assert "made was not changed" in capsys.readouterr().err
    assert untouched(package)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("boom()\n", "F821 Undefined name `boom`"),
        ("class\n", "invalid-syntax"),
        ('__all__ = ["Other"]\n', "F822 Undefined name `Other` in `__all__`"),
    ],
)
def test_a_package_that_would_not_import(
    code: str,
    complaint: str,
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = f"class Thing:\n    pass\n\n\n{code}"
    monkeypatch.setattr(render, "render_models", lambda *_: text)
    assert run(package) == 2
    said = capsys.readouterr().err
    assert "would not import" in said
    assert complaint in said
    assert untouched(package)


def test_models_that_lack_a_type(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(render, "render_models", lambda *_: "")
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
    with started() as programs, pytest.raises(OSError, match="no space"):
        compiler.compile_contract(CONTRACT, package, lambda _: None, programs)
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
    assert "swap …" in said
    assert "lower 2 operations:" in said
    assert "\033[1;33mwarning CG101\033[0m" in said


def test_colours_can_be_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    broken = tmp_path / "a.yaml"
    broken.write_text("a: b")
    assert run(tmp_path / "made", contract=broken) == 2
    said = capsys.readouterr().err
    assert "error CS1008" in said
    assert "\033[1" not in said


def test_warnings_of_one_code_are_printed_ten_times(
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = Fault("CS1414", "warning", "", 1, 1, "No.", "Mend.", "a.yaml")
    report = Reporter(Path("a.yaml"), as_json=False)
    report.faults([place] * 30)
    report.faults([replace(place, severity="error", code="CS1004")])
    report.summary()
    said = capsys.readouterr().err
    assert said.count("CS1414: ") == 10
    assert "… and 20 more CS1414 (--format json lists all)" in said
    assert said.endswith("1 error, 30 warnings\n")


def test_faults_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "a.yaml"
    broken.write_text("openapi: 3.1.0\npaths: {/a: {get: 1}}\n")
    assert run(tmp_path / "made", "--format", "json", contract=broken) == 2
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [found] = [each for each in said if each["severity"] == "error"]
    assert found == {
        "code": "CS1203",
        "severity": "error",
        "pointer": "/paths/~1a/get",
        "file": str(broken),
        "line": 2,
        "column": 14,
        "message": found["message"],
        "mend": "Use an object here.",
        "excerpt": "paths: {/a: {get: 1}}",
    }


def test_an_error_of_the_compiler_is_one_message(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("nothing")

    monkeypatch.setattr(compiler, "lower", fail)
    assert run(package) == 2
    said = capsys.readouterr().err
    assert "This is a fault of the compiler: KeyError at test_failures.py:" in said
    assert "Traceback" not in said
    assert untouched(package)


def test_an_output_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compiler, "render", refuse)
    assert run(tmp_path / "made") == 2
    assert "made can't be written: [Errno 28]" in capsys.readouterr().err


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


def test_an_interruption_is_one_message(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(compiler, "lower", interrupt)
    assert run(package) == 130
    said = capsys.readouterr().err
    assert said == "generate: interrupted; made was not changed\n"
    assert untouched(package)


@pytest.mark.parametrize(
    "name", ["class", "None", "fastapi", "json", "pydantic", "a-b"]
)
def test_a_name_that_no_package_can_have_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(tmp_path / name) == 2
    assert f"--output {name!r}" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_a_folder_is_no_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "made", contract=tmp_path) == 2
    assert "is a folder" in capsys.readouterr().err


def test_check_says_how_to_write_what_differs(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "models.py").write_text("", encoding="utf-8")
    assert run(package, "--check") == 1
    told = capsys.readouterr().out
    assert f"Run scripts/generate --contract {CONTRACT} --output {package} and" in told


def test_help_says_which_versions_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    assert "OpenAPI 3.0, 3.1 or 3.2" in capsys.readouterr().out
