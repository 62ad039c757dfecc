"""Routes of the tag `health`."""

from typing import Final

from ..ports.health import HealthPort, UnimplementedHealth
from ..responses import health as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
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


def group(port: HealthPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, HealthPort, UnimplementedHealth())
    endpoints = (
        Endpoint(
            GET_LIVENESS,
            served.handler("get_liveness"),
            results=kinds_of(responses.GetLivenessResult),
        ),
        Endpoint(
            GET_READINESS,
            served.handler("get_readiness"),
            results=kinds_of(responses.GetReadinessResult),
        ),
    )
    return OperationGroup("health", endpoints, served.is_given, served.missing)


def router(port: HealthPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
