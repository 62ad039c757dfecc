"""What a route declares to FastAPI: its operation as an OpenAPI Operation Object."""

from __future__ import annotations

from typing import Any

from ..contract.operation import Header, Media, Operation, Parameter, ResponseSpec
from ..http.refusal import phrase
from ..schemas.references import pointer_to


def declaration(operation: Operation) -> dict[str, Any]:
    """Return the parts of an Operation Object (OpenAPI 3.1, §4.8.10) FastAPI lacks."""
    declared: dict[str, Any] = {
        "responses": {spec.status: _response(spec) for spec in operation.responses},
        "security": [
            {need.scheme: list(need.scopes) for need in alternative}
            for alternative in operation.security
        ],
    }
    if operation.parameters:
        declared["parameters"] = [_parameter(each) for each in operation.parameters]
    if operation.body:
        declared["requestBody"] = {
            "content": _content(operation.body.content),
            "required": operation.body.required,
        }
    return declared


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {"$ref": pointer_to(parameter.schema)}
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


def _response(spec: ResponseSpec) -> dict[str, Any]:
    status = int(spec.status) if spec.status.isdigit() else 0
    declared: dict[str, Any] = {
        "description": phrase(status) if status else spec.status
    }
    if spec.content:
        declared["content"] = _content(spec.content)
    if spec.headers:
        declared["headers"] = {
            header.name: {
                "required": header.required,
                **_carrier(header),
            }
            for header in spec.headers
        }
    return declared


def _carrier(header: Header) -> dict[str, Any]:
    schema = {"schema": {"$ref": pointer_to(header.schema)}}
    if header.content is not None:
        return {"content": {header.content: schema}}
    return {**schema, "explode": header.explode}


def _content(content: tuple[Media, ...]) -> dict[str, Any]:
    return {
        media.media_type: (
            {}
            if media.schema is None
            else {_keyword(media): {"$ref": pointer_to(media.schema)}}
        )
        for media in content
    }


def _keyword(media: Media) -> str:
    return "itemSchema" if media.item else "schema"
