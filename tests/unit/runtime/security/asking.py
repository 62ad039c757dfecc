"""Operations that ask who is calling."""

import base64
from typing import Any

from scripts.codegen.runtime.contract.operation import (
    SecurityScheme,
)
from scripts.codegen.runtime.http.refusal import Refusal

SCHEMES = (
    SecurityScheme("accessToken", "http", scheme="bearer", method="access_token"),
    SecurityScheme("key", "apiKey", location="header", parameter="X-Key"),
    SecurityScheme("q", "apiKey", location="query", parameter="key"),
    SecurityScheme("c", "apiKey", location="cookie", parameter="sid"),
    SecurityScheme("basic", "http", scheme="basic"),
    SecurityScheme("digest", "http", scheme="digest"),
    SecurityScheme("flow", "oauth2"),
    SecurityScheme("tls", "mutualTLS"),
    SecurityScheme("unknown", "undeclared"),
)
principals: list[object] = []


async def handler(context: Any, **arguments: object) -> None:
    principals.append((context.principal, sorted(context.grants)))
    raise Refusal(501, "reached")


def basic(text: bytes) -> str:
    return "Basic " + base64.b64encode(text).decode()
