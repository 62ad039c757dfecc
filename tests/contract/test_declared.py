"""What the routers declare to FastAPI is what the contract says, in full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi.openapi.utils import get_openapi

from generated import create_app
from tests.support.contract import document

ROOT = Path(__file__).resolve().parents[2]
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
Facts = dict[tuple[str, str], dict[str, Any]]


def facts(document: dict[str, Any]) -> Facts:
    """Reduce a document to what an operation promises, references resolved."""

    def deref(node: Any) -> Any:
        while isinstance(node, dict) and "$ref" in node:
            target: Any = document
            for token in node["$ref"].removeprefix("#/").split("/"):
                target = target[token]
            node = target
        return node

    def parameter(node: dict[str, Any]) -> tuple[Any, ...]:
        style = node.get("style", STYLES[node["in"]])
        explode = node.get("explode", style == "form")
        required = node.get("required", False)
        return (node["in"], node["name"], required, style, explode)

    def response(node: dict[str, Any]) -> dict[str, Any]:
        headers = {
            name: deref(header).get("required", False)
            for name, header in node.get("headers", {}).items()
        }
        return {"media": sorted(node.get("content", {})), "headers": headers}

    found: Facts = {}
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            operation = item[method]
            body = deref(operation.get("requestBody", {}))
            parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
            found[path, method] = {
                "operation_id": operation["operationId"],
                "tags": operation["tags"],
                "parameters": sorted(parameter(deref(p)) for p in parameters),
                "body": (body.get("required", False), sorted(body.get("content", {}))),
                "responses": {
                    status: response(deref(node))
                    for status, node in operation["responses"].items()
                },
                "security": operation.get("security", document.get("security", [])),
            }
    return found


def test_routers_declare_exactly_the_contract() -> None:
    contract = document()
    app = create_app()
    derived = get_openapi(title="-", version="-", routes=app.routes)
    declared, promised = facts(derived), facts(contract)
    assert declared.keys() == promised.keys()
    for operation, promise in promised.items():
        assert declared[operation] == promise, operation
    assert len(promised) > 30
