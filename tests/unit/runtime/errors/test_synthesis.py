"""A refusal fills the shape that is declared for it."""

from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Media,
    ResponseSpec,
)
from scripts.codegen.runtime.http.refusal import Refusal, invalid
from tests.unit.runtime.errors.answering import (
    ID,
    INTEGER,
    NOT_FOUND,
    STRING,
    UUID,
    listing,
    obj,
)
from tests.unit.runtime.harness import app_of, call, operation, returning

INVALID = invalid(
    [
        {"in": "body", "pointer": "/a/b~1c", "detail": "is required"},
        {"in": "query", "pointer": "/n", "detail": "is not an integer"},
    ]
)
SEE = INVALID.detail
UNFIT = Refusal(
    422,
    "invalid_request",
    "The patch does not fit.",
    errors=[{"in": "body", "pointer": "/0", "detail": "the patch does not fit"}],
)
SHAPES: dict[str, tuple[Any, Refusal, Any]] = {
    "apigee": (
        obj(
            {
                "fault": obj(
                    {"faultstring": STRING, "detail": obj({"errorcode": STRING})},
                    "faultstring",
                )
            },
            "fault",
        ),
        NOT_FOUND,
        {
            "fault": {
                "faultstring": NOT_FOUND.detail,
                "detail": {"errorcode": "not_found"},
            }
        },
    ),
    "said already": (
        obj({"message": STRING}, "message"),
        UNFIT,
        {"message": "The patch does not fit."},
    ),
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


def test_so_are_days_and_times_within_what_nobody_knows() -> None:
    day = {"type": "string", "format": "date"}
    moment = {"type": "string", "format": "date-time"}
    faults = listing(obj({"field": STRING, "at": moment}), minItems=1)
    seen = listing(moment, minItems=1)
    schema = obj({"day": day, "seen": seen, "first": {**day, "maxLength": 10}})
    found = body_of(obj({"odd": schema, "errors": faults}), INVALID)
    times = [fault["at"] for fault in found["errors"]]
    odd = found["odd"]
    assert min(odd["day"], odd["first"], *odd["seen"], *times) > "2025"
    fixed = obj({"title": STRING, "day": {**day, "enum": ["1970-01-01"]}})
    assert body_of(fixed, NOT_FOUND) == {"title": "Not Found", "day": "1970-01-01"}


SPELLED = (
    "The request is not what the contract describes: "
    "/a/b~1c is required; query /n is not an integer"
)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (obj({"message": STRING}), {"message": SPELLED}),
        (
            obj({"error": obj({"message": STRING, "param": STRING}, "message")}),
            {"error": {"message": SPELLED, "param": "a.b/c"}},
        ),
        (
            obj({"msg": STRING, "pointer": STRING, "loc": listing(STRING)}, "msg"),
            {"msg": SPELLED, "pointer": "/a/b~1c", "loc": ["body", "a", "b/c"]},
        ),
        (
            obj({"errors": listing(obj({"instancePath": STRING, "message": STRING}))}),
            {
                "errors": [
                    {"instancePath": "/a/b~1c", "message": "is required"},
                    {"instancePath": "/n", "message": "is not an integer"},
                ]
            },
        ),
        (
            obj({"timestamp": STRING, "message": STRING, "path": STRING}, "message"),
            {"message": SPELLED},
        ),
        (
            obj(
                {"title": STRING, "status": INTEGER, "detail": STRING},
                additionalProperties=False,
            ),
            {"title": "Unprocessable Content", "status": 422, "detail": SPELLED},
        ),
    ],
)
def test_the_real_fault_has_a_place_in_every_shape(schema: Any, expected: Any) -> None:
    assert body_of(schema, INVALID) == expected


def test_faults_by_field_are_not_nested_in_themselves() -> None:
    faults = obj({"_errors": listing(obj({"code": STRING, "message": STRING}))})
    leaf = {"type": "object", "additionalProperties": faults}
    nested = {"type": "object", "additionalProperties": {"oneOf": [leaf, faults]}}
    told = body_of(obj({"message": STRING, "errors": nested}, "message"), INVALID)
    assert [*told["errors"]] == ["a.b/c", "n"]
    assert told["errors"]["n"]["_errors"][0]["message"] == "is not an integer"


def test_a_text_says_what_is_wrong() -> None:
    spec = ResponseSpec("default", (Media("text/plain", "E"),))
    app = app_of(
        {"E": STRING}, Endpoint(operation(responses=(spec,)), returning(INVALID))
    )
    assert call(app, "GET", "/things").body.decode() == SPELLED


def test_a_source_of_json_api_points_or_names_a_parameter() -> None:
    source = {"type": "object", "properties": {"pointer": STRING, "parameter": STRING}}
    items = obj({"status": STRING, "source": source}, "status")
    told = body_of(obj({"errors": listing(items)}), INVALID)["errors"]
    assert told[0]["source"] == {"pointer": "/a/b~1c"}
    assert told[1]["source"]["parameter"] == "n"
