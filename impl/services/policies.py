"""What an API demands of a new version: that it promises nothing that it doesn't keep.

A comparison takes longer than anybody may hold a lock. So what a version has to be
compared with is found out twice: first to have it compared, and then, with everybody
else who publishes waiting, to see that this is still what counts.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, cast
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.engine.comparison.verdicts.profiles import (
    Verdict,
    from_gravest,
    is_at_least,
)
from impl.engine.comparison.verdicts.semantic_versions import parse, raised
from impl.errors import ComparisonGoesOn, Flaw, VersionTooLow
from impl.jobs.examination_task import PublishableContract
from impl.records import Comparison, Policy, Version
from impl.repositories import apis, comparison_questions, comparisons, versions
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.comparison_questions import (
    FAILURE_COUNTS,
    ChosenProfile,
    question_of,
)
from impl.services.comparisons import Comparisons

_RETRY_AFTER: Final = 5
_MOST_CHANGES: Final = 20
# A single message may be larger than anybody wants to read in a problem.
_LARGEST: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contract that is to be published.

    Attributes:
        version: as what.
        is_given: whether that stands beside the document, and not in it.
        contract: what is known of it.
        content: its text.
    """

    version: str
    is_given: bool
    contract: PublishableContract
    content: bytes


@dataclass(frozen=True, slots=True)
class Demand:
    """What a new version has to be compared with, and how.

    Attributes:
        base: the release that it says it is compatible with.
        policy: what counts as compatible.
    """

    base: Version
    policy: Policy


@dataclass(frozen=True, slots=True)
class Kept:
    """A demand that a version meets, as a comparison shows."""

    demand: Demand
    comparison_id: UUID

    def is_of(self, demand: Demand) -> bool:
        """Tell whether it is this demand; a base that is deprecated now is no other."""
        ours = self.demand
        return (ours.base.id, ours.policy) == (demand.base.id, demand.policy)


class UnjudgedVersion(Exception):
    """The version can't be published before it has been held against `demand`."""

    def __init__(self, demand: Demand) -> None:
        super().__init__(f"to be compared with {demand.base.version}")
        self.demand = demand


class Policies:
    """Holds new versions against what their APIs demand."""

    def __init__(self, database: Database, comparisons: Comparisons) -> None:
        self._database = database
        self._comparisons = comparisons

    @staticmethod
    async def demand(work: UnitOfWork, api_id: UUID, version: str) -> Demand | None:
        """Return what a new version has to be compared with, None if with nothing.

        The policy stays as it is until the end. Whoever publishes has to wait as well,
        which is for the caller to see to.

        Raises:
            NotFound: the API is gone.
        """
        policy = found(await apis.hold_policy(work, api_id), "API")
        new = parse(version)
        if policy.major_version_for == "nothing" or new is None or new.is_prerelease:
            return None
        today = datetime.now(UTC).date()
        base = await versions.release_before(work, api_id, new.numbers, today)
        old = parse(base.version) if base else None
        if base is None or old is None or raised(old, new) == "major":
            return None
        return Demand(base, policy)

    async def hold(
        self, caller: Caller, api: tuple[UUID, UUID], new: Candidate, demand: Demand
    ) -> Kept:
        """Return that a new version keeps what it promises; `api` follows the team.

        Raises:
            VersionTooLow: somebody breaks who relies on that, or may.
            ComparisonGoesOn: nobody knows yet.
            TooManyComparisons: too many of the team's are unfinished.
        """
        comparison = await self._compared(caller, api, new, demand)
        if not comparison.is_over:
            detail = (
                f"Whether {new.version} breaks anybody who uses {demand.base.version} "
                "is being found out. Nothing was published; try again."
            )
            raise ComparisonGoesOn(detail, _RETRY_AFTER)
        level = cast("Verdict", demand.policy.major_version_for)
        verdict = cast("Verdict", comparison.verdict or "undecided")
        if is_at_least(verdict, level):
            changes = await self._gravest(caller, (*api, comparison.id), level)
            raise _too_low(new, demand, comparison, changes)
        return Kept(demand, comparison.id)

    async def _compared(
        self, caller: Caller, api: tuple[UUID, UUID], new: Candidate, demand: Demand
    ) -> Comparison:
        revision = new.contract, new.content
        profile = ChosenProfile(demand.policy.profile)
        question = question_of(demand.base, revision, profile)
        reader = self._database.read()
        # Asked again at once, it would only fail again, and nobody would be told.
        failed = await comparison_questions.failed(
            reader, api[1], question, FAILURE_COUNTS
        )
        if failed:
            return await self._comparisons.get(caller, (*api, failed))
        asked = await self._comparisons.of_contract(
            caller, api, demand.base, revision, profile
        )
        return asked.comparison

    async def _gravest(
        self, caller: Caller, place: tuple[UUID, UUID, UUID], level: Verdict
    ) -> list[bytes]:
        reader = self._database.read()
        changes: list[bytes] = []
        for verdict in from_gravest(level):
            room = _MOST_CHANGES - len(changes)
            if room:
                page = await comparisons.list_changes(
                    reader, caller, place, verdict, room, None
                )
                changes += [each.content for each in page.items]
        shown: list[bytes] = []
        for change in changes:
            if sum(map(len, shown)) + len(change) <= _LARGEST:
                shown.append(change)
        return shown


def _too_low(
    new: Candidate, demand: Demand, comparison: Comparison, changes: list[bytes]
) -> VersionTooLow:
    base, policy = demand.base.version, demand.policy
    if comparison.verdict is None:
        why = (
            f"It could not be told whether {new.version} breaks anybody who uses "
            f"{base}: the comparison came to no end ({comparison.failure})."
        )
    else:
        counts = {
            "breaking": comparison.breaking,
            "undecided": comparison.undecided,
            "risky": comparison.risky,
        }
        told = ", ".join(
            f"{counts[verdict]} {verdict}"
            for verdict in from_gravest(cast("Verdict", policy.major_version_for))
            if counts[verdict]
        )
        is_ = "is not" if comparison.breaking else "may not be"
        why = (
            f"{new.version} promises to be compatible with {base}, and {is_} for "
            f"{policy.profile}: {told}."
        )
    old = parse(base)
    mend = f"Publish it as {old.next_major if old else 'a new major version'} or later."
    flaw = (
        Flaw("query", "/version", why, "version_too_low", mend=mend)
        if new.is_given
        else Flaw("body", "/info/version", why, "version_too_low", mend=mend)
    )
    return VersionTooLow(f"{why} {mend}", flaw, comparison.id, changes)
