"""The content of requests and responses: sequences, bytes, text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.lower.package import CompiledEndpoint
from tests.unit.codegen.lower.contents import compiled
from tests.unit.codegen.lowering import package

REF = "{$ref: '#/components/schemas/%s'}"
CHUNKS = "bytes | AsyncIterable[bytes]"


def endpoint(
    folder: Path,
    response: str = "{text/plain: {}}",
    request: str = "{text/plain: {}}",
    version: str = "3.1.0",
) -> CompiledEndpoint:
    return compiled(folder, response, request, version).groups[0].endpoints[0]


@pytest.mark.parametrize(
    ("media_type", "schema", "annotation", "item"),
    [
        ("application/jsonl", REF % "Thing", "AsyncIterable[models.Thing]", "json"),
        ("application/jsonl", REF % "Many", "AsyncIterable[models.Thing]", "json"),
        ("application/json-seq", REF % "Alias", "AsyncIterable[models.Thing]", "json"),
        ("application/x-ndjson", "{type: array}", "AsyncIterable[Any]", "json"),
        ("application/x-ndjson", "{type: string}", "AsyncIterable[str]", "json"),
        (
            "text/event-stream",
            REF % "Thing",
            "AsyncIterable[models.Thing | ServerSentEvent[models.Thing]]",
            "json",
        ),
        (
            "text/event-stream",
            "{type: string}",
            "AsyncIterable[str | ServerSentEvent[str]]",
            "text",
        ),
        ("text/event-stream", REF % "Event", "AsyncIterable[models.Event]", "event"),
        ("text/event-stream", REF % "Data", "AsyncIterable[models.DataEvent]", "event"),
        (
            "text/event-stream",
            "{type: array, items: %s}" % (REF % "Event"),
            "AsyncIterable[models.Event]",
            "event",
        ),
        (
            "text/event-stream",
            f"{{oneOf: [{REF % 'Event'}, {REF % 'Data'}]}}",
            "AsyncIterable[models.Event | models.DataEvent]",
            "event",
        ),
        (
            "text/event-stream",
            "{type: object, properties: {data: {}, kind: {}}}",
            "AsyncIterable[models.PostA200Item | ServerSentEvent[models.PostA200Item]]",
            "json",
        ),
    ],
)
def test_a_sequence_is_a_stream_of_items(
    tmp_path: Path, media_type: str, schema: str, annotation: str, item: str
) -> None:
    found = endpoint(tmp_path, f"{{{media_type}: {{schema: {schema}}}}}")
    [result] = found.results
    assert result.body is not None
    assert result.media is not None
    assert (result.body.annotation, result.media.item) == (annotation, item)


@pytest.mark.parametrize(
    ("media_type", "schema", "annotation", "content_type"),
    [
        ("application/json", REF % "Thing", "models.Thing", ""),
        ("application/json; charset=utf-8", REF % "Thing", "models.Thing", ""),
        ("application/vnd.x.v3+json; v=1", REF % "Thing", "models.Thing", ""),
        ("image/png", "{type: string, format: binary}", CHUNKS, ""),
        ("image/png", "{contentMediaType: image/png}", CHUNKS, ""),
        ("image/png", "{type: string, contentMediaType: image/png}", CHUNKS, ""),
        ("image/png", "true", CHUNKS, ""),
        ("image/png", "{type: string, format: binary, maxLength: 9}", CHUNKS, ""),
        ("application/xml", REF % "Thing", CHUNKS, ""),
        ("text/csv", "{type: string}", f"str | {CHUNKS}", ""),
        ("text/csv", "{type: string, contentEncoding: base64}", "WireBytes", ""),
        ("text/csv", REF % "Note", "models.Note", ""),
        ("text/plain", "{type: integer}", "int", ""),
        ("image/*", "{type: string, format: binary}", CHUNKS, "..."),
        ("text/*", REF % "Note", "models.Note", "..."),
        ("'*/*'", REF % "Thing", f"models.Thing | {CHUNKS}", "application/json"),
        (
            "application/*",
            REF % "Thing",
            f"models.Thing | {CHUNKS}",
            "application/json",
        ),
        ("'*/*'", "{type: string}", f"str | {CHUNKS}", "..."),
        ("application/*+json", REF % "Thing", "models.Thing", "..."),
    ],
)
def test_other_bodies(
    tmp_path: Path, media_type: str, schema: str, annotation: str, content_type: str
) -> None:
    name = media_type if media_type.startswith("'") else f"'{media_type}'"
    found = endpoint(tmp_path, f"{{{name}: {{schema: {schema}}}}}")
    [result] = found.results
    assert result.body is not None
    assert result.body.annotation == annotation
    assert result.body.content_type == content_type


def test_bytes_and_sequences_need_no_schema(tmp_path: Path) -> None:
    for media_type in ("image/*", "application/jsonl", "text/event-stream"):
        [result] = endpoint(tmp_path, f"{{{media_type}: {{}}}}").results
        assert result.body is not None
        assert result.body.annotation == CHUNKS
        is_range = media_type.endswith("*")
        assert result.body.content_type == ("..." if is_range else "")


@pytest.mark.parametrize(
    ("content", "array"),
    [
        ("schema: %s" % (REF % "Many"), "Many"),
        (
            "schema: %s" % (REF % "Thing"),
            {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
        ),
        (
            "itemSchema: %s" % (REF % "Thing"),
            {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
        ),
        (
            "itemSchema: {}, schema: %s" % (REF % "Many"),
            {
                "allOf": [
                    {"type": "array", "items": "itemSchema"},
                    {"$ref": "#/components/schemas/Many"},
                ]
            },
        ),
    ],
)
def test_a_sequence_that_is_sent_is_an_array(
    tmp_path: Path, content: str, array: Any
) -> None:
    request = f"{{application/jsonl: {{{content}}}}}"
    found = compiled(tmp_path, "{text/plain: {}}", request, "3.2.0")
    body = found.groups[0].endpoints[0].operation.body
    assert body is not None
    key = body.content[0].schema
    assert key is not None
    if isinstance(array, str):
        assert key == array
    elif "allOf" in array:
        [items, whole] = found.exact[key]["allOf"]
        assert items["items"]["$ref"].endswith("itemSchema")
        assert whole == array["allOf"][1]
    else:
        assert found.exact[key] == array
        assert endpoint(tmp_path, request=request, version="3.2.0").body_types == (
            ("application/jsonl", "list[models.Thing]"),
        )


def test_events_that_are_sent_are_bytes(tmp_path: Path) -> None:
    request = f"{{text/event-stream: {{schema: {REF % 'Thing'}}}}}"
    assert endpoint(tmp_path, request=request).body_types == (
        ("text/event-stream", "Upload"),
    )


def test_operations_of_any_method_are_found(tmp_path: Path) -> None:
    text = """\
