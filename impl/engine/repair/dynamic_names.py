"""Which dynamic anchors make a difference to which schemas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from impl.engine.openapi.cycles import cycles
from impl.engine.openapi.objects import children, place_below
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.openapi.index import ObjectIndex
    from impl.engine.openapi.resources import SchemaResources

# What evaluation does not enter by itself.
_ASIDE = frozenset({"$defs", "definitions"})
# Schemas times anchors: nobody who means well has more.
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class DynamicStart:
    """Where following a dynamic reference starts.

    `name` is the dynamic anchor there; None if nothing else can be meant.
    """

    pointer: str
    name: str | None


def relevant_names(
    objects: ObjectIndex,
    resources: SchemaResources,
    starts: Mapping[str, DynamicStart],
) -> Mapping[str, frozenset[str]] | None:
    """Return the anchors that matter to each schema that references lead to.

    None if they are too many. `starts` are those of dynamic references, by the pointer
    of the schema that has one.
    """
    anchors: dict[str, set[str]] = defaultdict(set)
    for named in resources.dynamic.values():
        for name, pointer in named.items():
            anchors[name].add(pointer)
    names = {start.name for start in starts.values() if start.name is not None}
    units = {start.pointer for start in starts.values()}
    units |= {pointer for name in names for pointer in anchors[name]}
    for node in objects.references:
        target = local_pointer(node.value["$ref"])
        if node.kind == "schema" and target is not None:
            units.add(target)
    if len(units) * len(names) > _MOST:
        return None
    graph = _Graph(objects, starts, anchors, units)
    return graph.relevant()


class _Graph:
    def __init__(
        self,
        objects: ObjectIndex,
        starts: Mapping[str, DynamicStart],
        anchors: Mapping[str, set[str]],
        units: set[str],
    ) -> None:
        self._objects = objects
        self._starts = starts
        self._anchors = anchors
        self._units = units

    def relevant(self) -> dict[str, frozenset[str]]:
        direct: dict[str, set[str]] = {}
        further: dict[str, set[str]] = {}
        for unit in sorted(self._units):
            direct[unit], further[unit] = self._needs(unit)
        found: dict[str, frozenset[str]] = {}
        for group in cycles(further):
            names = set().union(*(direct[unit] for unit in group))
            for target in set().union(*(further[unit] for unit in group)):
                names |= found.get(target, frozenset())
            found.update(dict.fromkeys(group, frozenset(names)))
        return found

    def _needs(self, unit: str) -> tuple[set[str], set[str]]:
        """Return the anchors that a schema names, and the schemas that it leads to."""
        names: set[str] = set()
        further: set[str] = set()
        waiting = [unit]
        while waiting:
            pointer = waiting.pop()
            node = self._objects.at(pointer)
            if node is None or node.kind != "schema":
                continue
            target = local_pointer(node.value.get("$ref"))
            if target is not None:
                further.add(target)
            if (start := self._starts.get(pointer)) is not None:
                further.add(start.pointer)
                if start.name is not None:
                    names.add(start.name)
                    further |= self._anchors[start.name]
            for _, name, key, _ in children("schema", node.value):
                if name not in _ASIDE:
                    below = place_below(pointer, name, key, "schema")
                    (further.add if below in self._units else waiting.append)(below)
        return names, further
