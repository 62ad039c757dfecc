"""Each edit does to each consumer what the table says, and shows it."""

from functools import cache

import pytest

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES, judge, witness_of
from impl.engine.usage.comparison import ConsumerComparison, ConsumerComparisons
from impl.engine.usage.declarations import Declarations
from impl.engine.usage.writing import written
from tests.unit.engine.comparison.shop import document, edited
from tests.unit.engine.usage.casebook import UsageCase
from tests.unit.engine.usage.cases import CASES
from tests.unit.engine.usage.drawn_usages import Triple
from tests.unit.engine.usage.simulated import SimulatedConsumer
from tests.unit.engine.usage.zoo import CONTENT

BASE = document(CONTENT)
_EDITS = {repr(case.edits): case.edits for case in CASES}


@cache
def comparisons(edits: str, profile: str) -> ConsumerComparisons:
    revision = document(edited(_EDITS[edits], CONTENT))
    whole = compare(BASE, revision, PROFILES[profile])
    return ConsumerComparisons(BASE, revision, whole)


def judged(case: UsageCase) -> ConsumerComparison:
    return comparisons(repr(case.edits), case.profile).of(case.usage)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: UsageCase) -> None:
    assert Declarations(BASE).unknown(case.usage) == []
    found = judged(case)
    told = [(fact.kind.name, fact.readings) for fact in found.comparison.facts]
    assert found.verdict == case.verdict, told
    profile = found.comparison.profile
    revision = edited(case.edits, CONTENT)
    consumer = SimulatedConsumer(
        Triple(case.name, CONTENT, revision, written(case.usage))
    )
    for fact in found.comparison.facts:
        if judge(fact, profile) != "breaking" or fact.kind.is_of_code:
            continue
        shown = witness_of(fact, profile)
        assert shown is not None or profile.judges_code
        if shown and profile.reading == "lenient" and not fact.kind.misreading:
            objection = consumer.objection(shown)
            # What discriminators tell apart, the other validator does not.
            assert not objection or "discriminator" in case.name


def test_there_are_enough() -> None:
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)
