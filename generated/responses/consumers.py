"""Sealed responses of the tag `consumers`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListConsumers200(Sealed):
    """A page of consumers.

    `#/paths/~1v1~1teams~1{team_id}~1consumers/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ConsumerPage
    schema = "ConsumerPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ConsumerPage
    link: str | None = None


ListConsumersResult: TypeAlias = (
    ListConsumers200
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
class CreateConsumer201(Sealed):
    """The consumer was created.

    `#/paths/~1v1~1teams~1{team_id}~1consumers/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Consumer
    schema = "Consumer"
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
    body: models.Consumer
    etag: str
    location: str


CreateConsumerResult: TypeAlias = (
    CreateConsumer201
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
class FindConsumers200(Sealed):
    """The consumer, if it was found.

    `#/paths/~1v1~1consumers/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ConsumerPage
    schema = "ConsumerPage"
    body: models.ConsumerPage


FindConsumersResult: TypeAlias = (
    FindConsumers200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetConsumer200(Sealed):
    """The consumer.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Consumer
    schema = "Consumer"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Consumer
    etag: str


GetConsumerResult: TypeAlias = (
    GetConsumer200
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
class DeleteConsumer204(Sealed):
    """The consumer is gone.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


DeleteConsumerResult: TypeAlias = (
    DeleteConsumer204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.PreconditionFailed
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class UpdateConsumer200(Sealed):
    """The changed consumer.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/patch/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Consumer
    schema = "Consumer"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Consumer
    etag: str


UpdateConsumerResult: TypeAlias = (
    UpdateConsumer200
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
class ListConsumerVersions200(Sealed):
    """A page of versions.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ConsumerVersionPage
    schema = "ConsumerVersionPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ConsumerVersionPage
    link: str | None = None


ListConsumerVersionsResult: TypeAlias = (
    ListConsumerVersions200
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
class RegisterConsumerVersion200(Sealed):
    """The same is registered already.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ConsumerVersion
    schema = "ConsumerVersion"
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
    body: models.ConsumerVersion
    etag: str
    location: str


@final
class RegisterConsumerVersion201(Sealed):
    """The version is registered.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.ConsumerVersion
    schema = "ConsumerVersion"
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
    body: models.ConsumerVersion
    etag: str
    location: str


RegisterConsumerVersionResult: TypeAlias = (
    RegisterConsumerVersion200
    | RegisterConsumerVersion201
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
class GetConsumerVersion200(Sealed):
    """The version.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ConsumerVersion
    schema = "ConsumerVersion"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.ConsumerVersion
    etag: str


GetConsumerVersionResult: TypeAlias = (
    GetConsumerVersion200
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
class DeleteConsumerVersion204(Sealed):
    """The version is gone.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


DeleteConsumerVersionResult: TypeAlias = (
    DeleteConsumerVersion204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.PreconditionFailed
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetConsumerUsage200(Sealed):
    """The usage.

    `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}~1usages~1{usage_digest}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ContractUsage
    schema = "ContractUsage"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.ContractUsage
    etag: str


GetConsumerUsageResult: TypeAlias = (
    GetConsumerUsage200
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
