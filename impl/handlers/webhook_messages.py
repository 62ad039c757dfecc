"""Events on the wire to webhooks, signed as Standard Webhooks has it."""

import time

from generated import models
from generated.senders import (
    HttpRequest,
    HttpResponse,
    NotSent,
    UndeclaredAnswer,
    WebhooksSender,
)
from generated.senders.webhooks import SendEvent410
from impl.event_records import Event
from impl.handlers import event_wire
from impl.integrations.guarded_http import GuardedHttp
from impl.integrations.unanswered import Unanswered
from impl.security import webhook_secrets
from impl.webhook_records import Parcel, Receipt


class WebhookMessages:
    """Sends events; `key` is what secrets are encrypted with."""

    def __init__(self, http: GuardedHttp, key: bytes) -> None:
        self._http = http
        self._key = key

    async def send(self, parcel: Parcel, event: Event) -> Receipt:
        """Attempt a delivery, and return what came of it."""
        now = int(time.time())
        written = event_wire.event(event)
        sealed = filter(None, (parcel.sealed, parcel.sealed_before))
        try:
            known = [webhook_secrets.unseal(each, self._key) for each in sealed]
            transport = _Signing(self._http, known, written.id, now)
            answer = await WebhooksSender(transport).send_event(
                parcel.url,
                webhook_id=written.id,
                webhook_timestamp=now,
                body=models.WebhookMessage(
                    type=written.type, timestamp=written.occurred_at, data=written
                ),
            )
        except (Unanswered, NotSent, ValueError) as error:
            return Receipt(None, str(error)[:200])
        if isinstance(answer, UndeclaredAnswer):
            return Receipt(answer.status, _reason(answer.status))
        if isinstance(answer, SendEvent410):
            return Receipt(410, _reason(410), is_gone=True)
        return Receipt(answer.status)


class _Signing:
    """Carries a request with its signatures."""

    def __init__(
        self, http: GuardedHttp, known: list[str], message_id: str, timestamp: int
    ) -> None:
        self._http = http
        self._known = known
        self._message = message_id, timestamp

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        signed = webhook_secrets.signatures(self._known, *self._message, request.body)
        status = await self._http.status_of(
            request.method,
            request.url,
            [
                *request.headers,
                ("webhook-signature", signed),
                ("User-Agent", "Countersign"),
            ],
            request.body,
        )
        return HttpResponse(status)


def _reason(status: int) -> str:
    if 300 <= status < 400:
        return f"It answered {status}; redirects are not followed."
    return f"It answered {status}."
