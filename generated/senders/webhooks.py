"""What the service sends for the tag `webhooks`.

Events, sent to where a team wants them.
"""

from typing import Final, TypeAlias, final

from .. import contract, models
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of
from ..runtime.responses.sealed import Sealed
from ..runtime.sending.outcomes import UndeclaredAnswer
from ..runtime.sending.sender import Sender, Sending


@final
class SendEvent2XX(Sealed):
    """The receiver has it.

    `#/webhooks/event/post/responses/2XX` in the contract.
    """

    status_code = "2XX"
    status: int


@final
class SendEvent410(Sealed):
    """Nothing is wanted here any more; the webhook is switched off.

    `#/webhooks/event/post/responses/410` in the contract.
    """

    status_code = "410"


SendEventResult: TypeAlias = SendEvent2XX | SendEvent410

_SEND_EVENT: Final[Sending[SendEventResult]] = Sending(
    contract.CONTRACT.gate,
    Operation(
        operation_id="send_event",
        method="POST",
        path="event",
        tag="webhooks",
        source="#/webhooks/event/post",
        parameters=(
            Parameter(
                name="webhook-id",
                argument="webhook_id",
                location="header",
                schema="EventId",
                required=True,
            ),
            Parameter(
                name="webhook-timestamp",
                argument="webhook_timestamp",
                location="header",
                schema="/webhooks/event/post/parameters/1/schema",
                required=True,
            ),
        ),
        body=RequestBody(
            content=(Media(media_type="application/json", schema="WebhookMessage"),),
            required=True,
        ),
        security=((Requirement(scheme="webhook_signature"),),),
        summary="Something happened",
        responses=declared(SendEventResult),
    ),
    results=kinds_of(SendEventResult),
    body_types={
        "application/json": models.WebhookMessage,
    },
)


class WebhooksSender(Sender):
    """Sends the webhooks and callbacks of the tag `webhooks`.

    A message goes `to` a URL or, as a callback, to where its trigger says. It
    raises `NotSent` when it is not what the contract describes.
    """

    async def send_event(
        self,
        to: str,
        *,
        webhook_id: models.EventId,
        webhook_timestamp: int,
        body: models.WebhookMessage,
    ) -> SendEventResult | UndeclaredAnswer:
        """Something happened

        Sent as [Standard Webhooks](https://www.standardwebhooks.com) says. Verify
        the signature with the secret before you believe it, refuse a
        `webhook-timestamp` of long ago, and pass over a `webhook-id` that you know.
        Answer within seconds, and work afterwards.

        `#/webhooks/event/post` in the contract.
        """
        return await self._send(
            _SEND_EVENT,
            to,
            {"webhook_id": webhook_id, "webhook_timestamp": webhook_timestamp},
            body,
        )
