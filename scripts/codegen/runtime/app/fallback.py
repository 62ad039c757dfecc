"""Operations that the implementation lacks, left to another application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import unquote

from starlette.types import ASGIApp, Scope

from ..contract.operation import Operation
from .dispatch import raw_path
from .exchange import Exchange
from .responding import LeftToOthers


@dataclass(slots=True)
class LeftOperation:
    """An operation that an application beside this one answers.

    Args:
        operation: the operation.
        app: gets its requests as they came in, unjudged. Below a prefix, that is where
            it is mounted (`root_path`).
    """

    operation: Operation
    app: ASGIApp

    async def answer(self, exchange: Exchange) -> NoReturn:
        """Leave a request to the application.

        Raises:
            LeftToOthers: always.
        """
        raise LeftToOthers(self.app, self._mounted(exchange.scope))

    def _mounted(self, scope: Scope) -> Scope:
        path = raw_path(scope)
        below = "/".join(path.split("/")[-self.operation.path.count("/") :])
        prefix = unquote(path.removesuffix(below).rstrip("/"))
        return {**scope, "root_path": scope.get("root_path", "") + prefix}
