"""An application for tests of the server around it."""

import asyncio
import os
from collections.abc import AsyncIterator

from prometheus_client import REGISTRY
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from impl.lifecycle import drain

# Let requests to `/held` go.
released = asyncio.Event()


async def slow(_request: Request) -> Response:
    await asyncio.sleep(0.05)
    return PlainTextResponse(str(os.getpid()))


async def pause(_request: Request) -> Response:
    await asyncio.sleep(0.7)
    return Response()


async def held(_request: Request) -> Response:
    await released.wait()
    return Response()


async def release(_request: Request) -> Response:
    released.set()
    return Response()


async def early(_request: Request) -> Response:
    async def body() -> AsyncIterator[bytes]:
        yield b"started"
        await asyncio.sleep(3600)

    return StreamingResponse(body())


async def stuck(_request: Request) -> Response:
    await asyncio.sleep(3600)
    return Response()


async def echo(request: Request) -> Response:
    return Response(await request.body())


async def large(_request: Request) -> Response:
    return Response(bytes(50_000_000))


async def open_connections(_request: Request) -> Response:
    """How many connections are open besides this one."""
    found = REGISTRY.collect()
    samples = [sample for family in found for sample in family.samples]
    name = "countersign_http_connections"
    total = sum(each.value for each in samples if each.name == name)
    return PlainTextResponse(f"open {total - 1:.0f}")


async def version(request: Request) -> Response:
    return PlainTextResponse(request.scope["http_version"])


async def unknown(scope: Scope, receive: Receive, send: Send) -> None:
    answer = PlainTextResponse(f"{scope['method']} {scope['path']}", 404)
    await answer(scope, receive, send)


async def readyz(_request: Request) -> Response:
    return Response(status_code=503 if drain.started else 200)


def create() -> Starlette:
    app = Starlette(
        routes=[
            Route("/slow", slow),
            Route("/version", version),
            Route("/stuck", stuck),
            Route("/pause", pause),
            Route("/held", held),
            Route("/release", release),
            Route("/early", early, methods=["POST"]),
            Route("/readyz", readyz),
            Route("/livez", readyz),
            Route("/large", large),
            Route("/open", open_connections),
            Route("/echo", echo, methods=["POST"]),
        ]
    )
    app.router.default = unknown
    return app


def broken() -> Starlette:
    raise RuntimeError("this application never starts")
