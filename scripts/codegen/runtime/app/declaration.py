"""What a route declares in the document of the application that includes it."""

from __future__ import annotations

import json
from collections.abc import Callable, ItemsView
from functools import cached_property
from typing import Any

from fastapi.security.base import SecurityBase

from ..contract.contract import Contract
from ..contract.gate import Gate
from ..contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    ResponseSpec,
    SecurityScheme,
)
from ..http.refusal import phrase
from ..schemas.inlined import inlining
from ..schemas.references import pointer_to

# What shows the schema of a key.
Shows = Callable[[str], Any]


class Declaration(dict[str, Any]):
    """The parts of an Operation Object (OpenAPI 3.1, §4.8.10) that FastAPI lacks.

    They are put together when FastAPI reads them: most applications show no document.
    """

    def __init__(self, declare: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self._declare = declare

    def __bool__(self) -> bool:
        """There is always something to declare."""
        return True

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override] # as it is filled
        """Return what is declared, by keyword."""
        if not len(self):
            self.update(self._declare())
        return super().items()


def listed(operation: Operation) -> Declaration:
    """Return the declaration for an application whose document is the contract."""
    return Declaration(
        lambda: declaration(operation, lambda key: {"$ref": pointer_to(key)})
    )


def standalone(operation: Operation, gate: Gate) -> Declaration:
    """Return the declaration for any application, which has no component of ours.

    Schemas are written out in place, and the names in a path are identifiers.
    """

    def declare() -> dict[str, Any]:
        show = inlining(gate.schemas)
        declared = declaration(operation, lambda key: show({"$ref": pointer_to(key)}))
        for each, parameter in zip(
            declared.get("parameters", ()), operation.parameters, strict=False
        ):
            if parameter.location == "path":
                each["name"] = parameter.argument
        return declared

    return Declaration(declare)


class _Alternatives(list[dict[str, list[str]]]):
    """What an operation demands, as it takes the place of what FastAPI says of it.

    FastAPI knows no schemes that are needed at once. It adds lists to its own; those of
    the application itself are kept.
    """

    def __radd__(self, others: list[dict[str, list[str]]]) -> Any:
        """Return the alternatives of the application and of the operation."""
        own = {name for each in self for name in each}
        return [each for each in others if not each.keys() <= own] + list(self)


class DeclaredScheme(SecurityBase):
    """A security scheme as the document shows it; the operation checks credentials."""

    def __init__(self, scheme: SecurityScheme, contract: Contract) -> None:
        self.scheme_name = scheme.name
        self._scheme, self._contract = scheme, contract

    @cached_property
    def model(self) -> Any:  # type: ignore[override] # read when it is asked for
        """The Security Scheme Object (OpenAPI 3.1, §4.8.27), as the contract has it."""
        try:
            document = json.loads(self._contract.document_json)
        except ModuleNotFoundError:
            return _scheme(self._scheme)
        return _resolved(document, f"/components/securitySchemes/{self.scheme_name}")

    async def __call__(self) -> None:
        """Admit anybody: the operation knows better whom."""


def declaration(operation: Operation, show: Shows) -> dict[str, Any]:
    """Return the parts of an Operation Object that are not FastAPI's."""
    declared: dict[str, Any] = {
        "responses": {
            spec.status: _response(spec, show) for spec in operation.responses
        },
    }
    if operation.security:
        declared["security"] = _Alternatives(
            {need.scheme: list(need.scopes) for need in alternative}
            for alternative in operation.security
        )
    if operation.parameters:
        declared["parameters"] = [
            _parameter(each, show) for each in operation.parameters
        ]
    if operation.body:
        declared["requestBody"] = {
            "content": _content(operation.body.content, show),
            "required": operation.body.required,
        }
    return declared


def _parameter(parameter: Parameter, show: Shows) -> dict[str, Any]:
    schema = show(parameter.schema)
    declared: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.location,
        "required": parameter.required,
    }
    if parameter.content is not None:
        declared["content"] = {parameter.content: {"schema": schema}}
    else:
        declared |= {
            "schema": schema,
            "style": parameter.style,
            "explode": parameter.explode,
        }
    if parameter.deprecated:
        declared["deprecated"] = True
    if parameter.allow_empty_value:
        declared["allowEmptyValue"] = True
    return declared


def _response(spec: ResponseSpec, show: Shows) -> dict[str, Any]:
    status = int(spec.status) if spec.status.isdigit() else 0
    declared: dict[str, Any] = {
        "description": phrase(status) if status else spec.status
    }
    if spec.content:
        declared["content"] = _content(spec.content, show)
    if spec.headers:
        declared["headers"] = {
            header.name: {"required": header.required, **_carrier(header, show)}
            for header in spec.headers
        }
    return declared


def _carrier(header: Header, show: Shows) -> dict[str, Any]:
    schema = {"schema": show(header.schema)}
    if header.content is not None:
        return {"content": {header.content: schema}}
    return {**schema, "explode": header.explode}


def _content(content: tuple[Media, ...], show: Shows) -> dict[str, Any]:
    return {
        media.media_type: (
            {} if media.schema is None else {_keyword(media): show(media.schema)}
        )
        for media in content
    }


def _keyword(media: Media) -> str:
    return "itemSchema" if media.item else "schema"


def _scheme(scheme: SecurityScheme) -> dict[str, Any]:
    """Return what a server knows of a scheme without reading the contract."""
    known: dict[str, dict[str, Any]] = {
        "http": {"scheme": scheme.scheme},
        "apiKey": {"in": scheme.location, "name": scheme.parameter},
        "oauth2": {"flows": {}},
        "openIdConnect": {"openIdConnectUrl": ""},
    }
    return {"type": scheme.type, **known.get(scheme.type, {})}


def _resolved(document: Any, pointer: str) -> Any:
    found = document
    for token in pointer.split("/")[1:]:
        found = found[token.replace("~1", "/").replace("~0", "~")]
    if isinstance(found, dict) and isinstance(found.get("$ref"), str):
        return _resolved(document, found["$ref"].removeprefix("#"))
    return found
