"""Defaults of members are at hand, if they are what their schemas describe."""

from __future__ import annotations

from pathlib import Path

from tests.unit.codegen.lowering import package

CONTRACT = """\
paths:
  /a:
    post:
      operationId: addA
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {page: {type: integer, default: 1}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Size: {type: integer, maximum: 9, default: 5}
    Base: {type: object, properties: {kept: {type: boolean, default: true}}}
    Thing:
      allOf:
      - $ref: '#/components/schemas/Base'
      - properties:
          size: {$ref: '#/components/schemas/Size'}
          even: {type: integer, default: 4.0}
          ratio: {type: number, default: 4.0}
          own: {allOf: [{$ref: '#/components/schemas/Size'}], default: 3}
          wrong: {type: integer, default: x}
          large: {$ref: '#/components/schemas/Size', default: 10}
          none: {type: [string, 'null'], default: null}
          class: {type: string, default: c}
          tags: {type: array, default: [a, [b]]}
          map: {type: object, default: {a: 1}}
          plain: {type: string}
    Plain: {type: object, properties: {a: {type: string}}}
"""


def test_defaults_are_those_of_the_classes(tmp_path: Path) -> None:
    assert package(tmp_path, CONTRACT).defaults == {
        "Base": {"kept": "True"},
        "Thing": {
            "kept": "True",
            "size": "5",
            "even": "4",
            "ratio": "4.0",
            "own": "3",
            "none": "None",
            "class_": "'c'",
            "tags": "('a', ('b', ), )",
            "map": "MappingProxyType[str, object]({'a': 1})",
        },
        "AddARequest": {"page": "1"},
    }
