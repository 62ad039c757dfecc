"""Routes of the tag `health`."""

from typing import Final

from ..ports.health import HealthPort
from ..responses import health as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Header,
    Media,
    Operation,
    ResponseSpec,
)

GET_LIVENESS: Final = Operation(
    operation_id="get_liveness",
    method="GET",
    path="/livez",
    tag="health",
    line=59,
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/health+json", schema="Health"),),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
    ),
    summary="Is the process alive?",
)

GET_READINESS: Final = Operation(
    operation_id="get_readiness",
    method="GET",
    path="/readyz",
    tag="health",
    line=76,
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/health+json", schema="Health"),),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(
                Media(media_type="application/health+json", schema="Health"),
                Media(media_type="application/problem+json", schema="Problem"),
            ),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    summary="Can the process serve requests?",
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
                results=(
                    responses.GetLiveness200,
                    responses.GetLiveness400,
                    responses.GetLiveness406,
                    responses.GetLiveness500,
                ),
                body_types={},
            ),
            Endpoint(
                GET_READINESS,
                port.get_readiness,
                results=(
                    responses.GetReadiness200,
                    responses.GetReadiness400,
                    responses.GetReadiness406,
                    responses.GetReadiness500,
                    responses.GetReadiness503ApplicationHealthJson,
                    responses.GetReadiness503ApplicationProblemJson,
                ),
                body_types={},
            ),
        ),
    )
