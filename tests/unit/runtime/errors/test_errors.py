"""Errors leave in the shape that anybody's contract declares for them."""

import logging
from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Operation,
    ResponseSpec,
)
from scripts.codegen.runtime.errors.errors import Errors
from scripts.codegen.runtime.http.context import not_implemented
from scripts.codegen.runtime.http.refusal import Refusal, invalid
from tests.unit.runtime.harness import Reply, app_of, call, operation, returning

ID = "0123456789abcdef0123456789abcdef"
UUID = "01234567-89ab-cdef-0123-456789abcdef"
NOT_FOUND = Refusal(404, "not_found", "There is no such thing.")
INVALID = invalid(
    [
        {"in": "body", "pointer": "/a/b~1c", "detail": "is required"},
        {"in": "query", "pointer": "/n", "detail": "is not an integer"},
    ]
)
SEE = INVALID.detail
STRING, INTEGER = {"type": "string"}, {"type": "integer"}


def obj(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    wanted = list(required) or list(properties)
    return {"type": "object", "properties": properties, "required": wanted, **more}


def listing(items: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


SHAPES: dict[str, tuple[Any, Refusal, Any]] = {
    "github": (
        obj(
            {
                "message": STRING,
                "documentation_url": STRING,
                "errors": listing(
                    obj({"resource": STRING, "field": STRING, "code": STRING}, "code")
                ),
            },
            "message",
            "documentation_url",
        ),
        INVALID,
        {
            "message": SEE,
            "documentation_url": "about:blank",
            "errors": [
                {"field": "a.b/c", "code": "invalid_request"},
                {"field": "n", "code": "invalid_request"},
            ],
        },
    ),
    "spotify": (
        obj({"error": obj({"status": INTEGER, "message": STRING})}),
        NOT_FOUND,
        {"error": {"status": 404, "message": NOT_FOUND.detail}},
    ),
    "supabase": (
        obj({"code": INTEGER, "msg": STRING, "error_code": STRING}, "msg"),
        NOT_FOUND,
        {"code": 404, "msg": NOT_FOUND.detail, "error_code": "not_found"},
    ),
    "box": (
        obj(
            {
                "type": {"enum": ["error"]},
                "status": INTEGER,
                "code": {"enum": ["created", "not_found", "bad_request"]},
                "message": {"type": "string", "maxLength": 8},
                "request_id": {"type": "string", "format": "uuid"},
                "help_url": {"type": "string", "format": "uri"},
                "context_info": {"type": ["object", "null"]},
            },
            "type",
        ),
        INVALID,
        {
            "type": "error",
            "status": 422,
            "code": "bad_request",
            "message": SEE and SEE[:8],
            "request_id": UUID,
        },
    ),
    "kubernetes": (
        obj(
            {
                "kind": {"const": "Status"},
                "status": {"enum": ["Success", "Failure"]},
                "code": {"type": "integer", "format": "int32"},
                "reason": STRING,
                "details": obj({"causes": listing(obj({"message": STRING}))}),
            },
            "kind",
        ),
        INVALID,
        {
            "kind": "Status",
            "status": "Failure",
            "code": 422,
            "reason": SEE,
            "details": {
                "causes": [{"message": "is required"}, {"message": "is not an integer"}]
            },
        },
    ),
    "oauth": (
        obj({"error": STRING, "error_description": STRING}, "error"),
        NOT_FOUND,
        {"error": "not_found", "error_description": NOT_FOUND.detail},
    ),
    "a flag": (
        obj({"error": {"type": "boolean"}, "ok": {"type": "boolean"}, "err": STRING}),
        NOT_FOUND,
        {"error": True, "ok": False, "err": NOT_FOUND.detail},
    ),
    "json:api": (
        obj(
            {
                "errors": listing(
                    obj(
                        {
                            "status": STRING,
                            "detail": STRING,
                            "source": obj({"pointer": STRING}, "pointer"),
                        },
                        "detail",
                    ),
                    minItems=1,
                )
            }
        ),
        NOT_FOUND,
        {"errors": [{"status": "404", "detail": NOT_FOUND.detail}]},
    ),
    "fastapi": (
        obj(
            {
                "detail": listing(
                    obj(
                        {
                            "loc": listing({"anyOf": [STRING, INTEGER]}),
                            "msg": STRING,
                            "type": STRING,
                        }
                    )
                )
            }
        ),
        INVALID,
        {"detail": []},
    ),
    "laravel": (
        obj(
            {
                "message": STRING,
                "errors": {"type": "object", "additionalProperties": listing(STRING)},
            }
        ),
        INVALID,
        {
            "message": SEE,
            "errors": {
                "a.b/c": ["is required"],
                "n": ["is not an integer"],
            },
        },
    ),
    "realworld": (
        obj({"errors": obj({"body": listing(STRING)})}),
        NOT_FOUND,
        {"errors": {"body": [NOT_FOUND.detail]}},
    ),
    "a code and causes": (
        obj({"error": STRING, "root_causes": listing(STRING)}),
        NOT_FOUND,
        {"error": "not_found", "root_causes": [NOT_FOUND.detail]},
    ),
    "a list of texts": (listing(STRING), NOT_FOUND, [NOT_FOUND.detail]),
    "a text": (STRING, NOT_FOUND, NOT_FOUND.detail),
    "spring": (
        obj(
            {
                "timestamp": {"const": "2000-01-01T00:00:00Z"},
                "status": INTEGER,
                "error": STRING,
                "path": STRING,
            },
        ),
        NOT_FOUND,
        {
            "timestamp": "2000-01-01T00:00:00Z",
            "status": 404,
            "error": NOT_FOUND.detail,
            "path": "",
        },
    ),
    "members without a schema": (
        {"required": ["message"]},
        NOT_FOUND,
        {"message": NOT_FOUND.detail},
    ),
    "nothing about errors": (
        obj({"n": {"type": "integer", "minimum": 3}}, additionalProperties=False),
        NOT_FOUND,
        {"n": 3},
    ),
    "a discriminator": (
        {
            "oneOf": [
                {"$ref": "#/components/schemas/Fatal"},
                {"$ref": "#/components/schemas/Mild"},
            ],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"mild": "#/components/schemas/Mild"},
            },
        },
        NOT_FOUND,
        {"kind": "mild", "message": NOT_FOUND.detail},
    ),
    "told apart by its faults": (
        {
            "oneOf": [
                obj({"message": STRING, "errors": listing(STRING)}, "message"),
                obj({"message": STRING, "errors": listing(INTEGER)}, "message"),
            ]
        },
        NOT_FOUND,
        {"message": NOT_FOUND.detail, "errors": [NOT_FOUND.detail]},
    ),
    "a closed problem": (
        obj(
            {"title": STRING, "status": INTEGER, "detail": STRING},
            additionalProperties=False,
        ),
        NOT_FOUND,
        {"title": "Not Found", "status": 404, "detail": NOT_FOUND.detail},
    ),
    "a problem with more": (
        obj({"title": STRING, "status": INTEGER, "instance": STRING}),
        NOT_FOUND,
        {**NOT_FOUND.problem(ID), "instance": f"urn:uuid:{UUID}"},
    ),
}
NAMED = {
    "Fatal": obj({"kind": STRING}, additionalProperties=False),
    "Mild": obj({"kind": STRING, "message": STRING}),
}


