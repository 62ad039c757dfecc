"""A comparison ends in time, says what it left open, and is otherwise always alike."""

from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.verification import verify
from tests.unit.engine.comparison.hard.building import WHOLE, answered, sent
from tests.unit.engine.comparison.shop import document

BASE, REVISION = document(sent(WHOLE)), document(sent({**WHOLE, "maximum": 9}))


def test_what_is_left_is_undecided_for_a_reason() -> None:
    found = compare(BASE, REVISION, seconds=0)
    assert found.verdict == "undecided"
    assert found.semver == "major"
    assert all("was given 0 seconds" in fact.message for fact in found.facts)
    assert verify(certificate(found), BASE, REVISION) == []


def test_time_enough_changes_nothing() -> None:
    assert certificate(compare(BASE, REVISION, seconds=60)) == certificate(
        compare(BASE, REVISION)
    )


def test_what_takes_no_question_is_decided_all_the_same() -> None:
    revision = document({**sent(WHOLE), "paths": {}})
    assert compare(BASE, revision, seconds=0).verdict == "breaking"
    assert compare(BASE, BASE, seconds=0).verdict == "compatible"


def test_what_was_asked_in_time_stays_answered() -> None:
    oracle = Oracle(0, seconds=60)
    known = oracle.ask({"type": "integer"}, {"type": "number"})
    oracle._deadline = 0
    assert oracle.ask({"type": "integer"}, {"type": "number"}) is known
    assert oracle.ask({"type": "number"}, {"type": "integer"}).answer == "undecided"


def test_an_ordinary_comparison_is_told_without_a_reason() -> None:
    base, revision = document(answered(WHOLE)), document(answered({"type": "number"}))
    (fact,) = compare(base, revision, seconds=60).facts
    assert "undecided" not in fact.message
