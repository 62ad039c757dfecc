"""What a page of another origin may do with a service, as browsers decide it.

Of the Fetch Standard (WHATWG): CORS-preflight fetch (§4.8), the CORS check (§4.9), and
which header fields are safelisted (§2.2.2), for requests with credentials.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.unit.mocks.driving import Browser, Got

_SIMPLE_METHODS = {"GET", "HEAD", "POST"}
_SIMPLE_FIELDS = {"accept", "accept-language", "content-language", "range"}
_SIMPLE_KINDS = {
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
}
_READABLE = {
    *("cache-control", "content-language", "content-length", "content-type"),
    *("expires", "last-modified", "pragma"),
}


class NetworkError(Exception):
    """What a page gets instead of an answer that it may not have."""


@dataclass
class Page:
    """A page that sends requests with `credentials: "include"`."""

    browser: Browser
    origin: str = "http://localhost:3000"

    async def fetch(
        self, method: str, target: str, body: object = None, **fields: str
    ) -> Got:
        """Return an answer with the header fields that the page may read.

        Raises:
            NetworkError: the browser keeps it from the page.
        """
        names = {name.replace("_", "-").lower(): v for name, v in fields.items()}
        if body is not None and not isinstance(body, bytes):
            names["content-type"] = "application/json"
        asking = sorted(n for n, value in names.items() if not _is_simple(n, value))
        if asking or method not in _SIMPLE_METHODS:
            await self._preflight(method, target, asking)
        got = await self.browser.send(
            method, target, body, **{**fields, "origin": self.origin}
        )
        self._check(got)
        exposed = {n.strip() for n in got["access-control-expose-headers"].split(",")}
        got.fields = [
            (n, v) for n, v in got.fields if n.lower() in {*_READABLE, *exposed}
        ]
        return got

    async def _preflight(self, method: str, target: str, asking: list[str]) -> None:
        """Ask for leave, without credentials."""
        fields: dict[str, Any] = {"access_control_request_method": method}
        if asking:
            fields["access_control_request_headers"] = ",".join(asking)
        got = await self.browser.send("OPTIONS", target, **fields, origin=self.origin)
        self._check(got)
        if not 200 <= got.status < 300:
            raise NetworkError(f"the preflight is answered {got.status}")
        methods = {
            each.strip() for each in got["access-control-allow-methods"].split(",")
        }
        if method not in methods and method not in _SIMPLE_METHODS:
            raise NetworkError(f"{method} is not allowed")
        allowed = got["access-control-allow-headers"].lower().split(",")
        # With credentials a wildcard is a name like others.
        if lacking := set(asking) - {each.strip() for each in allowed}:
            raise NetworkError(f"{lacking} are not allowed")

    def _check(self, got: Got) -> None:
        origins = [v for n, v in got.fields if n == "access-control-allow-origin"]
        if origins != [self.origin]:
            raise NetworkError(f"the origin is {origins}")
        if got["access-control-allow-credentials"] != "true":
            raise NetworkError("credentials are not allowed")


def _is_simple(name: str, value: str) -> bool:
    if name == "content-type":
        return value.partition(";")[0].strip().lower() in _SIMPLE_KINDS
    return name in _SIMPLE_FIELDS
