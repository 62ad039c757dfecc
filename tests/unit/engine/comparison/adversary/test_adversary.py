"""An adversary edits contracts, and executes both sides: no verdict is wrong.

COUNTERSIGN_ADVERSARY sets how many cases are drawn, by default 16, and
COUNTERSIGN_ADVERSARY_SEED where they start. What it finds is mended in the engine, and
gets a row among what was found.
"""

import os

import pytest

from tests.unit.engine.comparison.adversary.adversary import (
    EDITS,
    Tally,
    case,
    drawn,
    wrong,
)
from tests.unit.engine.comparison.adversary.editing import Edit

CASES = int(os.environ.get("COUNTERSIGN_ADVERSARY", "16"))
SEED = int(os.environ.get("COUNTERSIGN_ADVERSARY_SEED", "0"))
_REPORTED = 5


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.title)
def test_each_edit(edit: Edit) -> None:
    tally = Tally()
    # The newest version has most to say.
    version = edit.versions[-1]
    cases = (case(seed, version, (edit,)) for seed in range(12))
    given = next(filter(None, cases))
    assert list(wrong(given, tally)) == [], str(given)


def test_drawn_edits() -> None:
    tally, found = Tally(), []
    for seed in range(SEED, SEED + CASES):
        given = drawn(seed)
        if given is not None:
            found += [f"{given}: {each}" for each in wrong(given, tally)]
    assert not found[:_REPORTED], f"{len(found)} verdicts are wrong"
    # Nothing is proven by cases that cannot be executed.
    assert tally.unreadable < sum(tally.verdicts.values()) / 10
    assert tally.verdicts["undecided"] < sum(tally.verdicts.values()) / 5
    assert tally.broken
