"""Finite automata of patterns, made deterministic only where they are walked.

A pattern is searched for: it may match anywhere in the text. The automaton reads the
whole text and tells at its end whether there was a match.
"""

from functools import lru_cache

from impl.engine.containment.budget import AUTOMATON_STATES
from impl.engine.containment.regex.trees import (
    Alternation,
    Assertion,
    Chars,
    Ranges,
    RegexTree,
    Repeat,
    Sequence,
    UnsupportedPatternError,
)

AutomatonState = frozenset[int]
_FINAL = 0
_FOUND: AutomatonState = frozenset({_FINAL})


class Automaton:
    """Tells whether a pattern is found in a text."""

    def __init__(self, tree: RegexTree) -> None:
        self._moves: list[list[tuple[Ranges, int]]] = [[]]
        self._silent: list[list[int]] = [[]]
        self._edges: list[list[tuple[bool, int]]] = [[]]
        self._start = self._build(tree, _FINAL)
        self._restart = self._closure({self._start}, start=False, end=False)
        self.initial = self._settle(self._closure({self._start}, start=True, end=False))
        self._matches_nothing = _FINAL in self._closure(
            {self._start}, start=True, end=True
        )
        self._next: dict[tuple[AutomatonState, int], AutomatonState] = {}
        self._ends: dict[AutomatonState, bool] = {}
        # Where no match can start later, a text may be given up early.
        self.anchored = not self._alive(self._restart)

    @property
    def boundaries(self) -> set[int]:
        """The characters at which some class of the pattern begins or has ended."""
        edges = set()
        for moves in self._moves:
            for ranges, _ in moves:
                for low, high in ranges:
                    edges |= {low, high + 1}
        return edges

    def step(self, state: AutomatonState, char: int) -> AutomatonState:
        """Read one character."""
        if state == _FOUND:
            return state
        key = (state, char)
        after = self._next.get(key)
        if after is None:
            reached = {
                target
                for source in state
                for ranges, target in self._moves[source]
                if any(low <= char <= high for low, high in ranges)
            }
            closed = self._closure(reached, start=False, end=False)
            after = self._settle(closed | self._restart)
            self._next[key] = after
        return after

    def found(self, state: AutomatonState, *, empty: bool) -> bool:
        """Tell whether the text that led to a state holds a match.

        Args:
            state: the state after the last character.
            empty: whether there was no character.
        """
        if empty and self._matches_nothing:
            return True
        known = self._ends.get(state)
        if known is None:
            known = _FINAL in self._closure(set(state), start=False, end=True)
            self._ends[state] = known
        return known

    def hopeless(self, state: AutomatonState) -> bool:
        """Tell whether no text that leads through a state can hold a match."""
        return self.anchored and not self._alive(state)

    def certain(self, state: AutomatonState) -> bool:
        """Tell whether every text that leads through a state holds a match."""
        return state == _FOUND

    def _alive(self, state: AutomatonState) -> bool:
        return any(
            self._moves[source] or source == _FINAL or self._edges[source]
            for source in state
        )

    def _settle(self, state: AutomatonState) -> AutomatonState:
        return _FOUND if _FINAL in state else state

    def _closure(self, states: set[int], *, start: bool, end: bool) -> AutomatonState:
        closed = set(states)
        waiting = list(states)
        while waiting:
            source = waiting.pop()
            targets = list(self._silent[source])
            for at_start, target in self._edges[source]:
                if start if at_start else end:
                    targets.append(target)
            for target in targets:
                if target not in closed:
                    closed.add(target)
                    waiting.append(target)
        return frozenset(closed)

    def _new(self) -> int:
        if len(self._moves) >= AUTOMATON_STATES:
            raise UnsupportedPatternError("the pattern is too large")
        self._moves.append([])
        self._silent.append([])
        self._edges.append([])
        return len(self._moves) - 1

    def _build(self, tree: RegexTree, after: int) -> int:
        """Add states that match a tree and go on to `after`; return the first."""
        if isinstance(tree, Sequence):
            for part in reversed(tree.parts):
                after = self._build(part, after)
            return after
        if isinstance(tree, Repeat):
            return self._repeat(tree, after)
        first = self._new()
        if isinstance(tree, Chars):
            self._moves[first].append((tree.ranges, after))
        elif isinstance(tree, Assertion):
            self._edges[first].append((tree.start, after))
        elif isinstance(tree, Alternation):
            self._silent[first] += [self._build(part, after) for part in tree.parts]
        return first

    def _repeat(self, tree: Repeat, after: int) -> int:
        if tree.most is None:
            loop = self._new()
            self._silent[loop] += [after, self._build(tree.part, loop)]
            after = loop
        else:
            last = after
            for _ in range(tree.most - tree.least):
                skip = self._new()
                self._silent[skip] += [last, self._build(tree.part, after)]
                after = skip
        for _ in range(tree.least):
            after = self._build(tree.part, after)
        return after


@lru_cache(maxsize=128)
def automaton(tree: RegexTree) -> Automaton:
    """Return the automaton of a tree, built once."""
    return Automaton(tree)
