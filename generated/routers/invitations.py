"""Routes of the tag `invitations`."""

from typing import Final

from .. import models
from ..ports.invitations import InvitationsPort, UnimplementedInvitations
from ..responses import invitations as responses
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

LIST_INVITATIONS: Final = Operation(
    operation_id="list_invitations",
    method="GET",
    path="/v1/teams/{team_id}/invitations",
    tag="invitations",
    source="#/paths/~1v1~1teams~1{team_id}~1invitations/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
    security=((Requirement(scheme="access_token", scopes=("members:read",)),),),
    summary="List the open invitations of a team",
    responses=declared(responses.ListInvitationsResult),
)

CREATE_INVITATION: Final = Operation(
    operation_id="create_invitation",
    method="POST",
    path="/v1/teams/{team_id}/invitations",
    tag="invitations",
    source="#/paths/~1v1~1teams~1{team_id}~1invitations/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
                schema="InvitationCreation",
                max_body=8528,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Invite a person to a team",
    responses=declared(responses.CreateInvitationResult),
)

GET_INVITATION: Final = Operation(
    operation_id="get_invitation",
    method="GET",
    path="/v1/teams/{team_id}/invitations/{invitation_id}",
    tag="invitations",
    source="#/paths/~1v1~1teams~1{team_id}~1invitations~1{invitation_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="invitation_id",
            argument="invitation_id",
            location="path",
            schema="InvitationId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("members:read",)),),),
    summary="Read an open invitation",
    responses=declared(responses.GetInvitationResult),
)

REVOKE_INVITATION: Final = Operation(
    operation_id="revoke_invitation",
    method="DELETE",
    path="/v1/teams/{team_id}/invitations/{invitation_id}",
    tag="invitations",
    source="#/paths/~1v1~1teams~1{team_id}~1invitations~1{invitation_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="invitation_id",
            argument="invitation_id",
            location="path",
            schema="InvitationId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Take an invitation back",
    responses=declared(responses.RevokeInvitationResult),
)

LIST_OWN_INVITATIONS: Final = Operation(
    operation_id="list_own_invitations",
    method="GET",
    path="/v1/invitations",
    tag="invitations",
    source="#/paths/~1v1~1invitations/get",
    parameters=(
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
    security=((Requirement(scheme="access_token", scopes=("people:read",)),),),
    summary="Which teams invite the caller?",
    responses=declared(responses.ListOwnInvitationsResult),
)

DECLINE_INVITATION: Final = Operation(
    operation_id="decline_invitation",
    method="DELETE",
    path="/v1/invitations/{invitation_id}",
    tag="invitations",
    source="#/paths/~1v1~1invitations~1{invitation_id}/delete",
    parameters=(
        Parameter(
            name="invitation_id",
            argument="invitation_id",
            location="path",
            schema="InvitationId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Decline an invitation",
    responses=declared(responses.DeclineInvitationResult),
)

ACCEPT_INVITATION: Final = Operation(
    operation_id="accept_invitation",
    method="PUT",
    path="/v1/invitations/{invitation_id}/acceptance",
    tag="invitations",
    source="#/paths/~1v1~1invitations~1{invitation_id}~1acceptance/put",
    parameters=(
        Parameter(
            name="invitation_id",
            argument="invitation_id",
            location="path",
            schema="InvitationId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Accept an invitation",
    responses=declared(responses.AcceptInvitationResult),
)


def group(port: InvitationsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, InvitationsPort, UnimplementedInvitations())
    endpoints = (
        Endpoint(
            LIST_INVITATIONS,
            served.handler("list_invitations"),
            results=kinds_of(responses.ListInvitationsResult),
        ),
        Endpoint(
            CREATE_INVITATION,
            served.handler("create_invitation"),
            results=kinds_of(responses.CreateInvitationResult),
            body_types={
                "application/json": models.InvitationCreation,
            },
        ),
        Endpoint(
            GET_INVITATION,
            served.handler("get_invitation"),
            results=kinds_of(responses.GetInvitationResult),
        ),
        Endpoint(
            REVOKE_INVITATION,
            served.handler("revoke_invitation"),
            results=kinds_of(responses.RevokeInvitationResult),
        ),
        Endpoint(
            LIST_OWN_INVITATIONS,
            served.handler("list_own_invitations"),
            results=kinds_of(responses.ListOwnInvitationsResult),
        ),
        Endpoint(
            DECLINE_INVITATION,
            served.handler("decline_invitation"),
            results=kinds_of(responses.DeclineInvitationResult),
        ),
        Endpoint(
            ACCEPT_INVITATION,
            served.handler("accept_invitation"),
            results=kinds_of(responses.AcceptInvitationResult),
        ),
    )
    return OperationGroup("invitations", endpoints, served.is_given, served.missing)


def router(port: InvitationsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
