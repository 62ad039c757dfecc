"""Answers to reads, ready to be sent again as long as nothing has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace
from typing import Final

from generated.runtime.contract.operation import Operation
from generated.runtime.http.answers import Answer
from generated.runtime.http.context import Context

_LARGEST: Final = 64 * 1024
Key = tuple[Hashable, ...]


class ReadAnswers:
    """Answers that were checked and sent, by the requests that they are for.

    Args:
        most: how many are kept; the least recently used give way.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Hashable, Answer]] = OrderedDict()
        self._fields: dict[str, tuple[str, ...]] = {}

    def key(self, pointer: str, session: str, context: Context) -> Key:
        """Return all of a request that its answer may depend on, beside the state.

        Args:
            pointer: of the operation.
            session: whose state it is asked of.
            context: of the request.
        """
        fields = self._fields.get(pointer)
        if fields is None:
            fields = self._fields[pointer] = _fields(context.operation)
        scope, get = context.scope, context.headers.get
        where = (scope.get("scheme"), scope.get("root_path"), scope["path"])
        what = (scope.get("raw_path"), scope.get("query_string"))
        return (pointer, session, *where, *what, *map(get, fields))

    def find(self, key: Key, version: Hashable) -> Answer | None:
        """Return a copy of the answer that was given to the same state."""
        known = self._kept.get(key)
        if known is None or known[0] != version:
            return None
        self._kept.move_to_end(key)
        answer = known[1]
        return replace(answer, headers=[*answer.headers])

    def keep(self, key: Key, version: Hashable, answer: Answer) -> None:
        """Keep an answer for as long as the state has a version."""
        if len(answer.body) > _LARGEST:
            return
        self._kept[key] = version, replace(answer, headers=[*answer.headers])
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all of them."""
        self._kept.clear()


def _fields(operation: Operation) -> tuple[str, ...]:
    declared = operation.parameters
    names = [each.name.lower() for each in declared if each.location == "header"]
    if any(each.location == "cookie" for each in declared):
        names.append("cookie")
    return tuple(dict.fromkeys(("host", "accept", *names)))
