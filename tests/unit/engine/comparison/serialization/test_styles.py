"""What is written in a style can be read back, and says when it can't."""

from itertools import product
from typing import Any

import pytest

from impl.engine.comparison.contract.message_parts import (
    DeclaredContent,
    DeclaredParameter,
)
from impl.engine.comparison.serialization.styles import (
    read_pairs,
    read_text,
    split,
    write_pairs,
    write_text,
)

SCALARS = ["text", "a b&c=d,e|f;g.h/i", "12", "", 12, 0.5, True, None]
LISTS = [["a", "b"], [1, 2], ["a/b", "c d"]]
OBJECTS = [{"r": "1x", "g": "2x"}, {"c d": "e&f"}]


def parameter(
    place: str, style: str, *, explode: bool, media_type: str = ""
) -> DeclaredParameter:
    content = DeclaredContent(media_type, "", None) if media_type else None
    return DeclaredParameter(
        "", "a b", place, False, False, style, explode, False, content, None
    )


def values(style: str) -> list[Any]:
    if style == "deepObject":
        return OBJECTS
    if style in {"spaceDelimited", "pipeDelimited"}:
        return LISTS[:2]
    return [*SCALARS, *LISTS, *OBJECTS]


@pytest.mark.parametrize(
    "style", ["form", "spaceDelimited", "pipeDelimited", "deepObject"]
)
@pytest.mark.parametrize("explode", [True, False])
def test_pairs(style: str, explode: bool) -> None:
    for value in values(style):
        written = write_pairs(parameter("query", style, explode=explode), value)
        text = "&".join(f"{name}={part}" for name, part in written)
        assert " " not in text
        read = read_pairs(parameter("query", style, explode=explode), split(text, "&"))
        assert value in read, (value, text, read)


@pytest.mark.parametrize(
    ("style", "explode"), list(product(["simple", "label", "matrix"], [True, False]))
)
def test_path(style: str, explode: bool) -> None:
    for value in [*SCALARS[:1], *SCALARS[2:3], 12, True, *LISTS, *OBJECTS]:
        if style == "label" and explode and isinstance(value, float):
            continue
        written = write_text(parameter("path", style, explode=explode), value)
        assert "/" not in written
        read = read_text(parameter("path", style, explode=explode), written)
        assert value in read, (value, written, read)


@pytest.mark.parametrize("explode", [True, False])
def test_headers(explode: bool) -> None:
    for value in ["text", 12, None, ["a", "b"], {"r": "1x", "g": "2x"}]:
        written = write_text(parameter("header", "simple", explode=explode), value)
        read = read_text(parameter("header", "simple", explode=explode), written)
        assert value in read, (value, written, read)


def test_content() -> None:
    path = parameter("path", "simple", explode=True, media_type="application/json")
    for value in [*SCALARS, *LISTS, *OBJECTS]:
        query = parameter("query", "form", explode=True, media_type="application/json")
        assert read_pairs(query, write_pairs(query, value)) == [value]
        assert read_text(path, write_text(path, value)) == [value]
    assert read_text(path, "{broken") == []


def test_reserved_signs_stay() -> None:
    held = DeclaredParameter(
        "", "q", "query", False, False, "form", True, True, None, None
    )
    assert write_pairs(held, "a/b?c") == [("q", "a/b?c")]


def test_what_is_not_in_its_style() -> None:
    assert read_text(parameter("path", "label", explode=False), "12") == []
    assert read_text(parameter("path", "matrix", explode=False), "12") == []
    twice = [("a%20b", "1"), ("a%20b", "2")]
    assert read_pairs(parameter("query", "form", explode=False), twice) == []
    assert read_pairs(parameter("query", "deepObject", explode=True), twice) == []


def test_numbers_follow_the_grammar_of_json() -> None:
    held = parameter("header", "simple", explode=False)
    assert 1 in read_text(held, "1.0")
    for text in ("+1", "01", "1_0", "0x1", "\u0661"):
        assert all(
            isinstance(value, str | list | dict) for value in read_text(held, text)
        )
