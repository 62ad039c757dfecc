"""What can not be compiled or asserted is refused, or told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.codegen.advise.unsupported import unasserted, unsupported
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from scripts.codegen.lower.package import Package
from tests.unit.codegen.lower.contents import compiled
from tests.unit.codegen.lowering import package

HEAD = "openapi: {}\ninfo: {{title: T, version: '1'}}\n"


def warnings(folder: Path, found: Package) -> list[tuple[str, int]]:
    source = load_source(folder / "contract.yaml")
    return [(fault.code, fault.line) for fault in unasserted(found, source)]


@pytest.mark.parametrize(
    ("response", "request_", "codes"),
    [
        ("{application/xml: {schema: {type: object}}}", "{text/plain: {}}", ["CG403"]),
        ("{application/xml: {schema: {type: string}}}", "{text/plain: {}}", []),
        ("{image/png: {schema: true}}", "{text/plain: {}}", []),
        (
            "{image/png: {schema: {type: string, format: binary, maxLength: 9}}}",
            "{text/plain: {}}",
            ["CG403"],
        ),
        ("{multipart/mixed: {itemSchema: {}}}", "{text/plain: {}}", ["CG403"]),
        ("{text/plain: {}}", "{text/event-stream: {itemSchema: {}}}", ["CG403"]),
        ("{text/plain: {}}", "{multipart/mixed: {itemSchema: {}}}", ["CG403"]),
        ("{text/plain: {}}", "{application/jsonl: {itemSchema: {}}}", []),
        (
            "{application/jsonl: {schema: {type: array, items: {}, minItems: 1}}}",
            "{text/plain: {}}",
            ["CG404"],
        ),
        (
            "{application/jsonl: {itemSchema: {}, schema: {maxItems: 1, type: array}}}",
            "{text/plain: {}}",
            ["CG404"],
        ),
        ("{application/jsonl: {schema: {minLength: 1}}}", "{text/plain: {}}", []),
        ("{application/jsonl: {schema: true}}", "{text/plain: {}}", []),
    ],
)
def test_a_schema_that_nothing_is_held_against_is_told(
    tmp_path: Path, response: str, request_: str, codes: list[str]
) -> None:
    found = compiled(tmp_path, response, request_, "3.2.0")
    assert warnings(tmp_path, found) == [
        (code, 7 if request_ == "{text/plain: {}}" else 6) for code in codes
    ]


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        ("{in: querystring, name: q, content: {text/plain: {}}}", "CG401"),
        ("{in: cookie, name: q, style: cookie, schema: {}}", "CG402"),
        ("{in: cookie, name: q, style: form, schema: {}}", ""),
    ],
)
def test_a_parameter_that_can_not_be_compiled_is_refused(
    tmp_path: Path, parameter: str, code: str
) -> None:
    contract = tmp_path / "contract.yaml"
    text = f"""\
paths:
  /a:
    parameters: [{parameter}]
    get: {{responses: {{'204': {{description: A.}}}}}}
    put: {{responses: {{'204': {{description: A.}}}}}}
"""
    contract.write_text(HEAD.format("3.2.0") + text, encoding="utf-8")
    source = load_source(contract)
    assert source.check() == []
    found = [(f.code, f.line, f.severity) for f in unsupported(source)]
    assert found == ([(code, 5, "error")] if code else [])


def test_a_media_type_is_told_once(tmp_path: Path) -> None:
    content = "{application/xml: {schema: {type: object}}}"
    text = f"""\
paths:
  /a:
    get: {{responses: {{'200': {{description: A., content: {content}}}}}}}
    put: {{responses: {{'200': {{description: A., content: {content}}}}}}}
"""
    assert warnings(tmp_path, package(tmp_path, text)) == [("CG403", 5)]


@pytest.mark.parametrize("name", ["X Count", "Gr\u00f6\u00dfe", "''", "a:b"])
def test_a_header_that_no_message_can_have_is_left_out(
    tmp_path: Path, name: str
) -> None:
    contract = tmp_path / "contract.yaml"
    text = f"""\
paths:
  /a:
    get: {{responses: {{'204': {{$ref: '#/components/responses/A'}}}}}}
    put: {{responses: {{'204': {{$ref: '#/components/responses/A'}}}}}}
components:
  responses:
    A:
      description: A.
      headers:
        X-Fine_1: {{schema: {{type: string}}}}
        {name}: {{schema: {{type: string}}}}
"""
    contract.write_text(HEAD.format("3.1.0") + text, encoding="utf-8")
    source = load_source(contract)
    found = unsupported(source)
    assert [(f.code, f.line, f.severity) for f in found] == [("CG405", 13, "warning")]
    operation = lower(source).groups[0].endpoints[0].operation
    [response] = operation.responses
    assert [header.name for header in response.headers] == ["X-Fine_1"]


LEFT_OUT = """\
paths:
  /a:
    parameters: [{name: X-A, in: header, schema: {}}]
    get:
      parameters: [{name: x-a, in: header, schema: {}}]
      responses: {'204': {description: A.}}
    post:
      parameters: [{name: X-A, in: header, schema: {type: string}}]
      responses: {'204': {description: A.}}
      callbacks:
        done:
          'http://a/':
            post: {responses: {'204': {description: A., content: {a/b: {}}}}}
webhooks:
  b:
    post:
      parameters:
        - {name: X-B, in: header, schema: {}}
        - {name: x-b, in: header, schema: {}}
        - {name: x-b, in: query, schema: {}}
      responses: {'205': {description: B., content: {a/b: {}}}}
"""


def test_what_is_left_out_of_messages_is_told(tmp_path: Path) -> None:
    contract = tmp_path / "contract.yaml"
    contract.write_text(HEAD.format("3.1.0") + LEFT_OUT, encoding="utf-8")
    found = unsupported(load_source(contract))
    assert sorted((fault.code, fault.line) for fault in found) == [
        ("CG408", 15),
        ("CG408", 23),
        ("CG409", 5),
        ("CG409", 20),
    ]
