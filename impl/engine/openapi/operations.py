"""The operations of a path item, which not every version of OpenAPI has alike."""

from collections.abc import Iterator
from typing import Any

from impl.engine.openapi.methods import METHODS, MORE_METHODS, NEW_METHODS
from impl.engine.openapi.pointers import escape


def operations_in(item: Any, version: str) -> Iterator[tuple[str, str]]:
    """Give the method of each operation, and the pointer from the path item to it.

    Methods that OpenAPI names are in small letters, others as they are sent.
    """
    if not isinstance(item, dict):
        return
    for method in METHODS if version < "3.2" else (*METHODS, *NEW_METHODS):
        if isinstance(item.get(method), dict):
            yield method, f"/{method}"
    more = item.get(MORE_METHODS) if version >= "3.2" else None
    for method, value in more.items() if isinstance(more, dict) else ():
        if isinstance(value, dict):
            yield method, f"/{MORE_METHODS}/{escape(method)}"
