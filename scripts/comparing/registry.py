"""Versions in a registry, by names that people know: `registry:TEAM/API@VERSION`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from impl.engine.comparison.verdicts.semantic_versions import parse
from scripts.comparing.fetching import FetchedAnswer, FetchFailed, exchange
from scripts.comparing.refusals import Unusable
from scripts.comparing.sources import ContractSource

_FORM: Final = re.compile(r"registry:([a-z0-9-]+)/([a-z0-9-]+)@([!-~]+)")
LATEST: Final = "latest"
_URL: Final = "COUNTERSIGN_URL"
_KEY: Final = "COUNTERSIGN_API_KEY"
_TOKEN: Final = "COUNTERSIGN_TOKEN"  # noqa: S105 - the name of a variable


def registry_source(argument: str) -> ContractSource:
    """Say where a published version is; `latest` is the highest release.

    The environment says where the registry is (`COUNTERSIGN_URL`) and has a key
    (`COUNTERSIGN_API_KEY`) or an access token (`COUNTERSIGN_TOKEN`).

    Raises:
        Unusable: it is not there, may not be seen, or nobody says where to look.
    """
    found = _FORM.fullmatch(argument)
    if found is None:
        raise Unusable(f"{argument} is not of the form registry:TEAM/API@VERSION")
    team, name, reference = found.groups()
    registry = RegistryClient(argument)
    api = registry.named("apis", "API", team, name)
    versions = f"/v1/teams/{api['team_id']}/apis/{api['id']}/versions"
    version = registry.latest(versions) if reference == LATEST else reference
    content = registry.fetch(f"{versions}/{quote(version, safe=':')}/document")
    shown = f"registry:{team}/{name}@{version}"

    def read(relative: str) -> bytes:
        if relative != shown:
            # Published contracts are whole; see the registry's own rules.
            raise LookupError("a published version is a single document")
        return content

    return ContractSource(shown, "", shown, read)


class RegistryRefusal(Unusable):
    """The registry said no.

    Attributes:
        status: of its answer; 0 if there was none.
        problem: what it says is wrong (RFC 9457).
    """

    def __init__(self, message: str, status: int, problem: dict[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.problem = problem


class RegistryClient:
    """A registry, as its credentials in the environment let it be seen.

    Args:
        argument: what it is asked for, as people wrote it.

    Raises:
        Unusable: nobody says where it is, or who asks.
    """

    def __init__(self, argument: str) -> None:
        self._argument = argument
        self._url = os.environ.get(_URL, "").rstrip("/")
        key, token = os.environ.get(_KEY), os.environ.get(_TOKEN)
        if not self._url or not (key or token):
            set_so_far = _URL if self._url else _KEY if key else token and _TOKEN
            raise Unusable(
                f"for {argument} set {_URL} to the registry's address, and {_KEY} or "
                f"{_TOKEN}; set so far: {set_so_far or 'none'}"
            )
        if not _is_private(self._url):
            raise Unusable(f"{_URL} has to be of https, unless it is of this machine")
        self._headers = (
            {"X-Api-Key": key} if key else {"Authorization": f"Bearer {token}"}
        )

    def get(self, path: str) -> Any:
        """Return what is at a path.

        Raises:
            Unusable: it is not there, or may not be seen.
        """
        return self.ask("GET", path)[1]

    def fetch(self, path: str) -> bytes:
        """Return the bytes of what is at a path.

        Raises:
            Unusable: it is not there, or may not be seen.
        """
        return self._exchange("GET", path).body

    def ask(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[FetchedAnswer, Any]:
        """Send a request; return the answer, and what it says.

        Raises:
            RegistryRefusal: it was refused.
        """
        if body is None:
            return self._told(self._exchange(method, path, None, **headers))
        headers["Content-Type"] = "application/json"
        return self.send(method, path, json.dumps(body).encode(), **headers)

    def send(
        self, method: str, path: str, content: bytes, **headers: str
    ) -> tuple[FetchedAnswer, Any]:
        """Send bytes, of the media type in the headers; otherwise as `ask`.

        Raises:
            RegistryRefusal: it was refused.
        """
        return self._told(self._exchange(method, path, content, **headers))

    @staticmethod
    def _told(answer: FetchedAnswer) -> tuple[FetchedAnswer, Any]:
        try:
            return answer, json.loads(answer.body)
        except ValueError:
            raise Unusable(f"what is at {_URL} is no registry") from None

    def every(self, path: str) -> Iterator[Any]:
        """Give the items of a list, page by page.

        Raises:
            Unusable: it is not there, or may not be seen.
        """
        cursor: str | None = ""
        while cursor is not None:
            page = self.get(f"{path}?limit=100{cursor}")
            yield from page["items"]
            following = page.get("next_cursor")
            cursor = following and f"&cursor={quote(following, safe='')}"

    def named(self, plural: str, noun: str, team: str, name: str) -> Any:
        """Return what a team calls so.

        Raises:
            Unusable: there is none that these credentials can see.
        """
        found = self.get(f"/v1/{plural}?{urlencode({'team': team, 'name': name})}")
        if not found["items"]:
            raise Unusable(
                f"the registry shows no {noun} {team}/{name} to these credentials; "
                f"its team makes new ones at {self._url}/t/{team}/{plural}"
            )
        [only] = found["items"]
        return only

    def _exchange(
        self, method: str, path: str, content: bytes | None = None, **headers: str
    ) -> FetchedAnswer:
        sent = {**self._headers, **headers}
        try:
            return exchange(method, f"{self._url}{path}", sent, content)
        except FetchFailed as failure:
            problem = _problem(failure.body)
            what = printable(problem.get("detail", "")) or failure.args[0]
            did = "can't be read" if method == "GET" else "was refused"
            message = f"{self._argument} {did}: {what}"
            raise RegistryRefusal(message, failure.status, problem) from None

    def latest(self, versions: str) -> str:
        """Return the highest release; the list is in the order of publication."""
        known = (parse(each["version"]) for each in self.every(versions))
        releases = [each for each in known if each and not each.is_prerelease]
        if not releases:
            raise Unusable(f"for {self._argument} there is no release yet")
        return str(max(releases, key=lambda each: each.precedence))


def _is_private(url: str) -> bool:
    """Tell whether nobody reads along on the way to a URL."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return True
    host = parts.hostname or ""
    try:
        is_here = ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    return parts.scheme == "http" and is_here


def _problem(body: bytes) -> dict[str, Any]:
    """Return a problem (RFC 9457); nothing if it is none."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def printable(text: object) -> str:
    """Return a text fit for a terminal."""
    return "".join(sign for sign in str(text) if sign.isprintable())
