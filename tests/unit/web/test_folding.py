"""Texts are folded as they are indented."""

import random

from impl.web.folding import folded

TEXT = [
    "openapi: 3.1.0",
    "paths:",
    "  /a:",
    "    get: {}",
    "",
    "  /b: {}",
    "",
    "info:",
    "  title: A",
]


def test_lines_hold_what_is_indented_beneath_them() -> None:
    told = [(it.number, it.depth, it.holds, it.ends) for it in folded(TEXT, 11)]
    assert told == [
        (11, 0, 0, 0),
        *((12, 0, 4, 0), (13, 1, 1, 0), (14, 2, 0, 1)),
        (15, 1, 0, 0),
        *((16, 1, 0, 1), (17, 0, 0, 0)),
        *((18, 0, 1, 0), (19, 1, 0, 1)),
    ]


def test_whatever_is_opened_ends_in_its_turn() -> None:
    drawn = random.Random(7)
    for _ in range(300):
        depths = [drawn.randrange(40) for _ in range(drawn.randrange(60))]
        lines = [" " * depth + drawn.choice(["", "a: b", "}"]) for depth in depths]
        is_open = 0
        for it in folded(lines, 1):
            assert it.depth == is_open
            is_open += bool(it.holds)
            is_open -= it.ends
            assert is_open >= 0
        assert is_open == 0
