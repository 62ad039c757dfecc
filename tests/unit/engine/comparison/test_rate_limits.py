"""What a contract says of how often may be asked, and what its change comes to."""

from typing import Any

import pytest

from impl.engine.comparison.verdicts.comparison import compare
from tests.unit.engine.comparison.shop import document

NONE: dict[str, Any] = {"responses": {"204": {"description": ""}}}
MEMBER = "x-rate-limit"


def said(own: Any = None, root: Any = None) -> dict[str, Any]:
    """Return a contract that says it of an operation, and of all."""
    get = NONE if own is None else {**NONE, MEMBER: own}
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1.0.0"},
        "paths": {"/a": {"get": get}},
    }
    return whole if root is None else {**whole, MEMBER: root}


def limit(quota: int, window: int = 60, by: str = "caller") -> dict[str, Any]:
    return {"quota": quota, "window": window, "by": by}


@pytest.mark.parametrize(
    ("before", "after", "kind", "back"),
    [
        (said(), said(limit(600)), "added", "removed"),
        (said(), said(root=limit(600)), "added", "removed"),
        (said(limit(600)), said(limit(60)), "narrowed", "widened"),
        # As many in the long run, and fewer at once.
        (said(limit(3600, 3600)), said(limit(60)), "narrowed", "widened"),
        (said(root=limit(60)), said(limit(59), limit(60)), "narrowed", "widened"),
        (said(False, limit(60)), said(root=limit(60)), "added", "removed"),
        (said(limit(60)), said(limit(60, by="everybody")), "changed", "changed"),
        # More at once, and fewer in the long run: either way somebody has less.
        (said(limit(60)), said(limit(100, 3600)), "narrowed", "narrowed"),
    ],
)
def test_less_is_risky_and_more_is_not(
    before: dict[str, Any], after: dict[str, Any], kind: str, back: str
) -> None:
    for pair, change in (((before, after), kind), ((after, before), back)):
        found = compare(document(pair[0]), document(pair[1]))
        assert [fact.kind.name for fact in found.facts] == [f"rate-limit-{change}"]
        is_less = change in {"added", "narrowed", "changed"}
        assert found.verdict == ("risky" if is_less else "compatible")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (said(limit(60)), said(root=limit(60))),
        (said(limit(60)), said({"quota": 60, "window": 60, "name": "reading"})),
        (said(), said(False)),
        # What others mean by that name.
        (said(), said("10/s")),
        (said(), said({"quota": "many", "window": 60})),
        (said(limit(60)), said(limit(60), root="10/s")),
    ],
)
def test_what_says_the_same_is_no_change(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert not compare(document(before), document(after)).facts


def test_it_is_said_in_words() -> None:
    [fact] = compare(document(said(limit(60))), document(said(limit(6)))).facts
    assert fact.message == (
        "The rate limit of GET /a was 60 requests in 60 s for each caller and is 6 "
        "requests in 60 s for each caller."
    )
