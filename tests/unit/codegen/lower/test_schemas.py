"""From contracts to exact schemas and views, case by case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.codegen.command import main, parse
from scripts.codegen.load.source import load_source
from scripts.codegen.runtime.contract.gate import Gate
from tests.unit.codegen.lowering import package


def views(folder: Path, schemas: str) -> dict[str, Any]:
    found = package(folder, f"paths: {{}}\ncomponents: {{schemas: {schemas}}}\n").views
    return {
        name: {k: v for k, v in view.items() if k != "description"}
        for name, view in found.items()
    }


STRING_AND_BOOLEAN = [{"type": "string"}, {"type": "boolean"}]
STRING_OR_BOOLEAN = {"anyOf": STRING_AND_BOOLEAN}
NULLABLE_A = {"anyOf": [{"$ref": "#/components/schemas/AObject"}, {"type": "null"}]}


@pytest.mark.parametrize(
    ("schema", "view"),
    [
        ("{type: number, minimum: 1}", {"type": ["integer", "number"]}),
        ("{type: string, format: uuid, pattern: '[A-F]$'}", {"type": "string"}),
        ("{enum: [a, 1, null]}", "str-literal, number, null"),
        ("{const: 1.5}", {"type": ["integer", "number"]}),
        ("{const: true}", {"const": True}),
        ("{const: 1.0}", {"const": 1}),
        (
            "{enum: [1, 2.5]}",
            {"anyOf": [{"enum": [1]}, {"type": ["integer", "number"]}]},
        ),
        ("{enum: [0, false]}", {"anyOf": [{"type": "integer"}, {"type": "boolean"}]}),
        (
            "{anyOf: [{const: 1}, {type: boolean}]}",
            {"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
        ),
        (
            "{enum: [a, 9223372036854775808]}",
            {"anyOf": [{"enum": ["a"]}, {"type": "integer"}]},
        ),
        ("{const: -9223372036854775808}", {"const": -9223372036854775808}),
        ("{type: string, anyOf: [{format: uri}, {maxLength: 3}]}", {"type": "string"}),
        (
            "{type: array, items: {type: integer}, oneOf: [{minItems: 2}, {}]}",
            {"type": "array", "items": {"type": "integer"}},
        ),
        ("{const: []}", {"type": "array", "items": {}}),
        ("{const: {}}", {"type": "object", "additionalProperties": True}),
        ("{const: a}", {"const": "a"}),
        (
            "{type: array, prefixItems: [{type: string}]}",
            {"type": "array", "items": {}},
        ),
        (
            "{type: array, prefixItems: [{type: string}], items: {type: boolean}}",
            {"type": "array", "items": STRING_OR_BOOLEAN},
        ),
        (
            (
                "{type: array, prefixItems: [{type: string}, {type: boolean}], "
                "items: false, minItems: 1}"
            ),
            {"type": "array", "prefixItems": STRING_AND_BOOLEAN, "x-least": 1},
        ),
        (
            (
                "{type: array, prefixItems: [{type: string}, {type: boolean}, {}], "
                "maxItems: 2, minItems: 2}"
            ),
            {"type": "array", "prefixItems": STRING_AND_BOOLEAN, "x-least": 2},
        ),
        (
            (
                "{type: array, prefixItems: [{type: string}, {type: boolean}, "
                "{type: string}], items: false}"
            ),
            {"type": "array", "items": STRING_OR_BOOLEAN},
        ),
        (
            "{type: array, prefixItems: [{type: string}], items: false, minItems: 2}",
            {"type": "array", "items": {"type": "string"}},
        ),
        ("{type: [array, 'null'], items: {type: string}}", "list or null"),
        ("{type: object, patternProperties: {a: {}}}", "any map"),
        ("{type: object, patternProperties: {a: {type: string}}}", "any map"),
        (
            (
                "{type: object, patternProperties: {a: {type: string}, "
                "b: {type: string}}, additionalProperties: false}"
            ),
            {"type": "object", "additionalProperties": {"type": "string"}},
        ),
        (
            (
                "{type: object, patternProperties: {a: {type: string}, b: false}, "
                "additionalProperties: {type: boolean}}"
            ),
            {"type": "object", "additionalProperties": STRING_OR_BOOLEAN},
        ),
        ("{type: object, unevaluatedProperties: {type: string}}", "map of strings"),
        (
            "{type: object, properties: {a: {}}, additionalProperties: {type: string}}",
            "a, and strings",
        ),
        (
            (
                "{allOf: [{type: object, properties: {a: {}}}, "
                "{type: object, additionalProperties: {type: string}}]}"
            ),
            "a, and strings",
        ),
        ("{anyOf: [{type: string}, {}]}", {}),
        ("{anyOf: [{type: string}, {type: string, maxLength: 3}]}", {"type": "string"}),
        ("{allOf: [{type: string}, {maxLength: 3}]}", {"type": "string"}),
        ("{allOf: [true, {minimum: 3}]}", {}),
        ("{type: [object, 'null'], properties: {}}", NULLABLE_A),
        ("{properties: {}}", {"anyOf": [NULLABLE_A["anyOf"][0], {}]}),
        ("{type: string, properties: {a: {}}}", {"type": "string"}),
        ("{allOf: [{type: string}], properties: {a: {}}}", {"type": "string"}),
    ],
)
def test_view(tmp_path: Path, schema: str, view: Any) -> None:
    named = {
        "str-literal, number, null": {
            "anyOf": [
                {"enum": ["a", 1]},
                {"type": "null"},
            ]
        },
        "list or null": {
            "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]
        },
        "any map": {"type": "object", "additionalProperties": True},
        "map of strings": {
            "type": "object",
            "additionalProperties": {"type": "string"},
        },
        "a, and strings": {
            "type": "object",
            "properties": {"a": {}},
            "required": [],
            "additionalProperties": {"type": "string"},
        },
    }
    wanted = named.get(view, view) if isinstance(view, str) else view
    assert views(tmp_path, f"{{A: {schema}}}")["A"] == wanted


def test_all_of_merges_members_and_keeps_null(tmp_path: Path) -> None:
    found = views(
        tmp_path,
        """{
        Base: {type: [object, 'null'], required: [id],
               properties: {id: {type: string}}},
        A: {allOf: [{$ref: '#/components/schemas/Base'},
                    {properties: {id: {maxLength: 3}, n: {type: integer}}}]}}""",
    )
    assert found["A"] == NULLABLE_A
    assert found["AObject"]["properties"] == {
        "id": {"type": "string"},
        "n": {"type": "integer"},
    }
    assert found["AObject"]["required"] == ["id"]


def test_a_schema_may_contain_itself_without_a_name(tmp_path: Path) -> None:
    found = views(
        tmp_path,
        """{
        Tree: {type: object, properties: {
            kids: {type: array,
                   items: {$ref: '#/components/schemas/Tree/properties/kids'}},
            up: {allOf: [{$ref: '#/components/schemas/Tree'},
                         {minProperties: 1}]}}}}""",
    )
    reference = {"$ref": "#/components/schemas/TreeKidsItemItem"}
    assert found["TreeKidsItemItem"] == {"type": "array", "items": reference}
    assert found["Tree"]["properties"] == {
        "kids": {"type": "array", "items": reference},
        "up": {"$ref": "#/components/schemas/Tree"},
    }


def test_idioms_of_3_0_become_json_schema(tmp_path: Path) -> None:
    text = """
