"""How request bodies reach implementations, and what is said of those that can't."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.advise.lints import lints
from scripts.codegen.advise.unchecked_requests import unchecked_requests
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import Source, load_source
from scripts.codegen.lower.package import CompiledEndpoint, Package

CONTRACTS = Path(__file__).parents[1] / "contracts"
UPLOAD = {"type": "object", "x-upload": True, "required": ["size"]}
ANY_SIZE = {**UPLOAD, "properties": {"size": {"type": "integer"}}}


def source_of(
    folder: Path, operation: Any, version: str = "3.1.0", **more: Any
) -> Source:
    contract = folder / "contract.json"
    operation = {
        "operationId": "do",
        "responses": {"default": {"description": "."}},
    } | operation
    document = {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": more},
    }
    contract.write_text(json.dumps(document, indent=1), encoding="utf-8")
    source = load_source(contract)
    assert [f for f in source.check() if f.severity == "error"] == []
    return source


def endpoint_of(package: Package) -> CompiledEndpoint:
    [endpoint] = package.groups[0].endpoints
    return endpoint


def body(media_type: str, schema: Any, **media: Any) -> dict[str, Any]:
    content = {media_type: {"schema": schema, **media}}
    return {"requestBody": {"required": True, "content": content}}


STRING = {"type": "string"}
BINARY = {"type": "string", "format": "binary"}
THING = {"type": "object", "properties": {"n": {"type": "integer"}}}
XML = "application/xml"


@pytest.mark.parametrize(
    ("media_type", "schema", "annotation", "codes"),
    [
        ("application/json", THING, "models.DoRequest", []),
        ("application/a+json", STRING, "str", []),
        ("text/plain", STRING, "str", []),
        ("text/plain", {"type": "boolean"}, "bool", []),
        ("text/csv", BINARY, "Upload", []),
        ("text/csv", {"type": "array"}, "Upload", ["CG501"]),
        ("application/octet-stream", BINARY, "Upload", []),
        ("application/octet-stream", {}, "Upload", []),
        ("application/octet-stream", True, "Upload", []),
        ("application/octet-stream", {**STRING, "maxLength": 9}, "Upload", []),
        ("image/png", {"contentMediaType": "image/png"}, "Upload", []),
        ("image/png", {**STRING, "contentEncoding": "base64"}, "Upload", ["CG501"]),
        ("image/png", {**STRING, "pattern": "^a"}, "Upload", ["CG501"]),
        ("image/png", {**STRING, "format": "byte"}, "Upload", ["CG501"]),
        ("image/png", False, "Upload", ["CG501"]),
        (XML, THING, "Upload", ["CG501"]),
        ("application/yaml", {"type": "integer"}, "Upload", ["CG501"]),
        ("multipart/mixed", THING, "Upload", ["CG501"]),
        ("*/*", STRING, "Upload", []),
        ("*/*", THING, "models.DoRequest | Upload", ["CG501"]),
        ("application/*", THING, "models.DoRequest | Upload", ["CG501"]),
        ("json", {}, "Upload", ["CG502"]),
    ],
)
def test_a_body_has_a_type(
    tmp_path: Path, media_type: str, schema: Any, annotation: str, codes: list[str]
) -> None:
    source = source_of(tmp_path, body(media_type, schema))
    package = lower(source)
    [argument] = endpoint_of(package).arguments
    assert argument.annotation == annotation
    assert [f.code for f in unchecked_requests(package, source)] == codes


def test_the_length_of_bytes_is_their_number(tmp_path: Path) -> None:
    schema = {"$ref": "#/components/schemas/B"}
    bytes_ = {**BINARY, "minLength": 1, "maxLength": 9}
    package = lower(source_of(tmp_path, body("image/*", schema), B=bytes_))
    request = endpoint_of(package).operation.body
    assert request is not None
    [media] = request.content
    assert (media.schema, media.min_size, media.max_size) == (None, 1, 9)


def form(
    folder: Path, schema: Any, version: str = "3.1.0", media: Any = None, **more: Any
) -> tuple[Any, str]:
    """Return the schema of a multipart form and the type of its view."""
    sent = body("multipart/form-data", schema, **(media or {}))
    package = lower(source_of(folder, sent, version, **more))
    request = endpoint_of(package).operation.body
    assert request is not None
    key = request.content[0].schema
    assert key is not None
    return package.exact[key], endpoint_of(package).arguments[0].annotation


@pytest.mark.parametrize(
    ("member", "content_type", "version", "found"),
    [
        (BINARY, None, "3.0.3", ANY_SIZE),
        (BINARY, None, "3.1.0", ANY_SIZE),
        (BINARY, "text/plain", "3.1.0", ANY_SIZE),
        (
            {**BINARY, "nullable": True},
            None,
            "3.0.3",
            {"anyOf": [ANY_SIZE, {"type": "null"}]},
        ),
        (
            {"type": "array", "items": BINARY},
            None,
            "3.1.0",
            {"type": "array", "items": ANY_SIZE},
        ),
        ({"allOf": [BINARY], "description": "A file."}, None, "3.0.3", ANY_SIZE),
        ({"oneOf": [BINARY, STRING]}, None, "3.1.0", {"oneOf": [ANY_SIZE, STRING]}),
        ({"contentMediaType": "image/png"}, None, "3.1.0", ANY_SIZE),
        ({**STRING, "contentMediaType": "image/png"}, None, "3.1.0", ANY_SIZE),
        ({**STRING, "contentMediaType": "application/json"}, None, "3.1.0", None),
        ({**STRING, "contentMediaType": "text/csv"}, None, "3.1.0", None),
        ({**STRING, "contentEncoding": "binary"}, None, "3.1.0", ANY_SIZE),
        ({**STRING, "contentEncoding": "base64"}, None, "3.1.0", None),
        ({**STRING, "format": "byte"}, None, "3.0.3", None),
        (STRING, None, "3.1.0", None),
        (STRING, "image/png, image/jpeg", "3.1.0", ANY_SIZE),
        (STRING, "text/html", "3.1.0", None),
        (STRING, "application/json", "3.1.0", None),
        ({}, None, "3.1.0", ANY_SIZE),
        (True, None, "3.1.0", ANY_SIZE),
        (False, None, "3.1.0", None),
        ({}, None, "3.0.3", None),
        ({}, "image/png", "3.0.3", ANY_SIZE),
        ({"enum": ["a"]}, None, "3.1.0", None),
        (THING, None, "3.1.0", None),
        ({"type": "integer"}, "image/png", "3.1.0", None),
        (
            {**BINARY, "minLength": 1, "maxLength": 5},
            None,
            "3.1.0",
            {
                **UPLOAD,
                "properties": {"size": {"type": "integer", "minimum": 1, "maximum": 5}},
            },
        ),
    ],
)
def test_a_member_of_a_form_may_be_a_file(
    tmp_path: Path, member: Any, content_type: str | None, version: str, found: Any
) -> None:
    media = {"encoding": {"m": {"contentType": content_type}}} if content_type else {}
    schema = {"type": "object", "properties": {"m": member}}
    derived, _ = form(tmp_path, schema, version, media)
    assert derived["properties"]["m"] == (member if found is None else found)


REF = {"$ref": "#/components/schemas/Base"}
BASE = {"type": "object", "properties": {"f": BINARY, "again": REF}}


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        (REF, ["properties", "f"]),
        ({"allOf": [REF, THING]}, ["allOf", 0, "properties", "f"]),
        ({"anyOf": [THING, REF]}, ["anyOf", 1, "properties", "f"]),
        ({**REF, "required": ["f"]}, ["allOf", 0, "properties", "f"]),
        ({"type": "object", "additionalProperties": BINARY}, ["additionalProperties"]),
    ],
)
def test_files_are_found_through_composition(
    tmp_path: Path, schema: Any, path: list[Any]
) -> None:
    found, annotation = form(tmp_path, schema, Base=BASE)
    for step in path:
        found = found[step]
    assert found == ANY_SIZE
    assert annotation != "models.Base"


def test_a_form_without_files_keeps_its_schema(tmp_path: Path) -> None:
    assert form(tmp_path, {"$ref": "#/components/schemas/T"}, T=THING) == (
        THING,
        "models.T",
    )


def test_encodings_are_kept(tmp_path: Path) -> None:
    encoding = {
        "a": {"contentType": "image/png, image/jpeg"},
        "b": {"style": "deepObject", "contentType": "text/plain"},
        "c": {"explode": False},
        "d": {
            "headers": {
                "X-A": {"required": True, "schema": {"type": "integer"}},
                "X-B": {"content": {"application/json": {"schema": {}}}},
                "Content-Type": {"schema": STRING},
            }
        },
    }
    properties = dict.fromkeys("abcd", STRING)
    schema = {"type": "object", "properties": properties}
    sent = body("multipart/form-data", schema, encoding=encoding)
    for version, b_style in (("3.1.0", "deepObject"), ("3.0.3", None)):
        request = endpoint_of(lower(source_of(tmp_path, sent, version))).operation.body
        assert request is not None
        a, b, c, d = request.content[0].encoding
        assert a.content_types == ("image/png", "image/jpeg")
        assert (b.style, b.explode) == (b_style, b_style is not None)
        assert c.style == ("form" if b_style else None)
        assert [(h.name, h.required) for h in d.headers] == [
            ("X-A", True),
            ("X-B", False),
        ]


def test_an_encoding_without_effect_is_named(tmp_path: Path) -> None:
    def said(media_type: str, version: str, encoding: Any) -> list[str]:
        schema = {"type": "object", "properties": {"a": STRING}}
        sent = body(media_type, schema, encoding=encoding)
        source = source_of(tmp_path, sent, version)
        found = unchecked_requests(lower(source), source)
        return [f"{fault.code} {fault.pointer.rpartition('/')[2]}" for fault in found]

    styled, form_data = {"a": {"style": "form"}}, "multipart/form-data"
    assert said("application/json", "3.1.0", styled) == ["CG503 encoding"]
    assert said(form_data, "3.1.0", {"b": {}}) == ["CG503 b"]
    assert said(form_data, "3.0.3", styled) == ["CG503 style"]
    assert said(form_data, "3.1.0", styled) == []
    assert said("application/x-www-form-urlencoded", "3.0.3", styled) == []


@pytest.mark.parametrize(
    ("parameter", "codes"),
    [
        ({"style": "deepObject", "schema": THING}, []),
        (
            {
                "style": "deepObject",
                "schema": {"type": "object", "properties": {"in": THING}},
            },
            ["CG504"],
        ),
        (
            {
                "style": "deepObject",
                "schema": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": STRING},
                },
            },
            ["CG504"],
        ),
        (
            {"style": "deepObject", "schema": {"type": "array", "items": STRING}},
            ["CG504"],
        ),
        ({"content": {"application/json": {"schema": THING}}}, []),
        ({"content": {"text/plain": {"schema": STRING}}}, []),
        ({"content": {"application/xml": {"schema": THING}}}, ["CG505"]),
    ],
)
def test_parameters_that_openapi_leaves_open(
    tmp_path: Path, parameter: Any, codes: list[str]
) -> None:
    whole = {"name": "p", "in": "query", **parameter}
    source = source_of(tmp_path, {"parameters": [whole, whole | {"name": "q"}]})
    found = list(unchecked_requests(lower(source), source))
    assert [fault.code for fault in found] == codes * 2
    assert all(fault.line > 1 and fault.mend for fault in found)


IMPLEMENTATION = """
import json

