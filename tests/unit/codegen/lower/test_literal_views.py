"""Numbers and booleans are literals wherever nothing else can be taken for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.codegen.lowering import package

REF = "{$ref: '#/components/schemas/%s'}"
INTEGER, BOOLEAN = {"type": "integer"}, {"type": "boolean"}


def member_of_a(folder: Path, a: str, b: str) -> Any:
    """Return the view of the member k of A, which is an alternative to B."""
    schemas = f"A: {a}, B: {b}, U: {{oneOf: [{REF % 'A'}, {REF % 'B'}]}}"
    views = package(
        folder, f"paths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}"
    ).views
    return views["A"]["properties"]["k"]


def object_of(members: str, required: str = "") -> str:
    return f"{{type: object, required: [{required}], properties: {{{members}}}}}"


@pytest.mark.parametrize(
    ("a", "b", "view"),
    [
        ("k: {const: 1}", "k: {const: 2}", {"const": 1}),
        ("k: {const: 1}", "k: {type: string}", {"const": 1}),
        ("k: {const: 1}", "k: {type: boolean}", INTEGER),
        ("k: {const: 1}", "k: {const: true}", INTEGER),
        ("k: {const: true}", "k: {type: number}", BOOLEAN),
        ("k: {const: true}", "k: {const: false}", {"const": True}),
        ("k: {const: 1}", "other: {}", INTEGER),
        ("k: {const: 1}", "k: {type: [string, boolean]}", INTEGER),
        (
            "k: {enum: [1, a]}",
            "k: {type: boolean}",
            {"anyOf": [{"enum": ["a"]}, INTEGER]},
        ),
        (
            "k: {type: array, items: {const: 1}}",
            "k: {type: array, items: {type: boolean}}",
            {"type": "array", "items": INTEGER},
        ),
        (
            "k: {type: object, additionalProperties: {const: 1}}",
            "k: {type: object}",
            {"type": "object", "additionalProperties": INTEGER},
        ),
        (
            "k: {type: array, items: {const: 1}}",
            "k: {type: boolean}",
            {"type": "array", "items": {"const": 1}},
        ),
    ],
)
def test_a_literal_is_wider_where_another_alternative_has_its_equals(
    tmp_path: Path, a: str, b: str, view: Any
) -> None:
    assert member_of_a(tmp_path, object_of(a), object_of(b)) == view


def test_alternatives_that_a_tag_tells_apart_keep_their_literals(
    tmp_path: Path,
) -> None:
    a = object_of("t: {const: cat}, k: {enum: [7, 9]}", "t")
    b = object_of("t: {const: dog}, k: {type: boolean}", "t")
    assert member_of_a(tmp_path, a, b) == {"enum": [7, 9]}


def test_a_tag_that_may_be_missing_tells_nothing_apart(tmp_path: Path) -> None:
    a = object_of("t: {const: cat}, k: {enum: [7, 9]}")
    b = object_of("t: {const: dog}, k: {type: boolean}")
    assert member_of_a(tmp_path, a, b) == INTEGER


def test_alternatives_may_lead_back_to_themselves(tmp_path: Path) -> None:
    a = object_of(f"k: {{const: 1}}, next: {REF % 'U'}")
    b = object_of(f"k: {{type: boolean}}, next: {REF % 'U'}")
    assert member_of_a(tmp_path, a, b) == INTEGER


@pytest.mark.parametrize("kind", ["number", "[integer, string]", "boolean"])
def test_a_parameter_may_share_the_schema_of_a_member(
    tmp_path: Path, kind: str
) -> None:
    """Of several types, too, which numbers are of."""
    made = package(
        tmp_path,
        f"""\
paths:
  /a:
    get:
      operationId: get_a
      parameters: [{{name: n, in: query, schema: {{$ref: '#/components/schemas/N'}}}}]
      responses:
        '200':
          description: It.
          content:
            application/json:
              schema:
                type: object
                properties: {{n: {{$ref: '#/components/schemas/N'}}}}
components: {{schemas: {{N: {{type: {kind}}}}}}}
""",
    )
    [endpoint] = made.groups[0].endpoints
    assert endpoint.operation.parameters[0].schema == "N"
