"""Routes of the tag `openid_identities`."""

from typing import Final

from ..ports.openid_identities import (
    OpenidIdentitiesPort,
    UnimplementedOpenidIdentities,
)
from ..responses import openid_identities as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Operation,
    Parameter,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_OPENID_IDENTITIES: Final = Operation(
    operation_id="list_openid_identities",
    method="GET",
    path="/v1/people/me/openid-identities",
    tag="openid_identities",
    source="#/paths/~1v1~1people~1me~1openid-identities/get",
    security=((Requirement(scheme="access_token", scopes=("people:read",)),),),
    summary="List the provider's accounts that log in to one's own",
    responses=declared(responses.ListOpenidIdentitiesResult),
)

REMOVE_OPENID_IDENTITY: Final = Operation(
    operation_id="remove_openid_identity",
    method="DELETE",
    path="/v1/people/me/openid-identities/{openid_identity_id}",
    tag="openid_identities",
    source="#/paths/~1v1~1people~1me~1openid-identities~1{openid_identity_id}/delete",
    parameters=(
        Parameter(
            name="openid_identity_id",
            argument="openid_identity_id",
            location="path",
            schema="OpenIdIdentityId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Let a provider's account log in no more",
    responses=declared(responses.RemoveOpenidIdentityResult),
)


def group(port: OpenidIdentitiesPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, OpenidIdentitiesPort, UnimplementedOpenidIdentities())
    endpoints = (
        Endpoint(
            LIST_OPENID_IDENTITIES,
            served.handler("list_openid_identities"),
            results=kinds_of(responses.ListOpenidIdentitiesResult),
        ),
        Endpoint(
            REMOVE_OPENID_IDENTITY,
            served.handler("remove_openid_identity"),
            results=kinds_of(responses.RemoveOpenidIdentityResult),
        ),
    )
    return OperationGroup(
        "openid_identities", endpoints, served.is_given, served.missing
    )


def router(port: OpenidIdentitiesPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
