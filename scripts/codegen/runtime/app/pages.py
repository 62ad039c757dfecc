"""Pages that services like to have beside their operations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from .configuration import Runtime

_Page = Callable[[Request], Awaitable[Response]]


def pages(runtime: Runtime, prefix: str) -> Iterator[tuple[str, _Page]]:
    """Yield the paths and pages that the options ask for.

    An operation that has the same path comes first.
    """
    options = runtime.options
    if options.docs_path:
        yield options.docs_path, _documentation(f"{prefix}/openapi.json")
    if options.health_path:
        yield options.health_path, _alive


def _documentation(document: str) -> _Page:
    async def page(request: Request) -> Response:
        url = str(request.scope.get("root_path", "")) + document
        return get_swagger_ui_html(openapi_url=url, title="API documentation")

    return page


async def _alive(request: Request) -> Response:
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})
