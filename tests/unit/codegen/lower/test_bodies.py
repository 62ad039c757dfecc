"""Bodies of requests: their types, sizes and arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.advise.lints import lints
from scripts.codegen.advise.unchecked_requests import unchecked_requests
from scripts.codegen.compiler import lower
from tests.unit.codegen.lower.bodies import (
    BINARY,
    STRING,
    THING,
    body,
    endpoint_of,
    source_of,
)

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
