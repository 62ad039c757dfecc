"""An application with many paths, each of which tells who it is."""

from typing import Any

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Parameter,
)
from scripts.codegen.runtime.http.context import not_implemented
from tests.unit.runtime.harness import (
    app_of,
    operation,
)

TEXT = {"T": {"type": "string"}}


async def tell(context: Any, **arguments: object) -> None:
    raise LookupError(context.operation.operation_id, arguments)


def translate(error: Exception, context: Any) -> Any:
    refusal = not_implemented(context)
    refusal.extra = {"seen": list(error.args)}
    return refusal


def paths_app(*routes: tuple[str, str], **more: Any) -> ContractApp:
    endpoints = []
    for method, path in routes:
        names = [part.split("}")[0] for part in path.split("{")[1:]]
        parameters = tuple(Parameter(n, n, "path", "T", required=True) for n in names)
        plan = operation(
            operation_id=f"{method} {path}",
            method=method,
            path=path,
            parameters=parameters,
        )
        endpoints.append(Endpoint(plan, tell))
    return app_of(TEXT, *endpoints, translate=translate, **more)


ROUTES = (
    ("GET", "/"),
    ("GET", "/a/{x}"),
    ("PATCH", "/a/{y}"),
    ("GET", "/a/me"),
    ("POST", "/a/{x}/b"),
    ("GET", "/a/me/c"),
    ("GET", "/f/{name}.json"),
    ("PUT", "/f/{other}.json"),
    ("GET", "/f/{name}"),
    ("GET", "/f/{a}-{b}:go"),
    ("GET", "/f/{name}#é"),
    ("QUERY", "/q"),
    ("OPTIONS", "/q"),
)
