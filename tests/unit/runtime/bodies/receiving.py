"""A handler that notes the bodies that reach it."""

from typing import Any

from scripts.codegen.runtime.bodies.uploads import Upload

seen: list[Any] = []


async def handler(context: object, *, body: object) -> None:
    if isinstance(body, Upload):
        seen.append((body.media_type, await body.read()))
    else:
        seen.append(body)
    raise KeyError
