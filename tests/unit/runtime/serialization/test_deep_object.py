"""The style deepObject, nested as servers and clients have it."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Parameter
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.http.query_and_cookies import parse_query
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.parameters.parameters import Parameters
from tests.unit.runtime.harness import operation
from tests.unit.runtime.parameters.decoding import (
    INTEGER,
    TEXT,
    Value,
    decode,
    decoder,
    escaped,
)


def test_members_of_a_deep_object_may_be_arrays() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "array", "items": INTEGER}},
    }
    read = decoder(schema, "query", "deepObject", True)
    assert decode(read, "query", "p%5Ba%5D=1&p[a]=2") == {"a": [1, 2]}
    assert decode(read, "query", "") is None


NESTED: dict[str, Any] = {
    "type": "object",
    "properties": {
        "n": INTEGER,
        "in": {"type": "object", "properties": {"a": INTEGER, "b": TEXT}},
        "list": {"type": "array", "items": INTEGER},
        "rows": {
            "type": "array",
            "items": {"type": "object", "properties": {"x": INTEGER}},
        },
        "open": {"type": "object", "additionalProperties": TEXT},
    },
}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("p[in][a]=1&p[in][b]=2", {"in": {"a": 1, "b": "2"}}),
        ("p[list][]=1&p[list][]=2", {"list": [1, 2]}),
        ("p[list][1]=1&p[list][0]=2", {"list": [2, 1]}),
        ("p[list][10]=1&p[list][9]=2", {"list": [2, 1]}),
        ("p[list]=1", {"list": [1]}),
        (
            "p[rows][0][x]=1&p[rows][1][x]=2&p[n]=3",
            {"rows": [{"x": 1}, {"x": 2}], "n": 3},
        ),
        ("p[open][%C3%A9]=1", {"open": {"é": "1"}}),
        ("p[in][a]=1&p[in]=2", 400),
        ("p[in]=2&p[in][a]=1", 400),
        ("p[in][a]=1&p[in][a]=1", 400),
        ("p[in][a][b]=1", 400),
        ("p[n][a]=1", 400),
        ("p[list][a]=1", 400),
        ("p[in][]=1", 400),
        ("p[in]a]=1", 400),
        ("p[in][a]x=1", 400),
        ("p[rows]" + "[0]" * 20 + "=1", 400),
        ("p[in][a]=x", 422),
        ("p[list]=x", 422),
    ],
)
def test_deep_objects_nest(raw: str, value: Value) -> None:
    read = decoder(NESTED, "query", "deepObject", True)
    if not isinstance(value, int):
        assert decode(read, "query", raw) == value
        return
    with pytest.raises(Refusal) as caught:
        decode(read, "query", raw)
    assert caught.value.status == value


members = st.text(
    st.characters(codec="utf-8", exclude_characters="[]\0"), min_size=1, max_size=4
)
leaves = st.integers(-9, 9)
RECURSIVE: Value = {
    "type": "object",
    "properties": {"leaves": {"type": "array", "items": INTEGER}},
    "additionalProperties": {"$ref": "#/components/schemas/S"},
}
trees = st.recursive(
    st.fixed_dictionaries({"leaves": st.lists(leaves, min_size=1, max_size=3)}),
    lambda inner: st.dictionaries(
        members.filter(lambda name: name != "leaves"), inner, min_size=1, max_size=3
    ),
    max_leaves=4,
)


def deep(prefix: str, value: Value) -> list[str]:
    if isinstance(value, dict):
        return [
            pair
            for name, part in value.items()
            for pair in deep(f"{prefix}[{escaped(name)}]", part)
        ]
    if isinstance(value, list):
        return [pair for part in value for pair in deep(f"{prefix}[]", part)]
    return [f"{prefix}={escaped(value)}"]


@given(trees)
def test_decoding_undoes_the_nesting_of_deep_objects(value: Value) -> None:
    read = decoder(RECURSIVE, "query", "deepObject", True)
    assert decode(read, "query", "&".join(deep("p", value))) == value


def test_a_schema_may_hold_itself_in_many_places() -> None:
    itself = {"$ref": "#/components/schemas/S"}
    names = [f"m{n}" for n in range(20)]
    schema = {
        "type": "object",
        "properties": {"n": INTEGER, **dict.fromkeys(names, itself)},
        "anyOf": [itself, {"type": "object"}],
        "allOf": [itself],
    }
    read = decoder(schema, "query", "deepObject", True)
    assert decode(read, "query", "p[m1][m2][n]=1") == {"m1": {"m2": {"n": 1}}}


def test_a_deep_array_is_a_list() -> None:
    read = decoder({"type": "array", "items": TEXT}, "query", "deepObject", True)
    assert decode(read, "query", "p[]=a&p[]=b") == ["a", "b"]
    assert decode(read, "query", "p[1]=a&p[0]=b") == ["b", "a"]


@pytest.mark.parametrize(
    "name", ["filter[name]", "ids[]", "a.b", "größe", "a b", "$top", "x&y", "%41"]
)
def test_names_may_be_anything(name: str) -> None:
    schema = {"type": "array", "items": INTEGER}
    parameter = Parameter(name, "p", "query", "S", style="form", explode=True)
    read = Parameters(operation(parameters=(parameter,)), Gate(lambda: {"S": schema}))
    nothing = parse_query(b"")
    for written in {quote(name, safe=""), quote(name, safe="[]$.")}:
        query = parse_query(f"{written}=1&{written}=2".encode())
        assert read.decode({}, query, Headers([]), nothing) == {"p": [1, 2]}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ('p={"a":1}&p={"a":2}', [{"a": 1}, {"a": 2}]),
        ('p=[{"a":1}]', [{"a": 1}]),
        ("p=[]", []),
        ("p=x", 422),
        ('p={"a":1}&p=x', 422),
        ('p={"a":"1"}', 422),
    ],
)
def test_objects_in_a_list_are_documents(raw: str, value: Value) -> None:
    point = {"type": "object", "properties": {"a": INTEGER}}
    read = decoder({"type": "array", "items": point}, "query", "form", True)
    raw = raw.replace('"', "%22")
    if isinstance(value, int):
        with pytest.raises(Refusal) as caught:
            decode(read, "query", raw)
        assert caught.value.status == value
    else:
        assert decode(read, "query", raw) == value


EITHER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "a": {"anyOf": [TEXT, {"type": "array", "items": INTEGER}]},
        "b": {"anyOf": [INTEGER, {"enum": ["1", "x"]}]},
        "c": {"anyOf": [INTEGER, {"const": "2"}]},
    },
}


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        ({"a": "dog"}, {"a": "dog"}),
        ({"a": "7"}, {"a": [7]}),
        ({"a": "dog", "b": "5", "c": "2"}, {"a": "dog", "b": 5, "c": 2}),
        ({"b": "x", "c": "7"}, {"b": "x", "c": 7}),
    ],
)
@pytest.mark.parametrize(("style", "name"), [("deepObject", "p[{}]"), ("form", "{}")])
def test_members_of_several_types_are_what_is_valid(
    texts: dict[str, str], value: Value, style: Any, name: str
) -> None:
    read = decoder(EITHER, "query", style, True)
    query = "&".join(f"{name.format(key)}={text}" for key, text in texts.items())
    assert decode(read, "query", query) == value
