"""What a handler may know about the request besides its decoded arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .media import accepted
from .operation import success_types

if TYPE_CHECKING:
    from .operation import Operation
    from .security import Confirmation, Grant


class Headers:
    """The request's header fields, names in lower case, values as Latin-1 text.

    Repeated fields are joined by a comma and a space (RFC 9110, §5.3).
    """

    __slots__ = ("_fields",)

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        fields: dict[bytes, bytes] = {}
        repeated: dict[bytes, list[bytes]] = {}
        for name, value in raw:
            text = value.strip(b" \t")
            if name in fields:
                repeated.setdefault(name, [fields[name]]).append(text)
            else:
                fields[name] = text
        for name, values in repeated.items():
            fields[name] = (b"; " if name == b"cookie" else b", ").join(values)
        self._fields = fields

    def get(self, name: str) -> str | None:
        """Return a field's value without surrounding white space, or None."""
        value = self._fields.get(name.lower().encode("latin-1", "replace"))
        return None if value is None else value.decode("latin-1")


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
