"""What text means is what its schema allows."""

import pytest

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Parameter
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.parameters.parameters import Parameters
from tests.unit.runtime.harness import operation
from tests.unit.runtime.parameters.decoding import (
    INTEGER,
    OPEN,
    TEXT,
    Value,
    decode,
    decoder,
)


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


def test_a_spread_cookie_has_declared_members_alone() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    read = decoder(schema, "cookie", "form", True)
    assert decode(read, "cookie", "a=1; _ga=x; theme=dark; theme=light") == {"a": 1}
    assert decode(read, "cookie", "_ga=x") is None
    with pytest.raises(Refusal):
        decode(read, "cookie", "a=1; a=2")


TIME = {"type": "string", "format": "date-time"}


@pytest.mark.parametrize(
    ("schema", "raw", "value"),
    [
        (TIME, "p=2020-01-01T00:00:00+02:00", "2020-01-01T00:00:00+02:00"),
        (TIME, "p=2020-01-01T00:00:00%2B02:00", "2020-01-01T00:00:00+02:00"),
        (TEXT, "p=a+b", "a b"),
        ({"type": "string", "format": "email"}, "p=a+b@example.com", "a+b@example.com"),
        (
            {"type": "array", "items": TIME},
            "p=2020-01-01T00:00:00+02:00&p=2020-01-02T00:00:00Z",
            ["2020-01-01T00:00:00+02:00", "2020-01-02T00:00:00Z"],
        ),
        (INTEGER, "p=1", 1),
    ],
)
def test_a_plus_sign_is_one_where_a_space_can_not_be(
    schema: Value, raw: str, value: Value
) -> None:
    assert decode(decoder(schema, "query", "form", True), "query", raw) == value


def test_no_other_text_has_one_in_the_place_of_a_space() -> None:
    read = decoder({"type": "string", "pattern": "^[^ ]+$"}, "query", "form", True)
    with pytest.raises(Refusal):
        decode(read, "query", "p=a+b")


def test_so_it_is_in_a_document() -> None:
    schema = {"type": "object", "properties": {"at": TIME}}
    read = decoder(schema, "query", "form", True, content="application/json")
    text = '{"at":"2020-01-01T00:00:00+02:00"}'
    assert decode(read, "query", f"p={text}") == {"at": "2020-01-01T00:00:00+02:00"}
    with pytest.raises(Refusal):
        decode(read, "query", 'p={"at":+1}')


@pytest.mark.parametrize("kind", ["boolean", ["boolean", "null"]])
@pytest.mark.parametrize("text", ["True", "FALSE", "1", "yes"])
def test_who_writes_a_flag_otherwise_is_told_how(kind: Value, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode(decoder({"type": kind}, "query", "form", False), "query", f"p={text}")
    [error] = refused.value.errors
    assert str(error["detail"]).endswith(": write true or false")


def test_members_of_deep_objects_are_told_from_what_is_unknown() -> None:
    read = decoder(
        {"type": "object", "properties": {"a": INTEGER}}, "query", "deepObject", True
    )
    assert decode(read, "query", "p[a]=1") == {"a": 1}
    with pytest.raises(Refusal) as refused:
        decode(read, "query", "p=1&q=2")
    told = {str(e["pointer"]): e["detail"] for e in refused.value.errors}
    assert told == {"/p": "has members: write p[member]=value", "/q": "is not known"}


def test_unknown_parameters_pass_where_they_may() -> None:
    gate = Gate(lambda: {"S": INTEGER})
    plan = operation(parameters=(Parameter("p", "p", "query", "S", style="form"),))
    read = Parameters(plan, gate, ignore_unknown=True)
    assert decode(read, "query", "utm_source=x&p=1&utm_source=y") == 1
