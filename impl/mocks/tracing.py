"""What is known of a request when it has been answered: for logs, and whoever asks."""

from __future__ import annotations

from collections import deque
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, field
from typing import Any

from impl.engine.mocking.state.messages import OutgoingMessage

_KEY = "mock.trace"


@dataclass(slots=True)
class Trace:
    """One request and its answer.

    Attributes:
        method: of the request. path: with its query, as it was sent.
        operation: the id of the operation, "" if none has the path and method.
        faults: what was wrong with the request; empty if it was valid.
        source: where the answer came from.
        status: of the answer. 0 while there is none, or if it was dropped.
        notes: what the mock has to say besides.
        seconds: for how long it took.
        messages: the webhooks and callbacks that it entails.
    """

    method: str
    path: str
    operation: str = ""
    faults: list[str] = field(default_factory=list)
    source: str = ""
    status: int = 0
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    messages: list[OutgoingMessage] = field(default_factory=list)

    def as_object(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)


def trace_of(scope: MutableMapping[str, Any]) -> Trace:
    """Return the trace of a request, begun with the first who asks."""
    known = scope.get(_KEY)
    if known is None:
        raw = scope.get("raw_path") or scope["path"].encode()
        path = raw.partition(b"?")[0].decode("latin-1")
        query = scope.get("query_string", b"").decode("latin-1")
        known = Trace(scope["method"], f"{path}?{query}" if query else path)
        scope[_KEY] = known
    found: Trace = known
    return found


class Journal:
    """The last requests, the newest at the end."""

    def __init__(self, most: int = 1_000) -> None:
        self._entries: deque[Trace] = deque(maxlen=most)
        self.total = 0

    def add(self, trace: Trace) -> None:
        """Take in a request that was answered."""
        self._entries.append(trace)
        self.total += 1

    def entries(self) -> list[Trace]:
        """Return what is there."""
        return list(self._entries)

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self.total = 0
