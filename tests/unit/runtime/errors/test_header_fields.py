"""The header fields that are declared for errors."""

import logging
from typing import Any

import pytest

from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    ResponseSpec,
)
from scripts.codegen.runtime.http.refusal import Refusal
from tests.unit.runtime.errors.answering import (
    ID,
    INTEGER,
    STRING,
    UUID,
    answered,
    listing,
    obj,
)

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
