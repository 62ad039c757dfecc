"""Countersign 0.1.0

Compiled from `openapi.yaml`. Do not edit: change the contract and generate
again.
"""

from .application import create_app, create_router
from .runtime.app.app import ContractApp, Lifespan
from .runtime.app.configuration import Translate
from .runtime.app.routing import ContractRouter
from .runtime.bodies.uploads import Upload
from .runtime.contract.operation import RateLimit
from .runtime.http.context import Context, Grant, not_implemented
from .runtime.http.refusal import Refusal
from .runtime.limits.rate_limits import Allowance, RateLimits, allowance_of
from .runtime.options import Options
from .runtime.responses.sealed import Sealed
from .runtime.syntax.server_sent_events import ServerSentEvent

__all__ = [
    "Allowance",
    "Context",
    "ContractApp",
    "ContractRouter",
    "Grant",
    "Lifespan",
    "Options",
    "RateLimit",
    "RateLimits",
    "Refusal",
    "Sealed",
    "ServerSentEvent",
    "Translate",
    "Upload",
    "allowance_of",
    "create_app",
    "create_router",
    "not_implemented",
]
