# A copy of Countersign's scripts/codegen/runtime/http/context.py.
"""What a handler may know about the request besides its decoded arguments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from ..contract.operation import Operation, success_types
from ..syntax.media_types import accepted
from .headers import Headers
from .refusal import Refusal

Confirmation = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Grant:
    """What credentials give: who is calling, and the scopes they may use.

    A grant may be given before it is known to be good, when finding out is cheaper
    together with what the handler does: `confirm` tells, and False is as if no grant
    had been given. It is awaited after the handler and before anything is answered; at
    once where the request may change something, unless it `is_held`: the implementation
    sees to it itself that nothing is changed, and nobody told, before it is known.
    """

    principal: object
    scopes: frozenset[str] = frozenset()
    confirm: Confirmation | None = None
    is_held: bool = False


class Context:
    """One request to one operation.

    `grants` holds what each security scheme granted, by its name; `principal` is that
    of the first scheme of the satisfied alternative, or None for an anonymous caller.
    `unconfirmed` holds what is still to be asked about grants before anything is
    answered; it is None where nothing may be put off.
    """

    __slots__ = (
        "grants",
        "headers",
        "operation",
        "principal",
        "request_id",
        "scope",
        "unconfirmed",
    )

    def __init__(
        self,
        scope: dict[str, Any],
        headers: Headers,
        operation: Operation,
        request_id: str,
        *,
        puts_off: bool = False,
    ) -> None:
        self.scope = scope
        self.headers = headers
        self.operation = operation
        self.request_id = request_id
        self.grants: dict[str, Grant] = {}
        self.principal: object = None
        self.unconfirmed: list[Confirmation] | None = [] if puts_off else None

    @property
    def method(self) -> str:
        """The request's method; HEAD is served by GET's handler."""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """The request's path, percent-decoded."""
        return str(self.scope["path"])

    @property
    def client_host(self) -> str | None:
        """The peer's address, if the server knows it."""
        client = self.scope.get("client")
        return client[0] if client else None

    @property
    def user_agent(self) -> str | None:
        """The User-Agent field, if there is one."""
        return self.headers.get("user-agent")

    def header(self, name: str) -> str | None:
        """Return a header field's value; its name in any case."""
        return self.headers.get(name)

    def accepts(self, media_type: str) -> bool:
        """Would the client take a response of this media type (RFC 9110, §12.5.1)?"""
        return accepted(self.header("accept"), media_type) > 0

    def prefers(self, *media_types: str) -> str | None:
        """Return the media type that the client likes best, or None if it takes none.

        Chooses from all that a success of this operation may come as, if none is given.
        Among equals the first wins.
        """
        accept = self.header("accept")
        offers = media_types or success_types(self.operation)
        best = max(offers, key=lambda each: accepted(accept, each), default=None)
        return best if best and accepted(accept, best) > 0 else None


def not_implemented(context: Context) -> Refusal:
    """Return the refusal of an operation that nobody implements yet."""
    name = context.operation.operation_id
    detail = f"{name} is part of the contract, but not implemented yet."
    return Refusal(501, "not_implemented", detail)
