"""Properties that have no place in messages of one direction (3.0.3, 4.7.24.2).

One part of a schema may mark a property that another part requires. Both look at the
same value, so that what is marked in either is required by none (JSON Schema 2020-12,
validation, 9.4). What one alternative marks is nothing to the others, but that nothing
which is "never present" when it is retrieved is in a response that fits another one.
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
UNIONS = ("anyOf", "oneOf")
# What holds a schema of properties that it doesn't name.
OTHERS = ("additionalProperties", "unevaluatedProperties")


class HiddenProperties:
    """Tells which properties are marked as hidden.

    Args:
        lookup: the contract.
        keyword: what marks them, `readOnly` or `writeOnly`.
        forbidding: whether messages that have them are refused.

    Attributes:
        is_mentioned: whether anything at all is marked.
        never_present: whether no message of this direction has them, while others
            are read without them.
    """

    def __init__(self, lookup: Lookup, keyword: str, *, forbidding: bool) -> None:
        self.forbidding = forbidding
        self.is_mentioned = lookup.mentions(keyword)
        self.never_present = keyword == "writeOnly"
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
            # What stands beside a reference is ignored (3.0.3, 4.7.23).
            return False
        if schema.get(self._keyword) is True:
            return True
        if any(self.hides(part, seen) for part in as_list(schema.get("allOf"))):
            return True
        for keyword in UNIONS:
            parts = [p for p in as_list(schema.get(keyword)) if not is_null(p)]
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

    def hidden_among(self, parts: list[Any]) -> frozenset[int]:
        """Give the alternatives that no message is, as long as some are left."""
        if not (self.is_mentioned and self.never_present):
            return frozenset()
        found = frozenset(i for i, part in enumerate(parts) if self.hides(part))
        return found if len(found) < len(parts) else frozenset()

    def shown(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return keywords without what they say of properties that are not there."""
        if not self.is_mentioned:
            return said
        found = {
            keyword: None if keyword in OTHERS and self.hides(held) else held
            for keyword, held in said.items()
        }
        if "patternProperties" in found:
            found["patternProperties"] = {
                pattern: None if self.hides(held) else held
                for pattern, held in map_in(said, "patternProperties").items()
            }
        return found

    def kept_secret(self, schema: dict[str, Any]) -> frozenset[str]:
        """Name what an alternative keeps from messages, and nothing shows.

        To alternatives that say nothing of it, it would be one property more.
        """
        if not (self.is_mentioned and self.never_present):
            return NONE
        if schema.keys().isdisjoint(CHOICES):
            return NONE
        parts = list(self._in_place(schema))
        hidden = NONE.union(*map(self.hidden_in, parts))
        return hidden.difference(
            *(
                map_in(part, "properties").keys() - self.hidden_in(part)
                for part in parts
            )
        )

    def of_value(self, schema: Any) -> frozenset[str]:
        """Name those of a schema, of what it is made of, and of its alternatives."""
        if not self.is_mentioned:
            return NONE
        return self._declared(self._in_place(schema))

    def of_whole(self, schema: Any) -> frozenset[str]:
        """Name those of a schema and of what it is made of, whatever the value is."""
        if not self.is_mentioned:
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
        return NONE.union(*map(self._exempt_in, parts))

    def _exempt_in(self, schema: Any) -> frozenset[str]:
        """Name the properties that a schema marks, be it in one of alternatives."""
        return frozenset(
            name
            for name, held in map_in(schema, "properties").items()
            if self.hides(held)
            or any(part.get(self._keyword) is True for part in self._in_place(held))
        )

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


def is_null(schema: Any) -> bool:
    """Tell whether a schema allows nothing but null, by its type."""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])
