"""Sealed responses of the tag `teams`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class ListTeams200(Sealed):
    """A page of teams.

    Line 541 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.TeamPage
    schema = "TeamPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.TeamPage
    link: str | None = None


@final
class ListTeams400(Sealed):
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
class ListTeams401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
class ListTeams403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListTeams404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListTeams406(Sealed):
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
class ListTeams422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListTeams429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
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


@final
class ListTeams500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListTeams503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
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


ListTeamsResult: TypeAlias = (
    ListTeams200
    | ListTeams400
    | ListTeams401
    | ListTeams403
    | ListTeams404
    | ListTeams406
    | ListTeams422
    | ListTeams429
    | ListTeams500
    | ListTeams503
)


@final
class CreateTeam201(Sealed):
    """The team was created.

    Line 482 of the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Team
    schema = "Team"
    headers = (
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
    )
    body: models.Team
    etag: str
    location: str


@final
class CreateTeam400(Sealed):
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
class CreateTeam401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
class CreateTeam403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateTeam406(Sealed):
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
class CreateTeam409(Sealed):
    """The request contradicts the current state, for example a name that is taken
    or a quota that is used up.

    Line 1934 of the contract.
    """

    status_code = "409"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateTeam413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateTeam415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateTeam422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateTeam429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
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


@final
class CreateTeam500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateTeam503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
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


CreateTeamResult: TypeAlias = (
    CreateTeam201
    | CreateTeam400
    | CreateTeam401
    | CreateTeam403
    | CreateTeam406
    | CreateTeam409
    | CreateTeam413
    | CreateTeam415
    | CreateTeam422
    | CreateTeam429
    | CreateTeam500
    | CreateTeam503
)


@final
class GetTeam200(Sealed):
    """The team.

    Line 571 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Team
    schema = "Team"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Team
    etag: str


@final
class GetTeam304(Sealed):
    """The state is still the one that the client has.

    Line 1897 of the contract.
    """

    status_code = "304"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    etag: str


@final
class GetTeam400(Sealed):
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
class GetTeam401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
class GetTeam403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetTeam404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetTeam406(Sealed):
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
class GetTeam422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetTeam429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
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


@final
class GetTeam500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetTeam503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
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


GetTeamResult: TypeAlias = (
    GetTeam200
    | GetTeam304
    | GetTeam400
    | GetTeam401
    | GetTeam403
    | GetTeam404
    | GetTeam406
    | GetTeam422
    | GetTeam429
    | GetTeam500
    | GetTeam503
)


@final
class DeleteTeam204(Sealed):
    """The team is gone.

    Line 638 of the contract.
    """

    status_code = "204"


@final
class DeleteTeam400(Sealed):
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
class DeleteTeam401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
class DeleteTeam403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteTeam404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteTeam406(Sealed):
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
class DeleteTeam412(Sealed):
    """The resource has changed since it was read.

    Line 1939 of the contract.
    """

    status_code = "412"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteTeam422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteTeam428(Sealed):
    """An update needs `If-Match`.

    Line 1959 of the contract.
    """

    status_code = "428"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteTeam429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
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


@final
class DeleteTeam500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteTeam503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
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


DeleteTeamResult: TypeAlias = (
    DeleteTeam204
    | DeleteTeam400
    | DeleteTeam401
    | DeleteTeam403
    | DeleteTeam404
    | DeleteTeam406
    | DeleteTeam412
    | DeleteTeam422
    | DeleteTeam428
    | DeleteTeam429
    | DeleteTeam500
    | DeleteTeam503
)


@final
class UpdateTeam200(Sealed):
    """The changed team.

    Line 607 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Team
    schema = "Team"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Team
    etag: str


@final
class UpdateTeam400(Sealed):
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
class UpdateTeam401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
class UpdateTeam403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam406(Sealed):
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
class UpdateTeam409(Sealed):
    """The request contradicts the current state, for example a name that is taken
    or a quota that is used up.

    Line 1934 of the contract.
    """

    status_code = "409"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam412(Sealed):
    """The resource has changed since it was read.

    Line 1939 of the contract.
    """

    status_code = "412"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam428(Sealed):
    """An update needs `If-Match`.

    Line 1959 of the contract.
    """

    status_code = "428"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
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


@final
class UpdateTeam500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateTeam503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
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


UpdateTeamResult: TypeAlias = (
    UpdateTeam200
    | UpdateTeam400
    | UpdateTeam401
    | UpdateTeam403
    | UpdateTeam404
    | UpdateTeam406
    | UpdateTeam409
    | UpdateTeam412
    | UpdateTeam413
    | UpdateTeam415
    | UpdateTeam422
    | UpdateTeam428
    | UpdateTeam429
    | UpdateTeam500
    | UpdateTeam503
)