def body_of(schema: Any, refusal: Refusal, media_type: str = "application/json") -> Any:
    spec = ResponseSpec("default", (Media(media_type, "E"),))
    app = app_of(
        {**NAMED, "E": schema},
        Endpoint(operation(responses=(spec,)), returning(refusal)),
    )
    reply = call(app, "GET", "/things", [("X-Request-Id", ID)])
    assert reply.status == refusal.status
    assert reply.header("content-type") == media_type
    return reply.json


@pytest.mark.parametrize("name", SHAPES)
def test_a_refusal_fills_the_declared_shape(name: str) -> None:
    schema, refusal, expected = SHAPES[name]
    assert body_of(schema, refusal) == expected


def test_a_validation_error_of_fastapi_has_its_places() -> None:
    items = obj({"loc": listing({"anyOf": [STRING, INTEGER]}), "msg": STRING})
    assert body_of(obj({"errors": listing(items)}), INVALID) == {
        "errors": [
            {"loc": ["body", "a", "b/c"], "msg": "is required"},
            {"loc": ["query", "n"], "msg": "is not an integer"},
        ]
    }


def test_times_are_now() -> None:
    schema = obj({"timestamp": {"type": "string", "format": "date-time"}})
    found = body_of(schema, NOT_FOUND)["timestamp"]
    assert found > "2025"
    assert found.endswith("Z")


