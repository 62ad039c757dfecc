"""Routes of the tag `second_factor`."""

from typing import Final

from .. import models
from ..ports.second_factor import SecondFactorPort, UnimplementedSecondFactor
from ..responses import second_factor as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

GET_SECOND_FACTOR: Final = Operation(
    operation_id="get_second_factor",
    method="GET",
    path="/v1/people/me/second-factor",
    tag="second_factor",
    source="#/paths/~1v1~1people~1me~1second-factor/get",
    security=((Requirement(scheme="access_token", scopes=("people:read",)),),),
    summary="Does one's own log-in take a code?",
    responses=declared(responses.GetSecondFactorResult),
)

BEGIN_SECOND_FACTOR: Final = Operation(
    operation_id="begin_second_factor",
    method="PUT",
    path="/v1/people/me/second-factor",
    tag="second_factor",
    source="#/paths/~1v1~1people~1me~1second-factor/put",
    body=RequestBody(
        content=(
            Media(
                media_type="application/json",
                schema="SecondFactorBeginning",
                max_body=4808,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Begin to use codes",
    responses=declared(responses.BeginSecondFactorResult),
)

CONFIRM_SECOND_FACTOR: Final = Operation(
    operation_id="confirm_second_factor",
    method="POST",
    path="/v1/people/me/second-factor/confirmation",
    tag="second_factor",
    source="#/paths/~1v1~1people~1me~1second-factor~1confirmation/post",
    body=RequestBody(
        content=(
            Media(media_type="application/json", schema="SecondFactorConfirmation"),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Use codes from now on",
    responses=declared(responses.ConfirmSecondFactorResult),
)

REMOVE_SECOND_FACTOR: Final = Operation(
    operation_id="remove_second_factor",
    method="POST",
    path="/v1/people/me/second-factor/removal",
    tag="second_factor",
    source="#/paths/~1v1~1people~1me~1second-factor~1removal/post",
    body=RequestBody(
        content=(Media(media_type="application/json", schema="SecondFactorRemoval"),),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Use no codes any more",
    responses=declared(responses.RemoveSecondFactorResult),
)


def group(port: SecondFactorPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, SecondFactorPort, UnimplementedSecondFactor())
    endpoints = (
        Endpoint(
            GET_SECOND_FACTOR,
            served.handler("get_second_factor"),
            results=kinds_of(responses.GetSecondFactorResult),
        ),
        Endpoint(
            BEGIN_SECOND_FACTOR,
            served.handler("begin_second_factor"),
            results=kinds_of(responses.BeginSecondFactorResult),
            body_types={
                "application/json": models.SecondFactorBeginning,
            },
        ),
        Endpoint(
            CONFIRM_SECOND_FACTOR,
            served.handler("confirm_second_factor"),
            results=kinds_of(responses.ConfirmSecondFactorResult),
            body_types={
                "application/json": models.SecondFactorConfirmation,
            },
        ),
        Endpoint(
            REMOVE_SECOND_FACTOR,
            served.handler("remove_second_factor"),
            results=kinds_of(responses.RemoveSecondFactorResult),
            body_types={
                "application/json": models.SecondFactorRemoval,
            },
        ),
    )
    return OperationGroup("second_factor", endpoints, served.is_given, served.missing)


def router(port: SecondFactorPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
