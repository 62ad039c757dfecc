"""Answers are read as what the contract declares."""

import pytest

from scripts.codegen.runtime.sending.outcomes import (
    UndeclaredAnswer,
)
from scripts.codegen.runtime.sending.replies import HttpResponse
from tests.unit.runtime.sending.events import (
    JSON,
    Failed,
    Gone,
    TakenAsAny,
    TakenAsText,
    TakenInLines,
    TakenRaw,
    sending,
)


@pytest.mark.parametrize(
    ("answer", "kind", "members"),
    [
        (HttpResponse(410, [], b"ok, whatever"), Gone, {}),
        (HttpResponse(503), Failed, {"status": 503}),
        (
            HttpResponse(200, [("Content-Type", "text/plain")], b"ok"),
            TakenAsText,
            {"body": "ok"},
        ),
        (
            HttpResponse(200, [("Content-Type", "image/png")], b"\xff"),
            TakenRaw,
            {"body": b"\xff"},
        ),
        (
            HttpResponse(200, [("Content-Type", "application/jsonl")], b"1\n\n2"),
            TakenInLines,
            {"body": [1, 2]},
        ),
        (
            HttpResponse(200, [("Content-Type", "application/a+json")], b"[1, 2]"),
            TakenAsAny,
            {"body": [1, 2]},
        ),
    ],
)
def test_answers_are_what_the_contract_declares(
    answer: HttpResponse, kind: type, members: dict[str, object]
) -> None:
    result = sending().read(answer)
    assert type(result) is kind
    assert vars(result) == members


TYPE, COUNT = ("Content-Type", JSON), ("X-Count", "1")


@pytest.mark.parametrize(
    ("status", "headers", "body", "reason"),
    [
        (404, [], b"", "the status 404 is not declared"),
        (200, [], b"{}", "media type '' is declared"),
        (200, [("Content-Type", "junk")], b"{}", "media type 'junk' is declared"),
        (200, [("Content-Type", "text/css")], b"", "'text/css' is declared"),
        (200, [TYPE], b'{"ok": true}', "header X-Count is required"),
        (200, [TYPE, ("X-Count", "x")], b'{"ok": true}', "header X-Count is not"),
        (200, [TYPE, COUNT], b"{", "the body is not strict JSON"),
        (200, [TYPE, COUNT], b"{}", "body/ok is required"),
        (200, [("Content-Type", "text/plain")], b"\xff", "the body is not UTF-8"),
        (200, [("Content-Type", "text/plain")], b"longer", "body is longer"),
        (200, [("Content-Type", "application/xml")], b"[1]", "body is not of type"),
        (200, [("Content-Type", "application/a+json")], b"[", "not strict JSON"),
        (200, [("Content-Type", "application/jsonl")], b"1\nx", "not strict JSON"),
        (200, [("Content-Type", "application/jsonl")], b'1\n""', "body/1 is not"),
    ],
)
def test_other_answers_are_handed_over_as_they_came(
    status: int, headers: list[tuple[str, str]], body: bytes, reason: str
) -> None:
    result = sending().read(HttpResponse(status, headers, body))
    assert isinstance(result, UndeclaredAnswer)
    assert (result.status, result.headers, result.body) == (
        status,
        tuple(headers),
        body,
    )
    assert reason in result.reason
