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

if TYPE_CHECKING:
    from impl.engine.containment.solver.protocol import Solving

# Every text of the format matches; the format may demand more.
_SHAPES = {
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "ipv4": r"^[\d.]{7,15}$",
    "uuid": r"^[\da-fA-F]{8}-([\da-fA-F]{4}-){3}[\da-fA-F]{12}$",
}
SAMPLES = {
    "date": ("2024-02-29", "1970-01-01"),
    "date-time": ("2024-02-29T12:00:00Z", "1970-01-01T00:00:00.5+01:00"),
    "duration": ("P1D", "PT1H"),
    "email": ("a@example.com", "ab@example.org"),
    "hostname": ("example.com", "a"),
    "idn-email": ("a@example.com",),
    "idn-hostname": ("example.com",),
    "ipv4": ("127.0.0.1", "10.20.30.40"),
    "ipv6": ("::1", "2001:db8::1"),
    "iri": ("https://example.com/", "urn:a"),
    "iri-reference": ("/a", "https://example.com/"),
    "json-pointer": ("/a", ""),
    "regex": ("a", "[a-z]+"),
    "relative-json-pointer": ("0", "1/a"),
    "time": ("12:00:00Z", "00:00:00.5+01:00"),
    "uri": ("https://example.com/", "urn:a"),
    "uri-reference": ("/a", "https://example.com/"),
    "uri-template": ("/{a}", "a"),
    "uuid": (
        "123e4567-e89b-12d3-a456-426614174000",
        "00000000-0000-4000-8000-000000000000",
    ),
}
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
            if name in _SHAPES and not negative:
                language.require(parse(_SHAPES[name]))
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
    samples = [s for name in beyond.values() if name for s in SAMPLES.get(name, ())]
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
