"""Routes of the tag `people`."""

from typing import Final

from .. import models
from ..ports.people import PeoplePort
from ..responses import people as responses
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

REGISTER_PERSON: Final = Operation(
    operation_id="register_person",
    method="POST",
    path="/v1/people",
    tag="people",
    line=207,
    parameters=(
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
                schema="PersonRegistration",
                max_body=14168,
            ),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="201",
            content=(Media(media_type="application/json", schema="Person"),),
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
    summary="Register",
)

GET_ME: Final = Operation(
    operation_id="get_me",
    method="GET",
    path="/v1/people/me",
    tag="people",
    line=248,
    parameters=(
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
            content=(Media(media_type="application/json", schema="Person"),),
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
    security=((Requirement(scheme="access_token", scopes=("people:read",)),),),
    summary="Read one's own account",
)

DELETE_ME: Final = Operation(
    operation_id="delete_me",
    method="DELETE",
    path="/v1/people/me",
    tag="people",
    line=316,
    parameters=(
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
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Delete one's own account",
)

UPDATE_ME: Final = Operation(
    operation_id="update_me",
    method="PATCH",
    path="/v1/people/me",
    tag="people",
    line=279,
    parameters=(
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
                schema="PersonPatch",
                max_body=18044,
            ),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Person"),),
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
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Change one's own account",
)


def router(port: PeoplePort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "people",
        runtime,
        (
            Endpoint(
                REGISTER_PERSON,
                port.register_person,
                results=(
                    responses.RegisterPerson201,
                    responses.RegisterPerson400,
                    responses.RegisterPerson406,
                    responses.RegisterPerson409,
                    responses.RegisterPerson413,
                    responses.RegisterPerson415,
                    responses.RegisterPerson422,
                    responses.RegisterPerson429,
                    responses.RegisterPerson500,
                    responses.RegisterPerson503,
                ),
                body_types={
                    "application/json": models.PersonRegistration,
                },
            ),
            Endpoint(
                GET_ME,
                port.get_me,
                results=(
                    responses.GetMe200,
                    responses.GetMe304,
                    responses.GetMe400,
                    responses.GetMe401,
                    responses.GetMe403,
                    responses.GetMe406,
                    responses.GetMe422,
                    responses.GetMe429,
                    responses.GetMe500,
                    responses.GetMe503,
                ),
                body_types={},
            ),
            Endpoint(
                DELETE_ME,
                port.delete_me,
                results=(
                    responses.DeleteMe204,
                    responses.DeleteMe400,
                    responses.DeleteMe401,
                    responses.DeleteMe403,
                    responses.DeleteMe406,
                    responses.DeleteMe409,
                    responses.DeleteMe412,
                    responses.DeleteMe422,
                    responses.DeleteMe428,
                    responses.DeleteMe429,
                    responses.DeleteMe500,
                    responses.DeleteMe503,
                ),
                body_types={},
            ),
            Endpoint(
                UPDATE_ME,
                port.update_me,
                results=(
                    responses.UpdateMe200,
                    responses.UpdateMe400,
                    responses.UpdateMe401,
                    responses.UpdateMe403,
                    responses.UpdateMe406,
                    responses.UpdateMe409,
                    responses.UpdateMe412,
                    responses.UpdateMe413,
                    responses.UpdateMe415,
                    responses.UpdateMe422,
                    responses.UpdateMe428,
                    responses.UpdateMe429,
                    responses.UpdateMe500,
                    responses.UpdateMe503,
                ),
                body_types={
                    "application/merge-patch+json": models.PersonPatch,
                },
            ),
        ),
    )
