"""Sealed responses of the tag `health`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class GetLiveness200(Sealed):
    """The process is alive.

    `#/paths/~1livez/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/health+json"
    body_type = models.Health
    schema = "Health"
    body: models.Health


GetLivenessResult: TypeAlias = (
    GetLiveness200
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.InternalServerError
)


@final
class GetReadiness200(Sealed):
    """The process serves requests.

    `#/paths/~1readyz/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/health+json"
    body_type = models.Health
    schema = "Health"
    body: models.Health


@final
class GetReadiness503ApplicationHealthJson(Sealed):
    """The process can't serve requests now.

    `#/paths/~1readyz/get/responses/503` in the contract.
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

    `#/paths/~1readyz/get/responses/503` in the contract.
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
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.InternalServerError
    | GetReadiness503ApplicationHealthJson
    | GetReadiness503ApplicationProblemJson
)
