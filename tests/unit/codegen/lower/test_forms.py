"""Forms, with uploads in the place of binary strings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.compiler import lower
from tests.unit.codegen.lower.bodies import (
    BINARY,
    STRING,
    THING,
    body,
    endpoint_of,
    form,
    source_of,
)

UPLOAD = {"type": "object", "x-upload": True, "required": ["size"]}
NUMBER = {"type": "number"}
ANY_SIZE = {**UPLOAD, "properties": {"size": {"type": "integer"}}}


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
        (
            {
                "oneOf": [
                    {**STRING, "pattern": "^x"},
                    {**STRING, "pattern": "^y"},
                    NUMBER,
                ]
            },
            "image/png",
            "3.1.0",
            {"oneOf": [NUMBER, {"anyOf": [ANY_SIZE, ANY_SIZE]}]},
        ),
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
