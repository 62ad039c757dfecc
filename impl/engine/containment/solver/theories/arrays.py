"""Arrays: how long they are, and what has to stand where."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from impl.engine.containment.formulas.store import FormulaKind, Literal
from impl.engine.containment.solver.answers import (
    EMPTY,
    UNKNOWN,
    Satisfiability,
    Satisfied,
)
from impl.engine.containment.solver.matching import match

if TYPE_CHECKING:
    from impl.engine.containment.solver.protocol import Solving

_LONGEST = 200_000
_LONGEST_UNIQUE = 1_000
_LONGEST_LIMITED = 40
_MOST_LENGTHS = 100

Items = tuple[frozenset[Literal], ...]


@dataclass(slots=True)
class _Demands:
    """What the facts demand of an array.

    Attributes:
        at: what is so of the item at an index.
        after: pairs of a start and what is so of all items from there on.
        wanted: start, formula and count; so many items from there on are so.
        limited: formula and count; at most so many items are so.
        least: how many items there are at least.
        most: how many there are at most; None without bound.
        unique: whether the items differ (True), or two are equal (False).
    """

    at: dict[int, set[Literal]] = field(default_factory=dict)
    after: list[tuple[int, Literal]] = field(default_factory=list)
    wanted: list[tuple[int, Literal, int]] = field(default_factory=list)
    limited: list[tuple[Literal, int]] = field(default_factory=list)
    least: int = 0
    most: int | None = None
    unique: bool | None = None

    def lengthen(self, least: int) -> None:
        self.least = max(self.least, least)

    def shorten(self, most: int) -> None:
        self.most = most if self.most is None else min(self.most, most)

    @property
    def head(self) -> int:
        """How many of the first items are told apart by their index."""
        starts = [start for start, _ in self.after]
        starts += [start for start, _, _ in self.wanted]
        return max([*starts, *(index + 1 for index in self.at)], default=0)

    def item(self, index: int) -> frozenset[Literal]:
        """What is so of the item at an index, if there is one."""
        rest = {literal for start, literal in self.after if index >= start}
        return frozenset(rest | self.at.get(index, set()))


def solve(solver: Solving, facts: set[Literal]) -> Satisfiability:
    """Find an array of which all facts hold."""
    demands = _Demands()
    for literal in sorted(facts):
        _demand(demands, solver, literal)
    return _Search(solver, demands).run()


def _demand(demands: _Demands, solver: Solving, literal: Literal) -> None:
    node, negative = solver.formulas.node(literal), bool(literal & 1)
    kind, args = node.kind, node.args
    if kind is FormulaKind.MIN_ITEMS:
        (demands.shorten if negative else demands.lengthen)(args[0] - negative)
    elif kind is FormulaKind.MAX_ITEMS:
        (demands.lengthen if negative else demands.shorten)(args[0] + negative)
    elif kind is FormulaKind.UNIQUE:
        demands.unique = not negative
        demands.lengthen(2 if negative else 0)
    elif kind is FormulaKind.ITEM:
        index, item = args
        demands.at.setdefault(index, set()).add(item ^ negative)
        demands.lengthen(index + 1 if negative else 0)
    elif kind in {FormulaKind.ITEMS, FormulaKind.CONTAINS}:
        _demand_of_several(demands, kind, args, negative=negative)


def _demand_of_several(
    demands: _Demands, kind: FormulaKind, args: tuple[int, int], *, negative: bool
) -> None:
    if kind is FormulaKind.CONTAINS and negative:
        item, count = args
        demands.limited.append((item, count - 1))
    elif kind is FormulaKind.CONTAINS:
        item, count = args
        demands.wanted.append((0, item, count))
    elif negative:
        start, item = args
        demands.wanted.append((start, item ^ 1, 1))
    else:
        demands.after.append(args)


class _Search:
    """Looks for a length and items that meet the demands."""

    def __init__(self, solver: Solving, demands: _Demands) -> None:
        self._solver = solver
        self._demands = demands
        self._doubtful = False

    def run(self) -> Satisfiability:
        demands = self._demands
        self._none_of_limited()
        for start, _, count in demands.wanted:
            demands.lengthen(start + count)
        if demands.least == 0 and (demands.most is None or demands.most >= 0):
            return Satisfied([])  # of its items, which may be costly, nothing is asked
        self._stop_before_impossible_items()
        if demands.most is not None and demands.most < demands.least:
            return UNKNOWN if self._doubtful else EMPTY
        # More items than this can be left out again: nothing depends on them.
        spare = 2 if demands.unique is False else 0
        enough = demands.head + sum(n for _, _, n in demands.wanted) + spare
        least = demands.least
        longest = max(enough, least)
        if demands.most is not None:
            longest = min(longest, demands.most)
        for length in range(least, longest + 1):
            if length > self._limit_of_length() or length > least + _MOST_LENGTHS:
                return UNKNOWN
            answer = self._of_length(length)
            if isinstance(answer, Satisfied):
                return answer
            self._doubtful |= answer is UNKNOWN
        return UNKNOWN if self._doubtful else EMPTY

    def _limit_of_length(self) -> int:
        if self._demands.limited:
            return _LONGEST_LIMITED
        return _LONGEST_UNIQUE if self._demands.unique is not None else _LONGEST

    def _none_of_limited(self) -> None:
        """What no item may be is a demand on all items."""
        demands = self._demands
        for literal, count in demands.limited:
            if count == 0:
                demands.after.append((0, literal ^ 1))
        demands.limited = [pair for pair in demands.limited if pair[1] > 0]

    def _stop_before_impossible_items(self) -> None:
        demands = self._demands
        starts = {start for start, _ in demands.after}
        for index in sorted({*demands.at, *starts, demands.head}):
            if self._solver.solve(demands.item(index)) is EMPTY:
                demands.shorten(index)
                return

    def _of_length(self, length: int) -> Satisfiability:
        items = tuple(self._demands.item(index) for index in range(length))
        wishes = [
            (number, start, literal)
            for number, (start, literal, count) in enumerate(self._demands.wanted)
            for _ in range(count)
        ]
        return self._assign(wishes, items, {})

    def _assign(
        self,
        wishes: list[tuple[int, int, Literal]],
        items: Items,
        taken: dict[int, int],
    ) -> Satisfiability:
        """Choose an item for each wish, in ascending order for equal wishes."""
        self._solver.meter.step()
        if not wishes:
            return self._limit(items)
        (number, start, literal), *rest = wishes
        result: Satisfiability = EMPTY
        tried: set[tuple[bool, frozenset[Literal]]] = set()
        for index in range(max(start, taken.get(number, -1) + 1), len(items)):
            item = items[index] | {literal}
            # Untouched items at the end are all alike.
            alike = index >= self._demands.head and items[index] == self._tail(index)
            if (alike, item) in tried and alike:
                continue
            tried.add((alike, item))
            answer = self._solver.solve(item)
            if answer is EMPTY:
                continue
            changed = (*items[:index], item, *items[index + 1 :])
            found = self._assign(rest, changed, {**taken, number: index})
            if isinstance(found, Satisfied):
                return found
            if found is UNKNOWN or answer is UNKNOWN:
                result = UNKNOWN
        return result

    def _tail(self, index: int) -> frozenset[Literal]:
        return self._demands.item(index)

    def _limit(self, items: Items) -> Satisfiability:
        """Decide for each item whether it counts towards each limit."""
        literals = [literal for literal, _ in self._demands.limited]
        counts = [count for _, count in self._demands.limited]
        return self._decide(0, items, literals, counts)

    def _decide(
        self, at: int, items: Items, literals: list[Literal], left: list[int]
    ) -> Satisfiability:
        self._solver.meter.step()
        if at == len(items) * len(literals):
            return self._distinguish(items)
        index, which = divmod(at, len(literals))
        result: Satisfiability = EMPTY
        for literal, cost in ((literals[which] ^ 1, 0), (literals[which], 1)):
            if cost > left[which]:
                continue
            item = items[index] | {literal}
            answer = self._solver.solve(item)
            if answer is EMPTY:
                continue
            remaining = [*left]
            remaining[which] -= cost
            changed = (*items[:index], item, *items[index + 1 :])
            found = self._decide(at + 1, changed, literals, remaining)
            if isinstance(found, Satisfied):
                return found
            if found is UNKNOWN or answer is UNKNOWN:
                result = UNKNOWN
        return result

    def _distinguish(self, items: Items) -> Satisfiability:
        if self._demands.unique is True:
            return self._all_different(items)
        if self._demands.unique is False:
            return self._two_equal(items)
        return self._values(items)

    def _values(self, items: Items) -> Satisfiability:
        values = []
        unknown = False
        for item in items:
            answer = self._solver.solve(item)
            if answer is EMPTY:
                return EMPTY
            unknown |= answer is UNKNOWN
            values.append(answer.value if isinstance(answer, Satisfied) else None)
        return UNKNOWN if unknown else Satisfied(values)

    def _two_equal(self, items: Items) -> Satisfiability:
        result: Satisfiability = EMPTY
        for left, right in combinations(range(len(items)), 2):
            both = items[left] | items[right]
            changed = list(items)
            changed[left] = changed[right] = both
            answer = self._values(tuple(changed))
            if isinstance(answer, Satisfied):
                return answer
            if answer is UNKNOWN:
                result = UNKNOWN
        return result

    def _all_different(self, items: Items) -> Satisfiability:
        """Choose different values; as many per item as there are items are enough."""
        pools: list[list[Any]] = []
        complete = True
        known: dict[frozenset[Literal], tuple[list[Satisfiability], bool]] = {}
        for item in items:
            if item not in known:
                known[item] = self._solver.distinct(item, len(items))
            found, exhausted = known[item]
            if not found and exhausted:
                return EMPTY
            complete = complete and (exhausted or len(found) == len(items))
            pools.append([a.value for a in found if isinstance(a, Satisfied)])
        if len(known) == 1 and pools and len(pools[0]) == len(items):
            return Satisfied(pools[0])
        chosen = match(pools, self._solver.meter)
        if chosen is not None:
            return Satisfied(chosen)
        return EMPTY if complete else UNKNOWN
