"""Strings of given lengths, in and outside of regular languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.containment.formulas.evaluation import holds
from impl.engine.containment.formulas.store import FormulaKind, Literal
from impl.engine.containment.regex.languages import (
    Language,
    UndecidedWordError,
    WordSearch,
)
from impl.engine.containment.regex.parser import parse
from impl.engine.containment.regex.trees import UnsupportedPatternError
from impl.engine.containment.solver.answers import (
    EMPTY,
    UNKNOWN,
    Satisfiability,
    Satisfied,
)
from impl.engine.openapi.formats import FORMATS

if TYPE_CHECKING:
    from impl.engine.containment.solver.protocol import Solving

_MOST_WORDS = 6


def solve(solver: Solving, facts: set[Literal]) -> Satisfiability:
    """Find a string of which all facts hold."""
    language, beyond = _collect(solver, facts)
    if not beyond:
        return _word(solver, language)
    return _among_words(solver, facts, language, beyond)


def _collect(
    solver: Solving, facts: set[Literal]
) -> tuple[Language, dict[Literal, str | None]]:
    """Gather the language, and what is beyond it: formats and other patterns."""
    language = Language()
    beyond: dict[Literal, str | None] = {}
    excluded: set[str] = set()
    for literal in sorted(facts):
        node, negative = solver.formulas.node(literal), bool(literal & 1)
        if node.kind in {FormulaKind.MIN_LENGTH, FormulaKind.MAX_LENGTH}:
            _bound(language, node.kind, node.args[0], negative=negative)
        elif node.kind is FormulaKind.PATTERN:
            try:
                pattern = parse(node.args[0])
                (language.forbid if negative else language.require)(pattern)
            except UnsupportedPatternError:
                beyond[literal] = None
        elif node.kind is FormulaKind.FORMAT:
            name = node.args[0]
            beyond[literal] = None if negative else name
            if not negative and (pattern_of := FORMATS[name].pattern):
                language.require(parse(pattern_of))
        elif node.kind is FormulaKind.ENUM and negative:
            excluded |= {key[1] for key in node.args[0] if key[0] == "string"}
        elif node.kind is FormulaKind.OPAQUE:
            beyond[literal] = None
    language.excluded = frozenset(excluded)
    return language, beyond


def _bound(
    language: Language, kind: FormulaKind, count: int, *, negative: bool
) -> None:
    if (kind is FormulaKind.MIN_LENGTH) is not negative:
        least = count + 1 if negative else count
        language.shortest = max(language.shortest, least)
    else:
        most = count - 1 if negative else count
        longest = language.longest
        language.longest = most if longest is None else min(longest, most)


def _word(solver: Solving, language: Language) -> Satisfiability:
    try:
        word = WordSearch(language, solver.meter).word()
    except UndecidedWordError:
        return UNKNOWN
    except UnsupportedPatternError:
        return UNKNOWN
    return EMPTY if word is None else Satisfied(word)


def _among_words(
    solver: Solving,
    facts: set[Literal],
    language: Language,
    beyond: dict[Literal, str | None],
) -> Satisfiability:
    """Try some words; the validator can tell of each what the language cannot."""
    samples = [s for name in beyond.values() if name for s in FORMATS[name].samples]
    for sample in samples:
        if all(holds(solver.formulas, fact, sample) for fact in facts):
            return Satisfied(sample)
    certain = True
    for _ in range(_MOST_WORDS):
        answer = _word(solver, language)
        if not isinstance(answer, Satisfied):
            return EMPTY if answer is EMPTY and certain else UNKNOWN
        truths = [holds(solver.formulas, fact, answer.value) for fact in facts]
        if all(truths):
            return answer
        certain = certain and False in truths
        language.excluded |= {answer.value}
    return UNKNOWN