from uploads import Context, Upload, create_app, models
from uploads.ports import PhotosPort
from uploads.responses import photos as responses


async def shown(upload: Upload) -> list[object]:
    content = b"".join([chunk async for chunk in upload])
    camera = upload.headers.get("X-Camera")
    return [upload.filename, upload.media_type, upload.size, content.decode(), camera]


class Photos(PhotosPort):
    async def add_photo(
        self, context: Context, *, body: models.AddPhotoRequest | models.NewPhoto
    ) -> responses.AddPhotoResult:
        found: list[object] = [type(body).__name__, body.title]
        if isinstance(body, models.AddPhotoRequest):
            if isinstance(body.photo, Upload):
                found.append(await shown(body.photo))
            if isinstance(body.more, list):
                found += [await shown(file) for file in body.more]
            if isinstance(body.place, models.AddPhotoRequestPlace):
                found.append(body.place.lat)
            if isinstance(body.tags, list):
                found.append(body.tags)
        return responses.AddPhoto200(body=found)

    async def replace_photo(
        self, context: Context, *, id: str, body: Upload | int | models.NewPhoto
    ) -> responses.ReplacePhotoResult:
        what = await shown(body) if isinstance(body, Upload) else repr(body)
        return responses.ReplacePhoto200(body=[what])


