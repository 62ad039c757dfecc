"""Fetch over HTTP, within limits: of size, of time, and of where it may lead."""

from __future__ import annotations

import functools
import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from scripts.comparing.refusals import Unusable
from scripts.comparing.sources import ContractSource

_LARGEST: Final = 64 * 1024 * 1024
_LARGEST_PROBLEM: Final = 4 * 1024 * 1024
_SECONDS: Final = 30.0
_MOST_REDIRECTS: Final = 5
_CHUNK: Final = 65_536
_AGENT: Final = "countersign-compare"


class FetchFailed(LookupError):
    """Something was not to be had.

    Attributes:
        status: of the answer, 0 without one.
        body: of the answer.
    """

    def __init__(self, reason: str, status: int = 0, body: bytes = b"") -> None:
        super().__init__(reason)
        self.status = status
        self.body = body


@dataclass(frozen=True)
class FetchedAnswer:
    """What somebody answered who had something to say.

    Attributes:
        status: of 2xx.
        retry_after: in how many seconds to ask again, if it says so.
        body: its bytes.
    """

    status: int
    retry_after: float | None
    body: bytes


class _SecureRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to where nobody reads along."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: Any,
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme != "https":
            raise FetchFailed(f"it redirects to {urlsplit(newurl).scheme or 'nothing'}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows none, so that credentials stay with whom they are for."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetch(
    url: str, headers: Mapping[str, str] | None = None, *, follow: bool = False
) -> bytes:
    """Return what is at a URL.

    Args:
        url: of HTTP.
        headers: to send, the credentials among them.
        follow: whether redirects are followed, within HTTPS.

    Raises:
        FetchFailed: nothing is, or it is too large or too slow.
    """
    return exchange("GET", url, headers, follow=follow).body


def exchange(
    method: str,
    url: str,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    *,
    follow: bool = False,
) -> FetchedAnswer:
    """Send a request; return its answer, if it is none of an error.

    Raises:
        FetchFailed: it is, or it is too large or too slow.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _SecureRedirects() if follow else _NoRedirects(),
    ):
        opener.add_handler(handler)
    sent = {"User-Agent": _AGENT, "Accept-Encoding": "identity", **(headers or {})}
    end = time.monotonic() + _SECONDS
    try:
        request = urllib.request.Request(  # noqa: S310 - see above
            url, content, sent, method=method
        )
        with opener.open(request, timeout=_SECONDS) as answer:
            wait = str(answer.headers.get("Retry-After", ""))
            retry_after = float(wait) if wait.isdecimal() else None
            return FetchedAnswer(answer.status, retry_after, _all(answer, end))
    except urllib.error.HTTPError as error:
        with error:
            body = error.read(_LARGEST_PROBLEM)
        raise FetchFailed(f"it answered {error.code}", error.code, body) from None
    except (TimeoutError, ssl.SSLError, urllib.error.URLError) as error:
        raise FetchFailed(_reason(error)) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise FetchFailed(str(error) or type(error).__name__) from None


def url_source(url: str) -> ContractSource:
    """Say where a contract on the web is; what it refers to comes from the same host.

    Raises:
        Unusable: it is no URL of HTTPS, or has credentials.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unusable("a URL to compare with is malformed") from None
    if parts.scheme != "https" or not parts.hostname:
        raise Unusable(f"{parts.scheme}:// is not fetched, https:// alone")
    if parts.username is not None or parts.password is not None:
        raise Unusable("a URL with credentials is not fetched; they would end in logs")
    folder, _, name = parts.path.rpartition("/")
    query = f"?{parts.query}" if parts.query else ""
    own = f"{parts.scheme}://{parts.netloc}{folder}/"
    shown = f"{own}{name}"

    # Read twice, and perhaps changed in between, it would be two contracts.
    @functools.cache
    def read(relative: str) -> bytes:
        there = f"{shown}{query}" if relative == name else urljoin(own, relative)
        found = urlsplit(there)
        place = found.scheme, found.hostname, found.port
        if place != ("https", parts.hostname, port):
            raise FetchFailed("it leads to another host")
        return fetch(there, follow=True)

    return ContractSource(shown, own, name, read)


def _all(answer: Any, end: float) -> bytes:
    found = bytearray()
    while chunk := answer.read1(_CHUNK):
        found += chunk
        if len(found) > _LARGEST:
            raise FetchFailed(f"it has more than {_LARGEST} bytes")
        if time.monotonic() > end:
            raise FetchFailed(f"it takes more than {_SECONDS:g} seconds")
    return bytes(found)


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, TimeoutError):
        return f"it takes more than {_SECONDS:g} seconds"
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return str(inner)