paths: {}
components:
  schemas:
    A: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9}
    B: {type: string, nullable: true, enum: [a]}
    C: {type: integer, maximum: 9, exclusiveMaximum: false, nullable: false}
    D: {nullable: true, maxLength: 3}
    E: {type: object, example: {nullable: true}, discriminator: {propertyName: kind},
        properties: {kind: {type: string}}, required: [kind]}
"""
    exact = package(tmp_path, text, "3.0.3").exact
    assert exact["A"] == {"type": "integer", "exclusiveMinimum": 1, "maximum": 9}
    assert exact["B"] == {"type": ["string", "null"], "enum": ["a", None]}
    assert exact["C"] == {"type": "integer", "maximum": 9}
    assert exact["D"] == {"maxLength": 3}
    assert exact["E"]["example"] == {"nullable": True}
    assert exact["E"]["discriminator"] == {"propertyName": "kind"}


def test_references_may_lead_anywhere(tmp_path: Path) -> None:
    text = """
paths:
  /a:
    get:
      operationId: get_a
      parameters: [{name: q, in: query, schema: {type: string, maxLength: 3}}]
      responses:
        '200':
          description: A.
          content:
            application/json:
              schema: {$ref: '#/paths/~1a/get/parameters/0/schema'}
"""
    found = package(tmp_path, text)
    [key] = found.exact
    assert key == "/paths/~1a/get/parameters/0/schema"
    [endpoint] = found.groups[0].endpoints
    [result] = endpoint.results
    assert result.body is not None
    assert result.body.view == "str"


def test_several_files_become_one_document(tmp_path: Path) -> None:
    text = """
paths:
  /a: {$ref: 'a.yaml'}
"""
    a = """
get:
  operationId: get_a
  responses:
    '200':
      description: A.
      content: {application/json: {schema: {$ref: 'b.yaml#/B'}}}
