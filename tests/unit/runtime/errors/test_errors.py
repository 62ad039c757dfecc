"""Errors leave in the media type and under the status that are declared."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import (
    Media,
    Operation,
    ResponseSpec,
)
from scripts.codegen.runtime.errors.errors import Errors
from scripts.codegen.runtime.http.context import not_implemented
from scripts.codegen.runtime.http.refusal import Refusal
from tests.unit.runtime.errors.answering import ID, NOT_FOUND, STRING, answered, obj
from tests.unit.runtime.harness import Reply, app_of, call, operation, returning

PLAIN = "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("declared", "sent"),
    [
        ("application/vnd.x+json; v=1", "application/vnd.x+json; v=1"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/*+json", "application/problem+json"),
        ("text/*", PLAIN),
        ("text/plain", PLAIN),
        ("text/html", "text/html; charset=utf-8"),
        ("text/plain; charset=UTF-8", "text/plain; charset=UTF-8"),
        ("application/xml", "application/problem+json"),
        ("image/png", "application/problem+json"),
        ("nonsense", "application/problem+json"),
    ],
)
def test_media_types(declared: str, sent: str) -> None:
    reply = answered(ResponseSpec("404", (Media(declared),)))

    assert reply.header("content-type") == sent
    if sent.startswith("text/plain"):
        assert reply.body.decode() == NOT_FOUND.detail
    elif sent.startswith("text/html"):
        assert b"<p>There is no such thing.</p>" in reply.body
    else:
        assert reply.json == NOT_FOUND.problem(ID)


def test_pages_hold_no_markup_of_others() -> None:
    refusal = Refusal(404, "not_found", "<script>")
    reply = answered(ResponseSpec("404", (Media("text/html"),)), refusal=refusal)
    assert b"<script>" not in reply.body


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "string", "maxLength": 10}, "Not Found"),
        ({"enum": ["Sorry."]}, "Sorry."),
        ({"type": "integer"}, None),
    ],
)
def test_texts_are_what_their_schema_allows(schema: Any, text: str | None) -> None:
    spec = ResponseSpec("404", (Media("text/plain", "T"),))
    reply = answered(spec, schemas={"T": schema})
    assert (reply.header("content-type") == PLAIN) is (text is not None)
    assert reply.body.decode() == text or text is None


def test_no_content_is_no_content() -> None:
    reply = answered(ResponseSpec("404"))
    assert (reply.status, reply.body, reply.header("content-type")) == (404, b"", None)
    assert reply.header("content-length") == "0"


MINE, THEIRS = obj({"mine": STRING}), obj({"theirs": STRING})


@pytest.mark.parametrize(
    ("wide", "exact", "sent"),
    [
        ("application/*", "application/json", "application/problem+json"),
        ("*/*", "application/json", "application/problem+json"),
        (
            "application/*",
            "application/json; charset=utf-8",
            "application/problem+json",
        ),
        ("application/*", "application/problem+json", "application/json"),
        ("application/*", "application/*+json", "application/json"),
        ("text/*", "text/plain", "text/html"),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_range_takes_nothing_that_has_a_narrower_key(
    wide: str, exact: str, sent: str, *, is_first: bool
) -> None:
    content = [Media(wide, "Wide"), Media(exact, "Exact")]
    spec = ResponseSpec("404", tuple(content if is_first else content[::-1]))
    is_text = wide.startswith("text")
    schemas = dict.fromkeys(("Wide", "Exact"), STRING) if is_text else {}
    schemas = schemas or {"Wide": MINE, "Exact": THEIRS}
    reply = answered(spec, ("Accept", sent), schemas=schemas)
    assert (reply.header("content-type") or "").startswith(sent)
    assert is_text or ("mine" in reply.json and "theirs" not in reply.json)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/*"])
@pytest.mark.parametrize("is_first", [True, False])
def test_each_body_is_what_its_own_key_says(accept: str, *, is_first: bool) -> None:
    content = [Media("application/*", "Mine"), Media("application/json", "Theirs")]
    spec = ResponseSpec("404", tuple(content if is_first else content[::-1]))
    schemas = {"Mine": MINE, "Theirs": THEIRS}
    reply = answered(spec, ("Accept", accept), schemas=schemas)
    is_exact = reply.header("content-type") == "application/json"
    assert ("theirs" if is_exact else "mine") in reply.json
    assert is_exact or accept != "application/json"


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", "application/json"),
        ("text/plain", PLAIN),
        ("application/json;q=0.1, text/plain", PLAIN),
        ("image/png", "application/json"),
    ],
)
def test_the_client_chooses_among_what_is_declared(accept: str, sent: str) -> None:
    content = (Media("application/xml"), Media("text/plain"), Media("application/json"))
    reply = answered(ResponseSpec("404", content), ("Accept", accept))
    assert reply.header("content-type") == sent


@pytest.mark.parametrize(
    ("schema", "refused"),
    [
        (False, True),
        ({"type": "object", "required": ["x"], "maxProperties": 0}, True),
        ({"type": "string", "pattern": "^(?=a)(?!a)$"}, True),
        ({"type": "object", "not": {}}, True),
        ({"type": "string", "pattern": "("}, True),
        ({"type": "string", "pattern": "^E-[0-9]{4}$"}, False),
        ({"type": "object", "examples": [{"a": 1}], "minProperties": 1}, False),
    ],
)
def test_a_schema_that_nothing_fits_leaves_as_a_problem(
    schema: Any, refused: bool
) -> None:
    spec = ResponseSpec("404", (Media("application/json", "S"),))
    reply = answered(spec, schemas={"S": schema})
    expected = "application/problem+json" if refused else "application/json"
    assert reply.header("content-type") == expected
    assert Errors(Gate(lambda: {"S": schema})).fits(spec, NOT_FOUND) is not refused


def unimplemented(*specs: ResponseSpec) -> Reply:
    async def handler(context: Any) -> None:
        raise not_implemented(context)

    plan = operation(responses=specs)
    schemas = {"E": obj({"code": {"enum": ["other"]}, "message": STRING})}
    return call(app_of(schemas, Endpoint(plan, handler)), "GET", "/things")


@pytest.mark.parametrize("declared", ["501", "5XX", "default"])
@pytest.mark.parametrize("media_type", ["application/json", "application/problem+json"])
def test_what_is_not_implemented_is_501_as_declared(
    declared: str, media_type: str
) -> None:
    reply = unimplemented(ResponseSpec(declared, (Media(media_type, "E"),)))
    assert reply.status == 501
    assert reply.header("content-type") == media_type
    assert reply.json["code"] == "other"


def test_an_undeclared_501_is_a_problem() -> None:
    reply = unimplemented(ResponseSpec("200"))
    assert reply.header("content-type") == "application/problem+json"


@pytest.mark.parametrize(
    ("declared", "status"),
    [
        ({"400"}, 400),
        ({"422"}, 422),
        ({"400", "422"}, 400),
        ({"4XX", "422"}, 400),
        ({"default", "422"}, 400),
        ({"200"}, 400),
    ],
)
def test_malformed_and_invalid_stand_in_for_each_other(
    declared: set[str], status: int
) -> None:
    specs = tuple(map(ResponseSpec, sorted(declared)))
    app = app_of({}, Endpoint(operation(responses=specs), returning(None)))
    assert call(app, "GET", "/things?%ZZ").status == status


def test_another_method_is_refused_as_the_path_declares_it() -> None:
    def plan(method: str, *statuses: str) -> Operation:
        specs = tuple(ResponseSpec(each, (Media("text/plain"),)) for each in statuses)
        return operation(method=method, operation_id=method, responses=specs)

    plans = [plan("GET", "200"), plan("PUT", "default"), plan("PATCH", "405")]
    for count, kind in ((1, "application/problem+json"), (2, PLAIN)):
        app = app_of({}, *(Endpoint(each, returning(None)) for each in plans[:count]))
        reply = call(app, "BREW", "/things")
        assert (reply.status, reply.header("content-type")) == (405, kind)


def test_a_moment_of_an_error_is_now() -> None:
    moment = {"type": "string", "format": "date-time"}
    schema = obj({"title": STRING, "occurred_on": moment, "at": {"oneOf": [moment]}})
    spec = ResponseSpec("404", (Media("application/json", "E"),))
    reply = answered(spec, schemas={"E": schema})
    for name in ("occurred_on", "at"):
        then = datetime.fromisoformat(reply.json[name])
        assert abs(datetime.now(UTC) - then) < timedelta(days=1)
