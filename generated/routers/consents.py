"""Routes of the tag `consents`."""

from typing import Final

from .. import models
from ..ports.consents import ConsentsPort, UnimplementedConsents
from ..responses import consents as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_AFFECTED_CONSUMERS: Final = Operation(
    operation_id="list_affected_consumers",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/consumers",
    tag="consents",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1consumers/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
        ),
        Parameter(
            name="proposal",
            argument="proposal",
            location="path",
            schema="ProposalNumber",
            required=True,
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:read",)),),
        (Requirement(scheme="api_key", scopes=("proposals:read",)),),
    ),
    summary="List whom a proposal affects",
    responses=declared(responses.ListAffectedConsumersResult),
)

ANSWER_FOR_CONSUMER: Final = Operation(
    operation_id="answer_for_consumer",
    method="PUT",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/consumers/{consumer_id}/answer",
    tag="consents",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1consumers~1{consumer_id}~1answer/put",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
        ),
        Parameter(
            name="proposal",
            argument="proposal",
            location="path",
            schema="ProposalNumber",
            required=True,
        ),
        Parameter(
            name="consumer_id",
            argument="consumer_id",
            location="path",
            schema="ConsumerId",
            required=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/json",
                schema="ConsumerStatement",
                max_body=27200,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Consent to a proposal, or object",
    responses=declared(responses.AnswerForConsumerResult),
)


def group(port: ConsentsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ConsentsPort, UnimplementedConsents())
    endpoints = (
        Endpoint(
            LIST_AFFECTED_CONSUMERS,
            served.handler("list_affected_consumers"),
            results=kinds_of(responses.ListAffectedConsumersResult),
        ),
        Endpoint(
            ANSWER_FOR_CONSUMER,
            served.handler("answer_for_consumer"),
            results=kinds_of(responses.AnswerForConsumerResult),
            body_types={
                "application/json": models.ConsumerStatement,
            },
        ),
    )
    return OperationGroup("consents", endpoints, served.is_given, served.missing)


def router(port: ConsentsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
