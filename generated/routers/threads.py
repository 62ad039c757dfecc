"""Routes of the tag `threads`."""

from typing import Final

from .. import models
from ..ports.threads import ThreadsPort, UnimplementedThreads
from ..responses import threads as responses
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

LIST_THREADS: Final = Operation(
    operation_id="list_threads",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads",
    tag="threads",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads/get",
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
            name="state",
            argument="state",
            location="query",
            schema="ThreadState",
            style="form",
            explode=True,
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
    summary="List the threads of a proposal",
    responses=declared(responses.ListThreadsResult),
)

CREATE_THREAD: Final = Operation(
    operation_id="create_thread",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads",
    tag="threads",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads/post",
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
                media_type="application/json", schema="ThreadCreation", max_body=172088
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Begin a thread",
    responses=declared(responses.CreateThreadResult),
)

GET_THREAD: Final = Operation(
    operation_id="get_thread",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads/{thread_id}",
    tag="threads",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}/get",
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
            name="thread_id",
            argument="thread_id",
            location="path",
            schema="ThreadId",
            required=True,
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("proposals:read",)),),
        (Requirement(scheme="api_key", scopes=("proposals:read",)),),
    ),
    summary="Read a thread",
    responses=declared(responses.GetThreadResult),
)

LIST_COMMENTS: Final = Operation(
    operation_id="list_comments",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads/{thread_id}/comments",
    tag="threads",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1comments/get",
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
            name="thread_id",
            argument="thread_id",
            location="path",
            schema="ThreadId",
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
    summary="List what was said in a thread",
    responses=declared(responses.ListCommentsResult),
)

ADD_COMMENT: Final = Operation(
    operation_id="add_comment",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads/{thread_id}/comments",
    tag="threads",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1comments/post",
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
            name="thread_id",
            argument="thread_id",
            location="path",
            schema="ThreadId",
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
                media_type="application/json", schema="CommentCreation", max_body=121448
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Say something in a thread",
    responses=declared(responses.AddCommentResult),
)

RESOLVE_THREAD: Final = Operation(
    operation_id="resolve_thread",
    method="PUT",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads/{thread_id}/resolution",
    tag="threads",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1resolution/put",
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
            name="thread_id",
            argument="thread_id",
            location="path",
            schema="ThreadId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Resolve a thread",
    responses=declared(responses.ResolveThreadResult),
)

REOPEN_THREAD: Final = Operation(
    operation_id="reopen_thread",
    method="DELETE",
    path="/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}/threads/{thread_id}/resolution",
    tag="threads",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1resolution/delete",
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
            name="thread_id",
            argument="thread_id",
            location="path",
            schema="ThreadId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Take a thread up again",
    responses=declared(responses.ReopenThreadResult),
)


def group(port: ThreadsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ThreadsPort, UnimplementedThreads())
    endpoints = (
        Endpoint(
            LIST_THREADS,
            served.handler("list_threads"),
            results=kinds_of(responses.ListThreadsResult),
            parameter_types={
                "state": models.ThreadState,
            },
        ),
        Endpoint(
            CREATE_THREAD,
            served.handler("create_thread"),
            results=kinds_of(responses.CreateThreadResult),
            body_types={
                "application/json": models.ThreadCreation,
            },
        ),
        Endpoint(
            GET_THREAD,
            served.handler("get_thread"),
            results=kinds_of(responses.GetThreadResult),
        ),
        Endpoint(
            LIST_COMMENTS,
            served.handler("list_comments"),
            results=kinds_of(responses.ListCommentsResult),
        ),
        Endpoint(
            ADD_COMMENT,
            served.handler("add_comment"),
            results=kinds_of(responses.AddCommentResult),
            body_types={
                "application/json": models.CommentCreation,
            },
        ),
        Endpoint(
            RESOLVE_THREAD,
            served.handler("resolve_thread"),
            results=kinds_of(responses.ResolveThreadResult),
        ),
        Endpoint(
            REOPEN_THREAD,
            served.handler("reopen_thread"),
            results=kinds_of(responses.ReopenThreadResult),
        ),
    )
    return OperationGroup("threads", endpoints, served.is_given, served.missing)


def router(port: ThreadsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
