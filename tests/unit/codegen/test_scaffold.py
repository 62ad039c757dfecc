"""The skeleton of an implementation: written once, then left alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.codegen.generating import run, write

SECURED = """\
openapi: 3.1.0
info: {title: Tiny, version: '1'}
security: [{key: []}]
paths:
  /things:
    get:
      operationId: list_things
      tags: [things]
      responses: {'204': {description: None.}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
"""
OTHER = """\
    get:
      operationId: list_others
      tags: [things]
      responses: {'204': {description: None.}}
"""


def test_a_scaffold_is_written_once_and_then_belongs_to_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mypy: Callable[..., str]
) -> None:
    contract = write(tmp_path, SECURED)
    arguments = ("--contract", contract, "--output", tmp_path / "tiny", "--scaffold")
    assert run(*arguments) == 0
    assert "tiny_impl/things.py, which is yours" in capsys.readouterr().out
    assert mypy(tmp_path / "tiny_impl", cwd=tmp_path) == ""
    mine = tmp_path / "tiny_impl" / "things.py"
    mine.write_text(f"{mine.read_text()}\n# mine\n", encoding="utf-8")

    more = SECURED.replace("/things:", "/others:\n    get: *list\n  /things:")
    more = more.replace("    get: *list\n", OTHER)
    write(tmp_path, more)
    assert run(*arguments) == 0
    assert "which is yours" not in capsys.readouterr().out
    assert mine.read_text(encoding="utf-8").endswith("# mine\n")
    work = mypy(tmp_path / "tiny_impl", cwd=tmp_path)
    assert "tiny_impl/app.py:" in work
    assert "list_others" in work


def test_a_scaffold_answers_501_to_everybody_with_credentials(tmp_path: Path) -> None:
    contract = write(tmp_path, SECURED)
    output = tmp_path / "served"
    assert run("--contract", contract, "--output", output, "--scaffold") == 0
    program = """
from starlette.testclient import TestClient
from served_impl.app import app
client = TestClient(app)
print(client.get("/things").status_code)
print(client.get("/things", headers={"X-Key": "k"}).status_code)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["401", "501"]
