import logging
import re
from typing import Any, ClassVar, final

import pytest
from pydantic import BaseModel, ConfigDict

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Operation,
    ResponseSpec,
)
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.responses.sealed import Sealed
from tests.unit.runtime.harness import Reply, app_of, call, operation, returning

SCHEMAS: dict[str, Any] = {
    "Thing": {
        "type": "object",
        "required": ["n"],
        "properties": {"n": {"type": "integer", "minimum": 1}},
    },
    "Tag": {"type": "string", "minLength": 1},
    "Ages": {"type": "array", "items": {"type": "integer"}},
    "Map": {"type": "object"},
    "Flag": {"type": "boolean"},
    "Text": {"type": "string", "maxLength": 5},
}


class Thing(BaseModel):
    model_config = ConfigDict(extra="allow")
    n: int
    note: str | None = None


HEADERS = (
    Header("ETag", "etag", "Tag", required=True),
    Header("X-Ages", "ages", "Ages"),
    Header("X-Map", "map", "Map", explode=True),
    Header("X-Flag", "flag", "Flag"),
)
RETRY = Header("Retry-After", "retry_after", "Tag", required=True)


@final
class Get200(Sealed):
    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = Thing
    schema: ClassVar[str | None] = "Thing"
    headers: ClassVar[tuple[Header, ...]] = HEADERS
    body: Any
    etag: Any
    ages: Any = None
    map: Any = None
    flag: Any = None


@final
class Get204(Sealed):
    status_code: ClassVar[str] = "204"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()


@final
class Get202(Sealed):
    status_code: ClassVar[str] = "202"
    media_type: ClassVar[str | None] = "image/png"
    body_type: ClassVar[object] = bytes
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()
    body: Any


@final
class Get203(Sealed):
    status_code: ClassVar[str] = "203"
    media_type: ClassVar[str | None] = "text/plain"
    body_type: ClassVar[object] = str
    schema: ClassVar[str | None] = "Text"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: Any


@final
class Get4XX(Sealed):
    status_code: ClassVar[str] = "4XX"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()
    status: Any


@final
class GetDefault(Sealed):
    status_code: ClassVar[str] = "default"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()
    status: Any


@final
class Other204(Sealed):
    status_code: ClassVar[str] = "204"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()


RESULTS = (Get200, Get202, Get203, Get204, Get4XX, GetDefault)
PROBLEMS = (Media("application/problem+json", "Problem"),)
PLAN: Operation = operation(
    responses=(
        ResponseSpec("200", (Media("application/json", "Thing"),), HEADERS),
        ResponseSpec("202", (Media("image/png"),)),
        ResponseSpec("203", (Media("text/plain", "Text"),)),
        ResponseSpec("204"),
        ResponseSpec("409", PROBLEMS),
        ResponseSpec("4XX", PROBLEMS),
        ResponseSpec("503", PROBLEMS, (RETRY,)),
        ResponseSpec("default", PROBLEMS),
    )
)
STRICT = operation(responses=PLAN.responses[:5])


def answer(result: object, plan: Operation = PLAN, **more: Any) -> Reply:
    endpoint = Endpoint(plan, returning(result), results=RESULTS)
    return call(app_of(SCHEMAS, endpoint, **more), "GET", "/things")


def test_a_declared_response_leaves_as_it_is() -> None:
    reply = answer(
        Get200(
            body=Thing.model_validate({"n": 1, "more": [1]}),
            etag='"1"',
            ages=[1, 2],
            map={"a": 1, "b": "c"},
            flag=True,
        )
    )

    assert (reply.status, reply.json) == (200, {"n": 1, "more": [1]})
    fields = dict(reply.fields)
    assert fields.pop("x-request-id")
    assert fields == {
        "content-type": "application/json",
        "content-length": str(len(reply.body)),
        "etag": '"1"',
        "x-ages": "1,2",
        "x-map": "a=1,b=c",
        "x-flag": "true",
    }


@pytest.mark.parametrize(
    ("result", "status", "body"),
    [
        (Get202(body=b"\x89"), 202, b"\x89"),
        (Get203(body="é"), 203, "é".encode()),
        (Get203(body=b"e"), 203, b"e"),
        (Get4XX(status=418), 418, b""),
        (GetDefault(status=201), 201, b""),
    ],
)
def test_other_kinds_of_responses(result: object, status: int, body: bytes) -> None:
    reply = answer(result)
    assert (reply.status, reply.body) == (status, body)


