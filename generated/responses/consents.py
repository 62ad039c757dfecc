"""Sealed responses of the tag `consents`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListAffectedConsumers200(Sealed):
    """The consumers, by their names.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1consumers/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.AffectedConsumerList
    schema = "AffectedConsumerList"
    body: models.AffectedConsumerList


ListAffectedConsumersResult: TypeAlias = (
    ListAffectedConsumers200
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
class AnswerForConsumer200(Sealed):
    """The answer.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1consumers~1{consumer_id}~1answer/put/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ConsumerAnswer
    schema = "ConsumerAnswer"
    body: models.ConsumerAnswer


AnswerForConsumerResult: TypeAlias = (
    AnswerForConsumer200
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
