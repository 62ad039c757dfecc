"""Routes of the tag `sign_in`."""

from typing import Final

from .. import models
from ..ports.sign_in import SignInPort, UnimplementedSignIn
from ..responses import sign_in as responses
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
)
from ..runtime.responses.declared import declared, kinds_of

SHOW_AUTHORIZATION: Final = Operation(
    operation_id="show_authorization",
    method="GET",
    path="/oauth/authorize",
    tag="sign_in",
    source="#/paths/~1oauth~1authorize/get",
    parameters=(
        Parameter(
            name="countersign_browser",
            argument="countersign_browser",
            location="cookie",
            schema="/components/parameters/BrowserCookie/schema",
            style="form",
            explode=True,
        ),
        Parameter(
            name="__Host-countersign_browser",
            argument="host_countersign_browser",
            location="cookie",
            schema="/components/parameters/SecureBrowserCookie/schema",
            style="form",
            explode=True,
        ),
        Parameter(
            name="response_type",
            argument="response_type",
            location="query",
            schema="OAuthParameter",
            style="form",
            explode=True,
        ),
        Parameter(
            name="client_id",
            argument="client_id",
            location="query",
            schema="OAuthParameter",
            style="form",
            explode=True,
        ),
        Parameter(
            name="redirect_uri",
            argument="redirect_uri",
            location="query",
            schema="OAuthParameter",
            style="form",
            explode=True,
        ),
        Parameter(
            name="scope",
            argument="scope",
            location="query",
            schema="OAuthParameter",
            style="form",
            explode=True,
        ),
        Parameter(
            name="state",
            argument="state",
            location="query",
            schema="OAuthParameter",
            style="form",
            explode=True,
        ),
        Parameter(
            name="code_challenge",
            argument="code_challenge",
            location="query",
            schema="OAuthParameter",
            style="form",
            explode=True,
        ),
        Parameter(
            name="code_challenge_method",
            argument="code_challenge_method",
            location="query",
            schema="OAuthParameter",
            style="form",
            explode=True,
        ),
        Parameter(
            name="others",
            argument="others",
            location="query",
            schema="/paths/~1oauth~1authorize/get/parameters/7/schema",
            style="form",
            explode=True,
        ),
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="Where a client sends a person to be allowed something",
    responses=declared(responses.ShowAuthorizationResult),
)

ANSWER_AUTHORIZATION: Final = Operation(
    operation_id="answer_authorization",
    method="POST",
    path="/oauth/authorize",
    tag="sign_in",
    source="#/paths/~1oauth~1authorize/post",
    parameters=(
        Parameter(
            name="countersign_browser",
            argument="countersign_browser",
            location="cookie",
            schema="/components/parameters/BrowserCookie/schema",
            style="form",
            explode=True,
        ),
        Parameter(
            name="__Host-countersign_browser",
            argument="host_countersign_browser",
            location="cookie",
            schema="/components/parameters/SecureBrowserCookie/schema",
            style="form",
            explode=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(media_type="application/x-www-form-urlencoded", schema="PageForm"),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="What a person does on the page",
    responses=declared(responses.AnswerAuthorizationResult),
)

SHOW_DEVICE: Final = Operation(
    operation_id="show_device",
    method="GET",
    path="/oauth/device",
    tag="sign_in",
    source="#/paths/~1oauth~1device/get",
    parameters=(
        Parameter(
            name="countersign_browser",
            argument="countersign_browser",
            location="cookie",
            schema="/components/parameters/BrowserCookie/schema",
            style="form",
            explode=True,
        ),
        Parameter(
            name="__Host-countersign_browser",
            argument="host_countersign_browser",
            location="cookie",
            schema="/components/parameters/SecureBrowserCookie/schema",
            style="form",
            explode=True,
        ),
        Parameter(
            name="user_code",
            argument="user_code",
            location="query",
            schema="/paths/~1oauth~1device/get/parameters/0/schema",
            style="form",
            explode=True,
        ),
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="Where a person types in the code that a device shows",
    responses=declared(responses.ShowDeviceResult),
)

ANSWER_DEVICE: Final = Operation(
    operation_id="answer_device",
    method="POST",
    path="/oauth/device",
    tag="sign_in",
    source="#/paths/~1oauth~1device/post",
    parameters=(
        Parameter(
            name="countersign_browser",
            argument="countersign_browser",
            location="cookie",
            schema="/components/parameters/BrowserCookie/schema",
            style="form",
            explode=True,
        ),
        Parameter(
            name="__Host-countersign_browser",
            argument="host_countersign_browser",
            location="cookie",
            schema="/components/parameters/SecureBrowserCookie/schema",
            style="form",
            explode=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(media_type="application/x-www-form-urlencoded", schema="PageForm"),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="What a person does on the page of a device",
    responses=declared(responses.AnswerDeviceResult),
)


def group(port: SignInPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, SignInPort, UnimplementedSignIn())
    endpoints = (
        Endpoint(
            SHOW_AUTHORIZATION,
            served.handler("show_authorization"),
            results=kinds_of(responses.ShowAuthorizationResult),
            parameter_types={
                "others": dict[str, models.OAuthParameter],
            },
        ),
        Endpoint(
            ANSWER_AUTHORIZATION,
            served.handler("answer_authorization"),
            results=kinds_of(responses.AnswerAuthorizationResult),
            body_types={
                "application/x-www-form-urlencoded": models.PageForm,
            },
        ),
        Endpoint(
            SHOW_DEVICE,
            served.handler("show_device"),
            results=kinds_of(responses.ShowDeviceResult),
        ),
        Endpoint(
            ANSWER_DEVICE,
            served.handler("answer_device"),
            results=kinds_of(responses.AnswerDeviceResult),
            body_types={
                "application/x-www-form-urlencoded": models.PageForm,
            },
        ),
    )
    return OperationGroup("sign_in", endpoints, served.is_given, served.missing)


def router(port: SignInPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
