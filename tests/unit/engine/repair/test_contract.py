"""Slips are read as what they mean, and the reading is what everything else sees."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impl.engine.check.contract import check_reading
from impl.engine.files.document_sets import load_all
from impl.engine.openapi.pointers import join, resolve
from impl.engine.repair.contract import Repaired, repair
from impl.engine.repair.patch import Patch
from impl.engine.text.documents import load
from tests.unit.engine.fault_cases import new, old, path, schema

OK = "responses: {default: {description: d}}"


def sound(text: bytes) -> Repaired:
    """Read a contract that must have a meaning."""
    reading = repair(load(text))
    faults = check_reading(reading)
    assert [each for each in faults if each.severity == "error"] == []
    return reading


def at(text: bytes, pointer: str) -> Any:
    return resolve(sound(text).content, pointer)


AT_THE_END = r"^a(?=\n?$(?![\s\S]))"
SCHEMA = "/components/schemas/A"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{type: null}", {"type": "null"}),
        ("{type: [string, null]}", {"type": ["string", "null"]}),
        ("{type: any, title: a}", {"title": "a"}),
        ("{type: String}", {"type": "string"}),
        ("{type: double}", {"type": "number"}),
        ("{minLength: '3'}", {"minLength": 3}),
        ("{multipleOf: '0.5'}", {"multipleOf": 0.5}),
        ("{maxItems: -1}", {}),
        ("{uniqueItems: 'yes'}", {"uniqueItems": True}),
        ("{additionalProperties: 'false'}", {"additionalProperties": False}),
        ("{properties: []}", {"properties": {}}),
        ("{properties: {a: null}}", {"properties": {"a": {}}}),
        ("{allOf: [null, {}]}", {"allOf": [{}, {}]}),
        ("{items: null}", {}),
        ("{required: true}", {}),
        ("{required: a}", {"required": ["a"]}),
        ("{required: [a, b, a]}", {"required": ["a", "b"]}),
        ("{enum: null}", {}),
        ("{enum: []}", {"enum": []}),
        ("{enum: a}", {"enum": ["a"]}),
        ("{enum: [1, true, 1.0, 1]}", {"enum": [1, True, 1.0]}),
        ("{items: []}", {"items": {}}),
        ("{items: [{type: string}]}", {"prefixItems": [{"type": "string"}]}),
        ("{exclusiveMinimum: true, minimum: 1}", {"exclusiveMinimum": 1}),
        ("{exclusiveMaximum: false, maximum: 1}", {"maximum": 1}),
        ("{discriminator: kind}", {"discriminator": {"propertyName": "kind"}}),
        ("{description: {a: b}}", {}),
        ("{title: 1}", {"title": "1"}),
        (r"{pattern: '\Aa\z'}", {"pattern": r"\Aa\z"}),
        (r"{pattern: '\Aa\Z'}", {"pattern": AT_THE_END}),
        (
            r"{patternProperties: {'^[\w-.]': {}, '^[\w\-\.]': {title: b}}}",
            {"patternProperties": {r"^[\w\-\.]": {"allOf": [{"title": "b"}, {}]}}},
        ),
        (r"{pattern: '^[\w-.]+$'}", {"pattern": r"^[\w\-\.]+$"}),
        ("{pattern: '(?i)a'}", {"pattern": "(?i)a"}),
        ("{pattern: '('}", {}),
        (
            "{patternProperties: {'(': {}, b: {}}, additionalProperties: false}",
            {"patternProperties": {"b": {}}},
        ),
        (
            r"{patternProperties: {'\Aa\Z': {}}, additionalProperties: false}",
            {
                "patternProperties": {AT_THE_END: {}},
                "additionalProperties": False,
            },
        ),
    ],
)
def test_schemas(written: str, meant: dict[str, Any]) -> None:
    assert at(schema(written), SCHEMA) == meant


def test_old_schemas_may_use_the_words_of_new_ones() -> None:
    text = "{type: [string, 'null'], const: a, exclusiveMinimum: 1, required: []}"
    found = at(old(f"components:\n  schemas:\n    A: {text}\n"), SCHEMA)
    expected = {"type": ["string", "null"], "const": "a", "exclusiveMinimum": 1}
    assert found == expected


def test_no_value_is_one_of_none_since_the_draft_that_allows_it() -> None:
    """JSON Schema 2020-12, Validation 6.1.2, where OpenAPI 3.0 wants a value."""
    reading = repair(load(schema("{enum: []}")))
    [slip] = [each for each in check_reading(reading) if each.code == "CS1611"]
    assert slip.message == "'enum' is empty, so no value is valid."
    assert at(old("components: {schemas: {A: {enum: []}}}\n"), SCHEMA) == {}


def test_members_beside_a_reference_count_only_where_they_may() -> None:
    beside = "{$ref: '#/components/schemas/B', maxLength: 3, description: d}"
    text = f"components:\n  schemas:\n    A: {beside}\n    B: {{type: string}}\n"
    reference = {"$ref": "#/components/schemas/B", "description": "d"}
    assert at(old(text), SCHEMA) == reference
    assert at(new(f"paths: {{}}\n{text}"), SCHEMA)["maxLength"] == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{in: Query}", {"in": "query", "schema": {"type": "string"}}),
        ("{in: query, type: int}", {"in": "query", "schema": {"type": "integer"}}),
        ("{in: query, content: {}}", {"in": "query", "schema": {"type": "string"}}),
        ("{in: query, style: label, schema: {}}", {"in": "query", "schema": {}}),
        (
            "{in: query, schema: {}, content: {a/b: {}, c/d: {}}}",
            {"in": "query", "content": {"a/b": {}}},
        ),
        (
            "{in: query, required: 'true', schema: {}}",
            {"in": "query", "required": True, "schema": {}},
        ),
    ],
)
def test_parameters(written: str, meant: dict[str, Any]) -> None:
    text = f"parameters: [{{name: q, {written[1:]}]"
    assert at(path("/a", text), "/paths/~1a/parameters/0") == {"name": "q", **meant}


def test_path_parameters_and_templates_are_brought_together() -> None:
    gone = "{name: b, in: path, required: true, schema: {}}"
    found = at(path("/{a}", f"get: {{parameters: [{gone}], {OK}}}"), "/paths/~1{a}/get")
    text = {"type": "string"}
    meant = {"name": "a", "in": "path", "required": True, "schema": text}
    assert found["parameters"] == [meant]


def test_paths_may_share_an_item_with_one_template() -> None:
    item = "{name: a, in: path, required: true, schema: {}}"
    text = f"  /{{a}}: {{parameters: [{item}], get: {{{OK}}}}}\n"
    reading = sound(new(f"paths:\n{text}  /b: {{$ref: '#/paths/~1{{a}}'}}\n"))
    assert reading.content["paths"]["/{a}"]["parameters"] != []
    assert reading.content["paths"]["/b"]["parameters"] == []
    assert reading.source("/paths/~1b/get")[0] == "/paths/~1{a}/get"


def test_the_query_of_a_path_is_read_as_parameters() -> None:
    text = "get: {parameters: [{name: c, in: query, schema: {}}], " + OK + "}"
    found = at(path("/a?b=1&c=2&d={d}#e", text), "/paths/~1a?b=1&c=2&d={d}#e/get")
    assert [(each["name"], each["schema"]) for each in found["parameters"]] == [
        ("c", {}),
        ("b", {"type": "string", "enum": ["1"]}),
        ("d", {"type": "string"}),
    ]


def test_the_first_of_two_is_kept() -> None:
    both = "{name: a, in: query, schema: {type: %s}}"
    listed = f"parameters: [{both % 'string'}, {both % 'integer'}]"
    [kept] = at(path("/a", listed), "/paths/~1a/parameters")
    assert kept["schema"] == {"type": "string"}
    text = f"get: {{{OK}, operationId: a}}\n  /{{y}}: {{get: {{{OK}}}, put: {{{OK}}}}}"
    paths = at(path("/{x}", text), "/paths")
    assert "get" in paths["/{x}"]
    assert list(paths["/{y}"]) == ["put"]


def test_operation_ids_and_response_codes() -> None:
    codes = "'2xx': {description: d}, '404 Gone': {description: e}, Default: {}, x: {}"
    text = f"get: {{operationId: a, responses: {{{codes}}}}}"
    again = f"put: {{operationId: a, {OK}}}"
    item = at(path("/a", f"{text}\n    {again}"), "/paths/~1a")
    assert list(item["get"]["responses"]) == ["2XX", "404", "default"]
    assert item["get"]["responses"]["default"] == {"description": ""}
    assert "operationId" not in item["put"]


def test_bodies_of_swagger() -> None:
    body = "{name: b, in: body, required: true, schema: {type: string}}"
    found = at(path("/a", f"post: {{parameters: [{body}], {OK}}}"), "/paths/~1a/post")
    content = {"application/json": {"schema": {"type": "string"}}}
    assert found["requestBody"] == {"content": content, "required": True}
    assert found["parameters"] == []
    form = (
        "{name: f, in: formData, type: file, required: true}, "
        "{name: n, in: formData, type: integer}"
    )
    found = at(path("/a", f"post: {{parameters: [{form}], {OK}}}"), "/paths/~1a/post")
    whole = found["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert whole["properties"]["f"] == {"type": "string", "format": "binary"}
    assert whole["required"] == ["f"]


@pytest.mark.parametrize(
    "name", ["A", "#A", "#/definitions/A", "/components/schemas/A", "#/schemas/A"]
)
def test_names_of_components(name: str) -> None:
    text = schema(f"{{items: {{$ref: '{name}'}}}}")
    reference = {"$ref": "#/components/schemas/A"}
    assert at(text, f"{SCHEMA}/items") == reference
    files = load_all("a.yaml", {"a.yaml": text}.__getitem__)
    assert resolve(repair(files).content, f"{SCHEMA}/items") == reference


def test_references_to_what_holds_a_schema() -> None:
    content = "{a/b: {schema: {type: string}}}"
    holders = (
        f"  responses: {{R: {{description: d, content: {content}}}}}\n"
        "  headers: {H: {$ref: '#/components/schemas/S'}}\n"
        "  requestBodies: {B: {$ref: '#/components/schemas/S'}}\n"
        "  schemas: {A: {$ref: '#/components/responses/R'}, S: {type: string}}\n"
    )
    found = at(new(f"paths: {{}}\ncomponents:\n{holders}"), "/components")
    pointer = "#/components/responses/R/content/a~1b/schema"
    assert found["schemas"]["A"] == {"$ref": pointer}
    assert found["headers"]["H"] == {"schema": {"$ref": "#/components/schemas/S"}}
    assert "application/json" in found["requestBodies"]["B"]["content"]


def test_security_fails_closed() -> None:
    text = "security: {a: []}\npaths: {}\ncomponents: {securitySchemes: {a: {type: x}}}"
    content = sound(new(text)).content
    assert content["security"] == [{"a": []}]
    assert content["components"]["securitySchemes"] == {}
    basic = "paths: {}\ncomponents: {securitySchemes: {a: {type: Basic}}}"
    scheme = at(new(basic), "/components/securitySchemes/a")
    assert scheme == {"type": "http", "scheme": "basic"}


def test_merge_keys_put_members_beside_those_that_are_there() -> None:
    text = (
        "x-a: &a {b: 1, c: 2}\nx-d: &d {e: 3}\nx-f: {<<: [*a, *d], b: 4}\npaths: {}\n"
    )
    document = load(new(text))
    assert document.content["x-f"] == {"b": 4, "c": 2, "e": 3}
    assert document.position("/x-f/c").line == 3


def test_what_is_written_stays_as_it_is() -> None:
    document = load(schema("{type: int, required: true}"))
    repair(document)
    assert document.content["components"]["schemas"]["A"]["type"] == "int"


VALUES = st.recursive(
    st.integers() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("ab/~0"), inner, max_size=4)
    ),
    max_leaves=12,
)


def pointers(value: Any, here: str = "") -> list[str]:
    found = [here]
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in inside:
        found += pointers(item, here + join(key))
    return found


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_edits_know_where_what_stays_came_from(data: st.DataObject) -> None:
    content = data.draw(VALUES)
    before = repr(content)
    patch = Patch()
    removed = data.draw(st.lists(st.sampled_from(pointers(content)), max_size=3))
    for pointer in removed:
        if pointer:
            patch.remove(pointer)
    edited, moved = patch.apply(content)
    assert repr(content) == before
    for pointer in pointers(edited):
        ancestor = pointer
        while ancestor and ancestor not in moved:
            ancestor = ancestor.rpartition("/")[0]
        origin = moved.get(ancestor, ancestor) + pointer[len(ancestor) :]
        was, now = resolve(content, origin), resolve(edited, pointer)
        assert type(was) is type(now)
        if not isinstance(now, dict | list):
            assert was == now