app = create_app(photos=Photos())
"""
CLIENT = """
import json
from starlette.testclient import TestClient
from implementation import app

client = TestClient(app)
PNG = ("a.png", b"12345", "image/png", {"X-Camera": "K"})
more = [("more", ("b", b"6")), ("more", ("c", b"7"))]
texts = {"title": "T", "tags": "a,b", "place": '{"lat": 1.5}'}
for reply in (
    client.post("/photos", data=texts, files=[("photo", PNG), *more]),
    client.post("/photos", json={"title": "J", "photo": "p"}),
    client.post("/photos", data=texts, files=[("photo", ("a", b"1", "text/html"))]),
    client.post("/photos", data=texts, files=[("photo", ("a", b"1" * 11, PNG[2]))]),
    client.put("/photos/1", content=b"123", headers={"Content-Type": "image/png"}),
    client.put("/photos/1", content=b"1" * 10, headers={"Content-Type": "image/png"}),
    client.put("/photos/1", content="12", headers={"Content-Type": "text/plain"}),
    client.put("/photos/1", json={}),
    client.put("/photos/1", content="-", headers={"Content-Type": "application/zip"}),
):
    body = reply.json()
    if isinstance(body, dict):
        body = [fault["pointer"] for fault in body.get("errors", ())]
    print(json.dumps([reply.status_code, body]))
