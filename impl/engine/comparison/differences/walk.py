"""Walk two schemas in parallel, and find the places where they differ.

The walk is one of the product of both: breadth first, each pair of places once, however
many ways lead there.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from impl.engine.comparison.differences import doubts, items, unwalked
from impl.engine.comparison.differences.causes import causes
from impl.engine.comparison.differences.constraints import (
    Constraint,
    constraints,
    single,
)
from impl.engine.comparison.differences.facts import PROVED, Evidence, always
from impl.engine.comparison.differences.leaves import (
    CONTENT,
    NAME,
    Leaf,
    Pair,
    Visit,
    Way,
)
from impl.engine.comparison.differences.properties import (
    children,
    properties,
)
from impl.engine.comparison.differences.tolerance import TOLERANT
from impl.engine.comparison.differences.unions import has_lists, union_pair
from impl.engine.comparison.kinds import facets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.differences.annotations import Annotations
    from impl.engine.comparison.differences.facts import Readings
    from impl.engine.comparison.differences.leaves import SchemaStep, UnionPair
    from impl.engine.comparison.differences.queries import Queries
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.differences.unnamed_properties import (
        UnnamedProperties,
    )
    from impl.engine.comparison.kinds.facets import Facet


class Walk:
    """Compares schemas of a sender and a reader, each pair of places once."""

    def __init__(
        self,
        sides: Sides,
        queries: Queries,
        annotations: Annotations,
        unnamed: UnnamedProperties,
    ) -> None:
        self._sides = sides
        self._queries = queries
        self._annotations = annotations
        self._unnamed = unnamed
        self._visits: dict[Pair, Visit] = {}
        self._reach: dict[Pair, dict[Pair, Way]] = {}
        self._unions: dict[Pair, list[tuple[Leaf, Way]]] = {}
        self._unwalked: dict[Pair, list[tuple[Leaf, Way]]] = {}

    def differences(self, pair: Pair) -> list[tuple[Leaf, Way]]:
        """Give all differences within a pair of schemas, and the way to each."""
        found: list[tuple[Leaf, Way]] = []
        for place, way in self._reached(pair).items():
            visit = self._visit(place)
            found += [(leaf, way) for leaf in (*visit.leaves, *visit.annotations)]
            found += [
                (leaf, way.further(step, inner, place))
                for leaf, step, inner in visit.annotated
            ]
            for step, inner in visit.unwalked:
                found += [
                    (leaf, way.further(step, inner, place).beyond(rest))
                    for leaf, rest in self._annotations_within(inner)
                    if not self._is_told(leaf, (step, *rest.steps), place)
                ]
            if not way.steps:
                found += [(leaf, way) for leaf in self._annotations.of_root(place)]
            found += [
                (leaf, way.beyond(rest) if rest.steps else way)
                for leaf, rest in self._of_unions(place)
            ]
        return found

    def _is_told(self, leaf: Leaf, steps: tuple[SchemaStep, ...], place: Pair) -> bool:
        """Tell whether readers mind no property: they know it, or names have none."""
        if not unwalked.is_unknown(leaf):
            return False
        is_same_value = all(kind == "alternative" for kind, _ in steps)
        known = is_same_value and leaf.name in self._sides.reader.declared(place[1])
        return known or NAME in steps

    def _annotations_within(self, start: Pair) -> list[tuple[Leaf, Way]]:
        """Give what no validator notices, where no message is made around a place."""
        known = self._unwalked.get(start)
        if known is None:
            self._unwalked[start] = []
            known = self._unwalked[start] = [
                (replace(leaf, readings=_untold(leaf), formats=None), way)
                for leaf, way in self.differences(start)
                if unwalked.is_unseen(leaf)
            ]
        return known

    def _of_unions(self, place: Pair) -> list[tuple[Leaf, Way]]:
        """Give what the lists of alternatives at a place differ in as lists."""
        known = self._unions.get(place)
        if known is None:
            # Of one that leads back to itself, the outer one has to explain the inner.
            self._unions[place] = []
            known = self._unions[place] = [
                found
                for union in self._visit(place).unions
                for found in self._of_union(place, union)
            ]
        return known

    def _of_union(self, place: Pair, union: UnionPair) -> list[tuple[Leaf, Way]]:
        inner = [
            (leaf, start.beyond(way), pair)
            for step, pair in union.pairs
            for start in [Way((), (), place).further(step, pair, place)]
            for leaf, way in self._demands_within(pair)
        ]
        told = {
            reading
            for leaf, _, _ in inner
            for reading, evidence in leaf.readings.items()
            if evidence.answer != "proved"
        }
        if told - {"strict"}:
            # What tolerance forgives within alternatives, their list doesn't show.
            told.update(TOLERANT)
        # Formats that are given up may have kept alternatives apart.
        if not (inner or any(union.named) or self._has_formats(union)):
            return []
        by_formats = any((leaf.formats or PROVED) is not PROVED for leaf, _, _ in inner)
        grown = dict.fromkeys(pair[1][0] for leaf, _, pair in inner if leaf.widened)
        whole = self._queries.union(
            place, union, frozenset(told), grown, by_formats=by_formats
        )
        if whole is None:
            return []
        found = [] if any(union.named) else causes(self._sides, whole, inner)
        # Whatever is wrong with the list as such, it is for what has grown in it.
        return found or [(whole, Way((), (), place))]

    def _has_formats(self, union: UnionPair) -> bool:
        """Tell whether formats differ where no difference is put to the test."""
        return union.accepted.facet is facets.ONE_OF and any(
            leaf.facet is facets.FORMAT
            for _, pair in union.pairs
            for leaf, _ in self._annotations_within(pair)
        )

    def _demands_within(self, start: Pair) -> Iterator[tuple[Leaf, Way]]:
        """Give the differences that validators notice within an alternative."""
        for place, way in self._reached(start).items():
            for leaf in self._visit(place).leaves:
                yield leaf, way
            for leaf, rest in self._of_unions(place):
                yield leaf, way.beyond(rest)

    def _reached(self, start: Pair) -> dict[Pair, Way]:
        """Give the pairs that a pair reaches, with a way to each.

        What breaks at the end of a way past all alternatives breaks for sure, so that
        such ways come first, and then short ones.
        """
        known = self._reach.get(start)
        if known is not None:
            return known
        found: dict[Pair, Way] = {}
        ahead, behind = deque([(start, Way((), (), start))]), deque[tuple[Pair, Way]]()
        while ahead or behind:
            pair, way = (ahead or behind).popleft()
            if pair in found or self._sides.same(pair):
                continue
            found[pair] = way
            for step, inner in self._visit(pair).edges:
                on = way.further(step, inner, pair)
                (ahead if on.is_open else behind).append((inner, on))
        self._reach[start] = found
        return found

    def _visit(self, pair: Pair) -> Visit:
        known = self._visits.get(pair)
        if known is None:
            known = self._visits[pair] = self._look(pair)
        return known

    def _look(self, pair: Pair) -> Visit:
        visit = Visit()
        sender, reader = self._sides.layers(pair)
        shared = properties(sender) & properties(reader)
        for name in sorted(shared):
            inner = children(self._sides, (sender, reader), name)
            visit.edges.append((("property", name), inner))
        read_only = self._queries.read_only(pair)
        visit.leaves += read_only
        told = shared | {leaf.name for leaf in read_only}
        content = (
            self._sides.sender.content(pair[0]),
            self._sides.reader.content(pair[1]),
        )
        if all(content):
            visit.edges.append((CONTENT, content))
        visit.edges += items.edges(sender, reader)
        sent = [*constraints(sender, told), *items.demands(sender, reader)]
        accepted = [*constraints(reader, told), *items.demands(reader, sender)]
        visit.edges += self._unnamed.edges((sender, reader), sent, accepted)
        for keyword, facet in facets.UNIONS.items():
            union = keyword, facet
            self._look_at_union(pair, union, visit, sent, accepted)
        visit.leaves += self._queries.leaves(pair, accepted, sent)
        visit.annotations += self._annotations.of_place(pair)
        known = {inner for _, inner in visit.edges}
        visit.unwalked += [
            (step, inner)
            for step, inner in unwalked.pairs(sender, reader)
            if inner not in known and not self._sides.same(inner)
        ]
        for step, inner in visit.edges:
            if self._sides.same(inner):
                continue
            if step[0] == "property":
                visit.annotations += self._annotations.of_property(pair, step, inner)
            else:
                found = self._annotations.of_root(inner)
                visit.annotated += [(leaf, step, inner) for leaf in found]
        return visit

    def _look_at_union(
        self,
        pair: Pair,
        union: tuple[str, Facet],
        visit: Visit,
        sent: list[Constraint],
        accepted: list[Constraint],
    ) -> None:
        """Compare alternatives one by one where they can be told to correspond."""
        keyword, facet = union
        ours, theirs = (
            [layer for layer in layers if keyword in layer.keywords]
            for layers in self._sides.layers(pair)
        )
        if (
            len(ours) == len(theirs) == 1
            and has_lists(keyword, ours[0], theirs[0])
            and not self._sides.sender.leaning(
                pair[0], {keyword: ours[0].keywords[keyword]}
            )
            and not self._sides.reader.leaning(
                pair[1], {keyword: theirs[0].keywords[keyword]}
            )
        ):
            found = union_pair(self._sides, keyword, facet, ours[0], theirs[0])
            visit.edges += found.pairs
            if keyword == "oneOf" or any(found.named):
                # Alternatives that grow may begin to overlap.
                visit.unions.append(found)
            return
        sent += [single(layer, keyword, facet) for layer in ours]
        accepted += [single(layer, keyword, facet) for layer in theirs]


def _untold(leaf: Leaf) -> Readings:
    """Say what is known of an annotation that no message is made around."""
    if leaf.facet is facets.DEFAULT:
        return always(PROVED)
    return {
        reading: held
        if held is PROVED
        else Evidence("undecided", held.instance, reason=doubts.UNMADE)
        for reading, held in leaf.readings.items()
    }
