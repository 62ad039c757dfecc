"""What a part of a contract is for, as far as merging has to know.

Lists have no keys: whether two items are the same one, and whether their order says
anything, depends on what the list is for. What no table names is plain data, whose
order counts.
"""

from dataclasses import dataclass
from typing import Any

from impl.engine.merging.equality import key_of
from impl.engine.openapi.objects import KINDS, FieldShape, field_of

_REQUIREMENT = "security requirement"
_DEPENDENTS = "dependent names"
_NAME = "name"
# Members that hold sets of texts or values.
_SETS = {
    "document": {"security": _REQUIREMENT},
    "operation": {"security": _REQUIREMENT, "tags": _NAME},
    "schema": dict.fromkeys(("enum", "examples", "required", "type"), _NAME),
}
_ORDERED = frozenset({"prefixEncoding", "prefixItems"})
# What only holds things of names of their own. Two who need one make the same one.
_SHELVES = frozenset({"components", "paths", "responses"})
_JOINED_KINDS = frozenset({"parameter", "tag"})
_JOINED_NAMES = frozenset({"required", "tags"})
# Items with a name of their own: another name is another item.
_NAMED = frozenset({_NAME, "parameter", "server", "tag"})


@dataclass(frozen=True, slots=True)
class PartRole:
    """A kind of object, a list, or a map of such; ``member`` is where it stands."""

    kind: str
    shape: FieldShape = "one"
    member: str = ""

    def below(self, name: str) -> "PartRole | None":
        """Tell what a member, or an item, is for; None for plain data."""
        if self.shape != "one":
            return PartRole(self.kind)
        if self.kind in (_REQUIREMENT, _DEPENDENTS):
            return PartRole(_NAME, "list", name)
        if name in _SETS.get(self.kind, ()):
            return PartRole(_SETS[self.kind][name], "list", name)
        if self.kind == "schema" and name == "dependentRequired":
            return PartRole(_DEPENDENTS)
        held = field_of(self.kind, name) if self.kind in KINDS else None
        return PartRole(held.kind, held.shape, name) if held else None

    @property
    def is_requirement(self) -> bool:
        """Tell whether it names schemes of security that are demanded together."""
        return self.kind == _REQUIREMENT and self.shape == "one"

    @property
    def is_joined(self) -> bool:
        """Tell whether both sides may have added it, each with content of its own."""
        if self.shape == "list":
            return self.kind in _JOINED_KINDS or self.member in _JOINED_NAMES
        return self.shape == "map" or self.kind in _SHELVES


def is_ordered(role: PartRole | None) -> bool:
    """Tell whether the order of a list's items says anything."""
    return role is None or role.member in _ORDERED


def identity(role: PartRole | None, item: Any) -> str:
    """Make a text that an item keeps for as long as it is the same item."""
    if role and isinstance(item, dict):
        if isinstance(item.get("$ref"), str):
            return f"$ref {item['$ref']}"
        if role.kind == "parameter" and "name" in item:
            return f"parameter {item.get('in')} {item['name']}"
        if role.kind == "tag" and "name" in item:
            return f"tag {item['name']}"
        if role.kind == "server" and "url" in item:
            return f"server {item['url']}"
    return key_of(item)


def may_become(role: PartRole | None, before: Any, after: Any) -> bool:
    """Tell whether one item at the place of another may be it, changed."""
    if role and role.kind in _NAMED:
        return False
    if isinstance(before, dict) and isinstance(after, dict):
        return not role or ("$ref" not in before and "$ref" not in after)
    if isinstance(before, list) or isinstance(after, list):
        return type(before) is type(after)
    return not isinstance(before, dict) and not isinstance(after, dict)
