"""What mocks are asked when they are measured, made from a contract."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from impl.engine.openapi.pointers import escape
from impl.engine.sampling.sampler import NoInstance, Sampler
from scripts.codegen.load.source import Source, load_source

_ACCEPT = {"Accept": "application/json, */*;q=0.1"}
_JSON = "application/json"
_USER = base64.b64encode(b"any:any").decode()


class MockBenchError(Exception):
    """Nothing can be measured; the message says why in a sentence."""


@dataclass(frozen=True)
class MockAsking:
    """What mocks are asked: a GET of `target`, or a POST if there is a body."""

    target: str
    fields: Mapping[str, str]
    body: bytes | None = None


def asking_of(contract: Path, path: str | None = None) -> MockAsking:
    """Return how to GET a path with credentials as the contract wants them.

    Args:
        contract: its file.
        path: of the contract, with or without a query; the first without names in it
            if None. One that the contract does not have is asked for as it is.

    Raises:
        MockBenchError: the contract has no such operation.
    """
    source = load_source(contract)
    for each, operation in _plain(source, "get", path):
        return _asking(source, path or each, operation)
    if path is not None:
        return _asking(source, path, None)
    raise MockBenchError(f"{contract} has no operation that is a plain GET.")


def creating_of(contract: Path, path: str | None = None) -> MockAsking | None:
    """Return how to POST JSON to a path; as `asking_of`. None if there is no such path.

    The body is one that the contract allows.
    """
    source = load_source(contract)
    sampler = Sampler(source.content)
    for each, operation in _plain(source, "post", path):
        body = _body(source, sampler, operation)
        if body is not None:
            asking = _asking(source, path or each, operation)
            fields = {**asking.fields, "Content-Type": _JSON}
            return replace(asking, fields=fields, body=body)
    return None


def _plain(source: Source, verb: str, path: str | None) -> Iterator[tuple[str, str]]:
    """Yield the paths that are meant, with the pointers of their operations."""
    wanted = None if path is None else path.partition("?")[0]
    for each, method, _, operation in source.operations():
        is_wanted = each == wanted if wanted else "{" not in each
        if method == verb and is_wanted:
            yield each, operation


def _body(source: Source, sampler: Sampler, operation: str) -> bytes | None:
    content = f"{source.target(f'{operation}/requestBody')}/content"
    schema = f"{content}/{escape(_JSON)}/schema"
    if source.get(schema) is None:
        return None
    try:
        value = sampler.sample(schema, "created", direction="request")
    except NoInstance:
        return None
    return json.dumps(value).encode()


def _asking(source: Source, path: str, operation: str | None) -> MockAsking:
    declared = source.get(operation, {}) if operation is not None else {}
    security = declared.get("security", source.content.get("security"))
    fields = dict(_ACCEPT)
    query: list[str] = []
    cookies: list[str] = []
    for name in security[0] if security else ():
        scheme = source.get(source.target(f"/components/securitySchemes/{name}")) or {}
        if scheme.get("type") != "apiKey":
            is_basic = str(scheme.get("scheme")).lower() == "basic"
            fields["Authorization"] = f"Basic {_USER}" if is_basic else "Bearer any"
        elif scheme["in"] == "header":
            fields[scheme["name"]] = "any"
        else:
            shown = query if scheme["in"] == "query" else cookies
            shown.append(f"{scheme['name']}=any")
    if cookies:
        fields["Cookie"] = "; ".join(cookies)
    mark = "&" if "?" in path else "?"
    return MockAsking(mark.join([path, "&".join(query)]) if query else path, fields)
