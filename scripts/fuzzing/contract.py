"""The contract that a service is held to, and its operations."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from impl.engine.diagnostics.diagnostic import DocumentError
from scripts.codegen.compiler import examine
from scripts.codegen.runtime.contract.gate import Gate

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.codegen.lower.package import Package
    from scripts.codegen.runtime.contract.operation import Operation


@dataclass(frozen=True)
class Credential:
    """Where a security scheme wants its credential."""

    location: str
    name: str


@dataclass(frozen=True)
class FuzzedContract:
    """A contract that compiles: as a document, and as tables of its operations.

    Attributes:
        document: the contract as it is meant.
        slips: in how many places it is written in another way.
    """

    document: dict[str, Any]
    package: Package = field(repr=False)
    slips: int = 0

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The operations by what people call them: `GET /notes/{id}`."""
        return {
            f"{operation.method} {operation.path}": operation
            for group in self.package.groups
            for operation in (endpoint.operation for endpoint in group.endpoints)
        }

    @cached_property
    def gate(self) -> Gate:
        """The validators of its schemas."""
        return Gate(lambda: self.package.exact)

    @property
    def base_path(self) -> str:
        """The path of the first of its servers; nothing if that has none."""
        servers = self.document.get("servers") or [{}]
        first = servers[0].get("url", "") if isinstance(servers[0], dict) else ""
        return "" if "{" in str(first) else urlsplit(str(first)).path.rstrip("/")

    def named(self, name: str) -> str | None:
        """Return the operation with this operationId, or called `GET /notes/{id}`."""
        if name in self.operations:
            return name
        return next(
            (key for key, one in self.declared_ids.items() if one == name), None
        )

    @cached_property
    def declared_ids(self) -> dict[str, str]:
        """The operationIds that the contract has itself, by operation."""
        paths = self.document.get("paths", {})
        found = {}
        for key, operation in self.operations.items():
            node = paths.get(operation.path, {}).get(operation.method.lower(), {})
            if "operationId" in node:
                found[key] = node["operationId"]
        return found

    @property
    def all_credentials(self) -> set[Credential]:
        """Where any operation's credentials are."""
        return {
            credential
            for operation in self.operations.values()
            for credential in self.credentials(operation)
        }

    def credentials(self, operation: Operation) -> tuple[Credential, ...]:
        """Return where an operation's credentials are; nothing if anybody may call it.

        What a certificate of the connection proves is in no request: such an operation
        can't be called without.
        """
        schemes = {scheme.name: scheme for scheme in self.package.schemes}
        found: dict[Credential, None] = {}
        for alternative in operation.security:
            if not alternative:
                return ()
            for requirement in alternative:
                scheme = schemes[requirement.scheme]
                if scheme.type == "mutualTLS":
                    return ()
                if scheme.type == "apiKey":
                    found[Credential(scheme.location, scheme.parameter)] = None
                else:
                    found[Credential("header", "Authorization")] = None
        return tuple(found)


def compiled(contract: Path) -> FuzzedContract:
    """Read a contract, and compile it as far as its tables.

    Raises:
        DocumentError: it can't be; positions name files relative to the contract.
    """
    made = examine(contract, lambda _: None, text_only=True)
    if made.package is None or made.source is None:
        raise DocumentError(made.faults)
    document = json.loads(json.dumps(made.source.content))
    return FuzzedContract(document, made.package, len(made.faults))
