"""What stands on the wire: the parts of a request, as texts."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True)
class Request:
    """A request as it was sent: names of header fields are in lower case."""

    path: str
    query: str
    headers: dict[str, str]
    body: bytes


def scalars(text: str) -> Iterator[Any]:
    """Yield everything but a list or an object that a text may stand for."""
    yield text
    if text in {"true", "false", "null"}:
        yield {"true": True, "false": False, "null": None}[text]
    elif _NUMBER.fullmatch(text):
        yield json.loads(text)


def texts_of(parameter: dict[str, Any], template: str, request: Request) -> list[str]:
    name = parameter["name"]
    if parameter["in"] == "path":
        parts = re.split(r"\{[^}]*\}", template)
        pattern = "([^/]+)".join(map(re.escape, parts))
        names = re.findall(r"\{([^}]*)\}", template)
        match = re.fullmatch(pattern, request.path)
        return [match[names.index(name) + 1]] if match and name in names else []
    if parameter["in"] == "query":
        pairs = [part.partition("=") for part in request.query.split("&") if part]
        return [text for key, _, text in pairs if unquote_plus(key) == name]
    if parameter["in"] == "cookie":
        jar = request.headers.get("cookie", "")
        pairs = [part.partition("=") for part in jar.split(";")]
        return [text.strip() for key, _, text in pairs if key.strip() == name]
    text = request.headers.get(name.lower())
    return [] if text is None else [text]


def fields_of(request: Request) -> Iterator[tuple[str, str]]:
    """Yield the fields of a form, names and texts."""
    boundary = re.search(r"boundary=(\S+)", request.headers["content-type"])
    if boundary is None:
        yield from parse_qsl(request.body.decode("latin-1"), keep_blank_values=True)
        return
    parts = (b"\r\n" + request.body).split(b"\r\n--" + boundary[1].encode())
    for part in parts[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        if name := re.search(r'\bname="([^"]*)"', head.decode("utf-8", "replace")):
            yield name[1], content.decode("utf-8", "replace")


def request_of(prepared: Any) -> Request:
    """Return what a prepared request of the HTTP client says on the wire."""
    address = urlsplit(prepared.url)
    body = prepared.body or b""
    return Request(
        address.path,
        address.query,
        {
            name.lower(): text if isinstance(text, str) else text.decode("latin-1")
            for name, text in prepared.headers.items()
        },
        body.encode() if isinstance(body, str) else body,
    )
