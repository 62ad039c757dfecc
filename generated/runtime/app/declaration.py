# A copy of Countersign's scripts/codegen/runtime/app/declaration.py.
"""What a route declares in the document of the application that includes it."""

from __future__ import annotations

import json
from collections.abc import ItemsView, Mapping
from typing import Any

from fastapi.security.base import SecurityBase

from ..contract.contract import Contract
from ..contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    ResponseSpec,
    SecurityScheme,
)
from ..http.refusal import phrase
from ..schemas.inlined import inlined
from ..schemas.references import pointer_to


class Declaration(dict[str, Any]):
    """The parts of an Operation Object (OpenAPI 3.1, §4.8.10) that FastAPI lacks.

    They are put together when FastAPI reads them: most applications show no document.
    The schemas are written out in place, for the application has no component of ours.
    """

    def __init__(self, operation: Operation, contract: Contract) -> None:
        super().__init__()
        self._operation, self._contract = operation, contract

    def __bool__(self) -> bool:
        """There is always something to declare."""
        return True

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override] # as it is filled
        """Return what is declared, by keyword."""
        if not len(self):
            self.update(declaration(self._operation, self._contract.schemas()))
        return super().items()


class DeclaredScheme(SecurityBase):
    """A security scheme as the document shows it; the operation checks credentials."""

    def __init__(self, scheme: SecurityScheme, contract: Contract) -> None:
        self.scheme_name = scheme.name
        self._scheme, self._contract = scheme, contract

    @property
    def model(self) -> Any:  # type: ignore[override] # read when it is asked for
        """The Security Scheme Object (OpenAPI 3.1, §4.8.27), as the contract has it."""
        try:
            document = json.loads(self._contract.document_json)
        except ModuleNotFoundError:
            return _scheme(self._scheme)
        return _resolved(document, f"/components/securitySchemes/{self.scheme_name}")

    async def __call__(self) -> None:
        """Admit anybody: the operation knows better whom."""


def declaration(operation: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of an Operation Object that are not FastAPI's, without `$ref`s.

    Schemes are declared by `DeclaredScheme`, each as an alternative: FastAPI has no way
    to say that several are needed at once.
    """
    declared: dict[str, Any] = {
        "responses": {
            spec.status: _response(spec, schemas) for spec in operation.responses
        },
    }
    if () in operation.security:
        # FastAPI adds it to the schemes that it knows of.
        declared["security"] = [{}]
    if operation.parameters:
        declared["parameters"] = [
            _parameter(each, schemas) for each in operation.parameters
        ]
    if operation.body:
        declared["requestBody"] = {
            "content": _content(operation.body.content, schemas),
            "required": operation.body.required,
        }
    return declared


def _schema(key: str, schemas: Mapping[str, Any]) -> Any:
    return inlined({"$ref": pointer_to(key)}, schemas)


def _parameter(parameter: Parameter, schemas: Mapping[str, Any]) -> dict[str, Any]:
    schema = _schema(parameter.schema, schemas)
    is_in_path = parameter.location == "path"
    declared: dict[str, Any] = {
        # The path has identifiers in it.
        "name": parameter.argument if is_in_path else parameter.name,
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


def _response(spec: ResponseSpec, schemas: Mapping[str, Any]) -> dict[str, Any]:
    status = int(spec.status) if spec.status.isdigit() else 0
    declared: dict[str, Any] = {
        "description": phrase(status) if status else spec.status
    }
    if spec.content:
        declared["content"] = _content(spec.content, schemas)
    if spec.headers:
        declared["headers"] = {
            header.name: {"required": header.required, **_carrier(header, schemas)}
            for header in spec.headers
        }
    return declared


def _carrier(header: Header, schemas: Mapping[str, Any]) -> dict[str, Any]:
    schema = {"schema": _schema(header.schema, schemas)}
    if header.content is not None:
        return {"content": {header.content: schema}}
    return {**schema, "explode": header.explode}


def _content(content: tuple[Media, ...], schemas: Mapping[str, Any]) -> dict[str, Any]:
    return {
        media.media_type: (
            {}
            if media.schema is None
            else {_keyword(media): _schema(media.schema, schemas)}
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
