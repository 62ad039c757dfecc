"""Weaken what a contract promises to what a consumer reads of it.

Whatever the weaker schema accepts looks to the consumer like something that the
contract promises. So it is made weaker only where members can be told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.guards import guarded, guards
from impl.engine.comparison.contract.keywords import as_list, map_in, texts
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import local_pointer
from impl.engine.usage.members import EVERY, MemberTree, whole
from impl.engine.usage.places import is_free, property_in
from impl.engine.usage.separation import Separation

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.usage.origins import Origins
    from impl.engine.usage.separation import MemberPath

# Written anew here, for what is read alone.
_REWRITTEN = frozenset(
    {
        *("$ref", "allOf", "anyOf", "oneOf", "properties", "required"),
        *("additionalProperties", "unevaluatedProperties", "patternProperties"),
        *("items", "prefixItems", "discriminator", "minProperties", "maxProperties"),
        *("$defs", "definitions"),
    }
)
# Allows every value, and yet is more than silence, which strict readers don't trust.
_ANYTHING = {"minLength": 0}


class Weakening:
    """Writes weaker schemas of one contract.

    Args:
        schemas: the schemas of the contract, for who reads.
        oracle: is asked whether alternatives exclude each other.
        origins: learns where what is written comes from.
    """

    def __init__(
        self, schemas: ContractSchemas, oracle: Oracle, origins: Origins
    ) -> None:
        self._lookup = schemas.surface
        self._separation = Separation(schemas, oracle)
        self._origins = origins
        self._tied: set[MemberPath] = set()

    def weaker(self, place: str, tree: MemberTree, here: str) -> Any:
        """Write what is read of the values of a schema.

        Args:
            place: the pointer of the schema.
            tree: what is read.
            here: where what is returned will stand.
        """
        tree = _spelled_out(tree)
        self._tied = self._separation.tied([place], tree)
        return self._value(place, tree, (), here)

    def _value(self, place: str, tree: MemberTree, way: MemberPath, here: str) -> Any:
        """Write what is read of a value, and what of its values is known anyway."""
        if tree.values is None:
            return self._schema(place, tree, way, here)
        there = self._lookup.target(place)
        held = self._lookup.map(there)
        listed = as_list(held.get("enum")) or [
            held[key] for key in ("const",) if key in held
        ]
        if listed and held.keys() <= {"type", "enum", "const", "description"}:
            # Written like the contract's own list, it is compared as a list.
            self._origins.note(here, there)
            known = [value for value in tree.values if value not in listed]
            return {
                **{key: kept for key, kept in held.items() if key == "description"},
                "enum": [*listed, *known],
            }
        first = self._schema(place, tree, way, f"{here}/anyOf/0")
        return {"anyOf": [first, {"enum": list(tree.values)}]}

    def _schema(self, place: str, tree: MemberTree, way: MemberPath, here: str) -> Any:
        self._origins.note(here, place)
        held = self._lookup.value(place)
        if not isinstance(held, dict):
            return held
        is_kept = tree.is_whole or way in self._tied or is_free(self._lookup, [place])
        if is_kept:
            return held
        there = local_pointer(held.get("$ref"))
        if there is not None and (self._lookup.old or held.keys() == {"$ref"}):
            return self._schema(there, tree, way, here)
        return self._weakened(held, place, tree, way, here)

    def _weakened(
        self,
        held: dict[str, Any],
        place: str,
        tree: MemberTree,
        way: MemberPath,
        here: str,
    ) -> dict[str, Any]:
        found = {key: kept for key, kept in held.items() if key not in _REWRITTEN}
        parts: list[Any] = []

        def add(there: str, inner: Any = None) -> None:
            at = f"{here}/allOf/{len(parts)}"
            parts.append(inner or self._schema(there, tree, way, at))

        if (there := local_pointer(held.get("$ref"))) is not None:
            add(there)
        for index in range(len(as_list(held.get("allOf")))):
            add(f"{place}/allOf/{index}")
        for keyword in ("anyOf", "oneOf"):
            if not as_list(held.get(keyword)):
                continue
            is_other = keyword == "oneOf" and "anyOf" in found
            at = f"{here}/allOf/{len(parts)}/anyOf" if is_other else f"{here}/anyOf"
            self._origins.note(at, f"{place}/{keyword}")
            union = self._union(keyword, held, place, tree, way, at)
            if is_other:
                parts.append({"anyOf": union})
            else:
                found["anyOf"] = union
        if parts:
            found["allOf"] = parts
        found.update(self._members(held, place, tree, way, here))
        found.update(self._items(held, place, tree, way, here))
        return found

    def _union(
        self,
        keyword: str,
        held: dict[str, Any],
        place: str,
        tree: MemberTree,
        way: MemberPath,
        here: str,
    ) -> list[Any]:
        """Write alternatives that exclude each other, or need not."""
        asked: list[Any] = [None] * len(held[keyword])
        name = map_in(held, "discriminator").get("propertyName")
        if keyword == guarded(held) and isinstance(name, str) and tree.member(name):
            asked = guards(self._lookup, held, sends=False)
        found = []
        for index, guard in enumerate(asked):
            at = f"{here}/{index}"
            inside = f"{at}/allOf/0" if guard else at
            part = self._schema(f"{place}/{keyword}/{index}", tree, way, inside)
            found.append({"allOf": [part, guard]} if guard else part)
        return found

    def _members(
        self,
        held: dict[str, Any],
        place: str,
        tree: MemberTree,
        way: MemberPath,
        here: str,
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        properties = self._properties(held, place, tree, way, here)
        if properties:
            found["properties"] = properties
        required = [n for n in texts(held.get("required")) if tree.member(n)]
        if required:
            found["required"] = required
        if tree.every is None:
            # What is not read is there or not, and not even strict readers mind.
            return {**found, "additionalProperties": dict(_ANYTHING)}
        kept = ("patternProperties", "minProperties", "maxProperties")
        found.update({key: held[key] for key in kept if key in held})
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            if keyword in held:
                found[keyword] = self._value(
                    f"{place}/{keyword}",
                    tree.every,
                    (*way, EVERY),
                    f"{here}/{keyword}",
                )
        return found

    def _properties(
        self,
        held: dict[str, Any],
        place: str,
        tree: MemberTree,
        way: MemberPath,
        here: str,
    ) -> dict[str, Any]:
        names = dict.fromkeys(tree.names)
        if tree.every is not None:
            names.update(dict.fromkeys(map_in(held, "properties")))
        found = {}
        for name in names:
            inner, at = tree.member(name), f"{here}/properties/{escape(name)}"
            there = list(property_in(held, place, name))
            further = (*way, name if name in tree.inner else EVERY)
            if inner is not None and there:
                found[name] = self._joined(there, inner, further, at)
        return found

    def _joined(
        self, places: list[str], tree: MemberTree, way: MemberPath, here: str
    ) -> Any:
        if len(places) == 1:
            return self._value(places[0], tree, way, here)
        return {
            "allOf": [
                self._value(place, tree, way, f"{here}/allOf/{index}")
                for index, place in enumerate(places)
            ]
        }

    def _items(
        self,
        held: dict[str, Any],
        place: str,
        tree: MemberTree,
        way: MemberPath,
        here: str,
    ) -> dict[str, Any]:
        """Write what is read of items; of others, whatever they are will do."""
        items = tree.items
        if items is None:
            return {}
        found: dict[str, Any] = {}
        every = self._way_of_items(tree, way)
        if isinstance(held.get("prefixItems"), list):
            found["prefixItems"] = [
                self._value(
                    f"{place}/prefixItems/{index}",
                    items,
                    every,
                    f"{here}/prefixItems/{index}",
                )
                for index in range(len(held["prefixItems"]))
            ]
        if "items" in held:
            found["items"] = self._value(
                f"{place}/items", items, every, f"{here}/items"
            )
        return found

    def _way_of_items(self, tree: MemberTree, way: MemberPath) -> MemberPath:
        """Return the way by which items are known as tied, if any of them is."""
        ways = [(*way, name) for name in tree.inner if name == EVERY or name.isdigit()]
        return next((each for each in ways if each in self._tied), ways[0])


def _spelled_out(tree: MemberTree) -> MemberTree:
    """Write the use of a whole value, some of whose members are special, by members."""
    if not tree.is_whole or not tree.inner:
        return MemberTree(
            {name: _spelled_out(held) for name, held in tree.inner.items()},
            tree.is_whole,
            tree.values,
            tree.is_always,
        )
    inner = {name: _spelled_out(held) for name, held in tree.inner.items()}
    inner.setdefault(EVERY, whole())
    return MemberTree(inner, False, tree.values, tree.is_always)
