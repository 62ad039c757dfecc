"""Bodies: what reaches the handler, and what is refused."""

from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import Media, RequestBody, ResponseSpec
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.bodies.receiving import handler, seen
from tests.unit.runtime.harness import Reply, app_of, call, exchange, operation

SCHEMAS: dict[str, Any] = {
    "Thing": {
        "type": "object",
        "required": ["n"],
        "properties": {"n": {"type": "integer"}},
    },
    "Form": {
        "type": "object",
        "properties": {
            "n": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "at": {"type": "object", "properties": {"x": {"type": "integer"}}},
        },
        "required": ["n"],
    },
    "Note": {"type": "string", "maxLength": 3},
}
MEDIA = (
    Media("application/json", "Thing"),
    Media("application/x-www-form-urlencoded", "Form"),
    Media("multipart/form-data", "Form"),
    Media("text/plain", "Note"),
    Media("application/xml"),
    Media("image/*"),
)
JSON = ("Content-Type", "application/json")


def send(
    *headers: tuple[str, str], chunks: tuple[bytes, ...] = (), required: bool = True
) -> Reply:
    """Return the reply; a body that reached the handler is the last of `seen`."""
    body = RequestBody(MEDIA, required=required)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    app = app_of(SCHEMAS, endpoint, options=Options(max_body_size=200))
    seen.clear()
    return call(app, "POST", "/things", headers, chunks)


def form(*parts: bytes) -> bytes:
    lines = (b"--x\r\n" + part + b"\r\n" for part in parts)
    return b"".join(lines) + b"--x--\r\n"


PART = b'Content-Disposition: form-data; name="n"\r\n\r\n1'


@pytest.mark.parametrize(
    ("media", "chunks", "body"),
    [
        ("application/json", (b'{"n":', b"1}"), {"n": 1}),
        (
            "Application/JSON; charset=UTF-8",
            (b'{"n":1.0,"m":null}',),
            {"n": 1, "m": None},
        ),
        (
            "application/x-www-form-urlencoded",
            (b'n=1&tags=a+b&tags=%2B&at={"x":1}',),
            {"n": 1, "tags": ["a b", "+"], "at": {"x": 1}},
        ),
        (
            "application/x-www-form-urlencoded",
            (b"n=1&new=a&new=2&one=3",),
            {"n": 1, "new": ["a", "2"], "one": "3"},
        ),
        ("multipart/form-data; boundary=x", (form(PART),), {"n": 1}),
        ("text/plain", ("é".encode(),), "é"),
        ("application/xml", (b"<n/>",), ("application/xml", b"<n/>")),
        ("image/png", (b"\xff",), ("image/png", b"\xff")),
        ("image/png", (b"",), ("image/png", b"")),
    ],
)
def test_bodies_reach_the_handler(
    media: str, chunks: tuple[bytes, ...], body: object
) -> None:
    send(("Content-Type", media), chunks=chunks)

    assert seen == [body]


@pytest.mark.parametrize(
    ("headers", "chunks", "status"),
    [
        ([JSON], (b'{"n":',), 400),
        ([JSON], (b'{"n":1,"n":1}',), 400),
        ([JSON], (b"",), 400),
        ([], (b"",), 400),
        ([JSON], (b'{"n":"1"}',), 422),
        ([JSON], (b"null",), 422),
        ([], (b'{"n":1}',), 415),
        ([("Content-Type", "application/a+json")], (b'{"n":1}',), 415),
        ([("Content-Type", "nonsense")], (b'{"n":1}',), 415),
        ([("Content-Type", "application/json; charset=latin-1")], (b'{"n":1}',), 415),
        ([JSON, ("Content-Encoding", "gzip")], (b'{"n":1}',), 415),
        ([JSON, ("Content-Length", "201")], (b"{}",), 413),
        ([JSON, ("Content-Length", "x")], (b"{}",), 400),
        ([JSON, ("Content-Length", str(2**64 - 1))], (b"{}",), 413),
        ([JSON], (b" " * 150, b" " * 60), 413),
        ([("Content-Type", "text/plain")], (b"long",), 422),
        ([("Content-Type", "text/plain")], (b"\xff",), 400),
        ([("Content-Type", "application/x-www-form-urlencoded")], (b"n=%",), 400),
        # An empty form is an object without members, and this one lacks a member.
        ([("Content-Type", "application/x-www-form-urlencoded")], (b"",), 422),
        ([("Content-Type", "application/x-www-form-urlencoded")], (b"n=1&n=2",), 400),
        ([("Content-Type", "application/x-www-form-urlencoded")], (b"n=x",), 422),
        ([("Content-Type", "application/x-www-form-urlencoded")], (b"at={",), 400),
        (
            [("Content-Type", "application/x-www-form-urlencoded")],
            (b"at={}&at={}",),
            400,
        ),
        ([("Content-Type", "multipart/form-data")], (form(PART),), 400),
        ([("Content-Type", "multipart/form-data; boundary=y")], (form(PART),), 400),
        (
            [("Content-Type", "multipart/form-data; boundary=x")],
            (form(b"\r\n\r\n1"),),
            400,
        ),
        ([("Content-Type", "multipart/form-data; boundary=x")], (b"--xx--x--",), 400),
    ],
)
def test_other_bodies_do_not(
    headers: list[tuple[str, str]], chunks: tuple[bytes, ...], status: int
) -> None:
    reply = send(*headers, chunks=chunks)

    assert reply.status == status
    assert reply.header("content-type") == "application/problem+json"
    assert not seen


