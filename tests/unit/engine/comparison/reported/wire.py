"""How messages are written, where they go, and who may send them."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    NUMBER,
    TEXT,
    WHOLE,
    Content,
    answered,
    contract,
    contract_of,
    objects,
    parameter,
    responding,
    sent,
)
from tests.unit.engine.comparison.reported.rows import of_version, row

BINARY = {**TEXT, "format": "binary"}
STREAM = {**TEXT, "contentMediaType": "application/octet-stream"}
OPEN = {"additionalProperties": True}
NONE = {"description": ""}
GET = {"get": {"responses": {"204": NONE}}}
NULLABLE = {"type": ["number", "null"], "enum": [1, 2]}
OLD_NULLABLE = {"type": "number", "nullable": True, "enum": [1, 2]}


def upload(schema: Any, version: str = "3.1.0") -> Content:
    """A form with a file."""
    media = {"multipart/form-data": {"schema": objects({"f": schema})}}
    return of_version(version, contract({"requestBody": {"content": media}}))


def raw(*held: Any) -> Content:
    """A body that is no JSON."""
    media = {"application/octet-stream": {"schema": held[0]} if held else {}}
    body = {"required": True, "content": media}
    return contract({"requestBody": body})


def served(path: str, *urls: str) -> Content:
    return contract_of({path: GET}, servers=[{"url": url} for url in urls])


def heard(expression: str) -> Content:
    """An operation that calls back where a request tells."""
    body = objects({"u": TEXT, "v": TEXT}, required=["u", "v"])
    media = {"content": {"application/json": {"schema": body}}}
    called = {"post": {"responses": {"204": NONE}}}
    callbacks = {"done": {expression: called}}
    return contract({"requestBody": media, "callbacks": callbacks})


def flow(url: str = "https://a.example.com/token", **more: Any) -> Content:
    return {"tokenUrl": url, "scopes": {"r": ""}, **more}


def guarded(**flows: Any) -> Content:
    schemes = {"o": {"type": "oauth2", "flows": flows}}
    operation = {"security": [{"o": ["r"]}]}
    return contract(operation, components={"securitySchemes": schemes})


def library(**schemas: Any) -> Content:
    """A document that others refer to."""
    held = contract_of({}, components={"schemas": schemas})
    del held["paths"]
    return held


ROWS = [
    row(
        "callback goes to another address of the request",
        heard("{$request.body#/u}"),
        heard("{$request.body#/v}"),
        "B",
        "B",
    ),
    row(
        "flow of OAuth 2.0 gone",
        guarded(clientCredentials=flow(), password=flow()),
        guarded(clientCredentials=flow()),
        "B",
        "cccccBcc",
    ),
    row(
        "endpoint of OAuth 2.0 moved",
        guarded(clientCredentials=flow()),
        guarded(clientCredentials=flow("https://b.example.com/token")),
        "r",
        "r",
    ),
    row(
        "schema of a library retyped",
        library(P=objects({"a": TEXT})),
        library(P=objects({"a": WHOLE}, required=["a"])),
        "B",
        "B",
    ),
    row(
        "schema of a library gone",
        library(P=objects({"a": TEXT}), Q=TEXT),
        library(P=objects({"a": TEXT})),
        "B",
        "c",
    ),
    row(
        "reserved signs of a parameter",
        parameter(TEXT, allowReserved=True),
        parameter(TEXT),
        "r",
        "c",
    ),
    row(
        "file of a form, as OpenAPI 3.1 has it",
        upload(BINARY, "3.0.3"),
        upload(STREAM),
        "-",
        "-",
    ),
    row("file of a form in other words", upload(BINARY), upload(STREAM), "-", "-"),
    row("raw body in other words", raw(BINARY), raw({}), "-", "-"),
    row("raw body without a schema", raw(BINARY), raw(), "-", "-"),
    row(
        "property added to what is open by word",
        sent(objects({"a": TEXT}, **OPEN)),
        sent(objects({"a": TEXT, "b": TEXT}, **OPEN)),
        "cBcBcccc",
        "cBcccccB",
    ),
    row(
        "property gone from what is open by word",
        answered(objects({"a": TEXT, "b": TEXT}, **OPEN)),
        answered(objects({"a": TEXT}, **OPEN)),
        "rBrBrrrB",
        "cBcccccc",
    ),
    row(
        "base path moved into the paths",
        served("/api/a", "https://h/v1"),
        served("/v1/api/a", "https://h"),
        "-",
        "-",
    ),
    row(
        "base path moved into the paths, and a host",
        served("/api/a", "https://h/v1"),
        served("/v1/api/a", "https://i"),
        "r",
        "r",
    ),
    row(
        "all successes become one",
        responding({"2XX": NONE}),
        responding({"200": NONE}),
        "c",
        "cBcccccc",
    ),
    row(
        "list of values that leaves null out",
        of_version("3.0.3", answered(OLD_NULLABLE)),
        answered(NULLABLE),
        "-",
        "-",
    ),
    row(
        "list of values that names null",
        of_version("3.0.3", answered({**OLD_NULLABLE, "enum": [1, 2, None]})),
        answered({**NULLABLE, "enum": [1, 2, None]}),
        "-",
        "-",
    ),
    row(
        "optional property of a response gone",
        answered(objects({"a": NUMBER, "b": TEXT})),
        answered(objects({"a": NUMBER})),
        "rBrBrrrB",
        "cBcccccc",
    ),
    row(
        "optional header of a response gone",
        responding({"204": {**NONE, "headers": {"X-H": {"schema": TEXT}}}}),
        responding({"204": NONE}),
        "r",
        "c",
    ),
    row(
        "default changed",
        sent(objects({"n": {**WHOLE, "default": 1}})),
        sent(objects({"n": {**WHOLE, "default": 2}})),
        "rBBBrrrr",
        "rBBBrrrr",
    ),
    row(
        "host changed",
        served("/a", "https://a.example.com/v1"),
        served("/a", "http://a.example.com:8080/v1"),
        "r",
        "r",
    ),
    row(
        "host added",
        served("/a", "https://a.example.com"),
        served("/a", "https://a.example.com", "https://b.example.com"),
        "c",
        "r",
    ),
]
