"""Answers held against what an operation declares."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.fuzzing.answers import DeclaredAnswers
from scripts.fuzzing.contract import FuzzedContract, compiled
from scripts.fuzzing.sending import RawAnswer

ITEM = {
    "type": "object",
    "required": ["id", "secret"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "secret": {"type": "string", "writeOnly": True},
        "at": {"type": "string", "format": "date-time"},
    },
}
ID = "2c0b1a4e-5d3f-4b6a-8c7d-9e0f1a2b3c4d"
RESPONSES = {
    "200": {
        "description": "",
        "headers": {
            "X-Count": {"required": True, "schema": {"type": "integer", "minimum": 0}},
            "X-Tags": {"schema": {"type": "array", "items": {"enum": ["a", "b"]}}},
        },
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Item"}},
            "text/plain": {"schema": {"type": "string", "maxLength": 3}},
            "application/jsonl": {"itemSchema": {"$ref": "#/components/schemas/Item"}},
            "image/*": {},
        },
    },
    "202": {"description": ""},
    "204": {"description": ""},
    "4XX": {"description": ""},
}
SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "in": "query", "name": "key"},
    "mutual": {"type": "mutualTLS"},
}


def made(folder: Path, **operation: Any) -> FuzzedContract:
    content = {
        "openapi": "3.2.0",
        "info": {"title": "A", "version": "1"},
        "servers": [{"url": "https://example.com/v1/"}],
        "paths": {"/a": {"get": {"responses": RESPONSES, **operation}}},
        "components": {"schemas": {"Item": ITEM}, "securitySchemes": SCHEMES},
    }
    file = folder / "a.json"
    file.write_text(json.dumps(content))
    return compiled(file)


@pytest.fixture
def declared(tmp_path: Path) -> DeclaredAnswers:
    return DeclaredAnswers(made(tmp_path))


def answer(
    body: bytes | str,
    media: str = "application/json",
    status: int = 200,
    **headers: str,
) -> RawAnswer:
    fields = {"content-type": media, "x-count": "1"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    sent = [(name, value) for name, value in fields.items() if value]
    return RawAnswer(status, sent, body.encode() if isinstance(body, str) else body)


@pytest.mark.parametrize(
    "right",
    [
        answer(f'{{"id": "{ID}"}}'),
        answer(f'{{"id": "{ID}", "other": null}}', "application/json; charset=utf-8"),
        answer("abc", "text/plain"),
        answer(b"\xff\xff\xff\xff", "text/plain; charset=latin-1"),
        answer(f'{{"id": "{ID}"}}\n\n{{"id": "{ID}"}}\n', "application/jsonl"),
        answer(b"\xff\0", "image/png"),
        answer(f'{{"id": "{ID}"}}', x_count="0", x_tags="a,b"),
        answer("", "", 202),
        answer("", "", 204),
        answer("anything", "text/html", 404),
        answer("", "", 500),
    ],
)
def test_what_is_declared_is_right(declared: DeclaredAnswers, right: RawAnswer) -> None:
    assert list(declared.faults("GET /a", right)) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (answer("{}"), "body/id is required"),
        (answer('{"id": "x"}'), "body/id is not a"),
        (answer(f'{{"id": "{ID}", "at": "2020-01-01"}}'), "body/at is not a"),
        (answer(f'{{"id": "{ID}", "id": "{ID}"}}'), "not strict JSON"),
        (answer('{"id": NaN}'), "not strict JSON"),
        (answer(""), "not strict JSON"),
        (answer("abcd", "text/plain"), "body is longer"),
        (answer(b"\xff", "text/plain"), "not UTF-8"),
        (answer(f'{{"id": "{ID}"}}\n{{}}', "application/jsonl"), "body/id is required"),
        (answer("x", "text/html"), "the media type is text/html"),
        (answer("x", ""), "the media type is missing"),
        (answer(f'{{"id": "{ID}"}}', x_count=""), "header X-Count is required"),
        (answer(f'{{"id": "{ID}"}}', x_count="-1"), "header X-Count is less"),
        (answer(f'{{"id": "{ID}"}}', x_tags="a,c"), "header X-Tags/1"),
        (answer("x", "text/html", 202), "there is a body"),
    ],
)
def test_what_is_not_is_told_without_its_values(
    declared: DeclaredAnswers, wrong: RawAnswer, told: str
) -> None:
    [fault, *_] = declared.faults("GET /a", wrong)
    assert told in fault


def test_statuses_are_declared_by_themselves_by_range_or_not(
    declared: DeclaredAnswers,
) -> None:
    found = [
        declared.declares("GET /a", status) for status in (200, 404, 499, 500, 203)
    ]
    assert found == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("security", "names"),
    [
        (None, []),
        ([], []),
        ([{"bearer": []}], ["Authorization"]),
        ([{"bearer": []}, {"key": []}], ["Authorization", "key"]),
        ([{"bearer": []}, {}], []),
        ([{"mutual": []}], []),
    ],
)
def test_credentials_are_where_the_schemes_say(
    tmp_path: Path, security: Any, names: list[str]
) -> None:
    more = {} if security is None else {"security": security}
    contract = made(tmp_path, **more)
    found = contract.credentials(contract.operations["GET /a"])
    assert [one.name for one in found] == names


def test_operations_have_the_names_that_people_use(tmp_path: Path) -> None:
    contract = made(tmp_path, operationId="getA")
    assert [contract.named(name) for name in ("getA", "GET /a", "get_a")] == [
        "GET /a",
        "GET /a",
        None,
    ]
    assert contract.base_path == "/v1"
