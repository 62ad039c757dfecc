"""Whether schemas refer to what a contract means another thing by than a validator.

That is a parent that stands for its heirs, and what a discriminator tells apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.guards import guarded, guards
from impl.engine.comparison.contract.inheritance import MEMBER
from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup


class Families:
    """Tells where in a contract such schemas are referred to.

    Args:
        lookup: the contract.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._known: dict[str, bool] = {}

    def reaches(self, schema: Any) -> bool:
        """Tell whether a schema is or refers to one, be it deep inside."""
        if not self._lookup.mentions("discriminator"):
            return False
        seen: set[str] = set()
        waiting = [schema]
        while waiting:
            part = waiting.pop()
            if not isinstance(part, dict):
                continue
            if self._is_told_apart(part):
                return True
            there = local_pointer(part.get("$ref"))
            if there is not None and there not in seen:
                if there.endswith(f"/{MEMBER}") or self._known.get(there):
                    return True
                if there not in self._known:
                    seen.add(there)
                    waiting.append(self._lookup.value(there))
            waiting += [held for _, held in MODERN.children(part)]
        self._known.update(dict.fromkeys(seen, False))
        return False

    def _is_told_apart(self, schema: dict[str, Any]) -> bool:
        """Tell whether a discriminator says more of alternatives than they do."""
        if "discriminator" not in schema or guarded(schema) not in schema:
            return False
        return any(guards(self._lookup, schema, sends=False))