def answered(
    spec: ResponseSpec,
    *headers: tuple[str, str],
    refusal: Refusal = NOT_FOUND,
    schemas: dict[str, Any] | None = None,
) -> Reply:
    plan = operation(responses=(spec,))
    app = app_of(schemas or {}, Endpoint(plan, returning(refusal)))
    return call(app, "GET", "/things", [("X-Request-Id", ID), *headers])


@pytest.mark.parametrize(
    ("declared", "sent"),
    [
        ("application/vnd.x+json; v=1", "application/vnd.x+json; v=1"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/*+json", "application/problem+json"),
        ("text/*", "text/plain"),
        ("text/plain", "text/plain"),
        ("text/html", "text/html"),
        ("application/xml", "application/problem+json"),
        ("image/png", "application/problem+json"),
        ("nonsense", "application/problem+json"),
    ],
)
def test_media_types(declared: str, sent: str) -> None:
    reply = answered(ResponseSpec("404", (Media(declared),)))

    assert reply.header("content-type") == sent
    if sent == "text/plain":
        assert reply.body.decode() == NOT_FOUND.detail
    elif sent == "text/html":
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
    assert (reply.header("content-type") == "text/plain") is (text is not None)
    assert reply.body.decode() == text or text is None


def test_no_content_is_no_content() -> None:
    reply = answered(ResponseSpec("404"))
    assert (reply.status, reply.body, reply.header("content-type")) == (404, b"", None)
    assert reply.header("content-length") == "0"


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", "application/json"),
        ("text/plain", "text/plain"),
        ("application/json;q=0.1, text/plain", "text/plain"),
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


FIELDS: list[tuple[str, Any, str | None]] = [
    ("X-Request-Id", STRING, ID),
    ("X-Request-Id", {"type": "string", "format": "uuid"}, UUID),
    ("X-Trace-Id", {"type": "string", "format": "uuid"}, UUID),
    ("X-RateLimit-Limit", {"type": "integer", "minimum": 1}, "1"),
    ("X-Codes", listing(STRING, minItems=2), ","),
    ("X-Never", False, None),
    ("X-Name", {"const": "é"}, None),
    ("Content-Length", {"const": 7}, "7"),
]


@pytest.mark.parametrize(("name", "schema", "text"), FIELDS)
def test_required_fields_are_filled(name: str, schema: Any, text: str | None) -> None:
    headers = (Header(name, "h", "H", required=True),)
    spec = ResponseSpec("501", (Media("text/plain", "T"),), headers)
    schemas = {"H": schema, "T": {"const": "seven.."}}
    refusal = Refusal(501, "not_implemented")
    reply = answered(spec, refusal=refusal, schemas=schemas)
    found = [value for field, value in reply.fields if field == name.lower()]
    assert found == ([] if text is None else [text])


def test_a_field_that_the_contract_forbids_is_replaced_or_left_out() -> None:
    schema = {"type": "string", "pattern": "^Basic$"}
    for required, text in ((True, "Basic"), (False, None)):
        headers = (Header("WWW-Authenticate", "w", "W", required=required),)
        refusal = Refusal(500, "x", headers={"WWW-Authenticate": "Bearer"})
        spec = ResponseSpec("500", (), headers)
        reply = answered(spec, refusal=refusal, schemas={"W": schema})
        assert reply.header("www-authenticate") == text


@pytest.mark.parametrize(
    ("schema", "sent", "status"),
    [
        (INTEGER, "30", 429),
        (INTEGER, "soon", 500),
        (listing(INTEGER), "1,2", 429),
        (obj({"a": INTEGER}), "a", 500),
        (STRING, "a\r\nb", 500),
    ],
)
def test_fields_of_handlers_are_validated(
    schema: Any, sent: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    headers = (Header("Retry-After", "r", "R"),)
    refusal = Refusal(429, "busy", headers={"Retry-After": sent})
    with caplog.at_level(logging.ERROR):
        reply = answered(
            ResponseSpec("4XX", (), headers), refusal=refusal, schemas={"R": schema}
        )
    assert reply.status == status
    assert ("broke its seal" in caplog.text) is (status == 500)


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
    for count, kind in ((1, "application/problem+json"), (2, "text/plain")):
        app = app_of({}, *(Endpoint(each, returning(None)) for each in plans[:count]))
        reply = call(app, "BREW", "/things")
        assert (reply.status, reply.header("content-type")) == (405, kind)
