"""Responses whose media type the handler chooses, or the client."""

from typing import Any, ClassVar, final

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    ResponseSpec,
)
from scripts.codegen.runtime.responses.sealed import Sealed
from tests.unit.runtime.harness import Reply, app_of, call, operation, returning
from tests.unit.runtime.responses.things import SCHEMAS, Get200, Thing, answer


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


def answer_in_range(result: Any, *beside: Media) -> Reply:
    kind = type(result)
    media = Media(kind.media_type, kind.schema)
    plan = operation(responses=(ResponseSpec("200", (media, *beside)),))
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


@pytest.mark.parametrize("chosen", ["application/json", "application/json; a=b"])
def test_what_falls_under_a_narrower_key_is_not_of_the_range(
    chosen: str, caplog: pytest.LogCaptureFixture
) -> None:
    kind = in_range("application/*", "Text")
    beside = Media("application/json", "Thing")
    assert answer_in_range(kind(body="a", content_type=chosen), beside).status == 500
    assert "application/*: application/json" in caplog.text
    other = kind(body="a", content_type="application/a+json")
    assert answer_in_range(other, beside).status == 200


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
