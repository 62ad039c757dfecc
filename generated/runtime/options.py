# A copy of Countersign's scripts/codegen/runtime/options.py.
"""Settings of the runtime: limits, and what it does unasked."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from starlette.types import ASGIApp

from .http.context import Context
from .http.cross_origin import checked
from .limits.rate_limits import RateLimits


def holder(context: Context) -> Hashable:
    """Return the principal of a request, or the client's address."""
    principal = context.principal
    is_known = principal is not None and isinstance(principal, Hashable)
    return principal if is_known else context.client_host


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of the runtime.

    Raises:
        ValueError: one of the allowed origins is none.

    Attributes:
        max_body_size: of a request that is held in memory, in bytes, whatever the
            contract says; what is larger is refused with 413. Also how much
            `Upload.read` returns at most, unless told.
        default_body_size: the same for bodies that the contract sets no bound to:
            neither by `x-max-body`, which comes first, nor by the bounds of a schema.
        max_body_values: of a request that is held in memory, members and items
            together; what has more is refused with 413. A body of more than 1500 of
            them or 64 KiB is checked in a process beside the service, which has 2 s
            and 1 GiB for it, and comes back in pieces. What remains in this process is
            that Python's garbage collector goes through what a valid body is made of:
            below 10 ms for 100,000 values, 40 ms for 180,000 (10 ms after
            `gc.freeze()`), measured on a slow machine.
        max_upload_size: of a request that is passed on as it comes in, or that has
            files, in bytes; what is larger is refused with 413.
        serve_contract: answer `/openapi.json` and the contract's own file name, unless
            the contract declares these paths itself.
        accept_request_ids: take over a caller's X-Request-Id if it has 1 to 128
            letters, digits and `._~-`; otherwise each request gets a new one.
        docs_path: where to show the contract as a page, such as "/docs"; "" for
            nowhere. Browsers load what shows it from a public network, and the contract
            from `/openapi.json`.
        health_path: where to answer 200 as long as the process serves requests, such as
            "/livez"; "" for nowhere.
        ignore_unknown_query: let query parameters pass that an operation does not
            know, such as those that trackers add, instead of refusing them with 400.
        event_stream_interval: seconds without an event after which a stream of
            server-sent events sends a comment, lest the connection be taken for dead;
            0 for never.
        holder: tells whom the check of a large body counts for, as those who wait for
            one take turns, and a request whose limit is by caller. The principal by
            default, or the client's address.
        rate_limits: counts requests to operations with an `x-rate-limit`; by default
            in the memory of this process, which other processes know nothing of.
        fallback: an ASGI application that gets the requests to operations which are not
            implemented, instead of their being answered with 501: such as a mock of the
            contract, or what passes them on to an older service.
        allowed_origins: of pages that browsers let read what is answered, such as
            "https://app.example.com", or "*" alone for those of any origin. Their
            preflights are answered; cookies come along where the contract has
            credentials in them, and never from any origin.
        telemetry: let FastAPI look for OpenTelemetry providers, 4 µs a request.
    """

    max_body_size: int = 4 * 1024 * 1024
    default_body_size: int = 64 * 1024
    max_body_values: int = 100_000
    max_upload_size: int = 1024 * 1024 * 1024
    serve_contract: bool = True
    accept_request_ids: bool = True
    docs_path: str = ""
    health_path: str = ""
    ignore_unknown_query: bool = False
    event_stream_interval: float = 15.0
    holder: Callable[[Context], Hashable] = holder
    rate_limits: RateLimits | None = None
    fallback: ASGIApp | None = None
    allowed_origins: tuple[str, ...] = ()
    telemetry: bool = False

    def __post_init__(self) -> None:
        checked(self.allowed_origins)

    def limit(self, declared: int | None) -> int:
        """Return how many bytes a body may have; `declared` is what the contract says.

        That is the contract's word, else `default_body_size`, and never more than
        `max_body_size`.
        """
        wanted = self.default_body_size if declared is None else declared
        return min(wanted, self.max_body_size)
