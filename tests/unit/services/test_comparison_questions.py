"""What names a question: all that an answer follows from, and nothing else."""

import hashlib
import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from impl.engine.comparison.verdicts.certificate_format import ENGINE
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.services.comparison_questions import (
    ChosenProfile,
    ComparedSide,
    question_between,
)

BASE = f"sha256:{'0' * 64}"


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("usage", [None, f"sha256:{'2' * 64}"])
@pytest.mark.parametrize("text", [None, "3" * 64])
def test_names_stay_what_they_were(
    profile: str, usage: str | None, text: str | None
) -> None:
    day = date(2026, 2, 28) if PROFILES[profile].honours_sunsets else None
    said = {
        "base": BASE,
        "revision": f"sha256:{'1' * 64}",
        "text": text,
        "profile": PROFILES[profile].describe(),
        "as_of": "2026-02-28" if day else None,
        "engine": ENGINE,
        "seed": 0,
    }

    def name(**more: object) -> bytes:
        written = json.dumps({**said, **more}, sort_keys=True)
        return hashlib.sha256(written.encode()).digest()

    found = question_between(
        (uuid4(), BASE),
        ComparedSide(None, f"sha256:{'1' * 64}", None, text),
        ChosenProfile(profile, day),
        usage,
    )
    assert found.name == (name(usage=usage) if usage else name())
    assert found.whole == (name() if usage else None)
    assert found.as_of == day


def test_without_a_day_it_is_today() -> None:
    [profile] = [each for each in PROFILES.values() if each.honours_sunsets][:1]
    today = datetime.now(UTC).date()
    assert ChosenProfile(profile.name).day in {today, datetime.now(UTC).date()}
