"""One team at a glance, for pages: what builds on what, what is where, how much."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.deployment_records import Meeting
from impl.overview_records import BuiltOn, HighestRelease, Placement
from impl.repositories import (
    comparison_questions,
    landscapes,
    overviews,
    team_quotas,
    teams,
)
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.comparison_batches import KnownAnswers
from impl.services.comparison_questions import FAILURE_COUNTS
from impl.services.deployability import wanted_for
from impl.services.meetings import Answer, JudgedMeeting, judged
from impl.services.quotas import Quotas

_UNASKED: Final = "Nobody has compared {api} {base} with {revision} for it yet."


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How much of one thing there is, and may be."""

    name: str
    used: int
    most: int


@dataclass(frozen=True, slots=True)
class JudgedEdge:
    """Who builds on what, and whether it gets on with the highest release of that.

    Attributes:
        judged: what is known of the two; None if there is no release.
    """

    edge: BuiltOn
    judged: JudgedMeeting | None

    @property
    def answer(self) -> Answer:
        """Whether it does, as far as that is known."""
        return self.judged.answer if self.judged else "unknown"

    @property
    def reason(self) -> str:
        """Why, for people."""
        if self.judged is None:
            return f"{self.edge.api} has no release."
        if self.judged.code != "not_begun":
            return self.judged.reason
        met = self.judged.meeting
        return _UNASKED.format(
            api=met.api, base=met.base_version, revision=met.revision_version
        )


class Landscapes:
    """Shows what there is in a team."""

    def __init__(self, database: Database, quotas: Quotas) -> None:
        self._database = database
        self._quotas = quotas

    async def built_on(self, caller: Caller, team_id: UUID) -> tuple[BuiltOn, ...]:
        """Return what consumers of a team build on, and who builds on its APIs.

        Nothing of a team that the caller can't see.
        """
        return await landscapes.built_on(self._database.read(), caller, team_id)

    async def judged(self, caller: Caller, team_id: UUID) -> tuple[JudgedEdge, ...]:
        """Return the same with what is known of each; nothing is compared for it."""
        reader = self._database.read()
        edges = await landscapes.built_on(reader, caller, team_id)
        if not edges:
            return ()
        api_ids = {each.api_id for each in edges}
        releases = {
            each.api_id: each
            for each in await landscapes.highest_releases(reader, api_ids)
        }
        met = [
            _meeting(each, releases[each.api_id]) if each.api_id in releases else None
            for each in edges
        ]
        wanted = [wanted_for(each) if each else None for each in met]
        questions = [each.question for each in wanted if each]
        names = {each.name for each in questions} | {each.group for each in questions}
        known = KnownAnswers(
            await comparison_questions.answers(reader, api_ids, names, FAILURE_COUNTS)
            if names
            else ()
        )
        return tuple(
            JudgedEdge(
                edge,
                judged(meeting, known.get(asked) if asked else None)
                if meeting
                else None,
            )
            for edge, meeting, asked in zip(edges, met, wanted, strict=True)
        )

    async def placements(self, caller: Caller, team_id: UUID) -> tuple[Placement, ...]:
        """Return what is in the environments of a team; nothing of one out of sight."""
        return await landscapes.placements(self._database.read(), caller, team_id)

    async def names(
        self, caller: Caller, team_id: UUID, wanted: Collection[UUID]
    ) -> dict[UUID, str]:
        """Return what people are called, as far as they belong to a team.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        found(await teams.standing(reader, caller, team_id), "team")
        known = await overviews.names(reader, team_id, [*wanted])
        return {each.person_id: each.display_name for each in known}

    async def quotas(self, caller: Caller, team_id: UUID) -> tuple[QuotaUse, ...]:
        """Return how much a team has of what is limited.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        used = found(await landscapes.used(reader, caller, team_id), "team")
        own = await team_quotas.of_team(reader, team_id)
        return tuple(
            QuotaUse(name, number, own.get(name, getattr(self._quotas, name)))
            for name, number in asdict(used).items()
        )


def _meeting(edge: BuiltOn, release: HighestRelease) -> Meeting:
    """Return what a consumer would meet, if the highest release were everywhere."""
    return Meeting(
        team_id=release.team_id,
        api_id=edge.api_id,
        api=edge.api,
        policy_profile=release.policy_profile,
        major_version_for=release.major_version_for,
        consumer_id=edge.consumer_id,
        consumer=edge.consumer,
        consumer_version=edge.consumer_version,
        base_id=edge.base_id,
        base_version=edge.base_version,
        base_digest=edge.base_digest,
        usage_digest=edge.usage_digest,
        revision_id=release.id,
        revision_version=release.version,
        revision_digest=release.digest,
    )
