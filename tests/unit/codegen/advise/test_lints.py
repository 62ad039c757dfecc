"""Lints tell where a contract promises what no service keeps."""

from __future__ import annotations

from pathlib import Path

from scripts.codegen.advise.lints import lints
from scripts.codegen.load.source import load_source
from tests.unit.codegen.lowering import package


def test_lints_are_told_where_they_were_written(tmp_path: Path) -> None:
    text = """\
paths:
  /a:
    post:
      requestBody:
        content:
          application/jsonl:
            itemSchema: {$ref: '#/components/schemas/Thing'}
      responses: {'204': {description: A.}}
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string, readOnly: true}
        n: {type: integer}
"""
    found = package(tmp_path, text, "3.2.0")
    source = load_source(tmp_path / "contract.yaml")
    told = [(fault.code, fault.line) for fault in lints(found, source)]
    assert told == [("CG202", 17), ("CG201", 18)]