"""
    b = "B: {type: array, items: {type: integer}}\n"
    found = package(tmp_path, text, a=a, b=b)
    [endpoint] = found.groups[0].endpoints
    [result] = endpoint.results
    assert result.body is not None
    assert result.body.view == "models.B"
    assert endpoint.cited == "a.yaml#/get"
    assert found.lines["a.yaml#/get"] == 2
    source = load_source(tmp_path / "contract.yaml")
    assert source.format == "json"
    bundle = yaml.safe_load(source.document)
    assert bundle["paths"]["/a"]
    assert ".yaml" not in source.document.decode()


IDIOMS = """
paths:
  /a:
    post:
      operationId: post_a
      parameters:
        - {name: n, in: query, schema: {type: integer, minimum: 1, maximum: 9}}
        - name: list
          in: query
          schema: {type: array, items: {type: string, pattern: '^[a-z]*$'}}
        - name: good
          in: query
          schema: {type: array, minItems: 1, items: {enum: [a]}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/A'}
      responses: {'200': {description: A.}, default: {description: Any error.}}
components:
  schemas:
    A:
      type: object
      properties:
        count: {type: integer}
        text: {type: string}
        id: {type: string, format: uuid}
        again: {$ref: '#/components/schemas/A'}
        either:
          anyOf:
            - {type: string, maxLength: 3}
            - {const: 3}
      additionalProperties: {type: integer, minimum: 3}
"""


def test_lint_names_what_no_service_can_keep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package(tmp_path, IDIOMS)
    contract = tmp_path / "contract.yaml"
    arguments = ["--contract", str(contract), "--output", str(tmp_path / "made")]
    assert main(parse([*arguments, "--lint"])) == 0
    lines = contract.read_text().splitlines()
    said = re.findall(r":(\d+):\d+: warning (CG\d+): ", capsys.readouterr().err)
    found = {(lines[int(line) - 1].split(":")[0].strip(), code) for line, code in said}
    assert found == {
        ("- {type", "CG202"),
        ("additionalProperties", "CG201"),
        ("count", "CG201"),
        ("schema", "CG203"),
        ("text", "CG202"),
    }


@pytest.mark.parametrize(
    ("beside", "kept"),
    [
        ("properties: {kind: {type: string}}, ", True),
        ("allOf: [{properties: {kind: {type: string}}}], ", True),
        ("properties: {kind: {type: string}, more: {type: string}}, ", False),
    ],
)
def test_a_choice_is_seen_if_its_branches_say_all(
    tmp_path: Path, beside: str, kept: bool
) -> None:
    schemas = (
        f"{{A: {{{beside}oneOf: [{{$ref: '#/components/schemas/B'}}, "
        "{$ref: '#/components/schemas/C'}]}, "
        "B: {type: object, properties: {kind: {type: string}, b: {type: string}}}, "
        "C: {type: object, properties: {kind: {type: string}, c: {type: string}}}}"
    )
    view = views(tmp_path, schemas)["A"]
    branches = [{"$ref": f"#/components/schemas/{name}"} for name in "BC"]
    assert (view.get("anyOf") == branches) == kept


NAMED = """\
paths: {}
components:
  schemas:
    A:
      $id: https://example.com/a
      properties: {b: {$ref: b}, c: {$ref: '#see'}, d: {$dynamicRef: '#all'}}
    B: {$id: https://example.com/b, type: string}
    C: {$anchor: see, type: integer}
    D: {$dynamicAnchor: all, type: boolean}
"""


def test_names_of_schemas_are_pointers(tmp_path: Path) -> None:
    exact = package(tmp_path, NAMED).exact
    assert exact["A"] == {
        "properties": {
            "b": {"$ref": "#/components/schemas/B"},
            "c": {"$ref": "#/components/schemas/C"},
            "d": {"$ref": "#/components/schemas/D"},
        }
    }
    assert exact["C"] == {"type": "integer"}


def test_a_reference_is_followed_from_wherever_a_schema_is_held(tmp_path: Path) -> None:
    pointer = "/paths/~1a/get/responses/default/content/application~1json/schema"
    held = "{type: object, dependencies: {a: [b], b: {$ref: '#/components/schemas/B'}}}"
    text = f"""
paths:
  /a:
    get:
      responses:
        default:
          description: Any.
          content: {{application/json: {{schema: {{required: [c]}}}}}}
components: {{schemas: {{A: {held}, B: {{allOf: [{{$ref: '#{pointer}'}}]}}}}}}
"""
    found = package(tmp_path, text)
    gate = Gate(lambda: found.exact)
    assert gate.is_valid("A", {"b": 1, "c": 1})
    assert not gate.is_valid("A", {"b": 1})
    assert not gate.is_valid("A", {"a": 1})
    direct = text.replace("#/components/schemas/B", f"#{pointer}")
    found = package(tmp_path, direct)
    assert not Gate(lambda: found.exact).is_valid("A", {"b": 1})


def test_a_class_of_some_members_has_a_name_that_can_be_read(tmp_path: Path) -> None:
    every = [f"quite_a_long_value_{n}" for n in range(5)]
    few, many = every[:1], every[:4]
    found = views(
        tmp_path,
        f"{{Key: {{enum: {every}}}, A: {{type: object, properties: {{"
        f"few: {{$ref: '#/components/schemas/Key', enum: {few}}}, "
        f"many: {{$ref: '#/components/schemas/Key', enum: {many}}}}}}}}}",
    )
    parts = {name for name, view in found.items() if "x-enum-of" in view}
    assert parts == {"KeyQuiteALongValue0", "KeySome"}
