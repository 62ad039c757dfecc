"""Sends records to the contract of formats, compiled either way."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.unit.runtime.harness import Reply, call

CONTRACT = Path(__file__).parent / "contracts" / "formats.yaml"
UUID_TEXT = "3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b"
JSON = ("content-type", "application/json")


class Echoes:
    """Answers with what `answer` makes of the arguments, and keeps them."""

    def __init__(self, package: Any, answer: Callable[..., Any] | None = None) -> None:
        self._responses = importlib.import_module(
            f"{package.__name__}.responses.echoes"
        )
        self._answer = answer or self._same
        self.seen: dict[str, Any] = {}

    def _same(self, responses: Any, body: Any = None, **given: Any) -> Any:
        return responses.Echo200(body=body, x_id=given["id"] or UUID(UUID_TEXT))

    async def echo(self, context: object, **arguments: Any) -> Any:
        self.seen = arguments
        return self._answer(self._responses, **arguments)

    async def set_now(self, context: object, **arguments: Any) -> Any:
        self.seen = arguments
        return self._responses.SetNow200(body=arguments["body"])

    async def add_records(self, context: object, **arguments: Any) -> Any:
        self.seen = arguments

        async def records() -> Any:
            for record in arguments["body"]:
                yield record

        return self._responses.AddRecords200(body=records())

    async def ticks(self, context: object) -> Any:
        async def moments() -> Any:
            yield dt.datetime(2024, 5, 17, 9, 30, tzinfo=dt.UTC)

        return self._responses.Ticks200(body=moments())


def imported(folder: Path, name: str) -> Iterator[Any]:
    sys.path.insert(0, str(folder))
    yield importlib.import_module(name)
    sys.path.remove(str(folder))
    for each in [each for each in sys.modules if each.split(".")[0] == name]:
        del sys.modules[each]


def sent(
    package: Any,
    record: object = None,
    *,
    day: str = "2024-05-17",
    query: str = "",
    headers: tuple[tuple[str, str], ...] = (),
    answer: Callable[..., Any] | None = None,
) -> tuple[Reply, dict[str, Any]]:
    """Return the reply to a record, and what the implementation was given."""
    port = Echoes(package, answer)
    app = package.create_app(echoes=port)
    body = json.dumps({"id": UUID_TEXT} if record is None else record).encode()
    target = f"/echoes/{day}" + (f"?{query}" if query else "")
    return call(app, "POST", target, [JSON, *headers], [body]), port.seen


def faults(reply: Reply) -> list[str]:
    return [f"{each['pointer']} {each['detail']}" for each in reply.json["errors"]]


def text_echo(responses: Any, body: Any, **_: Any) -> Any:
    return responses.Echo200(body=body, x_id=UUID_TEXT)
