"""The judge of requests is judged itself, by requests whose verdict is plain."""

from typing import Any

import pytest

from tests.corpus.reading import Contract, Unreadable
from tests.corpus.wire import Request

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
INTEGER = {"type": "integer", "minimum": 1}
ALL = {"type": "string", "enum": ["all"]}
FEW = {"type": "array", "items": INTEGER, "maxItems": 2}
THING = {
    "type": "object",
    "properties": {
        "n": INTEGER,
        "s": {"type": "string", "nullable": True},
        "few": FEW,
        "points": {"type": "array", "items": {"type": "object", "required": ["x"]}},
        "id": {"type": "string", "readOnly": True},
        "at": {"allOf": [{"type": "string"}, {"readOnly": True}]},
    },
    "required": ["n", "id"],
    "additionalProperties": {"type": "string"},
}


def parameter(name: str, place: str, schema: Any, **rest: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": schema, **rest}


PARAMETERS = [
    parameter("id", "path", INTEGER, required=True),
    parameter("q", "query", INTEGER),
    parameter("few", "query", {"oneOf": [ALL, FEW]}, explode=False),
    parameter("page", "query", INTEGER, allowEmptyValue=True),
    parameter("X-H", "header", {"type": "boolean"}),
    parameter("c", "cookie", {"enum": ["a", "b"]}),
]
CONTENT = {
    "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}},
    FORM: {"schema": {"$ref": "#/components/schemas/Thing"}},
    MULTIPART: {"schema": {"$ref": "#/components/schemas/Thing"}},
    "text/plain": {"schema": {"type": "string", "minLength": 2}},
    "application/octet-stream": {"schema": {"type": "string", "maxLength": 3}},
    "image/*": {"schema": {"type": "string"}},
}


def contract() -> Contract:
    styled = parameter("p", "path", INTEGER, style="label", required=True)
    put = {"requestBody": {"required": True, "content": CONTENT}, "responses": {}}
    return Contract(
        {
            "openapi": "3.0.3",
            "paths": {
                "/a/{id}": {"parameters": PARAMETERS, "get": {}, "put": put},
                "/b/{p}": {"get": {"parameters": [styled]}},
            },
            "components": {"schemas": {"Thing": THING}},
        }
    )


def allows(
    method: str, target: str, headers: dict[str, str] | None = None, body: str = ""
) -> bool:
    path, _, query = target.partition("?")
    request = Request(path, query, headers or {}, body.encode())
    return contract().allows("/a/{id}", method, request)


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/a/1", True),
        ("/a/0", False),
        ("/a/x", False),
        ("/a/1?q=1", True),
        ("/a/1?q=0", False),
        ("/a/1?q=01", False),
        ("/a/1?q=", False),
        ("/a/1?page=", True),
        ("/a/1?few=1,2", True),
        ("/a/1?few=all", True),
        ("/a/1?few=1,2,3", False),
        ("/a/1?few=1,x", False),
    ],
)
def test_judges_paths_and_queries(target: str, allowed: bool) -> None:
    assert allows("get", target) is allowed


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"x-h": "true"}, True),
        ({"x-h": "True"}, False),
        ({"cookie": "z=1; c=a"}, True),
        ({"cookie": "c=z"}, False),
    ],
)
def test_judges_headers_and_cookies(headers: dict[str, str], allowed: bool) -> None:
    assert allows("get", "/a/1", headers) is allowed


@pytest.mark.parametrize(
    ("media", "body", "allowed"),
    [
        ("application/json", '{"n":1,"s":null}', True),
        ("application/json", '{"n":1,"id":{}}', True),
        ("application/json", '{"n":1,"at":{}}', True),
        ("application/json", '{"s":"x"}', False),
        ("application/json", '{"n":NaN}', False),
        ("application/json", "{", False),
        (FORM, "n=1&s=2&few=1&few=2&more=3", True),
        (FORM, "n=1&few=1&few=2&few=3", False),
        (FORM, "n=1&points=%7B%22x%22:1%7D", True),
        (FORM, "n=1&points=%7B%7D", False),
        (FORM, "n=x", False),
        ("text/plain", "ab", True),
        ("text/plain", "a", False),
        ("application/octet-stream", "abc", True),
        ("application/octet-stream", "abcd", False),
        ("image/png", "anything", True),
        ("video/mp4", "anything", False),
        ("video/mp4", "", False),
    ],
)
def test_judges_bodies(media: str, body: str, allowed: bool) -> None:
    assert allows("put", "/a/1", {"content-type": media}, body) is allowed


@pytest.mark.parametrize(("number", "allowed"), [("1", True), ("0", False)])
def test_judges_multipart_forms(number: str, allowed: bool) -> None:
    head = 'Content-Disposition: form-data; name="n"'
    body = f"--x\r\n{head}\r\n\r\n{number}\r\n--x--\r\n"
    headers = {"content-type": f"{MULTIPART}; boundary=x"}
    assert allows("put", "/a/1", headers, body) is allowed


def test_a_multipart_form_needs_a_boundary() -> None:
    assert not allows("put", "/a/1", {"content-type": MULTIPART}, "n=1")


def test_a_body_has_to_be_there() -> None:
    assert not allows("put", "/a/1")


def test_says_what_it_cannot_read() -> None:
    with pytest.raises(Unreadable):
        allows("get", "/a/1?unknown=1")
    with pytest.raises(Unreadable):
        contract().allows("/b/{p}", "get", Request("/b/.1", "", {}, b""))
    ambiguous = "&".join(f"m{n}=1" for n in range(20))
    with pytest.raises(Unreadable):
        allows("put", "/a/1", {"content-type": FORM}, f"n=1&{ambiguous}")
