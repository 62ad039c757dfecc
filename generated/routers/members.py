"""Routes of the tag `members`."""

from typing import Final

from .. import models
from ..ports.members import MembersPort
from ..responses import members as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)

LIST_MEMBERS: Final = Operation(
    operation_id="list_members",
    method="GET",
    path="/v1/teams/{team_id}/members",
    tag="members",
    line=712,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="MemberPage"),),
            headers=(
                Header(
                    name="Link",
                    argument="link",
                    schema="/components/headers/Link/schema",
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("members:read",)),),
        (Requirement(scheme="api_key", scopes=("members:read",)),),
    ),
    summary="List the members of a team",
)

ADD_MEMBER: Final = Operation(
    operation_id="add_member",
    method="POST",
    path="/v1/teams/{team_id}/members",
    tag="members",
    line=654,
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
    responses=(
        ResponseSpec(
            status="201",
            content=(Media(media_type="application/json", schema="Member"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Location",
                    argument="location",
                    schema="/components/headers/Location/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="409",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="413",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="415",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Add a person to a team",
)

GET_MEMBER: Final = Operation(
    operation_id="get_member",
    method="GET",
    path="/v1/teams/{team_id}/members/{person_id}",
    tag="members",
    line=744,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Member"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="304",
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("members:read",)),),
        (Requirement(scheme="api_key", scopes=("members:read",)),),
    ),
    summary="Read a membership",
)

REMOVE_MEMBER: Final = Operation(
    operation_id="remove_member",
    method="DELETE",
    path="/v1/teams/{team_id}/members/{person_id}",
    tag="members",
    line=813,
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
    responses=(
        ResponseSpec(status="204"),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="409",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="412",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="428",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Remove a member, or leave a team",
)

UPDATE_MEMBER: Final = Operation(
    operation_id="update_member",
    method="PATCH",
    path="/v1/teams/{team_id}/members/{person_id}",
    tag="members",
    line=773,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Member"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="409",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="412",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="413",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="415",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="428",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("members:write",)),),),
    summary="Change a member's role",
)


def router(port: MembersPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "members",
        runtime,
        (
            Endpoint(
                LIST_MEMBERS,
                port.list_members,
                results=(
                    responses.ListMembers200,
                    responses.ListMembers400,
                    responses.ListMembers401,
                    responses.ListMembers403,
                    responses.ListMembers404,
                    responses.ListMembers406,
                    responses.ListMembers422,
                    responses.ListMembers429,
                    responses.ListMembers500,
                    responses.ListMembers503,
                ),
                body_types={},
            ),
            Endpoint(
                ADD_MEMBER,
                port.add_member,
                results=(
                    responses.AddMember201,
                    responses.AddMember400,
                    responses.AddMember401,
                    responses.AddMember403,
                    responses.AddMember404,
                    responses.AddMember406,
                    responses.AddMember409,
                    responses.AddMember413,
                    responses.AddMember415,
                    responses.AddMember422,
                    responses.AddMember429,
                    responses.AddMember500,
                    responses.AddMember503,
                ),
                body_types={
                    "application/json": models.MemberAddition,
                },
            ),
            Endpoint(
                GET_MEMBER,
                port.get_member,
                results=(
                    responses.GetMember200,
                    responses.GetMember304,
                    responses.GetMember400,
                    responses.GetMember401,
                    responses.GetMember403,
                    responses.GetMember404,
                    responses.GetMember406,
                    responses.GetMember422,
                    responses.GetMember429,
                    responses.GetMember500,
                    responses.GetMember503,
                ),
                body_types={},
            ),
            Endpoint(
                REMOVE_MEMBER,
                port.remove_member,
                results=(
                    responses.RemoveMember204,
                    responses.RemoveMember400,
                    responses.RemoveMember401,
                    responses.RemoveMember403,
                    responses.RemoveMember404,
                    responses.RemoveMember406,
                    responses.RemoveMember409,
                    responses.RemoveMember412,
                    responses.RemoveMember422,
                    responses.RemoveMember428,
                    responses.RemoveMember429,
                    responses.RemoveMember500,
                    responses.RemoveMember503,
                ),
                body_types={},
            ),
            Endpoint(
                UPDATE_MEMBER,
                port.update_member,
                results=(
                    responses.UpdateMember200,
                    responses.UpdateMember400,
                    responses.UpdateMember401,
                    responses.UpdateMember403,
                    responses.UpdateMember404,
                    responses.UpdateMember406,
                    responses.UpdateMember409,
                    responses.UpdateMember412,
                    responses.UpdateMember413,
                    responses.UpdateMember415,
                    responses.UpdateMember422,
                    responses.UpdateMember428,
                    responses.UpdateMember429,
                    responses.UpdateMember500,
                    responses.UpdateMember503,
                ),
                body_types={
                    "application/merge-patch+json": models.MemberPatch,
                },
            ),
        ),
    )
