"""Whatever is edited: breaks come with proof, and what is called compatible is.

COUNTERSIGN_EDITS sets how many edited contracts are tried, by default 80.
"""

import copy
import json
import os
from itertools import islice
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impl.engine.comparison.contract.surface import Surface
from impl.engine.comparison.differences.findings import ComparisonContext, is_swapped
from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.differences.shared_parts import SharedParts
from impl.engine.comparison.differences.tolerance import READINGS
from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.comparison.verdicts.verification import verify
from impl.engine.containment import Budget
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.standalone import Standalone
from impl.engine.containment.search.candidates import candidates
from tests.unit.engine.comparison.edits import OPERATORS
from tests.unit.engine.comparison.replaying import replays
from tests.unit.engine.comparison.shop import CONTENT, document

EXAMPLES = int(os.environ.get("COUNTERSIGN_EDITS", "80"))
EXACT = PROFILES["as-declared"]
SAMPLES = 60


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(1, 3))
def test_random_edits(seed: int, count: int) -> None:
    random = Random(seed)
    content = copy.deepcopy(CONTENT)
    for _ in range(count):
        random.choice(OPERATORS)(random, content)
    base, revision = document(CONTENT), document(content)
    found = compare(base, revision, EXACT, budget=Budget(attempts=300))
    record = json.loads(json.dumps(certificate(found)))
    assert verify(record, base, revision) == []
    for fact in found.facts:
        witness = fact.witnesses.get("exact")
        assert (fact.readings["exact"] == "refuted") == (witness is not None)
        if witness and fact.kind.name != "request-property-read-only":
            assert replays(CONTENT, content, witness) is not False
    assert_tolerance(found)
    if found.verdict == "compatible":
        assert_compatible(base, revision)


def assert_tolerance(found: ContractComparison) -> None:
    """Each reading accepts what the one before it accepts."""
    order = ["proved", "undecided", "refuted"]
    for fact in found.facts:
        ranks = [order.index(fact.readings[reading]) for reading in reversed(READINGS)]
        assert ranks == sorted(ranks) or "undecided" in fact.readings.values()


def assert_compatible(base: Any, revision: Any) -> None:
    """No sample of what is sent is refused."""
    surfaces = Surface(base), Surface(revision)
    context = ComparisonContext(*surfaces, SharedParts(*surfaces), Oracle(0))
    for key, before in surfaces[0].operations.items():
        after = surfaces[1].operations[key]
        sides, _ = context.role("request", swapped=is_swapped(before.trail))
        bodies = [(before.body, after.body, sides)]
        sides, _ = context.role("response", swapped=is_swapped(before.trail))
        bodies += [
            (after.responses.get(status), message, sides)
            for status, message in before.responses.items()
        ]
        for sent, read, sides in bodies:
            for name, content in (sent.contents if sent else {}).items():
                other = read.contents.get(name) if read else None
                if content.schema and other and other.schema:
                    sub = sides.sender.document((content.schema,))
                    sup = sides.reader.document((other.schema,))
                    assert_within(sub, sup)


def assert_within(sub: Any, sup: Any) -> None:
    dialect = Dialect.DRAFT_2020_12
    drawn = candidates(Standalone(sub, dialect), Standalone(sup, dialect), 1)
    for value in islice(drawn, SAMPLES):
        if accepts(sub, value):
            assert accepts(sup, value), value
