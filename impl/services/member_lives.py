"""Since when a member of a message stands, and when it last changed: as far as known.

What says so are changes that comparisons found, each at the place of the very member.
Who reads of none does not hear that there was none: a place may have had another name.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from impl.overview_records import FoundChange

_ADDED: Final = re.compile("(request|response)-property-added")
# A schema stands at one of these itself, or at a name or a place below one of those.
_SCHEMAS: Final = frozenset(
    {
        *("schema", "additionalProperties", "items", "not", "if", "then", "else"),
        *("contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties"),
    }
)
_OF_SCHEMAS: Final = frozenset(
    {
        *("properties", "patternProperties", "prefixItems", "allOf", "anyOf", "oneOf"),
        *("dependentSchemas", "schemas"),
    }
)
# Places in lists are counted, and count otherwise once something is put before them.
_COUNTED: Final = re.compile("/(allOf|anyOf|oneOf|prefixItems)/[0-9]+(/|$)")


class MemberLives:
    """What became of the members of an operation's messages.

    Args:
        found: changes that may reach the operation.
        steps: the version that each comparison led to, by its id, the latest first.
    """

    def __init__(
        self, found: Collection[FoundChange], steps: Mapping[UUID, str]
    ) -> None:
        place = {each: number for number, each in enumerate(steps)}
        self._versions = [*steps.values()]
        self._added: dict[str, int] = {}
        self._changed: dict[str, int] = {}
        for each in sorted(found, key=lambda it: place[it.comparison_id]):
            said: dict[str, Any] = json.loads(each.content)
            at = said["revision"]["pointer"]
            if _COUNTED.search(at):
                continue
            if _ADDED.fullmatch(said["kind"]):
                self._added.setdefault(at, place[each.comparison_id])
            else:
                for holder in _holders(at):
                    self._changed.setdefault(holder, place[each.comparison_id])

    def of(self, at: str, leads_to: str) -> str:
        """Say what is known of a member by its place, and by that of its schema."""
        since = self._added.get(at)
        changed = [self._changed[it] for it in {at, leads_to} if it in self._changed]
        said = []
        if since is not None:
            said.append(f"since {self._versions[since]}")
        if changed and (since is None or min(changed) < since):
            said.append(f"changed in {self._versions[min(changed)]}")
        return ", ".join(said)


def _holders(at: str) -> Iterable[str]:
    """Yield a place, and what it is in, up to the schema that it is a part of."""
    while at:
        yield at
        at, _, name = at.rpartition("/")
        if name in _SCHEMAS or at.rpartition("/")[2] in _OF_SCHEMAS:
            return
