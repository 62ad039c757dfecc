"""The seal: handlers answer what their operation declares, and nothing else."""

import logging
import re
from http import HTTPStatus
from typing import Any, ClassVar, final

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Operation,
    ResponseSpec,
)
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.responses.sealed import Sealed
from tests.unit.runtime.harness import app_of, call, operation, returning
from tests.unit.runtime.responses.things import (
    PLAN,
    SCHEMAS,
    Get4XX,
    Get200,
    Get202,
    Get203,
    Get204,
    GetDefault,
    Thing,
    answer,
)


@final
class Other204(Sealed):
    status_code: ClassVar[str] = "204"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()


STRICT = operation(responses=PLAN.responses[:5])


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
        (Get4XX(status=HTTPStatus.IM_A_TEAPOT), 418, b""),
        (GetDefault(status=201), 201, b""),
    ],
)
def test_other_kinds_of_responses(result: object, status: int, body: bytes) -> None:
    reply = answer(result)
    assert (reply.status, reply.body) == (status, body)


def test_text_says_its_charset_unless_it_is_bytes() -> None:
    text, raw = answer(Get203(body="é")), answer(Get203(body=b"e"))
    assert text.header("content-type") == "text/plain; charset=utf-8"
    assert raw.header("content-type") == "text/plain"


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
