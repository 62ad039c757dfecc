"""May a version go into an environment? As far as contracts tell."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.deployment_records import Environment, Meeting
from impl.repositories import (
    consumer_versions,
    environments,
    meetings,
    verifications,
    versions,
)
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.comparison_batches import ComparisonBatches, WantedComparison
from impl.services.comparison_questions import (
    ChosenProfile,
    ComparedSide,
    question_between,
)
from impl.services.meetings import GRAVITY, Answer, JudgedMeeting, judged
from impl.services.verification_demands import (
    JudgedVerification,
    judged_verification,
)


@dataclass(frozen=True, slots=True)
class DeployabilityVerdict:
    """An answer, and all pairs that it follows from, the gravest first.

    Attributes:
        pairs: who would meet.
        reason: a sentence or two for people.
        verification: what there is to say of that, where the policy wants one.
    """

    pairs: tuple[JudgedMeeting, ...]
    reason: str
    verification: JudgedVerification | None = None

    @property
    def counts(self) -> Counter[Answer]:
        """How many pairs have which answer."""
        return Counter(each.answer for each in self.pairs)

    @property
    def answer(self) -> Answer:
        """The gravest answer of all pairs and the verification; yes without any."""
        found = [each.answer for each in self.pairs[:1]]
        if self.verification:
            found.append(self.verification.answer)
        return min(found, key=GRAVITY.index, default="yes")

    @property
    def is_pending(self) -> bool:
        """Whether comparisons go on that the answer depends on."""
        return self.answer == "unknown" and any(each.is_pending for each in self.pairs)


class Deployability:
    """Judges versions of APIs and consumers by whom they would meet."""

    def __init__(self, database: Database, batches: ComparisonBatches) -> None:
        self._database = database
        self._batches = batches

    async def of_api(
        self,
        caller: Caller,
        place: tuple[UUID, UUID],
        api_id: UUID,
        reference: str,
        build: str | None,
    ) -> DeployabilityVerdict:
        """Say whether a version of an API may go into an environment.

        `place` is the team and the environment; `build` the one that is to go there,
        None for whichever was verified last.

        Raises:
            NotFound: the caller can't see the environment or the version.
            RateLimited: comparisons are missing, and the caller asks too often.
        """
        environment = await self._environment(caller, place)
        reader = self._database.read()
        version = found(
            await versions.find(reader, caller, place[0], api_id, reference), "version"
        )
        met = await meetings.of_version(reader, caller, place, version.id)
        nobody = f"No consumer in {environment.name} was built against this API."
        verdict = await self._judged(caller, met, environment, nobody)
        verification = await self._verification(version.id, build)
        if verification is None:
            return verdict
        reason = verdict.reason
        if verification.answer != "yes":
            reason = f"{verification.reason} {reason}"
        return replace(verdict, reason=reason, verification=verification)

    async def of_consumer(
        self, caller: Caller, place: tuple[UUID, UUID], consumer_id: UUID, label: str
    ) -> DeployabilityVerdict:
        """Say whether a version of a consumer may go into an environment.

        `place` is the team and the environment.

        Raises:
            NotFound: the caller can't see the environment or the version.
            RateLimited: comparisons are missing, and the caller asks too often.
        """
        environment = await self._environment(caller, place)
        reader = self._database.read()
        version = found(
            await consumer_versions.labelled(
                reader, caller, place[0], consumer_id, label
            ),
            "version",
        )
        met = await meetings.of_consumer_version(reader, caller, place, version.id)
        nothing = "It was built against no contract that is still there."
        return await self._judged(caller, met, environment, nothing)

    async def in_environment(
        self, caller: Caller, place: tuple[UUID, UUID]
    ) -> DeployabilityVerdict:
        """Say whether what is in an environment gets on; `place` as for `of_api`.

        Raises:
            NotFound: the caller can't see the environment.
            RateLimited: comparisons are missing, and the caller asks too often.
        """
        environment = await self._environment(caller, place)
        met = await meetings.in_environment(self._database.read(), caller, place)
        return await self._judged(caller, met, environment, "Nobody meets there.")

    async def _verification(
        self, version_id: UUID, build: str | None
    ) -> JudgedVerification | None:
        """Return whether a version is verified; None if nobody wants it to be."""
        reader = self._database.read()
        demand = found(await verifications.demand(reader, version_id), "version")
        if not demand.verification_required:
            return None
        latest = await verifications.latest(reader, version_id, build)
        return judged_verification(demand, latest, build, datetime.now(UTC))

    async def _environment(
        self, caller: Caller, place: tuple[UUID, UUID]
    ) -> Environment:
        reader = self._database.read()
        return found(await environments.find(reader, caller, *place), "environment")

    async def _judged(
        self,
        caller: Caller,
        met: tuple[Meeting, ...],
        environment: Environment,
        alone: str,
    ) -> DeployabilityVerdict:
        wanted = [wanted_for(each) for each in met]
        # Many consumers know the same contract.
        distinct = {each.key: each for each in wanted if each}
        answers = await self._batches.answers(caller, distinct.values())
        pairs = sorted(
            (
                judged(meeting, answers.get(asked) if asked else None)
                for meeting, asked in zip(met, wanted, strict=True)
            ),
            key=lambda pair: pair.order,
        )
        reason = _reason(pairs, environment) if pairs else alone
        return DeployabilityVerdict(tuple(pairs), reason)


def wanted_for(meeting: Meeting) -> WantedComparison | None:
    """Return what has to be compared; nothing for what is the same, or not there."""
    if meeting.revision_id is None or meeting.revision_id == meeting.base_id:
        return None
    question = question_between(
        (meeting.base_id, meeting.base_digest),
        ComparedSide(meeting.revision_id, meeting.revision_digest or ""),
        ChosenProfile(meeting.policy_profile),
        meeting.usage_digest,
    )
    return WantedComparison(meeting.team_id, meeting.api_id, question)


def _reason(pairs: Iterable[JudgedMeeting], environment: Environment) -> str:
    counts = Counter(each.answer for each in pairs)
    number, where = counts.total(), f"in {environment.name}"
    if failing := counts["no"]:
        return f"{failing} of {number} pairs would not get on {where}."
    if unclear := counts["unknown"]:
        return f"Of {number} pairs {where} it is not known of {unclear}."
    return f"{number} of {number} pairs get on {where}."
