"""Bodies of requests and responses, from media type objects to Python types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.advise.lints import lints
from scripts.codegen.advise.unsupported import unasserted, unsupported
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from scripts.codegen.lower.package import CompiledEndpoint, Package
from tests.unit.codegen.lowering import package

HEAD = "openapi: {}\ninfo: {{title: T, version: '1'}}\n"
COMPONENTS = """
components:
  schemas:
    Thing: {type: object, required: [n], properties: {n: {type: integer}}}
    Event: {type: object, properties: {data: {type: string}, event: {const: a}}}
    Many: {type: array, items: {$ref: '#/components/schemas/Thing'}}
    Alias: {$ref: '#/components/schemas/Many'}
    Note: {type: string, maxLength: 3}
    Data:
      type: object
      properties:
        data:
          type: string
          contentMediaType: application/json
          contentSchema: {$ref: '#/components/schemas/Thing'}
"""
REF = "{$ref: '#/components/schemas/%s'}"
CHUNKS = "bytes | AsyncIterable[bytes]"


def compiled(folder: Path, response: str, request: str, version: str) -> Package:
    text = f"""\
paths:
  /a:
    post:
      requestBody: {{content: {request}}}
      responses: {{'200': {{description: A., content: {response}}}}}
{COMPONENTS}"""
    return package(folder, text, version)


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
    assert (result.body.annotation, result.item) == (annotation, item)


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
        ("text/csv", "{type: string, contentEncoding: base64}", f"str | {CHUNKS}", ""),
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


def warnings(folder: Path, found: Package) -> list[tuple[str, int]]:
    source = load_source(folder / "contract.yaml")
    return [(fault.code, fault.line) for fault in unasserted(found, source)]


@pytest.mark.parametrize(
    ("response", "request_", "codes"),
    [
        ("{application/xml: {schema: {type: object}}}", "{text/plain: {}}", ["CG403"]),
        ("{application/xml: {schema: {type: string}}}", "{text/plain: {}}", []),
        ("{image/png: {schema: true}}", "{text/plain: {}}", []),
        (
            "{image/png: {schema: {type: string, format: binary, maxLength: 9}}}",
            "{text/plain: {}}",
            ["CG403"],
        ),
        ("{multipart/mixed: {itemSchema: {}}}", "{text/plain: {}}", ["CG403"]),
        ("{text/plain: {}}", "{text/event-stream: {itemSchema: {}}}", ["CG403"]),
        ("{text/plain: {}}", "{multipart/mixed: {itemSchema: {}}}", ["CG403"]),
        ("{text/plain: {}}", "{application/jsonl: {itemSchema: {}}}", []),
        (
            "{application/jsonl: {schema: {type: array, items: {}, minItems: 1}}}",
            "{text/plain: {}}",
            ["CG404"],
        ),
        (
            "{application/jsonl: {itemSchema: {}, schema: {maxItems: 1, type: array}}}",
            "{text/plain: {}}",
            ["CG404"],
        ),
        ("{application/jsonl: {schema: {minLength: 1}}}", "{text/plain: {}}", []),
        ("{application/jsonl: {schema: true}}", "{text/plain: {}}", []),
    ],
)
def test_a_schema_that_nothing_is_held_against_is_told(
    tmp_path: Path, response: str, request_: str, codes: list[str]
) -> None:
    found = compiled(tmp_path, response, request_, "3.2.0")
    assert warnings(tmp_path, found) == [
        (code, 7 if request_ == "{text/plain: {}}" else 6) for code in codes
    ]


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        ("{in: querystring, name: q, content: {text/plain: {}}}", "CG401"),
        ("{in: cookie, name: q, style: cookie, schema: {}}", "CG402"),
        ("{in: cookie, name: q, style: form, schema: {}}", ""),
    ],
)
def test_a_parameter_that_can_not_be_compiled_is_refused(
    tmp_path: Path, parameter: str, code: str
) -> None:
    contract = tmp_path / "contract.yaml"
    text = f"""\
paths:
  /a:
    parameters: [{parameter}]
    get: {{responses: {{'204': {{description: A.}}}}}}
    put: {{responses: {{'204': {{description: A.}}}}}}
"""
    contract.write_text(HEAD.format("3.2.0") + text, encoding="utf-8")
    source = load_source(contract)
    assert source.check() == []
    found = [(f.code, f.line, f.severity) for f in unsupported(source)]
    assert found == ([(code, 5, "error")] if code else [])


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


def test_lints_are_told_where_they_were_written(tmp_path: Path) -> None:
    text = """\
paths:
  /a:
    post:
      requestBody:
        content:
          application/jsonl:
            itemSchema: {$ref: '#/components/schemas/Thing'}
      responses: {'204': {description: A.}}
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string, readOnly: true}
        n: {type: integer}
"""
    found = package(tmp_path, text, "3.2.0")
    source = load_source(tmp_path / "contract.yaml")
    told = [(fault.code, fault.line) for fault in lints(found, source)]
    assert told == [("CG202", 17), ("CG201", 18)]


def test_a_media_type_is_told_once(tmp_path: Path) -> None:
    content = "{application/xml: {schema: {type: object}}}"
    text = f"""\
paths:
  /a:
    get: {{responses: {{'200': {{description: A., content: {content}}}}}}}
    put: {{responses: {{'200': {{description: A., content: {content}}}}}}}
"""
    assert warnings(tmp_path, package(tmp_path, text)) == [("CG403", 5)]


@pytest.mark.parametrize("name", ["X Count", "Gr\u00f6\u00dfe", "''", "a:b"])
def test_a_header_that_no_message_can_have_is_left_out(
    tmp_path: Path, name: str
) -> None:
    contract = tmp_path / "contract.yaml"
    text = f"""\
paths:
  /a:
    get: {{responses: {{'204': {{$ref: '#/components/responses/A'}}}}}}
    put: {{responses: {{'204': {{$ref: '#/components/responses/A'}}}}}}
components:
  responses:
    A:
      description: A.
      headers:
        X-Fine_1: {{schema: {{type: string}}}}
        {name}: {{schema: {{type: string}}}}
"""
    contract.write_text(HEAD.format("3.1.0") + text, encoding="utf-8")
    source = load_source(contract)
    found = unsupported(source)
    assert [(f.code, f.line, f.severity) for f in found] == [("CG405", 13, "warning")]
    operation = lower(source).groups[0].endpoints[0].operation
    [response] = operation.responses
    assert [header.name for header in response.headers] == ["X-Fine_1"]
