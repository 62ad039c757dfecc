"""Routes of the tag `health`."""

from typing import Final

from ..ports.health import HealthPort
from ..responses import health as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter, Group
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Operation,
)
from ..runtime.responses.declared import declared, kinds_of

GET_LIVENESS: Final = Operation(
    operation_id="get_liveness",
    method="GET",
    path="/livez",
    tag="health",
    source="#/paths/~1livez/get",
    summary="Is the process alive?",
    responses=declared(responses.GetLivenessResult),
)

GET_READINESS: Final = Operation(
    operation_id="get_readiness",
    method="GET",
    path="/readyz",
    tag="health",
    source="#/paths/~1readyz/get",
    summary="Can the process serve requests?",
    responses=declared(responses.GetReadinessResult),
)


def group(port: HealthPort, *, is_implemented: bool = True) -> Group:
    """Return the operations, served by `port`."""
    endpoints = (
        Endpoint(
            GET_LIVENESS,
            port.get_liveness,
            results=kinds_of(responses.GetLivenessResult),
        ),
        Endpoint(
            GET_READINESS,
            port.get_readiness,
            results=kinds_of(responses.GetReadinessResult),
        ),
    )
    return Group("health", endpoints, is_implemented)


def router(port: HealthPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
