"""What all requests pass, whatever they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from generated.runtime.http.cross_origin import CrossOrigin
from impl.http.capacity import capacity
from impl.http.concurrency import ConcurrencyLimit
from impl.http.disconnects import Attended
from impl.http.held_bodies import HeldBodies
from impl.http.observing import Observed
from impl.http.security_headers import SecurityHeaders
from impl.settings import Settings

if TYPE_CHECKING:
    from impl.telemetry.spans import RequestSpans


def guarded(app: ASGIApp, settings: Settings, spans: RequestSpans | None) -> ASGIApp:
    """Return the application behind what all requests pass.

    Args:
        app: the application.
        settings: say what passes.
        spans: makes spans of requests; None if nobody wants any.
    """
    holding = HeldBodies(
        app, total=settings.max_held_bytes, largest=settings.max_body_bytes
    )
    limited = ConcurrencyLimit(holding, limit=capacity(settings).requests)
    # Outside of the limit: who waits for an answer is not one whose body we wait for.
    attended = Attended(limited)
    is_https = settings.public_url.startswith("https://")
    secured: ASGIApp = SecurityHeaders(attended, https=is_https)
    if settings.origins:
        # Outside of whatever refuses requests: pages have to read that, too.
        secured = CrossOrigin(secured, settings.origins)
    return Observed(secured, addresses=settings.log_client_addresses, spans=spans)
