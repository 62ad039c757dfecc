"""Routes of the tag `health`."""

from typing import Final

from ..ports.health import HealthPort
from ..responses import health as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
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


def router(port: HealthPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "health",
        runtime,
        (
            Endpoint(
                GET_LIVENESS,
                port.get_liveness,
                results=kinds_of(responses.GetLivenessResult),
                body_types={},
            ),
            Endpoint(
                GET_READINESS,
                port.get_readiness,
                results=kinds_of(responses.GetReadinessResult),
                body_types={},
            ),
        ),
    )
