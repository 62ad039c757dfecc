"""Contracts with one media type, lowered."""

from __future__ import annotations

from pathlib import Path

from scripts.codegen.lower.package import Package
from tests.unit.codegen.lowering import package

COMPONENTS = """
components:
  schemas:
    Thing: {type: object, required: [n], properties: {n: {type: integer}}}
    Event: {type: object, properties: {data: {type: string}, event: {const: a}}}
    Many: {type: array, items: {$ref: '#/components/schemas/Thing'}}
    Alias: {$ref: '#/components/schemas/Many'}
    Note: {type: string, maxLength: 3}
    Data:
      type: object
      properties:
        data:
          type: string
          contentMediaType: application/json
          contentSchema: {$ref: '#/components/schemas/Thing'}
"""


def compiled(folder: Path, response: str, request: str, version: str) -> Package:
    text = f"""\
paths:
  /a:
    post:
      requestBody: {{content: {request}}}
      responses: {{'200': {{description: A., content: {response}}}}}
{COMPONENTS}"""
    return package(folder, text, version)
