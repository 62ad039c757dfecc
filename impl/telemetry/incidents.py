"""Events that operators look out for: each a line with a stable name, and a count.

login_failed           the address, the password, the code or the passkey is wrong,
                       or a provider's log-in was refused
refresh_refused        a refresh token is unknown, or its session over
refresh_token_reused   a refresh token was used twice: it may have been stolen
credentials_refused    an access token or API key is not valid
rate_limited           too many attempts of one kind
refused_for_load       no room: requests, connections to the database, queues
database_unavailable   the database did not serve
openid_unanswered      the OpenID provider gave no answer
server_error           any other answer of 500 and above
"""

import logging
from functools import cache
from typing import Any, Final, Literal

from impl.telemetry import metrics

Event = Literal[
    "login_failed",
    "refresh_refused",
    "refresh_token_reused",
    "credentials_refused",
    "rate_limited",
    "refused_for_load",
    "database_unavailable",
    "openid_unanswered",
    "server_error",
]
_LEVELS: Final = {"server_error": logging.ERROR, "refresh_token_reused": logging.ERROR}


def tell(event: Event, reason: str = "", **fields: object) -> None:
    """Log and count an event; `fields` may hold nothing that is a secret.

    Args:
        event: what happened.
        reason: which kind of it; a name of ours, never what a client sent.
        fields: what else helps; None is left out.
    """
    metrics.incident(event, reason)
    said = {"reason": reason or None, **fields}
    given = {name: value for name, value in said.items() if value is not None}
    _logger().log(_LEVELS.get(event, logging.WARNING), event, **given)


@cache
def _logger() -> Any:
    from structlog import stdlib  # noqa: PLC0415 - mostly loaded in vain

    return stdlib.get_logger(__name__)
