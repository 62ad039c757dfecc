"""The documentation page: Swagger UI's files from an installed package.

The page runs no inline script and loads nothing from other hosts. It asks for its files
by names that hold a digest of their content, so that these may be cached for ever.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

from impl.http.content_codings import Public, public

MediaType = Literal["text/css", "text/javascript", "image/png"]

_PACKAGE: Final = "fastapi_offline"
_FILES: Final[dict[str, MediaType]] = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon.png": "image/png",
    "initializer.js": "text/javascript",
}
# Swagger UI draws with style attributes; everything else is the service's own.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Countersign</title>
<link rel="icon" href="docs/favicon.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="documentation"></div>
<noscript>This page needs scripts. The contract is at
<a href="openapi.yaml">openapi.yaml</a>.</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/initializer.js"></script>
</body>
</html>
"""
_INITIALIZER: Final = b"""SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  validatorUrl: null,
});
"""
_NAME: Final = re.compile(r"(?P<stem>.+)\.(?P<digest>[0-9a-f]{16})(?P<suffix>\.[a-z]+)")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page; `is_pinned` if its name says what its content is."""

    media_type: MediaType
    content: Public
    is_pinned: bool


def asset(name: str) -> Asset | None:
    """Return a file of the page, None if it has no such file, or not this content."""
    plain, wanted = name, None
    if found := _NAME.fullmatch(name):
        plain, wanted = found["stem"] + found["suffix"], found["digest"]
    if plain not in _FILES or wanted not in {None, _digest(plain)}:
        return None
    return Asset(_FILES[plain], _content(plain), wanted is not None)


def prepare() -> None:
    """Read and compress all files, which takes a while."""
    for name in _FILES:
        _content(name)


@cache
def page() -> bytes:
    """Return the page."""
    text = _PAGE
    for name in _FILES:
        text = text.replace(f"docs/{name}", address(name).removeprefix("/"))
    return text.encode()


@cache
def address(name: str) -> str:
    """Return where a file of the page is, by a name that says its content."""
    stem, dot, suffix = name.rpartition(".")
    return f"/docs/{stem}.{_digest(name)}{dot}{suffix}"


@cache
def _content(name: str) -> Public:
    return public(_bytes(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_bytes(name)).hexdigest()[:16]


def _bytes(name: str) -> bytes:
    if name == "initializer.js":
        return _INITIALIZER
    return (resources.files(_PACKAGE) / "static" / name).read_bytes()
