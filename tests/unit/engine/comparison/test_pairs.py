"""Every hard pair gets the right facts and, from each profile, the right verdict."""

import json

import pytest

from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import DEFAULT, PROFILES
from impl.engine.comparison.verdicts.verification import verify
from tests.unit.engine.comparison.pair import Pair
from tests.unit.engine.comparison.pairs import PAIRS
from tests.unit.engine.comparison.shop import CONTENT, document, edited

BASE = document(CONTENT)
TODAY = "2025-07-01"


def plain(verdict: str) -> str:
    """Return a verdict on messages; what is risky in practice breaks none."""
    return "compatible" if verdict == "risky" else verdict


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    revision = document(edited(pair.edits))
    found = compare(BASE, revision, PROFILES[DEFAULT].on(TODAY))
    assert {fact.kind.name for fact in found.facts} == pair.kinds
    for name, profile in PROFILES.items():
        expected = pair.others.get(name, pair.tolerant)
        judged = found.under(profile.on(TODAY))
        if name == "open-enums" and name not in pair.others:
            assert plain(judged.verdict) in {
                pair.tolerant,
                pair.others.get("as-declared"),
            }
            continue
        if name == "generated-clients" and judged.verdict == "breaking":
            continue
        if name == "as-declared" and name not in pair.others:
            expected = pair.tolerant
        assert plain(judged.verdict) == expected, name
        record = json.loads(json.dumps(certificate(judged)))
        assert verify(record, BASE, revision) == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_every_break_has_its_witness(pair: Pair) -> None:
    found = compare(BASE, document(edited(pair.edits)))
    for fact in found.facts:
        refuted = {
            name for name, answer in fact.readings.items() if answer == "refuted"
        }
        assert refuted <= set(fact.witnesses)
        assert "undecided" not in fact.readings.values()


def test_names_are_unique() -> None:
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)
