"""Provokes the errors of anybody's contract, and holds them against its document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs

from scripts.codegen.lower.package import Package
from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.routing import OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import Operation
from scripts.codegen.runtime.http.context import Grant, not_implemented
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.harness import InlineContract, Reply, call

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "contracts"
_ROW = re.compile(r"^\| (\S+) \| \S+ \| `(.+?)` \|", re.MULTILINE)


def target(name: str) -> Path:
    """Return the root document of a contract of the corpus."""
    index = (CORPUS / "README.md").read_text(encoding="utf-8")
    roots: dict[str, str] = dict(_ROW.findall(index))
    return CORPUS / name / roots[name]


class _Nobody:
    """Knows every scheme, and grants nothing or everything but scopes."""

    def __init__(self, grant: Grant | None) -> None:
        self._grant = grant

    def __getattr__(self, name: str) -> Any:
        async def check(credentials: object, context: object) -> Grant | None:
            return self._grant

        return check


async def _fails(context: object, **arguments: object) -> None:
    raise RuntimeError


async def _waits(context: Any, **arguments: object) -> None:
    raise not_implemented(context)


def applications(package: Package) -> Mapping[str, ContractApp]:
    """Return applications that refuse for different reasons."""

    def app(handler: Any, grant: Grant | None, **changes: Any) -> ContractApp:
        runtime = Runtime(
            InlineContract(package.exact),
            schemes=package.schemes,
            authenticator=_Nobody(grant),
            options=Options(serve_contract=False),
        )
        operations = [e.operation for group in package.groups for e in group.endpoints]
        endpoints = [Endpoint(replace(each, **changes), handler) for each in operations]
        return ContractApp(runtime, [OperationGroup("t", endpoints)])

    grant, nothing = Grant("me"), {"parameters": (), "body": None}
    return {
        "strangers": app(_fails, None),
        "unscoped": app(_fails, grant),
        "open": app(_fails, grant, security=()),
        "failing": app(_fails, grant, security=(), **nothing),
        "unimplemented": app(_waits, grant, security=(), **nothing),
    }


def provoked(apps: Mapping[str, ContractApp], operation: Operation) -> Iterator[Reply]:
    """Yield the answers to one request for each error that may be reached."""
    for app, *request in _requests(operation):
        reply = call(apps[app], *request)
        if reply.status >= 400:
            yield reply


def _requests(operation: Operation) -> Iterator[tuple[Any, ...]]:
    path = re.sub(r"\{[^}]*\}", "1", operation.path)
    query = [p.name for p in operation.parameters if p.location == "query"]
    method, token = operation.method, [("Authorization", "Bearer x")]
    yield "open", method, f"{path}?%ZZ"
    yield "open", method, f"{path}?unknown=1"
    yield from (("open", method, f"{path}?{name}=x%20y") for name in query)
    yield "strangers", method, path
    yield "unscoped", method, path, token
    yield "open", "BREW", path
    yield "open", method, path, [("Accept", "application/x-none")]
    yield "failing", method, path
    yield "unimplemented", method, path
    if operation.body:
        kind = [("Content-Type", operation.body.content[0].media_type)]
        yield "open", method, path, [*kind, ("Content-Length", "9" * 18)]
        yield "open", method, path, [("Content-Type", "x/strange")], [b"x"]
        yield "open", method, path, kind, [b'"far too long"']
        yield "open", method, path, kind, [b"\xff"]


class Judge:
    """Compares answers with the document itself, past everything that is compiled."""

    def __init__(self, document: Any) -> None:
        self._document = _modern(document, old=document["openapi"].startswith("3.0"))
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def verdict(self, operation: Operation, reply: Reply) -> str:
        """Return "declared", "undeclared", or what is wrong with an answer."""
        item = self._resolved(self._document["paths"][operation.path])
        if reply.status == 405:
            # Another method's: it is answered as any operation of the path declares it.
            methods = [each for each in item.values() if "responses" in each]
            found = [self._one(each, reply) for each in methods]
            return "declared" if "declared" in found else "undeclared"
        return self._one(item[operation.method.lower()], reply)

    def _one(self, operation: Any, reply: Reply) -> str:
        responses = {str(k).lower(): v for k, v in operation["responses"].items()}
        for key in (str(reply.status), f"{reply.status // 100}xx", "default"):
            if key in responses:
                return self._response(self._resolved(responses[key]), reply)
        return "undeclared"

    def _response(self, declared: Any, reply: Reply) -> str:
        for name, header in declared.get("headers", {}).items():
            required = self._resolved(header).get("required")
            if required and reply.header(name.lower()) is None:
                return f"{name} is missing"
        content = declared.get("content", {})
        if not content:
            return "declared" if not reply.body else "there is a body"
        kind = (reply.header("content-type") or "").partition(";")[0]
        plain = {name.partition(";")[0].strip(): each for name, each in content.items()}
        if kind not in plain:
            return f"{kind} is none of {list(plain)}"
        value = reply.json if kind.endswith("json") else reply.body.decode()
        return self._valid(plain[kind].get("schema", {}), value)

    def _valid(self, schema: Any, value: Any) -> str:
        key = json.dumps(schema)
        if key not in self._validators:
            components = self._document.get("components", {})
            root = {"allOf": [schema], "components": components}
            self._validators[key] = jsonschema_rs.Draft202012Validator(
                root, validate_formats=True
            )
        errors = list(self._validators[key].iter_errors(value))
        return str(errors[0]) if errors else "declared"

    def _resolved(self, node: Any) -> Any:
        while "$ref" in node:
            target = self._document
            for token in node["$ref"].removeprefix("#/").split("/"):
                target = target[token.replace("~1", "/").replace("~0", "~")]
            node = target
        return node


def _modern(node: Any, *, old: bool) -> Any:
    """Return a document whose `nullable` (OpenAPI 3.0) is JSON Schema's null."""
    if isinstance(node, list):
        return [_modern(each, old=old) for each in node]
    if not isinstance(node, dict):
        return node
    made = {str(name): _modern(value, old=old) for name, value in node.items()}
    if old and made.get("nullable") is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
    for bound in ("exclusiveMinimum", "exclusiveMaximum"):
        if isinstance(made.get(bound), bool):
            del made[bound]
    return made
