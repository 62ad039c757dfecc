"""Languages of patterns agree with a regular expression engine."""

import re
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from impl.engine.containment.budget import Budget, Meter
from impl.engine.containment.regex.languages import (
    Language,
    UndecidedWordError,
    WordSearch,
)
from impl.engine.containment.regex.parser import parse
from impl.engine.containment.regex.trees import UnsupportedPatternError

WORDS = ["".join(w) for n in range(6) for w in product("ab1", repeat=n)]
ATOMS = ["a", "b", "1", ".", "\\d", "\\D", "\\w", "[ab]", "[^a]", "[a-b1]", "\\x61"]


def _quantified(part: str) -> st.SearchStrategy[str]:
    counts = ["*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", ""]
    return st.sampled_from(counts).map(lambda count: f"(?:{part}){count}")


PATTERNS = st.recursive(
    st.sampled_from([*ATOMS, "", "^", "$"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.lists(inner, min_size=2, max_size=2).map(lambda p: f"({'|'.join(p)})")
        | inner.flatmap(_quantified)
    ),
    max_leaves=6,
)


def _word(language: Language) -> str | None:
    return WordSearch(language, Meter(Budget(seconds=60))).word()


def _is_found(pattern: str, text: str) -> bool:
    # Only Python's `$` is also before a line feed at the end.
    return re.search(pattern.replace("$", r"\Z"), text) is not None


@settings(max_examples=300, deadline=None)
@example(["a"], ["(?:.$)+"], 0, None, frozenset())
@given(
    st.lists(PATTERNS, max_size=2),
    st.lists(PATTERNS, max_size=2),
    st.integers(0, 2),
    st.integers(0, 3) | st.none(),
    st.frozensets(st.sampled_from(["", "a", "b", "ab", "1"]), max_size=3),
)
def test_the_shortest_word_is_found(
    found: list[str],
    missed: list[str],
    shortest: int,
    longest: int | None,
    excluded: frozenset[str],
) -> None:
    language = Language(shortest=shortest, longest=longest, excluded=excluded)
    try:
        for pattern in found:
            language.require(parse(pattern))
        for pattern in missed:
            language.forbid(parse(pattern))
    except UnsupportedPatternError:  # such as a repeated assertion
        return
    word = _word(language)

    def belongs(text: str) -> bool:
        return (
            shortest <= len(text) <= (10 if longest is None else longest)
            and text not in excluded
            and all(_is_found(p, text) for p in found)
            and not any(_is_found(p, text) for p in missed)
        )

    known = next((text for text in WORDS if belongs(text)), None)
    if word is None:
        assert known is None
    else:
        assert belongs(word)
        assert known is None or len(word) <= len(known)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^\\t\\n\\v\\f\\r$", "\t\n\v\f\r"),
        ("^\\u0041\\x42$", "AB"),
        ("^\\.\\*\\-\\/$", ".*-/"),
        ("^[\\]\\-a]{3}$", "]-a"),
        ("^[-a]{2}$", "-a"),
        ("^(?<year>\\d{2})$", "24"),
        ("^[^\\s]\\S\\W$", "ab!"),
        ("^(?=a)(?!ab).c$", "ac"),
        ("^a/b$", "a/b"),
    ],
)
def test_syntax(pattern: str, text: str) -> None:
    literally = "".join(f"\\u{ord(char):04x}" for char in text)
    language = Language()
    language.require(parse(pattern))
    language.require(parse(f"^{literally}$"))
    assert _word(language) == text


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "a)",
        "[",
        "[]",
        "[b-a]",
        "[\\d-z]",
        "[a&&b]",
        "[[a]",
        "a**",
        "^*",
        "a{2,1}",
        "a{",
        "a{99999}",
        "*",
        "(a)\\1",
        "\\bfoo",
        "\\p{Nothing}",
        "\\p{L",
        "\\xZZ",
        "\\u{61}",
        "\\ud83d",
        "\ud83d",
        "a(?=b)",
        "(?<=a)b",
        "(?i)a",
        "^(?!a)b|c",
        "(?<n",
    ],
)
def test_what_is_no_regular_language_is_refused(pattern: str) -> None:
    with pytest.raises(UnsupportedPatternError):
        parse(pattern)


def test_lookahead_is_negated_as_a_whole() -> None:
    language = Language(longest=1)
    language.require(parse("^[ab]$"))
    language.forbid(parse("^(?!a)(?=[a-z])."))
    assert _word(language) == "a"


def test_lengths_alone() -> None:
    assert _word(Language(longest=0)) == ""
    assert _word(Language(longest=0, excluded=frozenset({""}))) is None
    assert _word(Language(shortest=2, excluded=frozenset({"aa", "bb"}))) == "cc"
    assert _word(Language(shortest=2, longest=1)) is None


@pytest.mark.parametrize("shortest", [30_000, 100_000_000])
def test_very_long_words_are_not_searched_for(shortest: int) -> None:
    language = Language(shortest=shortest)
    if shortest < 1_000_000:
        language.require(parse("a$"))
    with pytest.raises(UndecidedWordError):
        _word(language)


@pytest.mark.parametrize(
    ("pattern", "other", "within"),
    [
        (r"^\p{Lu}$", r"^\p{L}$", True),
        (r"^\p{L}$", r"^\p{Lu}$", False),
        (r"^[\p{L}\d]$", r"^[\p{L}\p{N}]$", True),
        (r"^\P{L}$", r"^\p{N}$", False),
        (r"^\p{Letter}$", r"^\p{L}$", True),
        (r"^[a-z]$", r"^\p{Script=Latin}$", True),
    ],
)
def test_properties_of_unicode(pattern: str, other: str, within: bool) -> None:
    language = Language()
    language.require(parse(pattern))
    language.forbid(parse(other))
    assert (_word(language) is None) is within
