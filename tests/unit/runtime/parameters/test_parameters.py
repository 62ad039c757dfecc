"""Decoding is the inverse of an encoder written from the table of OpenAPI 3.1."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Parameter, ResponseSpec
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.http.query_and_cookies import parse_cookies, parse_query
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.parameters.parameters import Parameters
from tests.unit.runtime.harness import operation

# The same code is gone over, and counted, by smaller tests.
pytestmark = pytest.mark.no_cover

Value = Any
texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=5
)
plain = st.text(st.sampled_from("abcXYZ019_-"), min_size=1, max_size=5)
numbers = st.integers(-(2**53), 2**53)
floats = st.floats(allow_nan=False, allow_infinity=False)


def text_of(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def escaped(value: Value) -> str:
    # An independent encoder: everything that is not unreserved, and full stops too,
    # which separate items of the style label.
    return quote(text_of(value), safe="").replace(".", "%2E")


def flat(value: Mapping[str, Value]) -> list[Value]:
    return [part for pair in value.items() for part in pair]


def encode(value: Value, style: str, explode: bool, name: str) -> str:
    if isinstance(value, dict):
        pairs = [f"{escaped(k)}={escaped(v)}" for k, v in value.items()]
        listed = [escaped(part) for part in flat(value)]
    elif isinstance(value, list):
        listed = [escaped(part) for part in value]
        pairs = [f"{name}={part}" for part in listed]
    else:
        listed = [escaped(value)]
        pairs = [f"{name}={listed[0]}"]
    spread = explode and isinstance(value, dict)
    match style:
        case "simple":
            return ",".join(pairs if spread else listed)
        case "label":
            return "." + ("." if explode else ",").join(pairs if spread else listed)
        case "matrix":
            return ";" + (";".join(pairs) if explode else f"{name}={','.join(listed)}")
        case "form":
            return "&".join(pairs) if explode else f"{name}={','.join(listed)}"
        case "spaceDelimited":
            return "&".join(pairs) if explode else f"{name}={'%20'.join(listed)}"
        case "pipeDelimited":
            return "&".join(pairs) if explode else f"{name}={'|'.join(listed)}"
        case "deepObject":
            return "&".join(
                f"{name}[{escaped(k)}]={escaped(v)}" for k, v in value.items()
            )
    raise AssertionError(style)


def decoder(
    schema: Value, location: str, style: str, explode: bool, **changes: Any
) -> Parameters:
    sides: dict[str, Any] = {"location": location, "style": style, **changes}
    parameter = Parameter("p", "p", schema="S", explode=explode, **sides)
    gate = Gate(lambda: {"S": schema})
    return Parameters(operation(parameters=(parameter,)), gate)


def decode(decoder: Parameters, location: str, raw: str) -> Value:
    path = {"p": raw} if location == "path" else {}
    query = parse_query(raw.encode("latin-1") if location == "query" else b"")
    name = {"header": b"p", "cookie": b"cookie"}.get(location)
    headers = Headers([(name, raw.encode("latin-1"))] if name else [])
    return decoder.decode(path, query, headers, parse_cookies(headers))["p"]


INTEGER = {"type": "integer"}
TEXT = {"type": "string"}
OPEN = {"type": "object", "minProperties": 1}
kinds = st.sampled_from(
    [
        (TEXT, texts),
        (INTEGER, numbers),
        ({"type": "number"}, floats),
        ({"type": "boolean"}, st.booleans()),
        ({"type": "array", "items": TEXT}, st.lists(texts, min_size=1, max_size=3)),
        ({"type": "array", "items": INTEGER}, st.lists(numbers, min_size=1)),
        (
            {"type": "object", "additionalProperties": TEXT},
            st.dictionaries(texts, texts, min_size=1, max_size=3),
        ),
        (
            {"type": "object", "properties": {"a": INTEGER, "b": {"type": "boolean"}}},
            st.fixed_dictionaries({"a": numbers}, optional={"b": st.booleans()}),
        ),
    ]
)
places = st.sampled_from(
    [
        *(("path", style) for style in ("simple", "label", "matrix")),
        *(
            ("query", s)
            for s in ("form", "spaceDelimited", "pipeDelimited", "deepObject")
        ),
    ]
)


def items_of(value: Value) -> list[str]:
    held = flat(value) if isinstance(value, dict) else value
    return list(map(str, held)) if isinstance(held, list) else []


@given(places, st.booleans(), kinds, st.data())
def test_decoding_undoes_encoding(
    place: tuple[str, str], explode: bool, kind: tuple[Value, Any], data: st.DataObject
) -> None:
    (location, style), (schema, strategy) = place, kind
    value = data.draw(strategy)
    if style == "deepObject":
        explode = True
        if not isinstance(value, dict) or any({"[", "]"} & set(k) for k in value):
            return
    # A delimiter within an item can't be told from one between two (OpenAPI 3.1.1,
    # appendix E), because addresses hold both percent-encoded.
    delimiter = {"pipeDelimited": "|", "spaceDelimited": " "}.get(style)
    if delimiter and not explode and any(delimiter in item for item in items_of(value)):
        return

    raw = encode(value, style, explode, "p")

    found = decode(decoder(schema, location, style, explode), location, raw)
    assert found == value
    assert type(found) is type(value) or isinstance(value, float)


@given(st.lists(plain, min_size=1) | st.dictionaries(plain, plain, min_size=1))
def test_headers_allow_white_space_between_members(value: Value) -> None:
    raw = " ,\t".join(flat(value) if isinstance(value, dict) else value)
    schema = (
        {"type": "object", "additionalProperties": TEXT}
        if isinstance(value, dict)
        else {"type": "array", "items": TEXT}
    )

    assert decode(decoder(schema, "header", "simple", False), "header", raw) == value


plain_kinds = st.sampled_from(
    [
        (TEXT, plain),
        (INTEGER, numbers),
        ({"type": "number"}, floats),
        ({"type": "boolean"}, st.booleans()),
        ({"type": ["integer", "null"]}, numbers),
        ({"type": "array", "items": INTEGER}, st.lists(numbers, min_size=1)),
        (
            {"type": "object", "additionalProperties": TEXT},
            st.dictionaries(plain, plain, min_size=1),
        ),
    ]
)


@given(st.booleans(), plain_kinds, st.data())
def test_headers_are_simple(
    explode: bool, kind: tuple[Value, Any], data: st.DataObject
) -> None:
    schema, strategy = kind
    value = data.draw(strategy)
    if isinstance(value, float):
        raw = repr(value)  # full stops need no escape here
    else:
        raw = encode(value, "simple", explode, "p")
    assert decode(decoder(schema, "header", "simple", explode), "header", raw) == value


@given(st.booleans(), plain_kinds, st.data())
def test_cookies_take_every_type(
    explode: bool, kind: tuple[Value, Any], data: st.DataObject
) -> None:
    schema, strategy = kind
    value = data.draw(strategy)
    raw = encode(value, "form", explode, "p").replace("&", "; ")
    assert decode(decoder(schema, "cookie", "form", explode), "cookie", raw) == value


@given(st.lists(texts, min_size=1))
def test_cookies_are_forms(value: list[str]) -> None:
    schema = {"type": "array", "items": TEXT}
    joined = ",".join(map(escaped, value))
    spread = "; ".join(f"p={escaped(each)}" for each in value)

    assert (
        decode(decoder(schema, "cookie", "form", False), "cookie", f"p={joined}; o=1")
        == value
    )
    assert decode(decoder(schema, "cookie", "form", True), "cookie", spread) == value


def test_a_cookie_of_somebody_else_or_without_escapes_is_no_fault() -> None:
    read = decoder(TEXT, "cookie", "form", False)
    assert decode(read, "cookie", "junk; o=%; p=100%") == "100%"
    assert decode(read, "cookie", "junk") is None


@pytest.mark.parametrize(
    ("schema", "raw", "value"),
    [
        (INTEGER, "p=1.0", 1),
        (INTEGER, "p=1e2", 100),
        (INTEGER, "p=-0", 0),
        ({"type": "number"}, "p=1.5", 1.5),
        ({"type": "number"}, "p=1.0", 1.0),
        ({"type": ["integer", "string"]}, "p=12", 12),
        ({"type": ["integer", "string"], "maximum": 9}, "p=12", "12"),
        ({"type": ["integer", "string"]}, "p=1_2", "1_2"),
        ({"type": ["integer", "null"]}, "p=null", None),
        ({"type": ["string", "null"]}, "p=null", "null"),
        ({"type": ["string", "null"], "pattern": "^[0-9]"}, "p=null", None),
        (
            {"type": "array", "items": {"type": ["string", "null"], "pattern": "1"}},
            "p=1,null",
            ["1", None],
        ),
        ({"anyOf": [{"type": "boolean"}, {"const": "all"}]}, "p=true", True),
        ({"anyOf": [{"type": "boolean"}, {"const": "all"}]}, "p=all", "all"),
        ({"oneOf": [INTEGER, {"type": "array", "items": INTEGER}]}, "p=1", [1]),
        ({"allOf": [{"type": "number"}, {"type": "integer"}]}, "p=3", 3),
        ({"allOf": [INTEGER, {"minimum": 1}]}, "p=3", 3),
        ({"enum": [1, 2.5, "x", True]}, "p=2.5", 2.5),
        ({"const": "1"}, "p=1", "1"),
        ({"minimum": 3}, "p=4", 4),
        ({"pattern": "."}, "p=4", "4"),
        ({}, "p=4", "4"),
        (True, "p=4", "4"),
        (TEXT, "p=a+b%2Bc", "a b+c"),
        (TEXT, "p=", ""),
        (TEXT, "p", ""),
        (TEXT, "p=%C3%A9", "é"),
        ({"type": "array", "items": TEXT}, "p=a%2Cb", ["a,b"]),
        ({"type": "array", "items": {"pattern": "^[^,]$"}}, "p=a%2cb", ["a", "b"]),
        ({"type": "array", "items": INTEGER}, "p=", []),
        ({"type": "array", "minItems": 1, "items": TEXT}, "p=", [""]),
        (
            {"type": "array", "items": {"type": ["integer", "string"]}},
            "p=1,a",
            [1, "a"],
        ),
        (TEXT, "", None),
        (TEXT, "&", None),
    ],
)
def test_text_means_what_the_schema_allows(
    schema: Value, raw: str, value: Value
) -> None:
    found = decode(decoder(schema, "query", "form", False), "query", raw)

    assert found == value
    assert type(found) is type(value) or isinstance(value, float)


@pytest.mark.parametrize(
    ("schema", "style", "explode", "raw", "status"),
    [
        *(
            (INTEGER, "form", False, f"p={text}", 422)
            for text in (
                "",
                "1_0",
                "%201",
                "1%20",
                "%2B1",
                "+1",
                "01",
                "1.",
                ".5",
                "1.5",
                "0x1",
                "%D9%A1",
                "NaN",
                "Infinity",
                "1e999",
                "null",
                "true",
                "1,2",
                "9" * 500,
            )
        ),
        *(
            ({"type": "boolean"}, "form", False, f"p={text}", 422)
            for text in ("True", "1", "yes", "on", "", "TRUE")
        ),
        (TEXT, "form", False, "p=%", 400),
        (TEXT, "form", False, "p=%zz", 400),
        (TEXT, "form", False, "p=%FF", 400),
        (TEXT, "form", False, "p=%ED%A0%80", 400),
        (TEXT, "form", False, "p=%C0%AF", 400),
        (TEXT, "form", False, "p=\xff", 400),
        (TEXT, "form", True, "p=a&p=b", 400),
        (TEXT, "form", True, "p=a&p=a", 400),
        (TEXT, "form", True, "P=a", 400),
        (TEXT, "form", True, "p=a&x=1", 400),
        (TEXT, "form", True, "p[]=a", 400),
        ({"type": "array", "items": INTEGER}, "form", False, "p=1&p=2", 400),
        ({"type": "array", "items": INTEGER}, "form", False, "p=1,,2", 422),
        (
            {"type": "array", "items": INTEGER, "uniqueItems": True},
            "form",
            True,
            "p=1&p=1.0",
            422,
        ),
        (OPEN, "form", False, "p=a", 422),
        (OPEN, "form", False, "p=a,1,a,2", 400),
        (OPEN, "deepObject", True, "p[a]=1&p[a]=2", 400),
        (OPEN, "deepObject", True, "p[a][b]=1", 400),
        (OPEN, "deepObject", True, "p[]=1", 400),
        (OPEN, "deepObject", True, "p[a=1", 400),
        (OPEN, "deepObject", True, "p=1", 400),
        (OPEN, "deepObject", True, "p[a]=%", 400),
        (
            {"type": "object", "properties": {"a": INTEGER}},
            "deepObject",
            True,
            "p[a]=x",
            422,
        ),
        (
            {
                "type": "object",
                "properties": {"a": TEXT},
                "additionalProperties": False,
            },
            "form",
            True,
            "b=1",
            400,
        ),
    ],
)
def test_what_the_query_can_not_mean_is_refused(
    schema: Value, style: str, explode: bool, raw: str, status: int
) -> None:
    with pytest.raises(Refusal) as caught:
        decode(decoder(schema, "query", style, explode), "query", raw)

    assert caught.value.status == status


@pytest.mark.parametrize(
    ("schema", "style", "explode", "raw", "status"),
    [
        (TEXT, "label", False, "a", 422),
        (TEXT, "matrix", False, "a", 422),
        (TEXT, "matrix", False, ";q=a", 422),
        (TEXT, "matrix", False, ";p=a;p=b", 400),
        (OPEN, "simple", True, "a", 422),
        (OPEN, "simple", False, "a,b,c", 422),
        (INTEGER, "simple", False, "a", 422),
        (TEXT, "simple", False, "%FF", 400),
    ],
)
def test_what_the_path_can_not_mean_is_refused(
    schema: Value, style: str, explode: bool, raw: str, status: int
) -> None:
    with pytest.raises(Refusal) as caught:
        decode(decoder(schema, "path", style, explode), "path", raw)

    assert caught.value.status == status


def test_a_slash_may_be_part_of_a_segment() -> None:
    assert decode(decoder(TEXT, "path", "simple", False), "path", "a%2Fb+c") == "a/b+c"


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


def test_headers_that_differ_by_case_are_one() -> None:
    parameters = (
        Parameter("X-A", "x_a", "header", "S"),
        Parameter("x-a", "x_a_2", "header", "S"),
    )
    read = Parameters(operation(parameters=parameters), Gate(lambda: {"S": INTEGER}))
    nothing = parse_query(b"")
    found = read.decode({}, nothing, Headers([(b"x-a", b"1")]), nothing)
    assert found == {"x_a": 1, "x_a_2": 1}


def test_unknown_parameters_belong_to_a_free_form() -> None:
    free = {"type": "object", "additionalProperties": {"type": ["integer", "null"]}}
    parameters = (
        Parameter("p", "p", "query", "Free", style="form", explode=True),
        Parameter("q", "q", "query", "S", style="form"),
    )
    gate = Gate(lambda: {"S": INTEGER, "Free": free})
    read = Parameters(operation(parameters=parameters), gate)
    nothing = parse_query(b"")
    found = read.decode({}, parse_query(b"a=1&q=2&b=null"), Headers([]), nothing)
    assert found == {"p": {"a": 1, "b": None}, "q": 2}


@pytest.mark.parametrize("location", ["query", "path", "header", "cookie"])
@given(value=st.dictionaries(plain, numbers | plain | st.none()))
def test_documents_may_stand_anywhere(location: str, value: Value) -> None:
    read = decoder(
        {"type": "object"}, location, "form", True, content="application/json"
    )
    text = json.dumps(value)
    raw = text if location == "header" else quote(text, safe="")
    raw = f"p={raw}" if location in {"query", "cookie"} else raw
    assert decode(read, location, raw) == value


def test_documents_that_are_no_json_are_text() -> None:
    read = decoder(TEXT, "query", "form", True, content="text/plain")
    assert decode(read, "query", "p=%7B") == "{"
    numbers_too = decoder(INTEGER, "query", "form", True, content="text/plain")
    assert decode(numbers_too, "query", "p=12") == 12
    with pytest.raises(Refusal) as caught:
        decode(read, "query", "p=1&p=2")
    assert caught.value.status == 400


def test_reserved_characters_may_go_unescaped() -> None:
    assert decode(
        decoder(TEXT, "query", "form", True), "query", "p=:/?#[]@!$'()*,;="
    ) == (":/?#[]@!$'()*,;=")


def test_content_parameters_are_documents() -> None:
    read = decoder(
        {"type": "object"}, "query", "form", True, content="application/json"
    )
    assert decode(read, "query", "p=%7B%22a%22:1%7D") == {"a": 1}
    for wrong in ("p=%7B", "p=1"):
        with pytest.raises(Refusal) as caught:
            decode(read, "query", wrong)
        assert caught.value.status == 422


def test_a_parameter_may_be_empty_or_absent() -> None:
    read = decoder(INTEGER, "query", "form", False, allow_empty_value=True, default=5)
    assert decode(read, "query", "p=") == 5
    assert decode(read, "query", "") == 5
    with pytest.raises(Refusal) as caught:
        decode(decoder(INTEGER, "query", "form", False, required=True), "query", "")
    assert caught.value.errors == (
        {"in": "query", "pointer": "/p", "detail": "is required"},
    )


def test_repeated_header_fields_are_one_list() -> None:
    read = decoder({"type": "array", "items": INTEGER}, "header", "simple", False)
    headers = Headers([(b"p", b"1, 2"), (b"p", b"3")])
    nothing = parse_query(b"")
    assert read.decode({}, nothing, headers, nothing) == {"p": [1, 2, 3]}


def test_a_missing_precondition_is_428_where_that_is_declared() -> None:
    parameter = Parameter("If-Match", "if_match", "header", "S", required=True)
    gate, nothing = Gate(lambda: {"S": TEXT}), parse_query(b"")
    for responses, status in (((ResponseSpec("428"),), 428), ((), 422)):
        plan = operation(parameters=(parameter,), responses=responses)
        with pytest.raises(Refusal) as caught:
            Parameters(plan, gate).decode({}, nothing, Headers([]), nothing)
        assert caught.value.status == status


def test_all_invalid_parameters_are_reported_at_once() -> None:
    parameters = tuple(
        Parameter(name, name, "query", "S", style="form") for name in ("a", "b")
    )
    read = Parameters(operation(parameters=parameters), Gate(lambda: {"S": INTEGER}))
    with pytest.raises(Refusal) as caught:
        read.decode({}, parse_query(b"a=x&b=y"), Headers([]), parse_query(b""))
    assert [error["pointer"] for error in caught.value.errors] == ["/a", "/b"]


def test_an_object_may_have_a_view() -> None:
    parameter = Parameter("p", "p", "query", "S", style="deepObject", explode=True)
    gate = Gate(lambda: {"S": OPEN})
    read = Parameters(
        operation(parameters=(parameter,)), gate, types={"p": dict[str, str]}
    )
    nothing = parse_query(b"")
    found = read.decode({}, parse_query(b"p[a]=1"), Headers([]), nothing)
    assert found == {"p": {"a": "1"}}


def test_a_member_may_be_called_like_its_parameter() -> None:
    schema = {"type": "object", "additionalProperties": TEXT}
    reader = decoder(schema, "query", "form", True)
    assert decode(reader, "query", "p=1&q=2") == {"p": "1", "q": "2"}
