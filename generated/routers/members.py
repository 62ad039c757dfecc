"""Routes of the tag `members`."""

from typing import Final

from .. import models
from ..ports.members import MembersPort, UnimplementedMembers
from ..responses import members as responses
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

LIST_MEMBERS: Final = Operation(
    operation_id="list_members",
    method="GET",
    path="/v1/teams/{team_id}/members",
    tag="members",
    source="#/paths/~1v1~1teams~1{team_id}~1members/get",
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
    security=(
        (Requirement(scheme="access_token", scopes=("members:read",)),),
        (Requirement(scheme="api_key", scopes=("members:read",)),),
    ),
    summary="List the members of a team",
    responses=declared(responses.ListMembersResult),
)

ADD_MEMBER: Final = Operation(
    operation_id="add_member",
    method="POST",
    path="/v1/teams/{team_id}/members",
    tag="members",
    source="#/paths/~1v1~1teams~1{team_id}~1members/post",
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
                media_type="application/json", schema="MemberAddition", max_body=8528
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Add a person to a team",
    responses=declared(responses.AddMemberResult),
)

GET_MEMBER: Final = Operation(
    operation_id="get_member",
    method="GET",
    path="/v1/teams/{team_id}/members/{person_id}",
    tag="members",
    source="#/paths/~1v1~1teams~1{team_id}~1members~1{person_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="person_id",
            argument="person_id",
            location="path",
            schema="PersonId",
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
        (Requirement(scheme="access_token", scopes=("members:read",)),),
        (Requirement(scheme="api_key", scopes=("members:read",)),),
    ),
    summary="Read a membership",
    responses=declared(responses.GetMemberResult),
)

REMOVE_MEMBER: Final = Operation(
    operation_id="remove_member",
    method="DELETE",
    path="/v1/teams/{team_id}/members/{person_id}",
    tag="members",
    source="#/paths/~1v1~1teams~1{team_id}~1members~1{person_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="person_id",
            argument="person_id",
            location="path",
            schema="PersonId",
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
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Remove a member, or leave a team",
    responses=declared(responses.RemoveMemberResult),
)

UPDATE_MEMBER: Final = Operation(
    operation_id="update_member",
    method="PATCH",
    path="/v1/teams/{team_id}/members/{person_id}",
    tag="members",
    source="#/paths/~1v1~1teams~1{team_id}~1members~1{person_id}/patch",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="person_id",
            argument="person_id",
            location="path",
            schema="PersonId",
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
                schema="MemberPatch",
                max_body=1988,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Change a member's role",
    responses=declared(responses.UpdateMemberResult),
)


def group(port: MembersPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, MembersPort, UnimplementedMembers())
    endpoints = (
        Endpoint(
            LIST_MEMBERS,
            served.handler("list_members"),
            results=kinds_of(responses.ListMembersResult),
        ),
        Endpoint(
            ADD_MEMBER,
            served.handler("add_member"),
            results=kinds_of(responses.AddMemberResult),
            body_types={
                "application/json": models.MemberAddition,
            },
        ),
        Endpoint(
            GET_MEMBER,
            served.handler("get_member"),
            results=kinds_of(responses.GetMemberResult),
        ),
        Endpoint(
            REMOVE_MEMBER,
            served.handler("remove_member"),
            results=kinds_of(responses.RemoveMemberResult),
        ),
        Endpoint(
            UPDATE_MEMBER,
            served.handler("update_member"),
            results=kinds_of(responses.UpdateMemberResult),
            body_types={
                "application/merge-patch+json": models.MemberPatch,
            },
        ),
    )
    return OperationGroup("members", endpoints, served.is_given, served.missing)


def router(port: MembersPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
