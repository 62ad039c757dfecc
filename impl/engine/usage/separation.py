"""Find out where what is not read can be told apart from what is.

Who reads some members of a value does not notice what the others are, as long as there
could be others to go with those that are read. That is so where a schema speaks of each
member by itself. Where it ties members to each other, what it says stays as it is.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, length, map_in, texts
from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.witnesses.instances import NoInstanceError, instance
from impl.engine.openapi.keywords import CONDITIONAL, DEPENDENT
from impl.engine.openapi.references import local_pointer
from impl.engine.usage.places import is_free, member_in, property_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.comparison.contract.schemas import ContractSchemas
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.usage.members import MemberTree

MemberPath = tuple[str, ...]
# One way to choose among alternatives: the places of the schemas that apply then.
Layers = tuple[str, ...]

_MOST_CHOICES = 64
# Nobody can tell from these alone which members they speak of, or what they lead to.
_OPAQUE = frozenset(
    {"$dynamicRef", "$recursiveRef", "$id", "id", "unevaluatedItems", "propertyNames"}
)
_TYING = frozenset({"not", *CONDITIONAL, *DEPENDENT, "dependentRequired"})
_COUNTING = frozenset({"minProperties", "maxProperties", "patternProperties"})
_OF_LISTS = frozenset({"contains", "minContains", "maxContains", "uniqueItems"})
_CLOSED = frozenset(
    {"additionalProperties", "patternProperties", "propertyNames", "minProperties"}
    | {"maxProperties", "unevaluatedProperties", "enum", "const", "items"}
    | {"prefixItems", "contains", "unevaluatedItems", "$ref", "$dynamicRef"}
)


class Separation:
    """Tells which places of one contract's schemas have to stay as they are.

    Args:
        schemas: the schemas of the contract, for who reads.
        oracle: is asked whether alternatives exclude each other.
    """

    def __init__(self, schemas: ContractSchemas, oracle: Oracle) -> None:
        self._schemas = schemas
        self._lookup = schemas.surface
        self._oracle = oracle

    def tied(self, places: Iterable[str], tree: MemberTree) -> set[MemberPath]:
        """Give the ways to the values whose schemas have to stay as they are."""
        found: set[MemberPath] = set()
        self._look(tuple(places), tree, (), found)
        return found

    def _look(
        self, places: Layers, tree: MemberTree, way: MemberPath, found: set[MemberPath]
    ) -> None:
        if tree.is_plain or is_free(self._lookup, places):
            return
        choices = self._choices(places)
        if choices is None or not all(self._is_loose(each, tree) for each in choices):
            found.add(way)
            return
        for layers in choices:
            for name, inner in tree.inner.items():
                there = [at for layer in layers for at in self._inner(layer, name)]
                if there:
                    self._look(tuple(there), inner, (*way, name), found)

    def _inner(self, layer: str, name: str) -> Iterator[str]:
        return member_in(self._lookup, layer, name)

    def _choices(self, places: Layers) -> list[Layers] | None:
        """Give the ways to choose among alternatives; None if they are too many.

        Of exclusive alternatives that may overlap there is no way to choose.
        """
        layers: list[str] = []
        unions: list[list[str]] = []
        waiting = list(places)
        while waiting:
            at = waiting.pop(0)
            if at in layers:
                continue
            layers.append(at)
            held = self._lookup.map(at)
            there = local_pointer(held.get("$ref"))
            if there is not None:
                waiting.append(there)
                if self._lookup.old:
                    continue
            elif "$ref" in held:
                return None
            waiting += [f"{at}/allOf/{n}" for n in range(length(held.get("allOf")))]
            for keyword in ("anyOf", "oneOf"):
                count = length(held.get(keyword))
                parts = [f"{at}/{keyword}/{index}" for index in range(count)]
                if keyword == "oneOf" and not self._exclude(held, parts):
                    return None
                if parts:
                    unions.append(parts)
        return self._chosen(tuple(layers), unions)

    def _chosen(self, layers: Layers, unions: list[list[str]]) -> list[Layers] | None:
        found: list[Layers] = []
        for parts in product(*unions):
            if len(found) > _MOST_CHOICES:
                return None
            if not parts:
                return [layers]
            inner = self._choices(parts)
            if inner is None:
                return None
            found += [(*layers, *each) for each in inner]
        return found

    def _exclude(self, held: dict[str, Any], parts: list[str]) -> bool:
        """Tell whether no value fits two alternatives: a discriminator sees to it."""
        if "discriminator" in held:
            return True
        return all(
            self._oracle.ask(self._schemas.document((one, two)), sup=False) is PROVED
            for index, one in enumerate(parts)
            for two in parts[index + 1 :]
        )

    def _is_loose(self, layers: Layers, tree: MemberTree) -> bool:
        """Tell whether schemas that apply together tie no members to each other."""
        held = [self._lookup.value(at) for at in layers]
        if any(value is False for value in held):
            return True
        said = [value for value in held if isinstance(value, dict)]
        return (
            all(self._speaks_apart(value, tree) for value in said)
            and self._closes_apart(said, tree)
            and self._can_do_without(layers, said, tree)
        )

    def _speaks_apart(self, held: dict[str, Any], tree: MemberTree) -> bool:
        if not _OPAQUE.isdisjoint(held):
            return False
        for keyword in _TYING & held.keys():
            if not _is_known(mentioned({keyword: held[keyword]}), tree):
                return False
        if any(isinstance(value, dict | list) for value in _listed(held)):
            return False
        names_all = tree.every is not None or tree.is_whole
        if not names_all and not _COUNTING.isdisjoint(held):
            return False
        items = tree.items
        return _OF_LISTS.isdisjoint(held) or items is None or items.is_plain

    def _closes_apart(self, said: list[dict[str, Any]], tree: MemberTree) -> bool:
        """Tell whether what closes an object leaves alone what is read."""
        if not any("unevaluatedProperties" in held for held in said):
            return True
        is_choosing = any({"anyOf", "oneOf", "if"} & held.keys() for held in said)
        known = {name for held in said for name in map_in(held, "properties")}
        return not is_choosing and tree.names.keys() <= known

    def _can_do_without(
        self, layers: Layers, said: list[dict[str, Any]], tree: MemberTree
    ) -> bool:
        """Tell whether there are values for what has to be there and is not read."""
        names = {name for held in said for name in texts(held.get("required"))}
        for name in sorted(names):
            if tree.member(name) is not None or tree.is_whole:
                continue
            places = [
                at
                for layer in layers
                for at in property_in(self._lookup.map(layer), layer, name)
            ]
            try:
                if places:
                    instance(self._schemas.document(tuple(places)))
            except NoInstanceError:
                return False
        return True


def mentioned(schema: Any) -> set[str] | None:
    """Name the members that a schema's answer depends on; None if nobody can tell."""
    if not isinstance(schema, dict):
        return set()
    if not _CLOSED.isdisjoint(schema):
        return None
    found = {*map_in(schema, "properties"), *texts(schema.get("required"))}
    for name, names in map_in(schema, "dependentRequired").items():
        found |= {name, *texts(names)}
    parts = [schema[key] for key in ("not", *CONDITIONAL) if key in schema]
    for keyword in ("allOf", "anyOf", "oneOf"):
        parts += as_list(schema.get(keyword))
    for keyword in DEPENDENT:
        for name, part in map_in(schema, keyword).items():
            found.add(name)
            if isinstance(part, list):
                found.update(texts(part))
            else:
                parts.append(part)
    for part in parts:
        inner = mentioned(part)
        if inner is None:
            return None
        found |= inner
    return found


def _is_known(names: set[str] | None, tree: MemberTree) -> bool:
    if names is None:
        return False
    read = [tree.member(name) for name in names]
    return tree.is_whole or all(held is not None and held.is_plain for held in read)


def _listed(held: dict[str, Any]) -> list[Any]:
    found = list(as_list(held.get("enum")))
    return [*found, held["const"]] if "const" in held else found