"""


@pytest.mark.no_cover
def test_a_compiled_package_takes_uploads(
    tmp_path: Path, compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    package = compiled(CONTRACTS / "uploads.yaml")
    implementation = tmp_path / "implementation.py"
    implementation.write_text(IMPLEMENTATION, encoding="utf-8")
    (tmp_path / "uploads").symlink_to(package)
    assert mypy(implementation, cwd=tmp_path) == ""

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CLIENT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    octets = "application/octet-stream"
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        [
            200,
            [
                *("AddPhotoRequest", "T"),
                ["a.png", "image/png", 5, "12345", "K"],
                ["b", octets, 1, "6", None],
                ["c", octets, 1, "7", None],
                *(1.5, ["a", "b"]),
            ],
        ],
        [200, ["NewPhoto", "J"]],
        [415, ["/photo"]],
        [422, ["/photo/size"]],
        [200, [[None, "image/png", 3, "123", None]]],
        [413, []],
        [200, ["12"]],
        [422, ["/title"]],
        [200, [[None, "application/zip", 1, "-", None]]],
    ]


def test_lint_has_nothing_against_files(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"f": BINARY, "n": {"type": "integer"}}}
    source = source_of(tmp_path, body("multipart/form-data", schema))
    assert [fault.code for fault in lints(lower(source), source)] == ["CG201"]


def test_a_body_without_content_is_none(tmp_path: Path) -> None:
    source = source_of(tmp_path, {"requestBody": {"content": {}}})
    endpoint = endpoint_of(lower(source))
    assert (endpoint.operation.body, endpoint.arguments) == (None, ())


def test_bodies_of_several_types_are_one_argument(tmp_path: Path) -> None:
    patch = {"type": "array", "items": THING}
    content = {
        "application/merge-patch+json": {"schema": THING},
        "application/json-patch+json": {"schema": patch},
        "application/xml": {"schema": THING},
        "text/plain": {"schema": STRING},
    }
    source = source_of(tmp_path, {"requestBody": {"content": content}})
    [argument] = endpoint_of(lower(source)).arguments
    assert argument.annotation == (
        "models.DoRequest | list[models.DoRequestItem] | Upload | str | None"
    )


def test_the_table_of_codes_is_whole() -> None:
    from scripts.codegen.advise import unchecked_requests as module
    from scripts.codegen.load.diagnostics import CATALOGUE

    text = Path(module.__file__).read_text(encoding="utf-8")
    used = set(re.findall(r'"(CG\d+)"', text))
    assert used == {code for code in CATALOGUE if code.startswith("CG5")}
