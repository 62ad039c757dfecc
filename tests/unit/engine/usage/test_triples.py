"""A simulated consumer is never in trouble where it was said not to be affected.

COUNTERSIGN_USAGES sets how many triples are drawn, by default 25, and
COUNTERSIGN_USAGES_SEED where they start.
"""

import os
from collections import Counter

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.containment import Budget
from impl.engine.usage.comparison import ConsumerComparisons
from impl.engine.usage.declarations import Declarations
from impl.engine.usage.reading import parse_usage
from tests.unit.engine.comparison.shop import document
from tests.unit.engine.usage.drawn_usages import Triple, drawn
from tests.unit.engine.usage.simulated import SimulatedConsumer

COUNT = int(os.environ.get("COUNTERSIGN_USAGES", "25"))
SEED = int(os.environ.get("COUNTERSIGN_USAGES_SEED", "0"))
_BUDGET = Budget(attempts=300)
_MAYBE = {"breaking", "undecided"}
_REPORTED = 5


def wrong(triple: Triple, tally: Counter[str]) -> list[str]:
    base, revision = document(triple.base), document(triple.revision)
    usage = parse_usage(triple.usage)
    if any("alone" in each.message for each in Declarations(base).unknown(usage)):
        # Nothing is sent with what was drawn alone, so that all of it may be.
        for used in triple.usage["operations"].values():
            used["sends"].pop("body", None)
        usage = parse_usage(triple.usage)
    if unknown := Declarations(base).unknown(usage):
        return [each.message for each in unknown]
    whole = compare(base, revision, PROFILES["as-declared"], budget=_BUDGET)
    consumers = ConsumerComparisons(base, revision, whole, budget=_BUDGET)
    found = consumers.of(usage).comparison
    consumer = SimulatedConsumer(triple)
    tally[found.verdict] += 1
    tally["spared"] += found.verdict not in _MAYBE and whole.verdict in _MAYBE
    told = []
    trouble = next(consumer.trouble(), None)
    tally["trouble"] += trouble is not None
    if trouble is not None and found.verdict not in _MAYBE:
        told.append(f"{found.verdict}, and yet {trouble}")
    for fact in found.facts:
        witness = fact.witnesses.get("exact")
        # That something is taken for something else, no validator shows.
        if fact.readings["exact"] == "refuted" and not fact.kind.misreading:
            objection = consumer.objection(witness) if witness else "it has no witness"
            if objection:
                told.append(f"{fact.kind.name} {witness}: {objection}")
    if found.under(PROFILES["tolerant-reader"]).verdict == "breaking":
        tally["tolerant"] += 1
    return told


def test_drawn_triples() -> None:
    tally: Counter[str] = Counter()
    found = []
    seed = SEED
    while tally["drawn"] < COUNT:
        triple = drawn(seed)
        seed += 1
        if triple is not None:
            tally["drawn"] += 1
            found += [f"{triple.name}: {each}" for each in wrong(triple, tally)]
    assert not found, f"{len(found)} are wrong: " + "\n".join(found[:_REPORTED])
    assert tally["breaking"]
    assert tally["spared"]
    assert tally["trouble"]
    assert tally["undecided"] < COUNT / 5
