"""Each hard pair is judged by every profile, and its certificate holds."""

import json
from collections import Counter

import pytest

from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from impl.engine.comparison.verdicts.profiles import (
    DEFAULT,
    PROFILES,
    judge,
    witness_of,
)
from impl.engine.comparison.verdicts.verification import verify
from impl.engine.containment import Budget
from tests.unit.engine.comparison.hard import pairs
from tests.unit.engine.comparison.hard.building import BREAKING, COMPATIBLE, SAME, Hard
from tests.unit.engine.comparison.shop import document

# Whether an answer is found must not depend on how busy the machine is.
UNHURRIED = Budget(seconds=60)
TODAY = "2025-07-01"


CODE = "generated-clients"


def verdict_of(found: ContractComparison) -> str:
    """Return the verdict on messages; what is risky in practice breaks none."""
    if not found.facts:
        return SAME
    return COMPATIBLE if found.verdict == "risky" else found.verdict


@pytest.mark.parametrize("pair", pairs.ALL, ids=lambda pair: pair.name)
def test_hard_pair(pair: Hard) -> None:
    base, revision = document(pair.base), document(pair.revision)
    profile = PROFILES[DEFAULT].on(TODAY)
    found = compare(base, revision, profile, budget=UNHURRIED)
    judged = {name: found.under(held.on(TODAY)) for name, held in PROFILES.items()}
    verdicts = {name: verdict_of(held) for name, held in judged.items()}
    # What breaks code breaks no message, and every message that breaks breaks code.
    expected = {name: pair.others.get(name, pair.verdict) for name in PROFILES}
    if verdicts[CODE] == BREAKING and CODE not in pair.others:
        expected[CODE] = BREAKING
    assert verdicts == expected, pair.why
    for held in judged.values():
        record = json.loads(json.dumps(certificate(held)))
        assert verify(record, base, revision) == []
        for fact in held.facts:
            is_refuted = fact.readings[held.profile.reading] == "refuted"
            is_shown = witness_of(fact, held.profile)
            assert is_shown or not is_refuted or judge(fact, held.profile) != BREAKING
    names = Counter(fact.fingerprint for fact in found.facts)
    assert not names or max(names.values()) == 1


def test_there_are_enough() -> None:
    names = [pair.name for pair in pairs.PAIRS]
    assert len(set(names)) == len(names) >= 170
    assert {pair.verdict for pair in pairs.PAIRS} >= {SAME, COMPATIBLE, "breaking"}
    assert {name for pair in pairs.PAIRS for name in pair.others} == (
        set(PROFILES) - {DEFAULT, CODE}
    )
