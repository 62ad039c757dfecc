"""A compiled package streams as its contract says, and types say what it takes."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.unit.runtime.harness import Reply, call, exchange

CONTRACT = Path(__file__).parent / "contracts" / "streams.yaml"
NAME = "streams"
THING: dict[str, Any] = {"id": "1", "n": 1}


@pytest.fixture(scope="module")
def streams(compiled: Callable[[Path], Path]) -> Iterator[Any]:
    folder = str(compiled(CONTRACT).parent)
    sys.path.insert(0, folder)
    yield importlib.import_module(NAME)
    sys.path.remove(folder)
    for name in [each for each in sys.modules if each.split(".")[0] == NAME]:
        del sys.modules[name]


class Streams:
    """Implements the port: what it answers is given, what it is sent kept."""

    def __init__(self, answer: Callable[[Any], Any]) -> None:
        self._answer = answer
        self.seen: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        async def handler(context: Any, **arguments: Any) -> Any:
            self.seen.append(arguments.get("body"))
            module = sys.modules[f"{NAME}.responses.streams"]
            return self._answer(module)

        return handler


async def each(*items: Any) -> AsyncIterator[Any]:
    for item in items:
        yield item


def get(streams: Any, path: str, answer: Callable[[Any], Any], accept: str) -> Reply:
    app = streams.create_app(streams=Streams(answer))
    return exchange(app, "GET", path, [("accept", accept)]).reply


def test_events_carry_text_or_json_as_the_contract_says(streams: Any) -> None:
    models = importlib.import_module(f"{NAME}.models")
    item = models.WatchEvents200Item
    events = each(
        item(event="said", data="a\nb"),
        item(event="added", data=json.dumps(THING), id="7"),
    )
    reply = get(
        streams, "/events", lambda r: r.WatchEvents200(body=events), "text/event-stream"
    )
    assert reply.body == (
        b"event: said\ndata: a\ndata: b\n\n"
        b'event: added\ndata: {"id": "1", "n": 1}\nid: 7\n\n'
    )


def test_json_data_is_typed(streams: Any) -> None:
    models = importlib.import_module(f"{NAME}.models")
    change = models.ChangeEvent(event="changed", data=models.ThingResponse(**THING))
    reply = get(
        streams, "/typed", lambda r: r.WatchThings200(body=each(change)), "text/*"
    )
    assert reply.body == b'event: changed\ndata: {"id":"1","n":1}\n\n'


@pytest.mark.parametrize(
    ("accept", "name", "text"),
    [
        ("application/jsonl", "ApplicationJsonl", b'{"id":"1","n":1}\n'),
        ("application/json-seq", "ApplicationJsonSeq", b'\x1e{"id":"1","n":1}\n'),
        ("text/event-stream", "TextEventStream", b'data: {"id":"1","n":1}\n\n'),
    ],
)
def test_one_list_in_many_forms(
    streams: Any, accept: str, name: str, text: bytes
) -> None:
    def answer(responses: Any) -> Any:
        return getattr(responses, f"ExportThings200{name}")(body=each(THING))

    reply = get(streams, "/things", answer, accept)
    assert (reply.body, reply.header("vary")) == (text, "Accept")
    assert reply.header("content-type") == accept
    assert get(streams, "/things", answer, "text/html").status == 406


def test_lines_are_read_as_requests_have_them(streams: Any) -> None:
    port = Streams(lambda r: r.ImportThings200(body=[THING]))
    app = streams.create_app(streams=port)
    fields = [("content-type", "application/x-ndjson")]

    lines = b'{"secret": "s", "n": 1}\n{"secret": "s", "n": 2, "id": "x"}\n'
    assert call(app, "POST", "/things", fields, [lines]).status == 200
    assert [(thing.n, thing.secret) for thing in port.seen[0]] == [(1, "s"), (2, "s")]

    reply = call(app, "POST", "/things", fields, [b'{"n": 1}\n'])
    [error] = reply.json["errors"]
    assert (reply.status, error["pointer"], error["line"]) == (422, "/0/secret", 1)

    assert call(app, "POST", "/things", fields, [lines * 2]).status == 422  # maxItems


def test_a_picture_may_come_in_chunks(streams: Any) -> None:
    def answer(responses: Any) -> Any:
        return responses.GetPicture200(body=each(b"a", b"b"), content_type="image/png")

    reply = get(streams, "/picture", answer, "image/png")
    assert (reply.body, reply.header("content-type")) == (b"ab", "image/png")


def test_adapters_hold_components_as_they_are_written(streams: Any) -> None:
    adapters = importlib.import_module(f"{NAME}.validators").ADAPTERS
    assert list(adapters) == ["Thing", "Change"]
    with pytest.raises(ValueError, match="secret"):
        adapters["Thing"].validate_json(json.dumps(THING))


def test_what_the_routes_declare_is_openapi_3_2(streams: Any) -> None:
    app = streams.create_app()
    declared = {r.operation_id: dict(r.openapi_extra.items()) for r in app.routes}
    content = declared["exportThings"]["responses"]["200"]["content"]
    assert set(content["application/jsonl"]) == {"itemSchema"}
    assert set(content["text/csv"]) == {"schema"}
    assert jsonschema_rs.is_valid({"type": "object"}, declared)


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ("ExportThings200ApplicationJsonl(body=items())", ""),
        ("ExportThings200TextEventStream(body=items())", ""),
        ("ExportThings200TextEventStream(body=events())", ""),
        ("ExportThings200TextCsv(body=chunks())", ""),
        ("ExportThings200TextCsv(body='a,b')", ""),
        ("ExportThings200ApplicationJsonl(body=chunks())", '"body"'),
        ("ExportThings200ApplicationJsonl(body=[])", '"body"'),
        ("ExportThings200ApplicationJsonl(body=events())", '"body"'),
    ],
)
def test_mypy_knows_the_items(
    tmp_path: Path,
    compiled: Callable[[Path], Path],
    mypy: Callable[..., str],
    answer: str,
    complaint: str,
) -> None:
    (tmp_path / NAME).symlink_to(compiled(CONTRACT))
    program = tmp_path / "things.py"
    program.write_text(
        f"""\
from collections.abc import AsyncIterator

from {NAME} import ServerSentEvent, models
from {NAME}.responses import streams as responses


async def items() -> AsyncIterator[models.ThingResponse]:
    yield models.ThingResponse(id="1", n=1)


async def events() -> AsyncIterator[ServerSentEvent[models.ThingResponse]]:
    yield ServerSentEvent(models.ThingResponse(id="1", n=1), id="1")


async def chunks() -> AsyncIterator[bytes]:
    yield b""


answer: responses.ExportThingsResult = responses.{answer}
""",
        encoding="utf-8",
    )
    said = mypy(program, cwd=tmp_path)
    assert (complaint in said) if complaint else said == ""
