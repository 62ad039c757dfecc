"""Holds responses against openapi.yaml with an independent JSON Schema validator."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import yaml
from jsonschema import (
    Draft202012Validator,
    FormatChecker,
)
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parents[2]
_BASE = "urn:contract"


@cache
def document() -> dict[str, Any]:
    text = (ROOT / "openapi.yaml").read_bytes()
    # Ten times as fast as the loader that is written in Python.
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Every (METHOD, path template, operation) of the contract."""
    return [
        (method.upper(), path, item[method])
        for path, item in document()["paths"].items()
        for method in ("get", "put", "post", "patch", "delete")
        if method in item
    ]


def resolve(value: Any) -> Any:
    while isinstance(value, dict) and "$ref" in value:
        target: Any = document()
        for token in value["$ref"].removeprefix("#/").split("/"):
            target = target[token]
        value = target
    return value


@cache
def _registry() -> Registry[Any]:
    resource = DRAFT202012.create_resource(document())
    registry: Registry[Any] = Registry().with_resource(_BASE, resource)
    return registry


def _validate(schema: Any, value: Any, what: str) -> None:
    absolute = json.loads(json.dumps(schema).replace('"#/', f'"{_BASE}#/'))
    validator = Draft202012Validator(
        absolute, registry=_registry(), format_checker=FormatChecker()
    )
    errors = [
        f"{each.json_path}: {each.message}" for each in validator.iter_errors(value)
    ]
    assert not errors, f"{what} breaks the contract: {errors}"


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template)))


def find(method: str, path: str) -> tuple[str, dict[str, Any]] | None:
    matches = [
        (template.count("{"), template, operation)
        for each, template, operation in operations()
        if each == method and _pattern(template).fullmatch(path)
    ]
    if not matches:
        return None
    _, template, operation = min(matches, key=lambda match: match[0])
    return template, operation


def check(response: httpx2.Response) -> None:
    """Fail unless the contract declares this very response."""
    request = response.request
    path = request.url.path
    if path.startswith("/mocks/"):
        return  # another contract's traffic
    is_head = request.method == "HEAD"
    # What HEAD gets is what GET would get, without the content (RFC 9110 §9.3.2).
    found = find("GET" if is_head else request.method, path)
    what = f"{request.method} {path} → {response.status_code}"
    if found is None:
        is_preflight = "access-control-request-method" in request.headers
        assert response.status_code in {404, 204 if is_preflight else 405}, what
        return
    declared = found[1]["responses"].get(str(response.status_code))
    assert declared is not None, f"{what} is not declared: {response.text[:500]}"
    spec = resolve(declared)
    _check_headers(spec.get("headers", {}), response, what)
    content = spec.get("content")
    if not content or is_head:
        assert response.content == b"", f"{what} has a body"
        return
    media_type = response.headers["content-type"].partition(";")[0]
    assert media_type in content, f"{what} is {media_type}"
    schema = content[media_type].get("schema")
    if schema is None:
        return
    if media_type == "text/event-stream":
        for event in events_in(response.text):
            _validate(schema, event, what)
            data = resolve(schema)["properties"]["data"]
            _validate(data["contentSchema"], json.loads(event["data"]), what)
    elif media_type == "application/jsonl":
        lines = response.text.split("\n")[:-1]
        _validate(schema, [json.loads(line) for line in lines], what)
    else:
        _validate(schema, json.loads(response.content), what)


def events_in(text: str) -> list[dict[str, Any]]:
    """Return the server-sent events of a stream that has no data of many lines."""
    blocks = [
        [line.split(": ", 1) for line in block.splitlines() if line[0] != ":"]
        for block in text.split("\n\n")
    ]
    return [dict(fields) for fields in blocks if fields]


def _check_headers(
    headers: dict[str, Any], response: httpx2.Response, what: str
) -> None:
    for name, reference in headers.items():
        header = resolve(reference)
        if name not in response.headers:
            assert not header.get("required"), f"{what} lacks {name}"
            continue
        value: Any = response.headers[name]
        if resolve(header["schema"]).get("type") == "integer":
            value = int(value)
        _validate(header["schema"], value, f"{name} of {what}")


def fill(template: str, **values: str) -> str:
    """Return a path with its parameters filled in."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", quote(value, safe=""))
    return template