def test_a_response_without_content_has_no_length() -> None:
    assert answer(Get204()).header("content-length") is None
    assert answer(Get4XX(status=418)).header("content-length") == "0"


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (None, "NoneType is no response"),
        ({"n": 1}, "dict is no response"),
        (Other204(), "Other204 is no response"),
        (Get200(body=Thing(n=0), etag="1"), "body /n is less than"),
        (Get200(body={"s3cret": 1}, etag="1"), "body /n is required"),
        (
            Get200(body={"n": object()}, etag="1"),
            "be written as JSON",
        ),
        (
            Get200(body={"n": float("nan")}, etag="1"),
            "body /n is not",
        ),
        (Get200(body=Thing(n=1), etag=None), "header ETag is missing"),
        (Get200(body=Thing(n=1), etag=""), "header ETag is shorter"),
        (Get200(body=Thing(n=1), etag="a\r\nSet-Cookie: b"), "ETag: .*visible ASCII"),
        (Get200(body=Thing(n=1), etag="é"), "ETag: .*visible ASCII"),
        (Get200(body=Thing(n=1), etag="1", ages=["x"]), "header X-Ages"),
        (Get202(body="text"), "has to be bytes"),
        (Get203(body="too long"), "declared text"),
        (Get203(body=1), "declared text"),
        (Get203(body=b"\xff"), "declared text"),
        (Get203(body=b"too long"), "declared text"),
        (Get4XX(status=500), "status 500 is not for 4XX"),
        (Get4XX(status="418"), "not for 4XX"),
        (Get4XX(status=409), "not for 4XX"),
        (GetDefault(status=404), "not for default"),
        (GetDefault(status=200), "not for default"),
        (GetDefault(status=True), "not for default"),
        (GetDefault(status=99), "not for default"),
    ],
)
def test_a_broken_seal_is_logged_and_tells_the_client_nothing(
    result: object, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        reply = answer(result)

    assert reply.status == 500
    assert reply.json["code"] == "internal_error"
    assert b"s3cret" not in reply.body
    assert "get_things (line 7 of the contract) broke its seal" in caplog.text
    assert re.search(reason, caplog.text)


@pytest.mark.parametrize(
    ("refusal", "plan", "status"),
    [
        (Refusal(409, "conflict", extra={"n": 1}), PLAN, 409),
        (Refusal(404, "not_found"), PLAN, 404),
        (Refusal(404, "not_found"), STRICT, 500),
        (Refusal(503, "unavailable"), PLAN, 500),
        (Refusal(503, "unavailable", headers={"retry-after": "1"}), PLAN, 503),
        (Refusal(501, "not_implemented"), STRICT, 501),
        (Refusal(599, "strange"), PLAN, 599),
    ],
)
def test_handlers_refuse_only_as_declared(
    refusal: Refusal, plan: Operation, status: int
) -> None:
    reply = answer(refusal, plan)
    assert reply.status == reply.json["status"] == status
    assert reply.header("content-type") == "application/problem+json"


def test_a_problem_that_its_own_schema_forbids_breaks_the_seal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    codes = {"properties": {"code": {"enum": ["conflict"]}}, "required": ["code"]}
    media = (Media("application/problem+json", "Codes"),)
    plan = operation(responses=(ResponseSpec("409", media),))
    for code, status in (("conflict", 409), ("s3cret", 500)):
        endpoint = Endpoint(plan, returning(Refusal(409, code)))
        reply = call(app_of({"Codes": codes}, endpoint), "GET", "/things")
        assert reply.status == status
        assert b"s3cret" not in reply.body
    assert "broke its seal" in caplog.text


def test_exceptions_are_translated_or_hidden(caplog: pytest.LogCaptureFixture) -> None:
    def translate(error: Exception, context: Any) -> Refusal | None:
        known = isinstance(error, LookupError)
        return Refusal(409, "conflict", context.operation.path) if known else None

    assert answer(KeyError("s3cret"), translate=translate).json["detail"] == "/things"
    hidden = answer(ValueError("s3cret"), translate=translate)
    assert hidden.status == 500
    assert b"s3cret" not in hidden.body
    assert "ValueError: s3cret" in caplog.text
    assert hidden.json["request_id"] in caplog.text


def test_a_response_takes_its_fields_and_keeps_them() -> None:
    build: Any = Get200
    with pytest.raises(TypeError, match="etag"):
        build(body=Thing(n=1))
    with pytest.raises(TypeError, match="colour"):
        build(body=Thing(n=1), etag='"1"', ages=[1], map={}, colour="red")
    response: Any = Get204()
    with pytest.raises(AttributeError, match="can't be changed"):
        response.status_code = "200"
    assert repr(build(body=Thing(n=1), etag='"secret"')) == "<Get200>"


def in_range(media_range: str, schema: str | None, default: str | None = None) -> Any:
    class Get200(Sealed):
        status_code: ClassVar[str] = "200"
        body: Any
        content_type: Any

    Get200.media_type, Get200.schema = media_range, schema
    Get200.body_type = Thing if schema == "Thing" else str
    if default is not None:
        Get200.content_type = default
    return Get200


def answer_in_range(result: Any) -> Reply:
    kind = type(result)
    media = Media(kind.media_type, kind.schema)
    plan = operation(responses=(ResponseSpec("200", (media,)),))
    endpoint = Endpoint(plan, returning(result), results=(kind,))
    return call(app_of(SCHEMAS, endpoint), "GET", "/things")


@pytest.mark.parametrize(
    ("media_range", "schema", "chosen", "body", "sent"),
    [
        ("image/*", None, "image/png", b"\x89", b"\x89"),
        ("image/*", None, "image/svg+xml; charset=utf-8", b"<", b"<"),
        ("*/*", "Thing", "application/json", Thing(n=1), b'{"n":1}'),
        ("*/*", "Thing", "application/hal+json", Thing(n=1), b'{"n":1}'),
        ("*/*", "Thing", "application/xml", b"<n/>", b"<n/>"),
        ("application/*+json", "Thing", "application/a+json", Thing(n=2), b'{"n":2}'),
        ("text/*", "Text", "text/plain", "a", b"a"),
        ("*/*", "Text", "application/json", "a", b'"a"'),
        ("*/*", "Flag", "text/plain", True, b"true"),
    ],
)
def test_a_handler_chooses_within_a_media_range(
    media_range: str, schema: str | None, chosen: str, body: Any, sent: bytes
) -> None:
    kind = in_range(media_range, schema)
    for _ in range(2):
        reply = answer_in_range(kind(body=body, content_type=chosen))
        assert (reply.status, reply.body) == (200, sent)
        assert reply.header("content-type") == chosen
        assert reply.header("vary") == "Accept"


@pytest.mark.parametrize(
    ("media_range", "chosen"),
    [
        ("image/*", "text/plain"),
        ("image/*", "image/*"),
        ("image/*", "*/*"),
        ("image/*", None),
        ("image/*", "png"),
        ("image/*", "image/png\r\nX: y"),
        ("application/*+json", "application/json"),
    ],
)
def test_a_handler_can_not_leave_the_range(
    media_range: str, chosen: Any, caplog: pytest.LogCaptureFixture
) -> None:
    kind = in_range(media_range, None)
    assert answer_in_range(kind(body=b"", content_type=chosen)).status == 500
    assert f"is no media type of {media_range}" in caplog.text


def test_a_range_may_have_a_default() -> None:
    kind = in_range("*/*", "Thing", "application/json")
    assert answer_in_range(kind(body=Thing(n=1))).header("content-type") == (
        "application/json"
    )
    assert answer_in_range(kind(body=Thing(n=0))).status == 500


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (None, "Accept"),
        ("Origin", "Origin, Accept"),
        ("origin, ACCEPT", "origin, ACCEPT"),
        ("*", "*"),
    ],
)
def test_what_depends_on_accept_says_so(given: str | None, sent: str) -> None:
    fields = (Header("Vary", "vary", "Tag"),)

    @final
    class Get200Json(Sealed):
        status_code: ClassVar[str] = "200"
        media_type: ClassVar[str | None] = "application/json"
        schema: ClassVar[str | None] = "Thing"
        body_type: ClassVar[object] = Thing
        headers: ClassVar[tuple[Header, ...]] = fields
        body: Any
        vary: Any

    content = (Media("application/json", "Thing"), Media("text/csv"))
    plan = operation(responses=(ResponseSpec("200", content, fields),))
    result = Get200Json(body=Thing(n=1), vary=given)
    endpoint = Endpoint(plan, returning(result), results=(Get200Json,))
    reply = call(app_of(SCHEMAS, endpoint), "GET", "/things")
    assert [v for n, v in reply.fields if n == "vary"] == [sent]


