"""Routes of the tag `passkeys`."""

from typing import Final

from .. import models
from ..ports.passkeys import PasskeysPort, UnimplementedPasskeys
from ..responses import passkeys as responses
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

LIST_PASSKEYS: Final = Operation(
    operation_id="list_passkeys",
    method="GET",
    path="/v1/people/me/passkeys",
    tag="passkeys",
    source="#/paths/~1v1~1people~1me~1passkeys/get",
    security=((Requirement(scheme="access_token", scopes=("people:read",)),),),
    summary="List one's own passkeys",
    responses=declared(responses.ListPasskeysResult),
)

ADD_PASSKEY: Final = Operation(
    operation_id="add_passkey",
    method="POST",
    path="/v1/people/me/passkeys",
    tag="passkeys",
    source="#/paths/~1v1~1people~1me~1passkeys/post",
    body=RequestBody(
        content=(Media(media_type="application/json", schema="PasskeyAddition"),),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Log in with a passkey from now on",
    responses=declared(responses.AddPasskeyResult),
)

REMOVE_PASSKEY: Final = Operation(
    operation_id="remove_passkey",
    method="DELETE",
    path="/v1/people/me/passkeys/{passkey_id}",
    tag="passkeys",
    source="#/paths/~1v1~1people~1me~1passkeys~1{passkey_id}/delete",
    parameters=(
        Parameter(
            name="passkey_id",
            argument="passkey_id",
            location="path",
            schema="PasskeyId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Remove a passkey",
    responses=declared(responses.RemovePasskeyResult),
)

RENAME_PASSKEY: Final = Operation(
    operation_id="rename_passkey",
    method="PUT",
    path="/v1/people/me/passkeys/{passkey_id}/name",
    tag="passkeys",
    source="#/paths/~1v1~1people~1me~1passkeys~1{passkey_id}~1name/put",
    parameters=(
        Parameter(
            name="passkey_id",
            argument="passkey_id",
            location="path",
            schema="PasskeyId",
            required=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(media_type="application/json", schema="PasskeyName", max_body=3848),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Call a passkey something else",
    responses=declared(responses.RenamePasskeyResult),
)

BEGIN_PASSKEY: Final = Operation(
    operation_id="begin_passkey",
    method="POST",
    path="/v1/people/me/passkey-challenges",
    tag="passkeys",
    source="#/paths/~1v1~1people~1me~1passkey-challenges/post",
    security=((Requirement(scheme="access_token", scopes=("people:write",)),),),
    summary="Begin to add a passkey",
    responses=declared(responses.BeginPasskeyResult),
)

BEGIN_PASSKEY_SESSION: Final = Operation(
    operation_id="begin_passkey_session",
    method="POST",
    path="/v1/passkey-challenges",
    tag="passkeys",
    source="#/paths/~1v1~1passkey-challenges/post",
    rate_limit=RateLimit(name="sessions", quota=300, window=60, by="address"),
    summary="Begin to log in with a passkey",
    responses=declared(responses.BeginPasskeySessionResult),
)

CREATE_PASSKEY_SESSION: Final = Operation(
    operation_id="create_passkey_session",
    method="POST",
    path="/v1/sessions/passkey",
    tag="passkeys",
    source="#/paths/~1v1~1sessions~1passkey/post",
    body=RequestBody(
        content=(Media(media_type="application/json", schema="PasskeyLogin"),),
        required=True,
    ),
    rate_limit=RateLimit(name="sessions", quota=300, window=60, by="address"),
    summary="Log in with a passkey",
    responses=declared(responses.CreatePasskeySessionResult),
)


def group(port: PasskeysPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, PasskeysPort, UnimplementedPasskeys())
    endpoints = (
        Endpoint(
            LIST_PASSKEYS,
            served.handler("list_passkeys"),
            results=kinds_of(responses.ListPasskeysResult),
        ),
        Endpoint(
            ADD_PASSKEY,
            served.handler("add_passkey"),
            results=kinds_of(responses.AddPasskeyResult),
            body_types={
                "application/json": models.PasskeyAddition,
            },
        ),
        Endpoint(
            REMOVE_PASSKEY,
            served.handler("remove_passkey"),
            results=kinds_of(responses.RemovePasskeyResult),
        ),
        Endpoint(
            RENAME_PASSKEY,
            served.handler("rename_passkey"),
            results=kinds_of(responses.RenamePasskeyResult),
            body_types={
                "application/json": models.PasskeyName,
            },
        ),
        Endpoint(
            BEGIN_PASSKEY,
            served.handler("begin_passkey"),
            results=kinds_of(responses.BeginPasskeyResult),
        ),
        Endpoint(
            BEGIN_PASSKEY_SESSION,
            served.handler("begin_passkey_session"),
            results=kinds_of(responses.BeginPasskeySessionResult),
        ),
        Endpoint(
            CREATE_PASSKEY_SESSION,
            served.handler("create_passkey_session"),
            results=kinds_of(responses.CreatePasskeySessionResult),
            body_types={
                "application/json": models.PasskeyLogin,
            },
        ),
    )
    return OperationGroup("passkeys", endpoints, served.is_given, served.missing)


def router(port: PasskeysPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
