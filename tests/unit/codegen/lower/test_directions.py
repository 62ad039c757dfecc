"""Members that only one side knows are that side's alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.lower.package import Package
from scripts.codegen.runtime.contract.gate import Gate
from tests.unit.codegen.lowering import package

CONTRACT = """\
paths:
  /a:
    post:
      requestBody:
        required: true
        content: {{application/json: {{schema: {schema}}}}}
      responses:
        '200':
          description: A.
          content: {{application/json: {{schema: {schema}}}}}
components:
  schemas: {schemas}
"""
THING = """{
    Thing: {type: object, required: [id, key, n],
            properties: {id: {type: string, readOnly: true},
                         key: {type: string, writeOnly: true},
                         n: {type: integer}}},
    Plain: {type: object, required: [n], properties: {n: {readOnly: false}}},
    Id: {type: string, readOnly: true},
    Key: {type: string, writeOnly: true},
    List: {type: array, items: {$ref: '#/components/schemas/Thing'}},
    Tree: {type: object, required: [id],
           properties: {id: {$ref: '#/components/schemas/Id'},
                        below: {type: array,
                                items: {$ref: '#/components/schemas/Tree'}}}},
    Asked: {type: object, required: [id]},
    Odd: {type: object, required: ['a, b']}
}"""


def compiled(
    folder: Path, schema: str, schemas: str = THING, version: str = "3.1.0"
) -> Package:
    text = CONTRACT.format(schema=schema, schemas=schemas)
    return package(folder, text, version)


def taken(found: Package, value: Any) -> tuple[bool, bool]:
    """Tell whether a request and a response may have this value."""
    gate = Gate(lambda: found.exact)
    operation = found.groups[0].endpoints[0].operation
    assert operation.body is not None
    request = operation.body.content[0].schema
    response = operation.responses[0].content[0].schema
    assert request is not None
    assert response is not None
    return gate.is_valid(request, value), gate.is_valid(response, value)


REF = "{$ref: '#/components/schemas/%s'}"
FULL, SENT = {"id": "1", "key": "k", "n": 1}, {"key": "k", "n": 1}
GIVEN = {"id": "1", "n": 1}
ONE_SECRET = """{properties: {key: {anyOf: [{type: string, writeOnly: true},
                                        {type: integer}]}}}"""
TAGS = """{oneOf: [
    {required: [n], properties: {kind: {const: a, readOnly: true}, n: {}}},
    {required: [n], properties: {kind: {enum: [b], readOnly: true}, n: {}}}]}"""
TAG = """{required: [n], properties: {kind: {const: a, readOnly: true}, n: {}}}"""
DEEP = """{oneOf: [
    {required: [n], properties: {in: {properties: {kind: {const: a, readOnly: true}}}}},
    {required: [n], properties: {in: {properties: {kind: {const: b, readOnly: true}}}}}
]}"""
# One tag is shared by all alternatives, and tells none of them from another.
SHARED = """{oneOf: [
    {required: [a], properties: {kind: {const: a, readOnly: true}}},
    {required: [b], properties: {kind: {const: a, readOnly: true}}}]}"""
TWO_SECRETS = """{properties: {key: {anyOf: [{type: string, writeOnly: true},
                                         {$ref: '#/components/schemas/Key'}]}}}"""
KEY = {"key": "k"}
CHOICE = """{oneOf: [
    {required: [kind, id],
     properties: {kind: {const: a}, id: {readOnly: true}, key: {writeOnly: true}}},
    {required: [kind, id], properties: {kind: {const: b}, id: {}}}]}"""
CLOSED = """{allOf: [{properties: {id: {readOnly: true}, key: {writeOnly: true}}}],
             unevaluatedProperties: false}"""
CALLED_FOR = """{properties: {id: {readOnly: true}},
                 dependentRequired: {a: [id], b: [a, id]}}"""
BESIDE = "{allOf: [{$ref: '#/components/schemas/Asked'}, %s]}"


@pytest.mark.parametrize(
    ("schema", "value", "request_takes", "response_takes"),
    [
        (REF % "Thing", FULL, True, False),
        (REF % "List", [FULL], True, False),
        (CHOICE, {"kind": "a", "key": "k"}, 1, 0),
        (CALLED_FOR, {"a": 1}, 1, 0),
        (CALLED_FOR, {"a": 1, "id": 1}, 1, 1),
        (CALLED_FOR, {"b": 1}, 0, 0),
        (CHOICE, {"kind": "b", "id": 1}, 1, 1),
        (CHOICE, {"kind": "b"}, 0, 0),
        # An alternative that does not know the member is no way out for it.
        (CHOICE, {"kind": "b", "id": 1, "key": "k"}, 1, 0),
        (CLOSED, {"id": "1", "key": "k"}, 1, 0),
        (CLOSED, {"id": "1"}, 1, 1),
        ("{additionalProperties: {writeOnly: true}}", {"a": 1}, 1, 0),
        ("{patternProperties: {^a: {writeOnly: true}}}", {"a": 1}, 1, 0),
        ("{patternProperties: {^a: {writeOnly: true}}}", {"b": 1}, 1, 1),
        (ONE_SECRET, KEY, 1, 0),
        (ONE_SECRET, {"key": 1}, 1, 1),
        (ONE_SECRET.replace("anyOf", "oneOf"), KEY, 1, 0),
        # Nothing is made of what a client says that only the server knows,
        (REF % "Thing", {"id": [1], "key": "k", "n": 1}, 1, 0),
        (REF % "Tree", {"id": 1, "below": [{"id": {}}]}, True, False),
        ("{additionalProperties: {type: string, readOnly: true}}", {"a": 1}, 1, 0),
        ("{unevaluatedProperties: {type: string, readOnly: true}}", {"a": 1}, 1, 0),
        ("{unevaluatedProperties: {type: string, writeOnly: true}}", {"a": "b"}, 1, 0),
        # but for what tells alternatives apart.
        (TAGS, {"kind": "a", "n": 1}, 1, 1),
        (TAGS, {"kind": "b", "n": 1}, 1, 1),
        (TAGS, {"kind": "c", "n": 1}, 0, 0),
        (DEEP, {"in": {"kind": "a"}, "n": 1}, 1, 1),
        (DEEP, {"in": {"kind": "c"}, "n": 1}, 0, 0),
        # Where there is nothing to tell apart, a constant is ignored as well.
        (TAG, {"kind": "b", "n": 1}, 1, 0),
        (TAG, {"n": 1}, 1, 1),
        (TAG, {"kind": "b"}, 0, 0),
        (f"{{anyOf: [{TAG}]}}", {"kind": "b", "n": 1}, 1, 0),
        (f"{{oneOf: [{TAG}, {{type: 'null'}}]}}", {"kind": "b", "n": 1}, 1, 0),
        (f"{{properties: {{a: {TAG}}}}}", {"a": {"kind": "b", "n": 1}}, 1, 0),
        ("{additionalProperties: {const: 1, readOnly: true}}", {"a": 2}, 1, 0),
        (SHARED, {"kind": "b", "a": 1}, 1, 0),
        (TWO_SECRETS, KEY, 1, 0),
        (REF % "Thing", SENT, True, False),
        (REF % "Thing", GIVEN, False, True),
        (REF % "Thing", {"id": "1", "key": "k"}, False, False),
        (REF % "List", [SENT], True, False),
        (REF % "List", [GIVEN], False, True),
        (
            "{type: object, additionalProperties: %s}" % (REF % "Thing"),
            {"a": SENT},
            1,
            0,
        ),
        ("{type: object, properties: {a: %s}}" % (REF % "List"), {"a": [SENT]}, 1, 0),
        ("{oneOf: [%s, {type: 'null'}]}" % (REF % "Thing"), SENT, 1, 0),
        ("{if: {required: [id]}, then: %s}" % (REF % "Thing"), GIVEN, 0, 1),
        ("{if: {required: [id]}, then: %s}" % (REF % "Thing"), {}, 1, 1),
        ("{not: %s}" % (REF % "Thing"), SENT, 1, 1),
        (REF % "Tree", {"below": [{"below": []}]}, True, False),
        (REF % "Tree", {"id": "1", "below": [{"id": "2"}]}, True, True),
        # What is asked for in one branch may be declared in another, or beside.
        ("{allOf: [%s, {required: [id]}]}" % (REF % "Thing"), SENT, 1, 0),
        (BESIDE % "{properties: {id: {readOnly: true}}}", {}, True, False),
        (BESIDE % "{properties: {id: {writeOnly: true}}}", {}, False, True),
        (BESIDE % "{properties: {id: {}}}", {}, False, False),
        ("{required: [id], properties: {id: {allOf: [{readOnly: true}]}}}", {}, 1, 0),
        (
            BESIDE.replace("Asked", "Odd") % "{properties: {'a, b': {readOnly: true}}}",
            {},
            True,
            False,
        ),
        # An example of a schema is none.
        ("{required: [id], default: {properties: {id: {readOnly: true}}}}", {}, 0, 0),
    ],
)
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_member_is_required_of_the_side_that_knows_it(
    tmp_path: Path,
    schema: str,
    value: Any,
    request_takes: bool,
    response_takes: bool,
    version: str,
) -> None:
    new = ("if:", "'null'", "const", "unevaluated", "patternProperties")
    if version == "3.0.3" and any(word in schema for word in new):
        return
    found = compiled(tmp_path, schema, version=version)
    assert taken(found, value) == (bool(request_takes), bool(response_takes))


def test_a_constant_counts_only_among_alternatives_that_it_tells_apart(
    tmp_path: Path,
) -> None:
    schemas = """{
        Cat: {required: [n], properties: {kind: {const: a, readOnly: true}, n: {}}},
        Dog: {required: [n], properties: {kind: {const: b, readOnly: true}, n: {}}},
        Pet: {oneOf: [{$ref: '#/components/schemas/Cat'},
                      {$ref: '#/components/schemas/Dog'}],
              discriminator: {propertyName: kind, mapping: {a: Cat, b: Dog}}}}"""
    both = f"{{properties: {{pet: {REF % 'Pet'}, cat: {REF % 'Cat'}}}}}"
    found = compiled(tmp_path, both, schemas)
    assert taken(found, {"cat": {"kind": "c", "n": 1}}) == (True, False)
    assert taken(found, {"pet": {"kind": "c", "n": 1}}) == (False, False)
    assert taken(found, {"pet": {"kind": "b", "n": 1}}) == (True, True)
    pet = found.exact["request:Pet"]
    assert pet["discriminator"]["mapping"] == {
        name: part["$ref"] for name, part in zip("ab", pet["oneOf"], strict=True)
    }


def test_schemas_that_do_not_differ_stay_what_they_are(tmp_path: Path) -> None:
    found = compiled(tmp_path, REF % "Plain")
    assert not [key for key in found.exact if ":" in key]
    operation = found.groups[0].endpoints[0].operation
    assert operation.body is not None
    assert operation.body.content[0].schema == "Plain"


def test_component_schemas_stay_as_they_are_written(tmp_path: Path) -> None:
    found = compiled(tmp_path, REF % "List")
    assert found.exact["Thing"]["required"] == ["id", "key", "n"]
    assert found.exact["List"]["items"] == {"$ref": "#/components/schemas/Thing"}


def test_views_have_each_sides_members(tmp_path: Path) -> None:
    found = compiled(tmp_path, REF % "List")
    assert found.views["Thing"]["required"] == ["id", "key", "n"]
    assert list(found.views["ThingRequest"]["properties"]) == ["key", "n"]
    assert found.views["ThingRequest"]["required"] == ["key", "n"]
    assert list(found.views["ThingResponse"]["properties"]) == ["id", "n"]
    assert found.views["ThingResponse"]["required"] == ["id", "n"]
    assert "As requests have it" in found.views["ThingRequest"]["description"]
    [body] = found.groups[0].endpoints[0].arguments
    assert body.annotation == "models.ListRequest"


def test_alternatives_that_are_write_only_are_not_shown_in_responses(
    tmp_path: Path,
) -> None:
    schemas = f"{{Thing: {ONE_SECRET.replace('{prop', '{type: object, prop', 1)}}}"
    found = compiled(tmp_path, REF % "Thing", schemas)
    assert found.views["ThingResponse"]["properties"] == {"key": {"type": "integer"}}
    operation = found.groups[0].endpoints[0].operation
    assert operation.body is not None
    assert operation.body.content[0].schema == "Thing"


def test_the_same_context_gives_the_same_schema(tmp_path: Path) -> None:
    beside = BESIDE % "{properties: {id: {readOnly: true}}}"
    schema = f"{{type: object, properties: {{a: {beside}, b: {beside}}}}}"
    found = compiled(tmp_path, schema)
    assert [key for key in found.exact if key.endswith(":Asked")] == [
        "request(id):Asked"
    ]


def test_what_all_alternatives_share_is_hidden_from_each(tmp_path: Path) -> None:
    schema = """{properties: {id: {readOnly: true}},
                 oneOf: [{required: [a], properties: {a: {type: string}}},
                         {required: [b], properties: {b: {type: string}}}]}"""
    found = compiled(tmp_path, schema)
    [body] = found.groups[0].endpoints[0].arguments
    assert " | " in body.annotation
    assert body.annotation.count("Request") == 2


def test_a_discriminator_leads_to_the_schemas_of_its_side(tmp_path: Path) -> None:
    schemas = """{
        Cat: {type: object, properties: {kind: {}, id: {readOnly: true}}},
        Dog: {type: object, properties: {kind: {}, name: {}}},
        Pet: {oneOf: [{$ref: '#/components/schemas/Cat'},
                      {$ref: '#/components/schemas/Dog'}],
              discriminator: {propertyName: kind, mapping: {hound: Dog}}}}"""
    found = compiled(tmp_path, REF % "Pet", schemas)
    assert found.exact["request:Pet"]["discriminator"]["mapping"] == {
        "hound": "#/components/schemas/Dog",
        "Cat": found.exact["request:Pet"]["oneOf"][0]["$ref"],
    }
    assert found.exact["Pet"]["discriminator"]["mapping"] == {
        "hound": "#/components/schemas/Dog",
        "Cat": "#/components/schemas/Cat",
    }