paths:
  /a:
    query: {responses: {'200': {summary: Short., content: {text/plain:
      {$ref: '#/components/mediaTypes/Text'}}}}}
    additionalOperations:
      Copy: {responses: {'204': {description: A.}}}
components: {mediaTypes: {Text: {schema: {type: string, maxLength: 1}}}}
"""
    [query, copy] = package(tmp_path, text, "3.2.0").groups[0].endpoints
    assert (query.operation.method, copy.operation.method) == ("QUERY", "Copy")
    assert (query.function, copy.function) == ("query_a", "copy_a")
    assert query.results[0].description == "Short."
    assert query.results[0].body is not None
    assert query.results[0].body.schema == "/components/mediaTypes/Text/schema"


def test_headers_may_be_documents(tmp_path: Path) -> None:
    text = """\
paths:
  /a:
    get:
      responses:
        '200':
          description: A.
          headers:
            X-Doc: {content: {application/json: {schema: {type: object}}}}
            X-Ref: {$ref: '#/components/headers/List'}
components: {headers: {List: {explode: true, schema: {type: array}}}}
"""
    [found] = package(tmp_path, text).groups[0].endpoints
    [doc, ref] = found.operation.responses[0].headers
    assert (doc.content, doc.explode) == ("application/json", False)
    assert (ref.content, ref.explode) == (None, True)
