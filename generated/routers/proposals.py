"""Routes of the tag `proposals`."""

from typing import Final

from .. import models
from ..ports.proposals import ProposalsPort, UnimplementedProposals
from ..responses import proposals as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.bodies.uploads import Upload
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RateLimit,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_PROPOSALS: Final = Operation(
    operation_id="list_proposals",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals/get",
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
    summary="List the proposals of an API",
    responses=declared(responses.ListProposalsResult),
)

CREATE_PROPOSAL: Final = Operation(
    operation_id="create_proposal",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals/post",
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
            name="Idempotency-Key",
            argument="idempotency_key",
            location="header",
            schema="/components/parameters/IdempotencyKey/schema",
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/json",
                schema="ProposalCreation",
                max_body=124460,
            ),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:write",)),),
        (Requirement(scheme="api_key", scopes=("proposals:write",)),),
    ),
    rate_limit=RateLimit(name="publications", quota=300, window=60),
    summary="Propose a change of an API",
    responses=declared(responses.CreateProposalResult),
)

GET_PROPOSAL: Final = Operation(
    operation_id="get_proposal",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}/get",
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
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:read",)),),
        (Requirement(scheme="api_key", scopes=("proposals:read",)),),
    ),
    summary="Read a proposal",
    responses=declared(responses.GetProposalResult),
)

UPDATE_PROPOSAL: Final = Operation(
    operation_id="update_proposal",
    method="PATCH",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}/patch",
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
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/merge-patch+json",
                schema="ProposalPatch",
                max_body=124460,
            ),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:write",)),),
        (Requirement(scheme="api_key", scopes=("proposals:write",)),),
    ),
    summary="Change what a proposal says",
    responses=declared(responses.UpdateProposalResult),
)

WITHDRAW_PROPOSAL: Final = Operation(
    operation_id="withdraw_proposal",
    method="PUT",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/withdrawal",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1withdrawal/put",
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
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:write",)),),
        (Requirement(scheme="api_key", scopes=("proposals:write",)),),
    ),
    summary="Withdraw a proposal",
    responses=declared(responses.WithdrawProposalResult),
)

LIST_REVISIONS: Final = Operation(
    operation_id="list_revisions",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/revisions",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions/get",
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
    summary="List the revisions of a proposal",
    responses=declared(responses.ListRevisionsResult),
)

ADD_REVISION: Final = Operation(
    operation_id="add_revision",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/revisions",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions/post",
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
            name="base",
            argument="base",
            location="query",
            schema="VersionReference",
            style="form",
            explode=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(media_type="application/yaml"),
            Media(media_type="application/json"),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:write",)),),
        (Requirement(scheme="api_key", scopes=("proposals:write",)),),
    ),
    rate_limit=RateLimit(name="publications", quota=300, window=60),
    summary="Add a document to a proposal",
    responses=declared(responses.AddRevisionResult),
)

REBASE_PROPOSAL: Final = Operation(
    operation_id="rebase_proposal",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/rebases",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1rebases/post",
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
        (Requirement(scheme="access_token", scopes=("proposals:write",)),),
        (Requirement(scheme="api_key", scopes=("proposals:write",)),),
    ),
    rate_limit=RateLimit(name="publications", quota=300, window=60),
    summary="Bring what was published since into a proposal",
    responses=declared(responses.RebaseProposalResult),
)

GET_REVISION: Final = Operation(
    operation_id="get_revision",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/revisions/{revision}",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions~1{revision}/get",
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
            name="revision",
            argument="revision",
            location="path",
            schema="RevisionNumber",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:read",)),),
        (Requirement(scheme="api_key", scopes=("proposals:read",)),),
    ),
    summary="Read a revision",
    responses=declared(responses.GetRevisionResult),
)

DOWNLOAD_REVISION: Final = Operation(
    operation_id="download_revision",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/revisions/{revision}/document",
    tag="proposals",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions~1{revision}~1document/get",
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
            name="revision",
            argument="revision",
            location="path",
            schema="RevisionNumber",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:read",)),),
        (Requirement(scheme="api_key", scopes=("proposals:read",)),),
    ),
    summary="Download a proposed document",
    responses=declared(responses.DownloadRevisionResult),
)


def group(port: ProposalsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ProposalsPort, UnimplementedProposals())
    endpoints = (
        Endpoint(
            LIST_PROPOSALS,
            served.handler("list_proposals"),
            results=kinds_of(responses.ListProposalsResult),
        ),
        Endpoint(
            CREATE_PROPOSAL,
            served.handler("create_proposal"),
            results=kinds_of(responses.CreateProposalResult),
            body_types={
                "application/json": models.ProposalCreation,
            },
        ),
        Endpoint(
            GET_PROPOSAL,
            served.handler("get_proposal"),
            results=kinds_of(responses.GetProposalResult),
        ),
        Endpoint(
            UPDATE_PROPOSAL,
            served.handler("update_proposal"),
            results=kinds_of(responses.UpdateProposalResult),
            body_types={
                "application/merge-patch+json": models.ProposalPatch,
            },
        ),
        Endpoint(
            WITHDRAW_PROPOSAL,
            served.handler("withdraw_proposal"),
            results=kinds_of(responses.WithdrawProposalResult),
        ),
        Endpoint(
            LIST_REVISIONS,
            served.handler("list_revisions"),
            results=kinds_of(responses.ListRevisionsResult),
        ),
        Endpoint(
            ADD_REVISION,
            served.handler("add_revision"),
            results=kinds_of(responses.AddRevisionResult),
            body_types={
                "application/yaml": Upload,
                "application/json": Upload,
            },
        ),
        Endpoint(
            REBASE_PROPOSAL,
            served.handler("rebase_proposal"),
            results=kinds_of(responses.RebaseProposalResult),
        ),
        Endpoint(
            GET_REVISION,
            served.handler("get_revision"),
            results=kinds_of(responses.GetRevisionResult),
        ),
        Endpoint(
            DOWNLOAD_REVISION,
            served.handler("download_revision"),
            results=kinds_of(responses.DownloadRevisionResult),
        ),
    )
    return OperationGroup("proposals", endpoints, served.is_given, served.missing)


def router(port: ProposalsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
