"""Cycles of nodes that refer to each other: strongly connected components."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Generic, TypeVar

Vertex = TypeVar("Vertex", bound=Hashable)


def cycles(targets: Mapping[Vertex, Collection[Vertex]]) -> Iterator[list[Vertex]]:
    """List the cycles of a graph, those referred to first (Tarjan).

    A node that is in no cycle is one alone. Targets that are not nodes are passed by.
    """
    return _Cycles(targets).all()


class _Cycles(Generic[Vertex]):
    """Finds strongly connected components (Tarjan)."""

    def __init__(self, targets: Mapping[Vertex, Collection[Vertex]]) -> None:
        self._targets = targets
        self._order: dict[Vertex, int] = {}
        self._low: dict[Vertex, int] = {}
        self._open: list[Vertex] = []
        self._is_open: set[Vertex] = set()

    def all(self) -> Iterator[list[Vertex]]:
        """List the components, those referred to first."""
        for root in self._targets:
            if root not in self._order:
                yield from self._from(root)

    def _from(self, root: Vertex) -> Iterator[list[Vertex]]:
        path = [(root, self._visit(root))]
        while path:
            node, rest = path[-1]
            target = next(rest, None)
            if target is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    self._low[above] = min(self._low[above], self._low[node])
                if self._low[node] == self._order[node]:
                    yield self._close(node)
            elif target not in self._order:
                path.append((target, self._visit(target)))
            elif target in self._is_open:
                self._low[node] = min(self._low[node], self._order[target])

    def _visit(self, node: Vertex) -> Iterator[Vertex]:
        self._order[node] = self._low[node] = len(self._order)
        self._open.append(node)
        self._is_open.add(node)
        return iter([t for t in self._targets[node] if t in self._targets])

    def _close(self, node: Vertex) -> list[Vertex]:
        cycle = self._open[self._open.index(node) :]
        del self._open[self._open.index(node) :]
        self._is_open.difference_update(cycle)
        return cycle
