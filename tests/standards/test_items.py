"""Each promise and item of the standards has tests that are there, or says why not."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ROW = re.compile(
    r"^\| (P\d+|API\d+|\d+\.\d+\.\d+) ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
_TEST = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")
_REASON = re.compile(r"(elsewhere|not here|open): \S.*")
_PROMISES = 25
# How many requirements each section of the ASVS has, in its order.
_ASVS = {
    6: (3, 12, 8, 6, 8, 4, 2, 3),
    7: (3, 4, 2, 5, 3, 2),
    8: (4, 4, 3, 2),
    9: (3, 4),
    10: (2, 3, 5, 16, 5, 2, 3),
    11: (4, 5, 5, 3, 2, 2, 2),
    12: (5, 2, 5),
    13: (4, 6, 4, 7),
    14: (2, 8, 3),
    15: (5, 5, 7, 4),
    16: (1, 5, 4, 3, 4),
}
_TEXT = (ROOT / "impl" / "SECURITY.md").read_text("utf-8")
_ROWS = [(item, held.strip()) for item, _, held in _ROW.findall(_TEXT)]


def items() -> list[str]:
    """Return the number of each item, in the standards' order."""
    promises = [f"P{number}" for number in range(1, _PROMISES + 1)]
    return (
        promises
        + [f"API{number}" for number in range(1, 11)]
        + [
            f"{chapter}.{section}.{number}"
            for chapter, sections in _ASVS.items()
            for section, count in enumerate(sections, 1)
            for number in range(1, count + 1)
        ]
    )


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the tests of a file below tests/."""
    tree = ast.parse((ROOT / "tests" / path).read_text("utf-8"))
    return frozenset(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    )


def test_no_item_is_forgotten_and_none_made_up() -> None:
    assert [item for item, _ in _ROWS] == items()
    rows = [line for line in _TEXT.splitlines() if line.startswith("|")]
    heads = [line for line in rows if line in {"| item | held by |", "|---|---|"}]
    assert len(rows) - len(heads) == len(_ROWS)


@pytest.mark.parametrize(("item", "held"), _ROWS, ids=[item for item, _ in _ROWS])
def test_an_item_is_held_or_says_why_not(item: str, held: str) -> None:
    if not item.startswith("P") and _REASON.fullmatch(held):
        return
    found = _TEST.findall(held)
    assert held == ", ".join(
        f"`{path}::{name}`" if name else f"`{path}`" for path, name in found
    )
    for path, name in found:
        assert names_in(path), path
        assert not name or name in names_in(path), f"{path} has no {name}"
