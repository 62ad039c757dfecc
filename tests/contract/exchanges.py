"""What was asked and answered, in the words of the contract."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx2

from tests.support.contract import document

_METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True)
class Operation:
    """An operation; it demands one of its alternatives, a scheme with scopes each."""

    name: str
    method: str
    path: str
    alternatives: tuple[tuple[str, frozenset[str]], ...]

    def parameters_of(self, path: str) -> dict[str, str] | None:
        """Return the path parameters in a path; None if it is not of this operation."""
        mine, sent = self.path.split("/"), path.split("/")
        if len(mine) != len(sent):
            return None
        # An encoded slash does not part segments (RFC 3986, section 2.2).
        pairs = [(one, unquote(other)) for one, other in zip(mine, sent, strict=True)]
        if any(one != other for one, other in pairs if not one.startswith("{")):
            return None
        return {one[1:-1]: other for one, other in pairs if one.startswith("{")}


@dataclass(frozen=True)
class Call:
    """A request; names of headers are in small letters."""

    operation: Operation
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)

    def member(self, name: str) -> Any:
        """Return a member of the body; None if it has none of this name."""
        return self.body.get(name) if isinstance(self.body, Mapping) else None


@dataclass(frozen=True)
class Answer:
    """A response; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""

    @cached_property
    def body(self) -> Any:
        """The JSON in the body; None if there is none."""
        try:
            return json.loads(self.content)
        except ValueError:
            return None

    @property
    def code(self) -> str:
        """The stable name of what is wrong; empty if nothing is."""
        return str(self.member("code") or "") if self.status >= 400 else ""

    def member(self, name: str) -> Any:
        """Return a member of the body; None if it has none of this name."""
        return self.body.get(name) if isinstance(self.body, dict) else None


class Operations:
    """The operations of a contract, by name and by what a request is sent to."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.by_name = {
            raw["operationId"]: Operation(
                raw["operationId"],
                method.upper(),
                path,
                _alternatives(raw.get("security", document.get("security", []))),
            )
            for path, item in document["paths"].items()
            for method, raw in item.items()
            if method in _METHODS
        }

    @classmethod
    def of_contract(cls) -> Self:
        """Return the operations of this repository's contract."""
        return cls(document())

    def call(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Call | None:
        """Return what a request asks for; None if no operation answers it."""
        path, query = urlsplit(url).path, dict(parse_qsl(urlsplit(url).query))
        small = {name.lower(): value for name, value in headers.items()}
        for operation in self.by_name.values():
            parameters = operation.parameters_of(path)
            if operation.method == method and parameters is not None:
                body = Answer(0, {}, content).body
                return Call(operation, parameters, small, body, query)
        return None

    def exchange(self, response: httpx2.Response) -> tuple[Call, Answer] | None:
        """Return what a response was asked and what it says; None as in `call`."""
        request = response.request
        headers, url = dict(request.headers), str(request.url)
        call = self.call(request.method, url, headers, request.content)
        if call is None:
            return None
        content, received = response.read(), dict(response.headers)
        return call, Answer(response.status_code, received, content)


def _alternatives(
    security: list[dict[str, list[str]]],
) -> tuple[tuple[str, frozenset[str]], ...]:
    # Of two schemes at once this contract has none; the unpacking refuses them.
    return tuple(
        (scheme, frozenset(scopes))
        for alternative in security
        for ((scheme, scopes),) in [alternative.items()]
    )
