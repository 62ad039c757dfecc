"""What the service sends: webhooks and callbacks, one module for each tag.

    sender = senders.WebhooksSender(transport)
    match await sender.an_event(url, body=body):
        case UndeclaredAnswer(status=status): …  # not as the contract has it
        case answer: …  # one of the declared answers

The receiver's address comes first: a URL or, for a callback, the `Trigger` that it is
taken from. `runtime.sending.sender.Transport` shows what carries a request; nothing
here opens a connection. What the contract does not allow raises `NotSent`.
"""

from ..runtime.sending.outcomes import InvalidEvent as InvalidEvent
from ..runtime.sending.outcomes import NoTarget as NoTarget
from ..runtime.sending.outcomes import NotSent as NotSent
from ..runtime.sending.outcomes import RefusedTarget as RefusedTarget
from ..runtime.sending.outcomes import UndeclaredAnswer as UndeclaredAnswer
from ..runtime.sending.replies import HttpResponse as HttpResponse
from ..runtime.sending.sender import HttpRequest as HttpRequest
from ..runtime.sending.sender import Transport as Transport
from ..runtime.sending.triggers import Trigger as Trigger
from .webhooks import WebhooksSender as WebhooksSender
