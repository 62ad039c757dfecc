"""Routes of the tag `profiles`."""

from typing import Final

from ..ports.profiles import ProfilesPort
from ..responses import profiles as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Operation,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_PROFILES: Final = Operation(
    operation_id="list_profiles",
    method="GET",
    path="/v1/profiles",
    tag="profiles",
    source="#/paths/~1v1~1profiles/get",
    summary="List the profiles",
    responses=declared(responses.ListProfilesResult),
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
                results=kinds_of(responses.ListProfilesResult),
                body_types={},
            ),
        ),
    )
