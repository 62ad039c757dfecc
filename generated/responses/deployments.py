"""Sealed responses of the tag `deployments`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListDeployments200(Sealed):
    """A page of deployments.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.DeploymentPage
    schema = "DeploymentPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.DeploymentPage
    link: str | None = None


ListDeploymentsResult: TypeAlias = (
    ListDeployments200
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
class GetDeployment200(Sealed):
    """The deployment.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments~1{deployment_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Deployment
    schema = "Deployment"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Deployment
    etag: str


GetDeploymentResult: TypeAlias = (
    GetDeployment200
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
class EndDeployment200(Sealed):
    """The deployment, which is over.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments~1{deployment_id}~1end/put/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Deployment
    schema = "Deployment"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Deployment
    etag: str


EndDeploymentResult: TypeAlias = (
    EndDeployment200
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
class RecordApiDeployment200(Sealed):
    """The same is there already.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1deployments/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Deployment
    schema = "Deployment"
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
    body: models.Deployment
    etag: str
    location: str


@final
class RecordApiDeployment201(Sealed):
    """The deployment is recorded.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1deployments/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Deployment
    schema = "Deployment"
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
    body: models.Deployment
    etag: str
    location: str


RecordApiDeploymentResult: TypeAlias = (
    RecordApiDeployment200
    | RecordApiDeployment201
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
class RecordConsumerDeployment200(Sealed):
    """The same is there already.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1deployments/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Deployment
    schema = "Deployment"
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
    body: models.Deployment
    etag: str
    location: str


@final
class RecordConsumerDeployment201(Sealed):
    """The deployment is recorded.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1deployments/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Deployment
    schema = "Deployment"
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
    body: models.Deployment
    etag: str
    location: str


RecordConsumerDeploymentResult: TypeAlias = (
    RecordConsumerDeployment200
    | RecordConsumerDeployment201
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
class CanIDeployApi200(Sealed):
    """The answer.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1can-i-deploy/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Deployability
    schema = "Deployability"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.Deployability
    link: str | None = None


@final
class CanIDeployApi202(Sealed):
    """Comparisons go on that the answer depends on; ask again after `Retry-After`.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1can-i-deploy/get/responses/202` in the contract.
    """

    status_code = "202"
    media_type = "application/json"
    body_type = models.Deployability
    schema = "Deployability"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Deployability
    retry_after: int
    link: str | None = None


CanIDeployApiResult: TypeAlias = (
    CanIDeployApi200
    | CanIDeployApi202
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
class CanIDeployConsumer200(Sealed):
    """The answer.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1can-i-deploy/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Deployability
    schema = "Deployability"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.Deployability
    link: str | None = None


@final
class CanIDeployConsumer202(Sealed):
    """Comparisons go on that the answer depends on; ask again after `Retry-After`.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1can-i-deploy/get/responses/202` in the contract.
    """

    status_code = "202"
    media_type = "application/json"
    body_type = models.Deployability
    schema = "Deployability"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Deployability
    retry_after: int
    link: str | None = None


CanIDeployConsumerResult: TypeAlias = (
    CanIDeployConsumer200
    | CanIDeployConsumer202
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
