"""What an implementation has of the operations of its port."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Handler = Callable[..., Awaitable[object]]


@dataclass(frozen=True, slots=True)
class MissingHandler:
    """What answers 501 in the place of a method that is not there."""

    unimplemented: Handler

    async def __call__(self, *args: object, **kwargs: object) -> object:
        """Refuse: not implemented."""
        return await self.unimplemented(*args, **kwargs)


class Implementation:
    """The handlers of one port; what the implementation lacks answers 501.

    A contract grows before its implementations do, and one that inherits from the port
    has methods that do nothing.

    Attributes:
        missing: the methods that were asked for and are not there.
    """

    def __init__(
        self, given: object | None, port: type[object], unimplemented: object
    ) -> None:
        self._given = given
        self._port = port
        self._unimplemented = unimplemented
        self.missing: list[str] = []

    @property
    def is_given(self) -> bool:
        """Is there an implementation, if not of every operation?"""
        return self._given is not None

    def handler(self, name: str) -> Handler:
        """Return the method of an operation."""
        found = getattr(self._given, name, None)
        is_of_port = getattr(found, "__func__", None) is getattr(self._port, name)
        if found is None or is_of_port:
            self.missing.append(name)
            return MissingHandler(getattr(self._unimplemented, name))
        handler: Handler = found
        return handler
