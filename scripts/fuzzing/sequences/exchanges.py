"""Requests of a sequence, and what came back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import httpx2

from scripts.fuzzing.findings import FuzzFinding, Reproduction
from scripts.fuzzing.given_headers import Secrets
from scripts.fuzzing.shell import curl

# Whoever reads a finding sends the sequence again by hand.
LONGEST = 6
_TIMEOUT = 30.0
_FAILED = 500
# Refusals that say nothing of what was asked for.
_BUSY = frozenset({408, 425, 429, 502, 503, 504})


class Unplayable(Exception):
    """A sequence can't go on; the message says what is left open by that."""


@dataclass(frozen=True)
class PlayedCaller:
    """Somebody who sends requests, by the headers that say who it is."""

    name: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlayedRequest:
    """A request as it was sent."""

    label: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None = None


@dataclass(frozen=True, eq=False)
class PlayedReply:
    """A request with its answer.

    Attributes:
        request: what was sent.
        status: of the answer.
        headers: of the answer, by their names in small letters.
        body: the answer as JSON; None if it is none.
    """

    request: PlayedRequest
    status: int
    headers: dict[str, str]
    body: Any = field(repr=False, default=None)

    @property
    def ok(self) -> bool:
        """Whether it did what was asked, and is done with it."""
        return 200 <= self.status < 300 and self.status != 202

    @property
    def is_gone(self) -> bool:
        """Whether it says that there is no such thing."""
        return self.status in {404, 410}

    @property
    def is_refused(self) -> bool:
        """Whether it says that the caller may not, or may not even know."""
        return self.status in {401, 403, 404, 410}

    @property
    def tag(self) -> str:
        """The strong entity tag; nothing without one."""
        found = self.headers.get("etag", "")
        return "" if found.startswith("W/") else found


class PlayedService:
    """Sends requests to the service, and counts them."""

    def __init__(
        self,
        url: str,
        secrets: Secrets,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._url = url
        self._secrets = secrets
        self._client = httpx2.Client(timeout=_TIMEOUT, transport=transport)
        self.count = 0
        self.called: set[str] = set()
        self.reached: set[str] = set()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(
        self,
        caller: PlayedCaller,
        label: str,
        target: str,
        headers: tuple[tuple[str, str], ...] = (),
        body: bytes | None = None,
    ) -> PlayedReply:
        """Send a request of the operation `label`; `target` may be a whole URL.

        Raises:
            Unplayable: nobody answers, or only that there is no time now.
        """
        method = label.partition(" ")[0]
        url = target if "://" in target else f"{self._url}{target}"
        request = PlayedRequest(label, method, url, (*caller.headers, *headers), body)
        self.count += 1
        self.called.add(label)
        try:
            answer = self._client.request(
                method, url, headers=list(request.headers), content=body
            )
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            msg = f"{label}: no answer ({type(error).__name__})"
            raise Unplayable(msg) from None
        if answer.status_code < 300:
            self.reached.add(label)
        if answer.status_code in _BUSY:
            msg = f"{label} answered {answer.status_code}"
            raise Unplayable(msg)
        fields = {name.lower(): value for name, value in answer.headers.items()}
        return PlayedReply(request, answer.status_code, fields, _json(answer))

    def beside(self, reply: PlayedReply, link: str) -> str:
        """Return what a link in an answer leads to; nothing if it is elsewhere."""
        found = urljoin(reply.request.url, link)
        root = urljoin(self._url, "/")
        return found if found.startswith(root) else ""

    def finding(
        self, check: str, title: str, message: str, *replies: PlayedReply | None
    ) -> FuzzFinding:
        """Return a finding about the last of the replies, which the others led to."""
        trail = list(dict.fromkeys(each for each in replies if each is not None))
        commands = [self._command(each) for each in trail[-LONGEST:]]
        last = trail[-1]
        return FuzzFinding(
            operation=last.request.label,
            check=check,
            title=title,
            kind=check,
            message=self._secrets.masked(message),
            request=Reproduction(commands[-1], tuple(commands[:-1])),
        )

    def _command(self, reply: PlayedReply) -> str:
        sent = reply.request
        return curl(sent.method, sent.url, sent.headers, sent.body, self._secrets)


def is_failure(reply: PlayedReply) -> bool:
    """Tell whether the service failed."""
    return reply.status == _FAILED


def _json(answer: httpx2.Response) -> Any:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        return None
    try:
        return json.loads(answer.content)
    except ValueError:
        return None
