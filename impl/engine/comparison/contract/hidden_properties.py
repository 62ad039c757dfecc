"""Properties that have no place in messages of one direction (3.0.3, 4.7.24.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import length, map_in
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup

_DEEPEST = 8


class HiddenProperties:
    """Tells which properties are marked as hidden.

    Args:
        lookup: the contract.
        keyword: what marks them, `readOnly` or `writeOnly`.
        forbidding: whether messages that have them are refused.
    """

    def __init__(self, lookup: Lookup, keyword: str, *, forbidding: bool) -> None:
        self.forbidding = forbidding
        self._lookup = lookup
        self._keyword = keyword

    def hides(self, pointer: str) -> bool:
        """Tell whether a schema, through references, is marked."""
        look, keyword = self._lookup, self._keyword
        if look.map(pointer).get(keyword) is True:
            return True
        there = look.target(pointer)
        if there != pointer and look.map(there).get(keyword) is True:
            return True
        return any(
            look.map(look.target(f"{there}/allOf/{index}")).get(keyword) is True
            for index in range(length(look.map(there).get("allOf")))
        )

    def hidden_in(self, schema: Any) -> set[str]:
        """Name the hidden properties that a schema declares itself."""
        return {
            name
            for name, held in map_in(schema, "properties").items()
            if isinstance(held, dict) and self._is_marked(held)
        }

    def hidden_of(self, schema: Any, depth: int = 0) -> set[str]:
        """Name the hidden properties of a schema and of what it is made of."""
        if not isinstance(schema, dict) or depth > _DEEPEST:
            return set()
        found = self.hidden_in(schema)
        there = local_pointer(schema.get("$ref"))
        if there is not None:
            found |= self.hidden_of(self._lookup.value(there), depth + 1)
        for part in schema.get("allOf") or ():
            found |= self.hidden_of(part, depth + 1)
        return found

    def _is_marked(self, schema: dict[str, Any]) -> bool:
        if schema.get(self._keyword) is True:
            return True
        there = local_pointer(schema.get("$ref"))
        return there is not None and self.hides(there)
