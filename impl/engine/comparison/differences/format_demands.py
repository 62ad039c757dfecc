"""What formats demand that validators don't assert, as keywords.

Validators assert formats of texts alone, and not each of those. Where formats are
assertions, an integer of 32 bits has to be one (OpenAPI Format Registry), and what is
said to be Base64 (RFC 4648, 4), too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.formats import BASE64, format_in, is_base64
from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup

# A pointer that was followed, and those before it.
_Trail = tuple[str, "_Trail"] | None
_ASKING = ("format", "contentEncoding")


def with_demands(schema: Any) -> Any:
    """Return a schema in which what its formats demand is written out."""
    if not isinstance(schema, dict):
        return schema
    result = {
        key: MODERN.mapped(key, held, with_demands) for key, held in schema.items()
    }
    if asked := _demand(schema):
        result["allOf"] = [*result.get("allOf", ()), asked]
    return result


class Formats:
    """Tells where in a contract formats, or encodings, are asked for.

    Args:
        lookup: the contract.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._known: dict[str, bool] = {}

    def within(self, schema: Any) -> bool:
        """Tell whether a schema asks for one, or refers to what does, however deep."""
        if not any(map(self._lookup.mentions, _ASKING)):
            return False
        seen: set[str] = set()
        waiting: list[tuple[Any, _Trail]] = [(schema, None)]
        while waiting:
            value, trail = waiting.pop()
            if isinstance(value, list):
                waiting += [(each, trail) for each in value]
            if not isinstance(value, dict):
                continue
            there = local_pointer(value.get("$ref"))
            is_known = there is not None and self._known.get(there, False)
            if is_known or isinstance(value.get("format"), str) or is_base64(value):
                self._keep(trail)
                return True
            waiting += [(each, trail) for each in value.values()]
            if there is None or there in seen or there in self._known:
                continue
            seen.add(there)
            waiting.append((self._lookup.value(there), (there, trail)))
        self._known.update(dict.fromkeys(seen, False))
        return False

    def _keep(self, trail: _Trail) -> None:
        """Keep that what was referred to on the way comes to one."""
        while trail is not None:
            there, trail = trail
            self._known[there] = True


def _demand(schema: dict[str, Any]) -> dict[str, Any]:
    known = format_in(schema)
    asked: dict[str, Any] = {}
    if known.minimum is not None:
        asked["minimum"] = known.minimum
    if known.maximum is not None:
        asked["maximum"] = known.maximum
    if known.pattern and not known.asserted:
        asked["pattern"] = known.pattern
    elif is_base64(schema):
        asked["pattern"] = BASE64
    return asked
