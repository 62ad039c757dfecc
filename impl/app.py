"""The composition root: settings, engine, services, ports, application."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from impl.lifecycle import drain


async def _livez(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "pass"}, media_type="application/health+json")


async def _readyz(_request: Request) -> JSONResponse:
    if drain.started:
        return JSONResponse(
            {"status": "fail", "output": "draining"},
            status_code=503,
            media_type="application/health+json",
        )
    return JSONResponse({"status": "pass"}, media_type="application/health+json")


def create() -> Starlette:
    """Return the application; the server calls this once per process."""
    return Starlette(routes=[Route("/livez", _livez), Route("/readyz", _readyz)])
