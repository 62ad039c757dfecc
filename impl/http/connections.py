"""Which connections are open, and which one goes when there are too many.

Open connections cost little but are not free, and an attacker has more of them than we
have descriptors. So a new one always gets in: the one that has been waiting the longest
makes room. Nobody's request that is being worked on is ever cut off for it.
"""

import ipaddress
from collections import OrderedDict
from enum import Enum
from functools import lru_cache
from typing import Final, Protocol

from impl.telemetry import metrics

# From this part of all on, an address makes room for itself.
_SHARE: Final = 8


class State(Enum):
    """What a connection is doing."""

    # Nothing yet, a part of a header, or the silence between two requests.
    IDLE = "idle"
    # The body of a request is on its way.
    READING = "reading"
    WORKING = "working"


class Connection(Protocol):
    """What can be told to go."""

    def give_up(self) -> None:
        """Close at once."""
        ...


class Connections:
    """The open connections of a process, at most `limit`."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._states: dict[Connection, tuple[State, str]] = {}
        # Each in the order in which they began to wait.
        self._idle: OrderedDict[Connection, None] = OrderedDict()
        self._reading: OrderedDict[Connection, None] = OrderedDict()
        self._idle_by_address: dict[str, OrderedDict[Connection, None]] = {}

    def count(self, state: State) -> int:
        """Return how many are in a state."""
        waiting = len(self._idle), len(self._reading)
        if state is State.WORKING:
            return len(self._states) - sum(waiting)
        return waiting[0] if state is State.IDLE else waiting[1]

    def opened(self, connection: Connection, address: str | None) -> None:
        """Add a connection; another one is closed if there are too many now."""
        where = network(address)
        if len(self._states) >= self.limit:
            self._make_room(where)
        self._states[connection] = State.IDLE, where
        self._enter(connection, State.IDLE, where)

    def enters(self, connection: Connection, state: State) -> None:
        """Note what a connection is doing from now on."""
        known = self._states.get(connection)
        if known is None or known[0] is state:
            return
        before, where = known
        self._states[connection] = state, where
        self._leave(connection, before, where)
        self._enter(connection, state, where)

    def closed(self, connection: Connection) -> None:
        """Forget a connection; it may be forgotten already."""
        known = self._states.pop(connection, None)
        if known is not None:
            self._leave(connection, *known)

    def _make_room(self, where: str) -> None:
        victim = self._victim(where)
        if victim is not None:
            self.closed(victim)
            metrics.count(
                "connections_given_up",
                "Waiting connections that were closed to make room for others.",
            )
            victim.give_up()

    def _victim(self, where: str) -> Connection | None:
        own = self._idle_by_address.get(where, ())
        waiting = own if len(own) * _SHARE >= self.limit else self._idle
        return next(iter(waiting), None) or next(iter(self._reading), None)

    def _enter(self, connection: Connection, state: State, where: str) -> None:
        if state is State.IDLE:
            self._idle[connection] = None
            self._idle_by_address.setdefault(where, OrderedDict())[connection] = None
        elif state is State.READING:
            self._reading[connection] = None

    def _leave(self, connection: Connection, state: State, where: str) -> None:
        if state is State.IDLE:
            del self._idle[connection]
            own = self._idle_by_address[where]
            del own[connection]
            if not own:
                del self._idle_by_address[where]
        elif state is State.READING:
            del self._reading[connection]


# Each request asks several times, and IPv6 takes as long as the rest of all limits.
@lru_cache(maxsize=4096)
def network(address: str | None) -> str:
    """Return whom an address belongs to: of IPv6 one customer has at least a /64."""
    if address is None or ":" not in address:
        return address or ""
    try:
        known = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return known.exploded[:19]
