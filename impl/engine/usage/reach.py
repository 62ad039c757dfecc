"""Which schemas of a contract a consumer has anything to do with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.openapi.keywords import IN_PLACE, MODERN
from impl.engine.openapi.pointers import escape, split
from impl.engine.usage.documents import BodyUsage
from impl.engine.usage.members import EVERY, MemberTree, whole
from impl.engine.usage.naming import contents_of, declared_for
from impl.engine.usage.places import in_place, member_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from impl.engine.comparison.contract.message_parts import DeclaredMessage
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.contract.surface import Surface
    from impl.engine.usage.documents import ExchangeUsage

_HOLDING_SCHEMAS = MODERN.singles | MODERN.lists | MODERN.maps


class Reach:
    """The schemas that a usage leads to, and what is used of their values.

    Args:
        surface: the contract.
    """

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._trees: dict[str, list[MemberTree]] = {}
        self._roots: set[str] = set()

    def add(self, operation: DeclaredOperation, used: ExchangeUsage) -> None:
        """Add what the bodies of an operation lead to."""
        if operation.body:
            self._add_body(operation.body, used.request.body)
        listed = used.responses
        for status in listed if listed is not None else operation.responses:
            body = listed[status].body if listed is not None else BodyUsage()
            for message in declared_for(status, operation.responses).values():
                self._add_body(message, body)
        self._add_callbacks(operation, used.callbacks)

    def _add_callbacks(
        self,
        operation: DeclaredOperation,
        used: Mapping[str, ExchangeUsage] | None,
    ) -> None:
        for key, inner in operation.callbacks.items():
            if used is not None and key in used:
                self.add(inner, used[key])

    def _add_body(self, message: DeclaredMessage, used: BodyUsage) -> None:
        if not used.is_used:
            return
        for content in contents_of(used, message.contents).values():
            if content.schema:
                self._roots.add(content.schema)
                self._look([content.schema], used.members)

    def _look(self, places: Iterable[str], tree: MemberTree) -> None:
        for at in in_place(self._surface, places):
            known = self._trees.setdefault(at, [])
            if any(held is tree or held.is_plain for held in known):
                continue
            known.append(tree)
            names = [EVERY] if tree.is_whole else list(tree.inner)
            for name in names:
                inner = whole() if tree.is_whole else tree.inner[name]
                there = list(member_in(self._surface, at, name))
                self._look(there, inner)

    def trees(self, pointer: str) -> list[MemberTree]:
        """Give what is used of the values that a part of a schema is about.

        Nothing if no value that is used can have to do with it.
        """
        at, way = self._owner(pointer)
        found = self._trees.get(at, [])
        if way and way[0] == "properties" and len(way) > 1:
            found = [tree for tree in found if tree.is_whole or tree.member(way[1])]
        elif way and way[0] in _HOLDING_SCHEMAS - IN_PLACE:
            found = [tree for tree in found if tree.is_whole or tree.every]
        return found

    def _owner(self, pointer: str) -> tuple[str, list[str]]:
        """Part a pointer into the nearest schema that is known, and the rest."""
        tokens = split(pointer)
        for count in range(len(tokens), 0, -1):
            at = "".join(f"/{escape(token)}" for token in tokens[:count])
            if at in self._trees:
                return at, tokens[count:]
        return "", tokens

    def knows(self, pointer: str) -> bool:
        """Tell whether a pointer leads into any schema that a body is made of."""
        is_shared = pointer.startswith("/components/schemas/")
        return is_shared or any(
            pointer == root or pointer.startswith(f"{root}/") for root in self._roots
        )
