"""Routes of the tag `profiles`."""

from typing import Final

from ..ports.profiles import ProfilesPort, UnimplementedProfiles
from ..responses import profiles as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Operation,
    RateLimit,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_PROFILES: Final = Operation(
    operation_id="list_profiles",
    method="GET",
    path="/v1/profiles",
    tag="profiles",
    source="#/paths/~1v1~1profiles/get",
    rate_limit=RateLimit(name="documents", quota=600, window=60, by="address"),
    summary="List the profiles",
    responses=declared(responses.ListProfilesResult),
)


def group(port: ProfilesPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ProfilesPort, UnimplementedProfiles())
    endpoints = (
        Endpoint(
            LIST_PROFILES,
            served.handler("list_profiles"),
            results=kinds_of(responses.ListProfilesResult),
        ),
    )
    return OperationGroup("profiles", endpoints, served.is_given, served.missing)


def router(port: ProfilesPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
