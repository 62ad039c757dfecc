"""What is shown to break, breaks before another validator too."""

from collections import Counter

import pytest

from impl.engine.comparison.verdicts.comparison import compare
from tests.unit.engine.comparison.pair import Pair
from tests.unit.engine.comparison.pairs import PAIRS
from tests.unit.engine.comparison.replaying import replays
from tests.unit.engine.comparison.shop import CONTENT, document, edited

BASE = document(CONTENT)
# Plain validators don't know which way a message goes.
ONE_WAY = {"request-property-read-only", "required property is no longer answered"}
# What only a special way of reading refuses, plain validators let pass.
PLAIN = ("exact", "open-enums", "lenient")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_witnesses_replay(pair: Pair) -> None:
    content = edited(pair.edits)
    for fact in compare(BASE, document(content)).facts:
        for reading in PLAIN:
            witness = fact.witnesses.get(reading)
            if witness and ONE_WAY.isdisjoint({fact.kind.name, pair.name}):
                assert replays(CONTENT, content, witness) is not False, fact.message


def test_most_witnesses_can_be_replayed() -> None:
    told: Counter[bool | None] = Counter()
    for pair in PAIRS:
        content = edited(pair.edits)
        for fact in compare(BASE, document(content)).facts:
            if "exact" in fact.witnesses:
                told[replays(CONTENT, content, fact.witnesses["exact"])] += 1
    assert told[True] >= 15
