"""Routes of the tag `reviews`."""

from typing import Final

from .. import models
from ..ports.reviews import ReviewsPort, UnimplementedReviews
from ..responses import reviews as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RateLimit,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_REVIEWS: Final = Operation(
    operation_id="list_reviews",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/reviews",
    tag="reviews",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1reviews/get",
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
            name="limit",
            argument="limit",
            location="query",
            schema="/components/parameters/Limit/schema",
            style="form",
            explode=True,
            default=20,
        ),
        Parameter(
            name="cursor",
            argument="cursor",
            location="query",
            schema="Cursor",
            style="form",
            explode=True,
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:read",)),),
        (Requirement(scheme="api_key", scopes=("proposals:read",)),),
    ),
    summary="List the reviews of a proposal",
    responses=declared(responses.ListReviewsResult),
)

CREATE_REVIEW: Final = Operation(
    operation_id="create_review",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/reviews",
    tag="reviews",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1reviews/post",
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
            name="Idempotency-Key",
            argument="idempotency_key",
            location="header",
            schema="/components/parameters/IdempotencyKey/schema",
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/json", schema="ReviewCreation", max_body=8639060
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Review a revision",
    responses=declared(responses.CreateReviewResult),
)

SIGN_PROPOSAL: Final = Operation(
    operation_id="sign_proposal",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/signature",
    tag="reviews",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1signature/post",
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
            name="Idempotency-Key",
            argument="idempotency_key",
            location="header",
            schema="/components/parameters/IdempotencyKey/schema",
        ),
    ),
    body=RequestBody(
        content=(Media(media_type="application/json", schema="Signature"),),
        required=True,
    ),
    security=(
        (
            Requirement(
                scheme="access_token",
                scopes=(
                    "proposals:write",
                    "versions:write",
                ),
            ),
        ),
        (
            Requirement(
                scheme="api_key",
                scopes=(
                    "proposals:write",
                    "versions:write",
                ),
            ),
        ),
    ),
    rate_limit=RateLimit(name="publications", quota=300, window=60),
    summary="Sign a proposal",
    responses=declared(responses.SignProposalResult),
)


def group(port: ReviewsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ReviewsPort, UnimplementedReviews())
    endpoints = (
        Endpoint(
            LIST_REVIEWS,
            served.handler("list_reviews"),
            results=kinds_of(responses.ListReviewsResult),
        ),
        Endpoint(
            CREATE_REVIEW,
            served.handler("create_review"),
            results=kinds_of(responses.CreateReviewResult),
            body_types={
                "application/json": models.ReviewCreation,
            },
        ),
        Endpoint(
            SIGN_PROPOSAL,
            served.handler("sign_proposal"),
            results=kinds_of(responses.SignProposalResult),
            body_types={
                "application/json": models.Signature,
            },
        ),
    )
    return OperationGroup("reviews", endpoints, served.is_given, served.missing)


def router(port: ReviewsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
