"""Contracts with one body, lowered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.codegen.compiler import lower
from scripts.codegen.load.source import Source, load_source
from scripts.codegen.lower.package import CompiledEndpoint, Package


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


def form(
    folder: Path, schema: Any, version: str = "3.1.0", media: Any = None, **more: Any
) -> tuple[Any, str]:
    """Return the schema of a multipart form and the type of its view."""
    sent = body("multipart/form-data", schema, **(media or {}))
    source = source_of(folder, sent, version, **more)
    package = lower(source, text_only=True)
    request = endpoint_of(package).operation.body
    assert request is not None
    key = request.content[0].schema
    assert key is not None
    return package.exact[key], endpoint_of(package).arguments[0].annotation
