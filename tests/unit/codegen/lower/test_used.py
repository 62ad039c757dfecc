"""Only what is used becomes a class, and what may be wanted for its own sake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scripts.codegen.lower.package import Package
from scripts.codegen.lower.used import only_used
from tests.unit.codegen.lowering import package

SCHEMAS = """
components:
  schemas:
    User:
      required: [id]
      properties:
        id: {type: integer, readOnly: true, default: 3}
        password: {type: string, writeOnly: true}
      type: object
    Up:
      type: object
      properties:
        user: {$ref: '#/components/schemas/User'}
        meta: {oneOf: [{properties: {a: {}}, type: object}, {type: string}]}
    Alias: {$ref: '#/components/schemas/Up'}
    Lone: {type: object, properties: {leaf: {$ref: '#/components/schemas/Leaf'}}}
    Leaf: {type: object, properties: {x: {type: string}}}
"""
BODY = "content: {application/json: {schema: {$ref: '#/components/schemas/Up'}}}"
REQUEST = f"requestBody: {{{BODY}}}"
DONE = "responses: {'204': {description: Done.}}"
RESPONSE = f"responses: {{'200': {{description: Done., {BODY}}}}}"
CALLBACK = f"callbacks: {{c: {{'http://a': {{post: {{{REQUEST}, {DONE}}}}}}}}}"
REQUESTS = ["UpRequest", "UpRequestMetaVariant1", "UserRequest"]
RESPONSES = ["UpResponse", "UpResponseMetaVariant1", "UserResponse"]
PLAIN = ["Alias", "Up", "UpMetaVariant1", "User"]


def used(folder: Path, text: str) -> Package:
    return only_used(package(folder, f"{text}\n{SCHEMAS}"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("paths: {}", PLAIN),
        (f"paths: {{/a: {{post: {{{REQUEST}, {DONE}}}}}}}", REQUESTS),
        (f"paths: {{/a: {{get: {{{RESPONSE}}}}}}}", RESPONSES),
        (f"webhooks: {{a: {{post: {{{REQUEST}, {RESPONSE}}}}}}}", REQUESTS + RESPONSES),
        (f"paths: {{/a: {{get: {{{CALLBACK}, {DONE}}}}}}}", REQUESTS),
    ],
    ids=["library", "request", "response", "webhook", "callback"],
)
def test_classes_that_something_uses(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    found = used(tmp_path, text)
    assert sorted(found.views) == sorted([*names, "Leaf", "Lone"])
    assert {name for name in found.defaults if name in PLAIN} == {*names} & {"User"}
    adapters = dict(found.schema_keys)
    assert adapters["Lone"] == "models.Lone"
    assert adapters["User"] == ("models.User" if "User" in names else "Any")
    assert adapters["Alias"] == ("models.Up" if "Up" in names else "Any")


def test_a_component_that_another_one_needs_as_it_is(tmp_path: Path) -> None:
    operation = f"paths: {{/a: {{get: {{{RESPONSE}}}}}}}"
    text = f"{operation}\n{SCHEMAS}    Group: {{$ref: '#/components/schemas/Many'}}\n"
    text += "    Many: {type: array, items: {$ref: '#/components/schemas/User'}}\n"
    found = only_used(package(tmp_path, text))
    assert {"Many", "User", "UserResponse"} <= found.views.keys()
    assert "Up" not in found.views


def test_operations_that_are_left_out_use_nothing(tmp_path: Path) -> None:
    whole = package(tmp_path, f"paths: {{/a: {{get: {{{RESPONSE}}}}}}}\n{SCHEMAS}")
    found = only_used(replace(whole, groups=()))
    assert sorted(found.views) == sorted([*PLAIN, "Leaf", "Lone"])
