"""Lints tell where a contract promises what no service keeps."""

from __future__ import annotations

from pathlib import Path

from scripts.codegen.advise.lints import lints, refused_defaults
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
    # Of the id, which only the server says, no request brings one with NUL.
    assert told == [("CG201", 18)]


def test_no_handler_gets_a_default_that_is_refused(tmp_path: Path) -> None:
    text = """\
paths:
  /a:
    get:
      parameters:
      - {name: high, in: query, schema: {type: integer, maximum: 10, default: 20}}
      - {name: word, in: query, schema: {type: integer, default: x}}
      - name: shared
        in: query
        schema: {$ref: '#/components/schemas/Size'}
      - {name: fine, in: query, schema: {type: integer, default: 2.0}}
      responses: {'204': {description: A.}}
components:
  schemas:
    Size: {type: string, enum: [s, l], default: m}
"""
    found = package(tmp_path, text)
    source = load_source(tmp_path / "contract.yaml")
    told = [(each.code, each.line) for each in refused_defaults(found, source)]
    assert told == [("CG204", 7), ("CG204", 8), ("CG204", 16)]
    [endpoint] = found.groups[0].endpoints
    defaults = [each.default for each in endpoint.operation.parameters]
    assert defaults == [None, None, None, 2]
    assert isinstance(defaults[3], int)
    annotations = [each.annotation for each in endpoint.arguments]
    assert annotations[0] == "int | None"
    assert annotations[3] == "int"
