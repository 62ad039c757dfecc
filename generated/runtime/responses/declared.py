# A copy of Countersign's scripts/codegen/runtime/responses/declared.py.
"""What an operation declares to answer, told from its sealed classes."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from ..contract.operation import Media, ResponseSpec
from .sealed import Sealed


def kinds_of(result: object) -> tuple[type[Any], ...]:
    """Return the sealed classes of a union; of an operation that declares none, none.

    A union of one class is that class.
    """
    if result is Sealed:
        return ()
    return get_args(result) or (_as_class(result),)


def declared(result: object) -> tuple[ResponseSpec, ...]:
    """Return the responses that the classes of a union stand for, in their order."""
    by_status: dict[str, list[type[Sealed]]] = {}
    for kind in kinds_of(result):
        by_status.setdefault(kind.status_code, []).append(kind)
    return tuple(_spec(tuple(kinds)) for kinds in by_status.values())


@cache
def _spec(kinds: tuple[type[Sealed], ...]) -> ResponseSpec:
    # Operations share most of them.
    content = tuple(
        Media(kind.media_type, kind.schema or kind.unchecked_schema, item=kind.item)
        for kind in kinds
        if kind.media_type is not None
    )
    return ResponseSpec(kinds[0].status_code, content, kinds[0].headers)


def _as_class(result: object) -> type[Any]:
    if isinstance(result, type):
        return result
    msg = f"{result!r} is no class"
    raise TypeError(msg)
