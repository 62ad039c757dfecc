"""Bodies that are many items, one after the other."""

from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import Media, RequestBody
from tests.unit.runtime.harness import Reply, app_of, call, operation

LINES = (("application/jsonl", b"", b"\n"), ("application/json-seq", b"\x1e", b"\n"))


def lines_of(media_type: str, body: bytes) -> tuple[Reply, list[Any]]:
    schema = {
        "type": "array",
        "maxItems": 3,
        "items": {
            "type": "object",
            "required": ["n"],
            "properties": {"n": {"type": "integer"}},
        },
    }
    seen: list[Any] = []

    async def handler(context: object, body: object) -> None:
        seen.append(body)

    content = RequestBody((Media(media_type, "Many"),), required=True)
    plan = operation(method="POST", body=content)
    app = app_of({"Many": schema}, Endpoint(plan, handler))
    fields = [("content-type", media_type)]
    return call(app, "POST", "/things", fields, [body]), seen


@pytest.mark.parametrize(("media_type", "start", "end"), LINES)
def test_a_sequence_arrives_as_a_list(
    media_type: str, start: bytes, end: bytes
) -> None:
    texts = [b'{"n": 1}', b'{"n":\t2}']
    body = b"".join(start + text + end for text in texts)
    assert lines_of(media_type, body)[1] == [[{"n": 1}, {"n": 2}]]
    assert lines_of(media_type, b"")[1] == [[]]


def test_blank_lines_are_no_items_and_the_last_may_lack_its_end() -> None:
    body = b'\r\n{"n": 1}\r\n\n{"n": 2}'
    assert lines_of("application/jsonl", body)[1] == [[{"n": 1}, {"n": 2}]]


@pytest.mark.parametrize(
    ("media_type", "body", "status", "error"),
    [
        (
            "application/jsonl",
            b'{"n": 1}\n\n{"n": "s3cret"}\n',
            422,
            {"pointer": "/1/n", "line": 3},
        ),
        ("application/jsonl", b'{"n":1}\n' * 4, 422, {"pointer": ""}),
        (
            "application/jsonl",
            b'{"n": 1}\n{"n": s3cret}',
            400,
            {"pointer": "/1", "line": 2, "column": 7},
        ),
        ("application/jsonl", b'{"n": 1} {"n": 2}', 400, {"pointer": "/0", "line": 1}),
        (
            "application/json-seq",
            b'\x1e{"n":\n1}\n\x1e{}',
            422,
            {"pointer": "/1/n", "line": 3},
        ),
        (
            "application/json-seq",
            b'\x1e{"n": 1}\n\x1e{"n":\ns3cret}',
            400,
            {"pointer": "/1", "line": 3, "column": 1},
        ),
    ],
)
def test_a_fault_in_a_sequence_says_which_item_on_which_line(
    media_type: str, body: bytes, status: int, error: dict[str, Any]
) -> None:
    reply, seen = lines_of(media_type, body)
    assert (reply.status, seen) == (status, [])
    [found] = reply.json["errors"]
    assert {name: found.get(name) for name in error} == error
    assert found["in"] == "body"
    assert ("line" in found) == ("line" in error)
    assert b"s3cret" not in reply.body
