"""The load generator: a closed loop over keep-alive connections, in its own process.

`python -m scripts.benchmarks.load TARGET SECONDS CONNECTIONS` prints one JSON object:
requests, seconds and the p50 and p99 of latency in milliseconds. TARGET is one, too.
"""

import asyncio
import functools
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any, cast

import httptools
import uvloop


class LoadError(Exception):
    """An answer was no 200, so that the rest would measure nothing."""


@dataclass
class Slice:
    """What one slice of load has seen."""

    deadline: float
    latencies: list[float] = field(default_factory=list)
    bad: int | None = None


class Client(asyncio.Protocol):
    """One connection that sends the next request after each answer."""

    def __init__(
        self, requests: Iterator[bytes], seen: Slice, done: asyncio.Future[None]
    ) -> None:
        self._requests = requests
        self._seen = seen
        self._done = done
        self._parser = httptools.HttpResponseParser(self)
        self._sent = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        # Of uvloop's own class, which does not derive from asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        """Read an answer, or a part of it."""
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio passes it
        """Finish, whoever closed."""
        if not self._done.done():
            self._done.set_result(None)

    def on_message_complete(self) -> None:
        """Count the answer; go on until the slice is over."""
        now = time.perf_counter()
        status = self._parser.get_status_code()
        if status != 200:
            self._seen.bad = status
        self._seen.latencies.append(now - self._sent)
        if now < self._seen.deadline and self._seen.bad is None:
            self._send()
        elif self._transport is not None:
            self._transport.close()

    def _send(self) -> None:
        self._sent = time.perf_counter()
        if self._transport is not None:
            self._transport.write(next(self._requests))


def percentile(ordered: list[float], share: float) -> float:
    """Return the value that `share` of an ordered list does not exceed."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def generate(
    port: int, requests: Iterator[bytes], seconds: float, connections: int
) -> dict[str, float]:
    """Load a service; return what was measured.

    Raises:
        LoadError: an answer was no 200.
    """
    loop = asyncio.get_running_loop()
    begin = time.perf_counter()
    seen = Slice(begin + seconds)
    over = []
    for _ in range(connections):
        done = loop.create_future()
        over.append(done)
        client = functools.partial(Client, requests, seen, done)
        await loop.create_connection(client, "127.0.0.1", port)
    await asyncio.gather(*over)
    elapsed = time.perf_counter() - begin
    if seen.bad is not None or not seen.latencies:
        msg = f"answered {seen.bad} instead of 200"
        raise LoadError(msg)
    ordered = sorted(seen.latencies)
    return {
        "requests": len(ordered),
        "seconds": elapsed,
        "p50": percentile(ordered, 0.50) * 1000,
        "p99": percentile(ordered, 0.99) * 1000,
    }


def requests_of(target: dict[str, Any]) -> Iterator[bytes]:
    """Yield requests for ever, of one path after the other.

    Each `@` of the body is the number of the request.
    """
    body: str = target["body"]
    fields = {
        "Host": f"127.0.0.1:{target['port']}",
        "Authorization": f"Bearer {target['token']}",
        "Accept": "application/json",
        **target["fields"],
    }
    rest = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    heads = [
        f"{target['method']} {path} HTTP/1.1\r\n{rest}" for path in target["paths"]
    ]
    if not body:
        yield from cycle([f"{head}\r\n".encode() for head in heads])
    for number, head in enumerate(cycle(heads)):
        text = body.replace("@", f"{time.time_ns()}-{number}")
        yield f"{head}Content-Length: {len(text)}\r\n\r\n{text}".encode()


def main() -> None:
    """Read the command line, load, print."""
    target, seconds, connections = sys.argv[1:]
    asked = json.loads(target)
    requests = requests_of(asked)
    measured = generate(asked["port"], requests, float(seconds), int(connections))
    print(json.dumps(uvloop.run(measured)))


if __name__ == "__main__":
    main()
