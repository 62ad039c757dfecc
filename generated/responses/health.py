"""Sealed responses of the tag `health`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class GetLiveness200(Sealed):
    """The process is alive.

    Line 66 of the contract.
    """

    status_code = "200"
    media_type = "application/health+json"
    body_type = models.Health
    schema = "Health"
    body: models.Health


@final
class GetLiveness400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1907 of the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetLiveness406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1929 of the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetLiveness500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


GetLivenessResult: TypeAlias = (
    GetLiveness200 | GetLiveness400 | GetLiveness406 | GetLiveness500
)


@final
class GetReadiness200(Sealed):
    """The process serves requests.

    Line 83 of the contract.
    """

    status_code = "200"
    media_type = "application/health+json"
    body_type = models.Health
    schema = "Health"
    body: models.Health


@final
class GetReadiness400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1907 of the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetReadiness406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1929 of the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetReadiness500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetReadiness503ApplicationHealthJson(Sealed):
    """The process can't serve requests now.

    Line 93 of the contract.
    """

    status_code = "503"
    media_type = "application/health+json"
    body_type = models.Health
    schema = "Health"
    headers = (
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Health
    retry_after: int


@final
class GetReadiness503ApplicationProblemJson(Sealed):
    """The process can't serve requests now.

    Line 93 of the contract.
    """

    status_code = "503"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Problem
    retry_after: int


GetReadinessResult: TypeAlias = (
    GetReadiness200
    | GetReadiness400
    | GetReadiness406
    | GetReadiness500
    | GetReadiness503ApplicationHealthJson
    | GetReadiness503ApplicationProblemJson
)
