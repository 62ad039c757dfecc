"""Properties that have no place in messages of one direction (3.0.3, 4.7.24.2).

One part of a schema may mark a property that another part requires. Both look at the
same value, so that what is marked in either is required by none (JSON Schema 2020-12,
validation, 9.4). What one alternative marks is nothing to the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import DEPENDING, as_list, map_in, texts
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.comparison.contract.lookup import Lookup

NONE: frozenset[str] = frozenset()
# Alternatives, each of which a value may be.
CHOICES = ("anyOf", "oneOf", "then", "else")
# What these say is no demand, so that less of it would not be milder.
CONDITIONS = frozenset({"if", "not"})
_UNIONS = ("anyOf", "oneOf")


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
        # With what was asked about, which keeps it from becoming something else.
        self._known: dict[int, tuple[Any, bool]] = {}

    def hides(self, schema: Any, seen: frozenset[int] = frozenset()) -> bool:
        """Tell whether whatever a schema describes is marked."""
        if not isinstance(schema, dict) or id(schema) in seen:
            return False
        known = self._known.get(id(schema))
        if known is None:
            known = schema, self._hides(schema, seen)
            if not seen:
                self._known[id(schema)] = known
        return known[1]

    def _hides(self, schema: dict[str, Any], seen: frozenset[int]) -> bool:
        there = local_pointer(schema.get("$ref"))
        seen |= {id(schema)}
        if there is not None and self.hides(self._lookup.value(there), seen):
            return True
        if there is not None and self._lookup.old:
            # It stands beside the reference, and is read there all the same.
            return schema.get(self._keyword) is True
        if schema.get(self._keyword) is True:
            return True
        if any(self.hides(part, seen) for part in as_list(schema.get("allOf"))):
            return True
        for keyword in _UNIONS:
            parts = [p for p in as_list(schema.get(keyword)) if not _is_null(p)]
            if parts and all(self.hides(part, seen) for part in parts):
                return True
        return False

    def hidden_in(self, schema: Any) -> frozenset[str]:
        """Name the hidden properties that a schema declares itself."""
        return frozenset(
            name
            for name, held in map_in(schema, "properties").items()
            if self.hides(held)
        )

    def of_value(self, schema: Any) -> frozenset[str]:
        """Name those of a schema, of what it is made of, and of its alternatives."""
        if not self._lookup.mentions(self._keyword):
            return NONE
        return self._declared(self._in_place(schema))

    def of_whole(self, schema: Any) -> frozenset[str]:
        """Name those of a schema and of what it is made of, whatever the value is."""
        if not self._lookup.mentions(self._keyword):
            return NONE
        return self._declared(self._in_place(schema, whole=True))

    def asked_of(self, schema: Any) -> frozenset[str]:
        """Name the properties that a schema requires, be it that others are there."""
        return frozenset(
            name
            for part in self._in_place(schema)
            for needs in (
                part.get("required"),
                *(each for key in DEPENDING for each in map_in(part, key).values()),
            )
            for name in texts(needs)
        )

    def _declared(self, parts: Iterable[dict[str, Any]]) -> frozenset[str]:
        return NONE.union(*map(self.hidden_in, parts))

    def _in_place(self, schema: Any, *, whole: bool = False) -> Iterator[Any]:
        """Give the schemas that look at the same value on behalf of one."""
        seen, waiting = set(), [schema]
        while waiting:
            part = waiting.pop()
            if not isinstance(part, dict) or id(part) in seen:
                continue
            seen.add(id(part))
            there = local_pointer(part.get("$ref"))
            if there is not None:
                waiting.append(self._lookup.value(there))
                if self._lookup.old:
                    continue
            yield part
            waiting += as_list(part.get("allOf"))
            for keyword in () if whole else CHOICES:
                held = part.get(keyword)
                waiting += held if isinstance(held, list) else [held]


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])
