"""A fault's line is shown whole or cut, and never speaks to the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.diagnostics.diagnostic import Position
from impl.engine.diagnostics.excerpts import excerpt, printable


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [
        ("  /pets/{id}:", 3, "/pets/{id}"),
        ("a: {$ref: '#/b c', d: e}", 11, "'#/b c'"),
        ('{"a b": 1}', 2, '"a b"'),
        ("- plain text # comment", 3, "plain text"),
        ("a: [1, 2]", 8, "2"),
        ("url: http://a/b", 6, "http://a/b"),
        ("a: 'open", 4, "'open"),
        ("a: ", 3, " "),
    ],
)
def test_what_is_marked(line: str, column: int, marked: str) -> None:
    found = excerpt(f"first\n{line}\r\nlast", Position(2, column))
    assert found is not None
    shown = found.line.ljust(found.start + found.length)
    assert shown[found.start : found.start + found.length] == marked


def test_long_lines_are_cut_around_the_column() -> None:
    found = excerpt("a" * 500 + ": 'b'" + "c" * 500, Position(1, 503))
    assert found is not None
    assert len(found.line) < 100
    assert found.line.startswith("…")
    assert found.line.endswith("…")
    assert found.line[found.start : found.start + 3] == "'b'"


def test_wide_signs_take_two_columns() -> None:
    found = excerpt("日本: x", Position(1, 5))
    assert found is not None
    assert (found.start, found.length) == (6, 1)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("", 1, 1), ("a", 2, 1), ("a", 0, 1), ("a\n \nb", 2, 1), ("a", 1, 3)],
)
def test_there_may_be_nothing_to_show(text: str, line: int, column: int) -> None:
    assert excerpt(text, Position(line, column)) is None


@given(st.text(), st.integers(0, 5), st.integers(1, 200))
def test_nothing_that_a_terminal_obeys_is_shown(
    text: str, line: int, column: int
) -> None:
    assert printable(text).isprintable()
    found = excerpt(text, Position(line, column))
    if found is not None:
        assert found.line.isprintable()
        assert found.length >= 1
