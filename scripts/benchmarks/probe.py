"""Boots what a generator made, in a process of its own, and says what that costs.

`python -P probe.py FOLDER PROGRAM OPERATIONS SECONDS`: PROGRAM leaves `app`. Prints a
JSON object: seconds to import and assemble it, peak memory in MB and, with SECONDS
above 0, microseconds for one request to the last of OPERATIONS, through ASGI itself.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]
_ANSWER = {"id": "a", "name": "thing"}


def boot(folder: str, program: str, operations: int) -> tuple[Application, float]:
    """Return the application and how long it took to assemble, in seconds."""
    sys.path.insert(0, folder)
    names: dict[str, Any] = {"FOLDER": folder, "OPERATIONS": operations}
    begin = time.perf_counter()
    exec(program, names)  # noqa: S102 - a program of this benchmark
    return names["app"], time.perf_counter() - begin


async def request(app: Application, path: str) -> tuple[int, bytes]:
    """Send a request; return status and body of the answer."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept", b"application/json")],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "state": {},
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:])


async def cost(app: Application, path: str, seconds: float) -> float:
    """Return the microseconds of a request, as the mean over some seconds.

    Raises:
        RuntimeError: the answer is not the one that everybody gives.
    """
    status, body = await request(app, path)
    if status != 200 or json.loads(body) != _ANSWER:
        raise RuntimeError(f"{path} answers {status} {body[:200]!r}")
    count = 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        await request(app, path)
        count += 1
    return (time.perf_counter() - begin) / count * 1e6


def main() -> None:
    """Read the command line, boot, measure, print."""
    folder, program, operations, seconds = sys.argv[1:]
    app, took = boot(folder, program, int(operations))
    # Linux counts in kibibytes, macOS in bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    found = {"seconds": took, "memory": memory}
    if float(seconds) > 0:
        path = f"/things{int(operations) - 1}/a"
        found["microseconds"] = asyncio.run(cost(app, path, float(seconds)))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
