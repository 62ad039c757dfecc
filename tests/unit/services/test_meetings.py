"""Which answer a pair gets, and for which reason."""

from dataclasses import replace
from typing import get_args
from uuid import UUID

import pytest

from impl.deployment_records import KnownAnswer, Meeting
from impl.services.meetings import ANSWERS, Code, judged

BASE, REVISION, OTHER = (UUID(int=number) for number in (1, 2, 3))
MEETING = Meeting(
    team_id=OTHER,
    api_id=OTHER,
    api="refunds",
    policy_profile="tolerant-reader",
    major_version_for="undecided",
    consumer_id=OTHER,
    consumer="shop",
    consumer_version="4.2",
    base_id=BASE,
    base_version="1.0.0",
    base_digest="sha256:1",
    usage_digest=None,
    revision_id=REVISION,
    revision_version="1.1.0",
    revision_digest="sha256:2",
)
KNOWN = KnownAnswer(
    id=OTHER,
    api_id=OTHER,
    question=b"q",
    state="finished",
    verdict="compatible",
    reason=None,
    is_touch_due=False,
    may_ask_again=False,
)
LEVELS = ("risky", "undecided", "breaking", "nothing")


@pytest.mark.parametrize(
    ("verdict", "codes"),
    [
        ("compatible", ("compatible", "compatible", "compatible", "compatible")),
        ("risky", ("risky", "tolerated", "tolerated", "tolerated")),
        ("undecided", ("undecided", "undecided", "tolerated", "tolerated")),
        # Whatever may be published: who is broken is broken.
        ("breaking", ("breaking", "breaking", "breaking", "breaking")),
    ],
)
def test_the_policy_says_what_passes(verdict: str, codes: tuple[Code, ...]) -> None:
    for level, code in zip(LEVELS, codes, strict=True):
        meeting = replace(MEETING, major_version_for=level)
        found = judged(meeting, replace(KNOWN, verdict=verdict))
        assert (found.code, found.comparison_id) == (code, OTHER)
        assert "refunds 1.1.0" in found.reason
        assert "refunds 1.0.0" in found.reason
        assert not found.is_pending


@pytest.mark.parametrize(
    ("meeting", "known", "code"),
    [
        ({"revision_id": None, "revision_version": None}, None, "not_deployed"),
        ({"revision_id": BASE}, None, "same_version"),
        ({}, None, "not_begun"),
        ({}, {"state": "running", "verdict": None}, "comparing"),
        ({}, {"state": "failed", "verdict": None}, "comparison_failed"),
        (
            {},
            {"state": "failed", "verdict": None, "may_ask_again": True},
            "not_begun",
        ),
    ],
)
def test_what_no_verdict_says(
    meeting: dict[str, object], known: dict[str, object] | None, code: Code
) -> None:
    answer = None if known is None else replace(KNOWN, **known)  # type: ignore[arg-type] # each its own
    found = judged(replace(MEETING, **meeting), answer)  # type: ignore[arg-type] # each its own
    assert found.code == code
    assert found.answer == ANSWERS[code]
    assert found.is_pending == (code in {"comparing", "not_begun"})


def test_the_reason_says_what_is_used() -> None:
    why = "It sends query q of GET /refunds: It was narrowed."
    found = judged(MEETING, replace(KNOWN, verdict="breaking", reason=why))
    assert found.reason.endswith(f"refunds 1.0.0. {why}")


def test_every_code_has_an_answer() -> None:
    assert ANSWERS.keys() == set(get_args(Code))


def test_the_gravest_come_first() -> None:
    pairs = [
        judged(replace(MEETING, consumer=name), replace(KNOWN, verdict=verdict))
        for name, verdict in (
            ("a", "compatible"),
            ("b", "undecided"),
            ("d", "breaking"),
            ("c", "breaking"),
        )
    ]
    ordered = sorted(pairs, key=lambda pair: pair.order)
    assert [pair.meeting.consumer for pair in ordered] == ["c", "d", "b", "a"]
