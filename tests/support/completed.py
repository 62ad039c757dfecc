"""Contracts with the errors that they forgot: what a mock of them may answer."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from impl.engine.openapi.pointers import split
from scripts.codegen.advise.undeclared_errors import reachable_errors
from scripts.codegen.compiler import lower
from scripts.codegen.load.source import load_source
from scripts.codegen.runtime.errors.problems import declared_for

_PROBLEM = {
    "description": "An error that the contract forgot.",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["title", "status"],
                "properties": {
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                },
            }
        }
    },
}


def completed(contract: Path) -> dict[str, Any]:
    """Return a contract that declares the runtime's errors wherever it forgot them.

    And 404 wherever the path has a parameter: no item is there for every key.
    """
    source = load_source(contract)
    package = lower(source)
    document: dict[str, Any] = copy.deepcopy(source.content)
    for group in package.groups:
        for endpoint in group.endpoints:
            operation = endpoint.operation
            errors = reachable_errors(operation) - {500}
            if "{" in operation.path:
                errors.add(404)
            value = _at(document, endpoint.pointer)
            # Operations may be one object, which only some of them may complete.
            responses = dict(value.get("responses", {}))
            for status in errors:
                if declared_for(operation, status) is None:
                    responses[str(status)] = _PROBLEM
            value["responses"] = responses
    return document


def write_completed(contract: Path, file: Path) -> None:
    """Write a contract, completed, as JSON."""
    file.write_text(json.dumps(completed(contract)), encoding="utf-8")


def _at(document: Any, pointer: str) -> Any:
    for key in split(pointer):
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document
