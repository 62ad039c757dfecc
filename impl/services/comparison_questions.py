"""What a comparison is asked for: two contracts, and whose reading counts."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import UnitOfWork
from impl.engine.comparison.verdicts.certificate_format import ENGINE
from impl.engine.comparison.verdicts.profiles import DEFAULT, PROFILES
from impl.jobs.examination_task import PublishableContract
from impl.records import Version
from impl.repositories.comparison_questions import Question
from impl.security import ids
from impl.security.caller import Caller
from impl.services import audit

_SEED: Final = 0
_KEPT: Final = 64
# How long it counts that a comparison came to no end.
FAILURE_COUNTS: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side of a comparison: a version or, without its id, a document."""

    version_id: UUID | None
    digest: str
    document: bytes | None = None
    text: str | None = None


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
        side = ComparedSide(revision.id, revision.digest)
    else:
        contract, document = revision
        side = ComparedSide(None, contract.digest, document, contract.text)
    return question_between((base.id, base.digest), side, profile)


def question_between(
    base: tuple[UUID, str],
    revision: ComparedSide,
    profile: ChosenProfile,
    usage_digest: str | None = None,
) -> Question:
    """As `question_of`; a base is a version's id and digest.

    With the digest of a usage, only what that says counts.
    """
    base_id, base_digest = base
    before, after = _around_base(
        revision.digest, revision.text, profile.name, profile.day
    )
    said = f"{before}{json.dumps(base_digest)}{after}"
    name = whole = _name(said)
    if usage_digest:
        # The last of all members, in their order.
        name = _name(f'{said}, "usage": {json.dumps(usage_digest)}')
    return Question(
        name=name,
        whole=whole if usage_digest else None,
        usage_digest=usage_digest,
        base_version_id=base_id,
        base_digest=base_digest,
        revision_version_id=revision.version_id,
        revision_digest=revision.digest,
        revision_document=revision.document,
        profile=profile.name,
        as_of=profile.day,
        engine=ENGINE,
        seed=_SEED,
    )


@lru_cache(maxsize=_KEPT)
def _around_base(
    revision: str, text: str | None, profile: str, day: date | None
) -> tuple[str, str]:
    """Write all that is asked but the base and the usage: what comes before, and after.

    Many ask the same of a thousand bases, as who wants to know whether a version may go
    where as many consumers are.
    """
    said = {
        "base": "",
        "revision": revision,
        # Lines are those of the text, which the digest says nothing of.
        "text": text,
        "profile": PROFILES[profile].describe(),
        "as_of": day.isoformat() if day else None,
        "engine": ENGINE,
        "seed": _SEED,
    }
    written = json.dumps(said, sort_keys=True)
    name = '"base": '
    before, _, after = written.partition(f'{name}""')
    return f"{before}{name}", after.removesuffix("}")


def _name(said: str) -> bytes:
    return hashlib.sha256(f"{said}}}".encode()).digest()


async def record_asked(
    work: UnitOfWork,
    caller: Caller,
    team_id: UUID,
    comparison_id: UUID,
    question: Question,
) -> None:
    """Record that a comparison was asked for."""
    await audit.record(
        work,
        caller,
        "comparison.asked",
        ids.encode(ids.COMPARISON, comparison_id),
        team_id=team_id,
        details={
            "base": question.base_digest,
            "revision": question.revision_digest,
            "profile": question.profile,
        },
    )
