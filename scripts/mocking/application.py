"""A mock as an application, for whoever has one of their own to put it behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from impl.mocks.mock import Mock
from impl.mocks.plan import plan_of
from impl.mocks.settings import MockOptions
from scripts.mocking.plans import plan_for

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def mock(contract: str | Path, options: MockOptions | None = None) -> ASGIApp:
    """Return the mock of a contract as an ASGI application.

    As `Options(fallback=mock("openapi.yaml"))` it answers what a compiled service does
    not implement yet.

    Raises:
        DocumentError: the contract can't be read.
        UnsoundContract: it is not valid.
    """
    plan, _ = plan_for(Path(contract), None)
    return Mock(plan_of(plan), options)
