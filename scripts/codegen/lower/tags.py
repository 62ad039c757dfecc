"""Constants of what only the server knows, where they tell alternatives apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.keywords import MODERN
from scripts.codegen.lower.hidden import MEMBER_MAPS, MEMBERS, UNIONS, is_null
from scripts.codegen.lower.schemas import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.codegen.lower.hidden import HiddenMembers
    from scripts.codegen.lower.schemas import ExactSchemas

# What members are called that a schema has no names for.
ANY_NAME = "*"
_Constants = dict[str, frozenset[str]]


class Tags:
    """Tells which members that are ignored tell alternatives apart all the same."""

    def __init__(self, schemas: ExactSchemas, hidden: HiddenMembers) -> None:
        self._schemas = schemas
        self._hidden = hidden
        self._own: dict[str, tuple[_Constants, frozenset[str]]] = {}
        self._reached: dict[str, _Constants] = {}

    def among(self, node: dict[str, Any]) -> frozenset[str]:
        """Name the constants that not all alternatives of a schema have alike.

        They may be as deep in there as they like. Where there is but one alternative
        to null, there is nothing to tell apart.
        """
        return frozenset[str]().union(
            *(self._of(node.get(word, ())) for word in UNIONS)
        )

    def within(self, key: str) -> frozenset[str]:
        """Name the members that are ignored and constant, anywhere in a schema."""
        if key not in self._reached:
            self._reached[key] = self._all({}, frozenset({key}))
        return frozenset(self._reached[key])

    def _of(self, branches: list[Any]) -> frozenset[str]:
        shown = [each for each in branches if not is_null(each)]
        found = [self._all(*self._look(each)) for each in shown]
        names = frozenset[str]().union(*found)
        return frozenset(
            name
            for name in names
            if any(each.get(name) != found[0].get(name) for each in found)
        )

    def _all(self, found: _Constants, targets: frozenset[str]) -> _Constants:
        """Return the constants that were found, and those that references lead to."""
        whole, seen, pending = dict(found), set(targets), [*targets]
        while pending:
            key = pending.pop()
            if key not in self._own:
                self._own[key] = self._look(self._schemas.exact[key])
            more, further = self._own[key]
            for name, values in more.items():
                whole[name] = whole.get(name, frozenset()) | values
            pending += further - seen
            seen |= further
        return whole

    def _look(self, schema: Any) -> tuple[_Constants, frozenset[str]]:
        """Return the constants of a schema itself, and which others it refers to."""
        found: _Constants = {}
        targets, pending = set(), [schema]
        while pending:
            node = pending.pop()
            if not isinstance(node, dict):
                continue
            if isinstance(node.get("$ref"), str):
                targets.add(key_of(node["$ref"]))
            for name, member in _members(node):
                values = self._hidden.constants(member)
                if values and self._hidden.is_hidden(member, "request"):
                    said = {json.dumps(value, sort_keys=True) for value in values}
                    found[name] = found.get(name, frozenset()) | said
            pending += [child for _, child in MODERN.children(node)]
        return found, frozenset(targets)


def _members(node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for keyword in MEMBER_MAPS:
        for name, member in node.get(keyword, {}).items():
            yield name if keyword == "properties" else ANY_NAME, member
    for keyword in MEMBERS:
        yield ANY_NAME, node.get(keyword)