def test_a_form_has_a_bounded_number_of_parts() -> None:
    endpoint = Endpoint(operation(method="POST", body=RequestBody(MEDIA)), handler)
    headers = [("Content-Type", "multipart/form-data; boundary=x")]
    seen.clear()
    content = form(*[PART] * 1001)
    reply = call(app_of(SCHEMAS, endpoint), "POST", "/things", headers, [content])
    assert (reply.status, seen) == (400, [])


MORE = {
    "Thing": SCHEMAS["Thing"],
    "Flag": {"type": "boolean"},
    "Level": {"enum": [1, 2, "high"]},
    "Note": {"type": "string", "minLength": 1},
    "Anything": True,
}


@pytest.mark.parametrize(
    ("declared", "schema", "sent", "content", "found"),
    [
        ("text/plain", "Flag", "text/plain", b"true", True),
        ("text/plain", "Flag", "text/plain", b"yes", 422),
        ("text/*", "Level", "text/x", b"2", 2),
        ("text/*", "Level", "text/x", b"high", "high"),
        ("text/*", "Level", "text/x", b"3", 422),
        ("text/plain", "Note", "text/plain", b"", 422),
        ("text/plain", "Anything", "text/plain", b"", ""),
        ("text/plain", "Note", "text/plain; charset=us-ascii", b"a", "a"),
        ("text/plain", "Note", "text/plain; charset=latin-1", b"a", 415),
        ("application/json", "Anything", "application/json", b"[1]", [1]),
        ("application/*+json", "Thing", "application/a+json", b'{"n":1}', {"n": 1}),
        ("application/a+json", "Thing", "Application/A+JSON", b'{"n":1}', {"n": 1}),
        ("application/json; charset=utf-8", "Thing", "application/json", b"{}", 422),
        ("application/json; v=2", "Thing", "application/json; v=2", b"{}", 422),
        ("application/json; v=2", "Thing", "application/json", b"{}", 415),
        ("multipart/form-data; boundary=y", "Thing", "multipart/form-data", b"a", 400),
        ("*/*", "Thing", "application/vnd.a+json", b'{"n":1}', {"n": 1}),
        ("*/*", "Thing", "application/json", b"{}", 422),
        ("*/*", "Thing", "application/xml", b"<n/>", ("application/xml", b"<n/>")),
        ("application/*", "Thing", "text/xml", b"<n/>", 415),
        ("multipart/mixed", None, "multipart/mixed", b"-", ("multipart/mixed", b"-")),
        ("json", None, "json", b"-", 415),
    ],
)
def test_a_media_type_says_how_to_read(
    declared: str, schema: str | None, sent: str, content: bytes, found: Any
) -> None:
    body = RequestBody((Media(declared, schema),), required=True)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    seen.clear()
    fields = [("Content-Type", sent)]
    reply = call(app_of(MORE, endpoint), "POST", "/things", fields, [content])
    if reply.status == 500:
        assert seen == [found]
        return
    assert (reply.status, seen) == (found, [])
    assert reply.header("accept") == (declared if found == 415 else None)


def test_the_narrowest_media_type_reads() -> None:
    media = (
        Media("*/*"),
        Media("application/*", "Anything"),
        Media("application/json", "Flag"),
        Media("application/json; v=2", "Thing"),
    )
    body = RequestBody(media, required=True)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    app = app_of(MORE, endpoint)
    seen.clear()
    for sent, content in (
        ("application/json", b"true"),
        ("application/json; v=2", b'{"n":1}'),
        ("application/json; v=3", b"false"),
        ("application/a+json", b"[]"),
        ("image/png", b"-"),
    ):
        call(app, "POST", "/things", [("Content-Type", sent)], [content])
    assert seen == [True, {"n": 1}, False, [], ("image/png", b"-")]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_any_method_may_have_a_body(method: str) -> None:
    endpoint = Endpoint(operation(method=method, body=RequestBody(MEDIA)), handler)
    app = app_of(SCHEMAS, endpoint)
    seen.clear()
    call(app, method, "/things", [JSON], [b'{"n":1}'])
    call(app, method, "/things")
    assert seen == [{"n": 1}, None]


@pytest.mark.parametrize("headers", [[], [JSON], [("Content-Type", "text/csv")]])
def test_a_body_may_be_optional(headers: list[tuple[str, str]]) -> None:
    send(*headers, required=False)
    assert seen == [None]


def test_a_body_nobody_asked_for_is_not_read() -> None:
    async def ignoring(context: object) -> None:
        raise KeyError

    endpoint = Endpoint(operation(), ignoring)
    wire = exchange(app_of({}, endpoint), "GET", "/things", [JSON], [None])
    assert wire.reply.status == 500


def test_nothing_is_sent_to_a_client_that_left() -> None:
    body = RequestBody(MEDIA, required=True)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    assert not exchange(
        app_of(SCHEMAS, endpoint), "POST", "/things", [JSON], [b"{", None]
    ).messages


@pytest.mark.parametrize(
    ("declared", "status"), [("400", 400), ("422", 422), ("4XX", 422), ("default", 422)]
)
def test_an_invalid_body_is_answered_with_a_declared_status(
    declared: str, status: int
) -> None:
    body = RequestBody(MEDIA, required=True)
    responses = (ResponseSpec(declared, (Media("application/json", "Problem"),)),)
    plan = operation(method="POST", body=body, responses=responses)
    reply = call(
        app_of(SCHEMAS, Endpoint(plan, handler)), "POST", "/things", [JSON], [b"{}"]
    )
    assert reply.status == reply.json["status"] == status
    assert reply.header("content-type") == "application/json"
    assert reply.json["errors"] == [
        {"in": "body", "pointer": "/n", "detail": "is required"}
    ]


def test_an_empty_form_is_nothing_where_nothing_will_do() -> None:
    media = ("Content-Type", "application/x-www-form-urlencoded")
    send(media, chunks=(b"",), required=False)
    assert seen == [None]
