"""Whether schemas refer to parents that stand for their heirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.inheritance import MEMBER, WRITTEN_OUT
from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup


class Families:
    """Tells where in a contract such parents are referred to.

    Args:
        lookup: the contract.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._known: dict[str, bool] = {}

    def reaches(self, schema: Any) -> bool:
        """Tell whether a schema refers to one, be it deep inside."""
        if not self._lookup.mentions(WRITTEN_OUT):
            return False
        seen: set[str] = set()
        waiting = [schema]
        while waiting:
            part = waiting.pop()
            if not isinstance(part, dict):
                continue
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