def test_what_has_one_form_does_not_depend_on_accept() -> None:
    assert answer(Get200(body=Thing(n=1), etag="1")).header("vary") is None


@pytest.mark.parametrize(
    ("accept", "status"),
    [("image/png", 200), ("image/*;q=0", 406), ("text/html", 406), ("*/*;q=0.1", 200)],
)
def test_a_range_is_negotiated(accept: str, status: int) -> None:
    kind = in_range("image/*", None)
    plan = operation(responses=(ResponseSpec("200", (Media("image/*"),)),))
    result = kind(body=b"", content_type="image/png")
    endpoint = Endpoint(plan, returning(result), results=(kind,))
    fields = [("accept", accept)]
    assert call(app_of(SCHEMAS, endpoint), "GET", "/things", fields).status == status


def test_a_declared_media_type_that_is_none_is_sent_as_it_is_written() -> None:
    kind = in_range("image", None, "unused")
    assert answer_in_range(kind(body=b"x")).header("content-type") == "image"


def test_a_declared_length_is_sent_once_and_is_the_true_one() -> None:
    fields = (Header("Content-Length", "length", "Ages", required=True),)

    @final
    class Get200Png(Sealed):
        status_code: ClassVar[str] = "200"
        media_type: ClassVar[str | None] = "image/png"
        headers: ClassVar[tuple[Header, ...]] = fields
        body: Any
        length: Any

    plan = operation(responses=(ResponseSpec("200", (Media("image/png"),), fields),))
    endpoint = Endpoint(
        plan, returning(Get200Png(body=b"abc", length=[7])), results=(Get200Png,)
    )
    reply = call(app_of(SCHEMAS, endpoint), "GET", "/things")
    assert [v for n, v in reply.fields if n == "content-length"] == ["3"]
