"""Routes of the tag `people`."""

from typing import Final

from .. import models
from ..ports.people import PeoplePort, UnimplementedPeople
from ..responses import people as responses
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

REGISTER_PERSON: Final = Operation(
    operation_id="register_person",
    method="POST",
    path="/v1/people",
    tag="people",
    source="#/paths/~1v1~1people/post",
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
    rate_limit=RateLimit(name="accounts", quota=120, window=60, by="address"),
    summary="Register",
    responses=declared(responses.RegisterPersonResult),
)

GET_ME: Final = Operation(
    operation_id="get_me",
    method="GET",
    path="/v1/people/me",
    tag="people",
    source="#/paths/~1v1~1people~1me/get",
    parameters=(
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("people:read",)),),),
    summary="Read one's own account",
    responses=declared(responses.GetMeResult),
)

DELETE_ME: Final = Operation(
    operation_id="delete_me",
    method="DELETE",
    path="/v1/people/me",
    tag="people",
    source="#/paths/~1v1~1people~1me/delete",
    parameters=(
        Parameter(
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Delete one's own account",
    responses=declared(responses.DeleteMeResult),
)

UPDATE_ME: Final = Operation(
    operation_id="update_me",
    method="PATCH",
    path="/v1/people/me",
    tag="people",
    source="#/paths/~1v1~1people~1me/patch",
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
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Change one's own account",
    responses=declared(responses.UpdateMeResult),
)

EXPORT_ME: Final = Operation(
    operation_id="export_me",
    method="GET",
    path="/v1/people/me/export",
    tag="people",
    source="#/paths/~1v1~1people~1me~1export/get",
    security=((Requirement(scheme="access_token", scopes=("people:read",)),),),
    rate_limit=RateLimit(name="exports", quota=20, window=3600),
    summary="Take along all that is stored about oneself",
    responses=declared(responses.ExportMeResult),
)

REQUEST_EMAIL_PROOF: Final = Operation(
    operation_id="request_email_proof",
    method="POST",
    path="/v1/people/me/email-proofs",
    tag="people",
    source="#/paths/~1v1~1people~1me~1email-proofs/post",
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Have one's email address proven",
    responses=declared(responses.RequestEmailProofResult),
)

PROVE_EMAIL: Final = Operation(
    operation_id="prove_email",
    method="POST",
    path="/v1/email-proofs/completion",
    tag="people",
    source="#/paths/~1v1~1email-proofs~1completion/post",
    body=RequestBody(
        content=(
            Media(media_type="application/json", schema="EmailProof", max_body=2600),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="accounts", quota=120, window=60, by="address"),
    summary="Prove an email address",
    responses=declared(responses.ProveEmailResult),
)

REQUEST_PASSWORD_RESET: Final = Operation(
    operation_id="request_password_reset",
    method="POST",
    path="/v1/password-resets",
    tag="people",
    source="#/paths/~1v1~1password-resets/post",
    body=RequestBody(
        content=(
            Media(
                media_type="application/json",
                schema="PasswordResetRequest",
                max_body=7568,
            ),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="accounts", quota=120, window=60, by="address"),
    summary="Ask for a new password",
    responses=declared(responses.RequestPasswordResetResult),
)

RESET_PASSWORD: Final = Operation(
    operation_id="reset_password",
    method="POST",
    path="/v1/password-resets/completion",
    tag="people",
    source="#/paths/~1v1~1password-resets~1completion/post",
    body=RequestBody(
        content=(
            Media(media_type="application/json", schema="PasswordReset", max_body=6284),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="accounts", quota=120, window=60, by="address"),
    summary="Set a new password without the old one",
    responses=declared(responses.ResetPasswordResult),
)


def group(port: PeoplePort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, PeoplePort, UnimplementedPeople())
    endpoints = (
        Endpoint(
            REGISTER_PERSON,
            served.handler("register_person"),
            results=kinds_of(responses.RegisterPersonResult),
            body_types={
                "application/json": models.PersonRegistration,
            },
        ),
        Endpoint(
            GET_ME,
            served.handler("get_me"),
            results=kinds_of(responses.GetMeResult),
        ),
        Endpoint(
            DELETE_ME,
            served.handler("delete_me"),
            results=kinds_of(responses.DeleteMeResult),
        ),
        Endpoint(
            UPDATE_ME,
            served.handler("update_me"),
            results=kinds_of(responses.UpdateMeResult),
            body_types={
                "application/merge-patch+json": models.PersonPatch,
            },
        ),
        Endpoint(
            EXPORT_ME,
            served.handler("export_me"),
            results=kinds_of(responses.ExportMeResult),
        ),
        Endpoint(
            REQUEST_EMAIL_PROOF,
            served.handler("request_email_proof"),
            results=kinds_of(responses.RequestEmailProofResult),
        ),
        Endpoint(
            PROVE_EMAIL,
            served.handler("prove_email"),
            results=kinds_of(responses.ProveEmailResult),
            body_types={
                "application/json": models.EmailProof,
            },
        ),
        Endpoint(
            REQUEST_PASSWORD_RESET,
            served.handler("request_password_reset"),
            results=kinds_of(responses.RequestPasswordResetResult),
            body_types={
                "application/json": models.PasswordResetRequest,
            },
        ),
        Endpoint(
            RESET_PASSWORD,
            served.handler("reset_password"),
            results=kinds_of(responses.ResetPasswordResult),
            body_types={
                "application/json": models.PasswordReset,
            },
        ),
    )
    return OperationGroup("people", endpoints, served.is_given, served.missing)


def router(port: PeoplePort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
