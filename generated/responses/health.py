"""Sealed responses of the tag `health`: an operation can give no other."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias, final

from .. import models
from ..runtime.operation import Header
from ..runtime.sealed import Sealed


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetLiveness200(Sealed):
    """The process is alive.

    Line 57 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/health+json"
    body_type: ClassVar[object] = models.Health
    schema: ClassVar[str | None] = "Health"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Health


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetLiveness400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1491 of the contract.
    """

    status_code: ClassVar[str] = "400"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetLiveness406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1513 of the contract.
    """

    status_code: ClassVar[str] = "406"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetLiveness500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1555 of the contract.
    """

    status_code: ClassVar[str] = "500"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


GetLivenessResult: TypeAlias = (
    GetLiveness200 | GetLiveness400 | GetLiveness406 | GetLiveness500
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetReadiness200(Sealed):
    """The process serves requests.

    Line 74 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/health+json"
    body_type: ClassVar[object] = models.Health
    schema: ClassVar[str | None] = "Health"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Health


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetReadiness400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1491 of the contract.
    """

    status_code: ClassVar[str] = "400"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetReadiness406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1513 of the contract.
    """

    status_code: ClassVar[str] = "406"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetReadiness500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1555 of the contract.
    """

    status_code: ClassVar[str] = "500"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetReadiness503ApplicationHealthJson(Sealed):
    """The process can't serve requests now.

    Line 84 of the contract.
    """

    status_code: ClassVar[str] = "503"
    media_type: ClassVar[str | None] = "application/health+json"
    body_type: ClassVar[object] = models.Health
    schema: ClassVar[str | None] = "Health"
    headers: ClassVar[tuple[Header, ...]] = (
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
@dataclass(frozen=True, slots=True, kw_only=True)
class GetReadiness503ApplicationProblemJson(Sealed):
    """The process can't serve requests now.

    Line 84 of the contract.
    """

    status_code: ClassVar[str] = "503"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
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
