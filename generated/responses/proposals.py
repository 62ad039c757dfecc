"""Sealed responses of the tag `proposals`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListProposals200(Sealed):
    """A page of proposals.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ProposalPage
    schema = "ProposalPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ProposalPage
    link: str | None = None


ListProposalsResult: TypeAlias = (
    ListProposals200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class CreateProposal201(Sealed):
    """The proposal was created.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Proposal
    schema = "Proposal"
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
    body: models.Proposal
    etag: str
    location: str


CreateProposalResult: TypeAlias = (
    CreateProposal201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetProposal200(Sealed):
    """The proposal.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Proposal
    schema = "Proposal"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Proposal
    etag: str


GetProposalResult: TypeAlias = (
    GetProposal200
    | shared.NotModified
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class UpdateProposal200(Sealed):
    """The changed proposal.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}/patch/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Proposal
    schema = "Proposal"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Proposal
    etag: str


UpdateProposalResult: TypeAlias = (
    UpdateProposal200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.PreconditionFailed
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class WithdrawProposal200(Sealed):
    """The proposal, which is withdrawn.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1withdrawal/put/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Proposal
    schema = "Proposal"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Proposal
    etag: str


WithdrawProposalResult: TypeAlias = (
    WithdrawProposal200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.PreconditionFailed
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class ListRevisions200(Sealed):
    """A page of revisions.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ProposalRevisionPage
    schema = "ProposalRevisionPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ProposalRevisionPage
    link: str | None = None


ListRevisionsResult: TypeAlias = (
    ListRevisions200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class AddRevision200(Sealed):
    """The latest revision is just this.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ProposalRevision
    schema = "ProposalRevision"
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
    body: models.ProposalRevision
    etag: str
    location: str


@final
class AddRevision201(Sealed):
    """The revision was added.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.ProposalRevision
    schema = "ProposalRevision"
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
    body: models.ProposalRevision
    etag: str
    location: str


AddRevisionResult: TypeAlias = (
    AddRevision200
    | AddRevision201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class RebaseProposal200(Sealed):
    """Nothing was published since; this is the latest revision.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1rebases/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ProposalRevision
    schema = "ProposalRevision"
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
    body: models.ProposalRevision
    etag: str
    location: str


@final
class RebaseProposal201(Sealed):
    """The revision was added.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1rebases/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.ProposalRevision
    schema = "ProposalRevision"
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
    body: models.ProposalRevision
    etag: str
    location: str


RebaseProposalResult: TypeAlias = (
    RebaseProposal200
    | RebaseProposal201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetRevision200(Sealed):
    """The revision.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions~1{revision}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ProposalRevision
    schema = "ProposalRevision"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.ProposalRevision
    etag: str


GetRevisionResult: TypeAlias = (
    GetRevision200
    | shared.NotModified
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class DownloadRevision200ApplicationYaml(Sealed):
    """The document, in the media type it was sent as.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions~1{revision}~1document/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/yaml"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str


@final
class DownloadRevision200ApplicationJson(Sealed):
    """The document, in the media type it was sent as.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1revisions~1{revision}~1document/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str


DownloadRevisionResult: TypeAlias = (
    DownloadRevision200ApplicationYaml
    | DownloadRevision200ApplicationJson
    | shared.NotModified
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
