"""Words of intersections of regular languages."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from impl.engine.containment.budget import (
    PLAIN_WORD_LENGTH,
    WORD_LENGTH,
    WORD_VISITS,
    Meter,
)
from impl.engine.containment.regex.automata import Automaton, AutomatonState, automaton
from impl.engine.containment.regex.trees import LAST, Pattern

_PREFERRED = [ord(c) for c in "abcdefghijklmnopqrstuvwxyz0123456789ABCXYZ-_ ."]


class UndecidedWordError(Exception):
    """The search for a word was given up."""


@dataclass(slots=True)
class Language:
    """An intersection of languages, some of them complements.

    Attributes:
        found: automata that must find their pattern.
        missed: lists of automata not all of which may find their pattern.
        shortest: least length, in code points.
        longest: greatest length; None without bound.
        excluded: words that do not count.
    """

    found: list[Automaton] = field(default_factory=list)
    missed: list[list[tuple[Automaton, bool]]] = field(default_factory=list)
    shortest: int = 0
    longest: int | None = None
    excluded: frozenset[str] = frozenset()

    def require(self, pattern: Pattern) -> None:
        """Intersect with the texts that match."""
        self.found += [automaton(tree) for tree in pattern.found]
        for tree in pattern.missed:
            self.missed.append([(automaton(tree), True)])

    def forbid(self, pattern: Pattern) -> None:
        """Intersect with the texts that do not match."""
        self.missed.append(
            [(automaton(tree), True) for tree in pattern.found]
            + [(automaton(tree), False) for tree in pattern.missed]
        )


# What decides how a text may go on: the machines' states, the length as far as it
# matters, and the text itself while it may yet become an excluded word.
_Visit = tuple[tuple[AutomatonState, ...], int, str | None]


class WordSearch:
    """Looks for the shortest words of a language."""

    def __init__(self, language: Language, meter: Meter) -> None:
        self._language = language
        self._meter = meter
        groups = [[(a, True)] for a in language.found]
        self._machines = [a for group in groups + language.missed for a, _ in group]
        self._alphabet = _alphabet(self._machines, language.excluded)
        self._prefixes = {
            word[:end] for word in language.excluded for end in range(len(word) + 1)
        }

    def word(self) -> str | None:
        """Return a shortest word; None if the language is empty.

        Raises:
            UndecidedWordError: the search was given up.
        """
        language = self._language
        if language.longest is not None and language.longest < language.shortest:
            return None
        if not self._machines:
            return self._plain()
        if language.shortest > WORD_LENGTH:
            raise UndecidedWordError
        initial = tuple(machine.initial for machine in self._machines)
        return self._search((initial, 0, "" if self._prefixes else None))

    def _plain(self) -> str | None:
        """Return a word where only length and exclusions matter."""
        language = self._language
        if language.shortest > PLAIN_WORD_LENGTH:
            raise UndecidedWordError
        if language.shortest == 0 and "" not in language.excluded:
            return ""
        letters = (chr(code) for code in range(0x61, 0xD800))
        words = (letter * max(language.shortest, 1) for letter in letters)
        if language.longest == 0:
            return None
        return next(word for word in words if word not in language.excluded)

    def _search(self, first: _Visit) -> str | None:
        origin: dict[_Visit, tuple[_Visit, int] | None] = {first: None}
        queue = deque([(first, 0)])
        while queue:
            visit, length = queue.popleft()
            if self._accepts(visit, length):
                return _spell(visit, origin)
            if length == self._language.longest:
                continue
            self._meter.step(1 + len(self._alphabet) // 4)
            for char in self._alphabet:
                after = self._advance(visit, char)
                if after is not None and after not in origin:
                    origin[after] = (visit, char)
                    queue.append((after, length + 1))
            if len(origin) > WORD_VISITS:
                raise UndecidedWordError
        return None

    def _advance(self, visit: _Visit, char: int) -> _Visit | None:
        before, length, text = visit
        states = tuple(
            [
                machine.step(state, char)
                for machine, state in zip(self._machines, before, strict=True)
            ]
        )
        for machine, state in zip(self._language.found, states, strict=False):
            if machine.hopeless(state):
                return None
        if text is not None:
            text += chr(char)
            text = text if text in self._prefixes else None
        return states, min(length + 1, self._language.shortest), text

    def _accepts(self, visit: _Visit, length: int) -> bool:
        language = self._language
        if length < language.shortest:
            return False
        states, _, text = visit
        if text is not None and text in language.excluded:
            return False
        results = [
            machine.found(state, empty=length == 0)
            for machine, state in zip(self._machines, states, strict=True)
        ]
        start = len(language.found)
        if not all(results[:start]):
            return False
        for group in language.missed:
            own = results[start : start + len(group)]
            if own == [wanted for _, wanted in group]:
                return False
            start += len(group)
        return True


def _spell(visit: _Visit, origin: dict[_Visit, tuple[_Visit, int] | None]) -> str:
    chars = []
    step = origin[visit]
    while step is not None:
        visit, char = step
        chars.append(chr(char))
        step = origin[visit]
    return "".join(reversed(chars))


def _alphabet(machines: Iterable[Automaton], words: Iterable[str]) -> list[int]:
    """Choose one character of each class that no machine tells apart."""
    edges = {0, 0x80, 0xD800, 0xE000, LAST + 1}
    for machine in machines:
        edges |= machine.boundaries
    for word in words:
        for char in word:
            edges |= {ord(char), ord(char) + 1}
    bounds = sorted(edge for edge in edges if edge <= LAST + 1)
    chosen = []
    for low, after in pairwise(bounds):
        if 0xD800 <= low < 0xE000:
            continue
        liked = [code for code in _PREFERRED if low <= code < after]
        chosen.append((0, _PREFERRED.index(liked[0])) if liked else (1, low))
    return [_PREFERRED[i] if rank == 0 else i for rank, i in sorted(chosen)]
