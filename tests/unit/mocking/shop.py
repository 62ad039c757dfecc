"""Small contracts, and a state to ask."""

from __future__ import annotations

import copy
from typing import Any

from impl.engine.mocking.recognition.model import MockModel
from impl.engine.mocking.recognition.recognise import recognise
from impl.engine.mocking.state.messages import ABSENT, MockAnswer, MockRequest
from impl.engine.mocking.state.state import MockState
from impl.engine.sampling.sampler import Sampler

TEXT: dict[str, Any] = {"type": "string"}
FLAG: dict[str, Any] = {"type": "boolean"}
NUMBER: dict[str, Any] = {"type": "integer"}
PET: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "integer", "format": "int64", "readOnly": True},
        "name": TEXT,
        "age": {"type": "integer", "minimum": 0, "maximum": 40},
        "kind": {"enum": ["cat", "dog", "cow"]},
        "tags": {"type": "array", "items": TEXT},
        "note": {"type": ["string", "null"]},
        "is_vaccinated": {"type": "boolean"},
        "created_at": {"type": "string", "format": "date-time", "readOnly": True},
        "updated_at": {"type": "string", "format": "date-time", "readOnly": True},
    },
}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def array(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": properties}
    return {**found, "required": list(required)} if required else found


def gives(schema: Any = None, status: int = 200, **headers: Any) -> dict[str, Any]:
    response: dict[str, Any] = {"description": "d"}
    if schema is not None:
        response["content"] = {"application/json": {"schema": schema}}
    if headers:
        response["headers"] = {
            name.replace("_", "-"): {"schema": held} for name, held in headers.items()
        }
    return {str(status): response}


def takes(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {media_type: {"schema": schema}}}


def query(**parameters: Any) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "schema": schema}
        for name, schema in parameters.items()
    ]


def path(template: str, schema: Any = None, **operations: Any) -> dict[str, Any]:
    """Write a path item; all its parameters have the same schema."""
    names = [piece.partition("}")[0] for piece in template.split("{")[1:]]
    item: dict[str, Any] = {
        "parameters": [
            {"name": n, "in": "path", "required": True, "schema": schema or TEXT}
            for n in names
        ]
    }
    for method, operation in operations.items():
        item[method] = {"operationId": f"{method} {template}", **operation}
    return {template: item}


def contract(*paths: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for each in paths:
        merged |= each
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": merged,
        "components": {"schemas": {"Pet": PET, **schemas}},
    }
    return copy.deepcopy(document)


def crud(
    template: str = "/pets",
    key: str = "pet_id",
    schema: Any = None,
    item: Any = None,
    listed: Any = None,
    **parameters: Any,
) -> list[dict[str, Any]]:
    """Write a collection with all five operations."""
    held = item or ref("Pet")
    gone = gives(None, 404)
    return [
        path(
            template,
            schema or NUMBER,
            get={
                "parameters": query(**parameters),
                "responses": gives(listed or array(held)),
            },
            post={"requestBody": takes(held), "responses": gives(held, 201)},
        ),
        path(
            f"{template}/{{{key}}}",
            schema or NUMBER,
            get={"responses": {**gives(held), **gone}},
            put={"requestBody": takes(held), "responses": {**gives(held), **gone}},
            patch={
                "requestBody": takes(thing(), "application/merge-patch+json"),
                "responses": {**gives(held), **gone},
            },
            delete={"responses": {**gives(None, 204), **gone}},
        ),
    ]


class Shop:
    """A mock's state with short ways to ask it.

    Every answer is held against the contract.
    """

    def __init__(self, document: dict[str, Any], **options: Any) -> None:
        self.document = document
        self.model: MockModel = recognise(document)
        self.sampler = Sampler(document)
        self.state = MockState(self.model, self.sampler, **options)

    def ask(
        self,
        method: str,
        template: str,
        *texts: Any,
        body: Any = ABSENT,
        media_type: str = "application/json",
        headers: dict[str, str] | None = None,
        **given: Any,
    ) -> MockAnswer:
        names = [piece.partition("}")[0] for piece in template.split("{")[1:]]
        request = MockRequest(
            dict(zip(names, texts, strict=True)), given, headers or {}, body, media_type
        )
        answer = self.state.answer(f"{method} {template}", request)
        assert answer is not None, f"nothing is remembered by {method} {template}"
        self._hold(f"{method} {template}", answer)
        return answer

    def _hold(self, operation: str, answer: MockAnswer) -> None:
        plan = self.model.plan(operation)
        assert plan is not None
        message = plan.operation.responses.get(str(answer.status))
        if answer.problem or message is None:
            return
        if answer.body is ABSENT:
            assert not message.contents
            return
        schema = message.contents[answer.media_type]
        assert self.sampler.faults(schema, answer.body) == []

    def role(self, operation: str) -> str:
        plan = self.model.plan(operation)
        assert plan is not None
        return plan.role
