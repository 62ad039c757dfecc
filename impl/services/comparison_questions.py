"""What a comparison is asked for: two contracts, and whose reading counts."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from impl.engine.comparison.verdicts.certificates import ENGINE
from impl.engine.comparison.verdicts.profiles import DEFAULT, PROFILES
from impl.jobs.publishable_contracts import PublishableContract
from impl.records import Version
from impl.repositories.comparison_questions import Question

_SEED: Final = 0


@dataclass(frozen=True, slots=True)
class ChosenProfile:
    """Whose reading counts; without a day, judged as of today (UTC)."""

    profile: str | None = None
    as_of: date | None = None

    @property
    def name(self) -> str:
        """The profile's name."""
        return self.profile or DEFAULT

    @property
    def day(self) -> date | None:
        """The day of the judgement, None where the profile doesn't go by days."""
        if not PROFILES[self.name].honours_sunsets:
            return None
        return self.as_of or datetime.now(UTC).date()


def question_of(
    base: Version,
    revision: Version | tuple[PublishableContract, bytes],
    profile: ChosenProfile,
) -> Question:
    """Say what is to be compared; a revision is a version, or a contract's text."""
    if isinstance(revision, Version):
        version_id, digest = revision.id, revision.digest
        document = text = None
    else:
        contract, document = revision
        version_id, digest, text = None, contract.digest, contract.text
    said = {
        "base": base.digest,
        "revision": digest,
        # Lines are those of the text, which the digest says nothing of.
        "text": text,
        "profile": PROFILES[profile.name].describe(),
        "as_of": profile.day.isoformat() if profile.day else None,
        "engine": ENGINE,
        "seed": _SEED,
    }
    name = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()
    return Question(
        name=name,
        base_version_id=base.id,
        base_digest=base.digest,
        revision_version_id=version_id,
        revision_digest=digest,
        revision_document=document,
        profile=profile.name,
        as_of=profile.day,
        engine=ENGINE,
        seed=_SEED,
    )
