"""The documentation page: Swagger UI's files from an installed package.

The page runs no inline script and loads nothing from other hosts.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

MediaType = Literal["text/css", "text/javascript", "image/png"]

_PACKAGE: Final = "fastapi_offline"
_FILES: Final[dict[str, MediaType]] = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon.png": "image/png",
}
# Swagger UI draws with style attributes; everything else is the service's own.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGE: Final = b"""<!doctype html>
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


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page; `tag` names its content."""

    media_type: MediaType
    content: bytes
    tag: str


@cache
def asset(name: str) -> Asset | None:
    """Return a file of the page, None if it has no such file."""
    if name == "initializer.js":
        return _asset("text/javascript", _INITIALIZER)
    if name not in _FILES:
        return None
    file = resources.files(_PACKAGE) / "static" / name
    return _asset(_FILES[name], file.read_bytes())


def _asset(media_type: MediaType, content: bytes) -> Asset:
    return Asset(media_type, content, hashlib.sha256(content).hexdigest())
