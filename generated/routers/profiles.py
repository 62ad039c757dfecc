"""Routes of the tag `profiles`."""

from typing import Final

from ..ports.profiles import ProfilesPort
from ..responses import profiles as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    ResponseSpec,
)

LIST_PROFILES: Final = Operation(
    operation_id="list_profiles",
    method="GET",
    path="/v1/profiles",
    tag="profiles",
    line=1746,
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="ProfileList"),),
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
    summary="List the profiles",
)


def router(port: ProfilesPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "profiles",
        runtime,
        (
            Endpoint(
                LIST_PROFILES,
                port.list_profiles,
                results=(
                    responses.ListProfiles200,
                    responses.ListProfiles400,
                    responses.ListProfiles406,
                    responses.ListProfiles500,
                ),
                body_types={},
            ),
        ),
    )
