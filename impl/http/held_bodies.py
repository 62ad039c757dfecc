"""How many bytes of bodies a process holds, so that large ones can't use up its memory.

The rule. A large body has its bytes reserved before it is read: as many as it says, or
the most there can be if it doesn't say. They are given back when the request is over.
One holder can have half of what the others leave, so whoever comes next finds some.
"""

from collections import Counter
from collections.abc import Awaitable, Collection
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from impl.database.errors import Reason, Unavailable
from impl.http import observing
from impl.http.connections import network
from impl.http.heads import content_length
from impl.services.examination import holders
from impl.telemetry import metrics

# What a connection may hold anyway before anybody reads it, as uvicorn has it.
_SMALL: Final = 65_536
_RETRY_AFTER: Final = 2


class Reserve:
    """So many bytes, and who has them.

    Args:
        total: how many there are.

    Attributes:
        taken: how many are taken.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self.taken = 0
        self._held: Counter[str] = Counter()

    def take(self, holders: Collection[str], size: int) -> None:
        """Take some bytes, which count for each holder.

        Raises:
            Unavailable: a holder would have more than the others leave them.
        """
        for holder in holders:
            own = self._held[holder]
            left = self._total - (self.taken - own)
            if own + size > left // 2:
                raise Unavailable(Reason.RESOURCES, _RETRY_AFTER)
        self._held.update(dict.fromkeys(holders, size))
        self.taken += size

    def give_back(self, holders: Collection[str], size: int) -> None:
        """Give bytes back."""
        self.taken -= size
        self._held.subtract(dict.fromkeys(holders, size))
        self._held += Counter()  # drops those who hold none


class HeldBodies:
    """Reserves the bytes of large bodies when they are read for the first time.

    By then it is known whose request it is, and that they may make it.

    Args:
        app: the application.
        total: how many bytes of bodies there may be at once.
        largest: the most bytes of one body.

    Attributes:
        reserve: what is reserved.
    """

    def __init__(self, app: ASGIApp, *, total: int, largest: int) -> None:
        self._app = app
        self._largest = largest
        self.reserve = Reserve(total)
        metrics.gauge(
            "http_reserved_bytes",
            "Bytes of large request bodies that are read or worked on.",
            lambda: self.reserve.taken,
        )

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Serve a request."""
        size = self._size(scope) if scope["type"] == "http" else 0
        if size <= _SMALL:
            # Nothing of ours is left to take part in each step of it.
            return self._app(scope, receive, send)
        return self._reserving(size, scope, receive, send)

    async def _reserving(
        self, size: int, scope: Scope, receive: Receive, send: Send
    ) -> None:
        whose: Collection[str] = ()
        is_answered = False

        async def reserved() -> Message:
            nonlocal whose
            # What comes after the answer is thrown away as it comes.
            if not whose and not is_answered:
                asking = _holders(scope)
                self.reserve.take(asking, size)
                whose = asking
            return await receive()

        async def answering(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self._app(scope, reserved, answering)
        finally:
            if whose:
                self.reserve.give_back(whose, size)

    def _size(self, scope: Scope) -> int:
        said = content_length(scope["headers"])
        # More than the largest is refused before it is read.
        return self._largest if said is None else min(said, self._largest)


def _holders(scope: Scope) -> frozenset[str]:
    caller = observing.caller(scope)
    if caller is not None:
        return holders(caller)
    client = scope.get("client")
    return frozenset({network(client[0] if client else None)})
