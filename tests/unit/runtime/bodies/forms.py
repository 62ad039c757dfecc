"""Forms, their parts, and a handler that notes what they mean."""

from collections.abc import Sequence
from typing import Any

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.bodies.uploads import Upload
from scripts.codegen.runtime.contract.operation import (
    Encoding,
    Media,
    RequestBody,
)
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.harness import Reply, app_of, call, operation

FILE = {"type": "object", "x-upload": True, "required": ["size"]}
SMALL = {**FILE, "properties": {"size": {"minimum": 1, "maximum": 5}}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}}}
FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "n": {"type": "integer"},
        "text": {"type": "string"},
        "point": POINT,
        "points": {"type": "array", "items": POINT},
        "numbers": {"type": "array", "items": {"type": "integer"}},
        "file": FILE,
        "small": SMALL,
        "files": {"type": "array", "items": FILE, "maxItems": 2},
        "either": {"anyOf": [FILE, {"type": "string"}]},
        "any": {},
    },
}
URLENCODED = "application/x-www-form-urlencoded"
seen: list[Any] = []


async def shown(value: object) -> object:
    if isinstance(value, Upload):
        return (value.filename, value.media_type, await value.read(10**6))
    if isinstance(value, dict):
        return {name: await shown(member) for name, member in value.items()}
    if isinstance(value, list):
        return [await shown(item) for item in value]
    return value


async def handler(context: object, *, body: object) -> None:
    seen.append(await shown(body))
    raise KeyError


def part(disposition: str, content: bytes | str = b"", *fields: str) -> bytes:
    head = "\r\n".join([f"Content-Disposition: form-data; {disposition}", *fields])
    body = content.encode() if isinstance(content, str) else content
    return b"--x\r\n" + head.encode() + b"\r\n\r\n" + body + b"\r\n"


def send(
    content: bytes | Sequence[bytes],
    *encoding: Encoding,
    media: str = "multipart/form-data",
    schemas: dict[str, Any] | None = None,
    options: Options | None = None,
) -> Reply:
    """Return the reply; a form that reached the handler is the last of `seen`."""
    body = RequestBody((Media(media, "Form", encoding),), required=True)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    known = {"Form": FORM, "Text": {"type": "string", "maxLength": 3}}
    app = app_of(known | (schemas or {}), endpoint, options=options)
    seen.clear()
    whole = b"".join(content) if not isinstance(content, bytes) else content
    if media.startswith("multipart"):
        whole += b"--x--\r\n"
    headers = [("Content-Type", f"{media}; boundary=x")]
    return call(app, "POST", "/things", headers, [whole[:7], whole[7:]])


JSON = "Content-Type: application/json"
PNG = "Content-Type: image/png"
