"""What a proposal does to each consumer of its API, and what they say of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, cast
from uuid import UUID

from impl.consent_records import ConsumerAnswer, ConsumerUse
from impl.database.unit_of_work import Reader
from impl.deployment_records import KnownAnswer
from impl.engine.comparison.verdicts.profiles import GRAVITY, Verdict, is_at_least
from impl.proposal_records import Proposal, ProposalRevision
from impl.repositories import comparison_questions, consents
from impl.security.caller import Caller
from impl.services.comparison_batches import KnownAnswers, WantedComparison
from impl.services.comparison_questions import (
    FAILURE_COUNTS,
    ChosenProfile,
    ComparedSide,
    question_between,
)

AnswerEffect = Literal["counts", "lapsed"]
_FAILED: Final[Verdict] = "undecided"
_MOST_NAMES: Final = 5


@dataclass(frozen=True, slots=True)
class JudgedUse:
    """A contract that a consumer was built against, and what the revision does to it.

    Attributes:
        verdict: None as long as that is not known; what came to no end is undecided.
    """

    use: ConsumerUse
    verdict: Verdict | None
    comparison_id: UUID | None


@dataclass(frozen=True, slots=True)
class AffectedConsumer:
    """A consumer, what it was built against, and what it says.

    Attributes:
        uses: of its versions that are in use; one at least.
        answer: the last one.
        effect: whether that still counts; None without one.
    """

    uses: tuple[JudgedUse, ...]
    answer: ConsumerAnswer | None
    effect: AnswerEffect | None

    @property
    def consumer(self) -> ConsumerUse:
        """Who it is."""
        return self.uses[0].use

    @property
    def name(self) -> str:
        """Its name with that of its team."""
        return f"{self.consumer.team}/{self.consumer.consumer}"

    @property
    def verdict(self) -> Verdict | None:
        """The gravest verdict; None while that is not known."""
        known = [each.verdict for each in self.uses if each.verdict]
        gravest = min(known, key=GRAVITY.index, default=None)
        is_whole = len(known) == len(self.uses)
        return gravest if is_whole or gravest == GRAVITY[0] else None

    def is_affected(self, level: Verdict) -> bool:
        """Whether it is known to be hit as hard as that, or harder."""
        return self.verdict is not None and is_at_least(self.verdict, level)

    def says(self, answer: str) -> bool:
        """Whether this is its answer, and still counts."""
        given = self.answer
        return given is not None and self.effect == "counts" and given.answer == answer


async def of_revision(
    reader: Reader,
    proposal: Proposal,
    revision: ProposalRevision,
    caller: Caller | None,
) -> tuple[AffectedConsumer, ...]:
    """Return the consumers of an API with what is known of the latest revision.

    With a caller only those that they can see.
    """
    found = await of_revisions(reader, [(proposal, revision)], caller)
    return found[proposal.id]


async def of_revisions(
    reader: Reader,
    wanted: Collection[tuple[Proposal, ProposalRevision]],
    caller: Caller | None,
) -> dict[UUID, tuple[AffectedConsumer, ...]]:
    """Return the same for the latest revisions of proposals, by the proposals' ids."""
    if not wanted:
        return {}
    api_ids = {proposal.api_id for proposal, _ in wanted}
    uses, last = await consents.uses_and_answers(
        *(reader, api_ids, [proposal.id for proposal, _ in wanted], caller)
    )
    asked = [
        (proposal, use, _question(use, proposal, revision))
        for proposal, revision in wanted
        for use in uses
        if use.api_id == proposal.api_id
    ]
    names = {it.question.name for _, _, it in asked if it}
    names |= {it.question.group for _, _, it in asked if it}
    answers: Iterable[KnownAnswer] = ()
    if names:
        answers = await comparison_questions.answers(
            reader, api_ids, names, FAILURE_COUNTS
        )
    known = KnownAnswers(answers)
    judged: dict[UUID, list[JudgedUse]] = {proposal.id: [] for proposal, _ in wanted}
    for proposal, use, question in asked:
        judged[proposal.id].append(_judged(use, question, known))
    return {
        proposal.id: _by_consumer(
            *(judged[proposal.id], revision),
            [each for each in last if each.proposal_id == proposal.id],
        )
        for proposal, revision in wanted
    }


async def wanted(
    reader: Reader,
    team_id: UUID,
    proposal: Proposal,
    revision: ProposalRevision,
    content: bytes,
) -> list[WantedComparison]:
    """Return the comparisons that all verdicts follow from; the team is the API's."""
    uses = await consents.uses(reader, proposal.api_id, None)
    found = {
        asked.key: asked
        for each in uses
        if (asked := _question(each, proposal, revision, team_id, content))
    }
    return list(found.values())


def effect_of(answer: ConsumerAnswer, latest: ProposalRevision) -> AnswerEffect:
    """Tell whether an answer is still one to the latest revision."""
    said = answer.equivalent_to, answer.base_version_id
    meant = latest.equivalent_to, latest.base_version_id
    return "counts" if said == meant else "lapsed"


def named(consumers: Collection[AffectedConsumer]) -> str:
    """Return the names of some consumers, few of which are written out."""
    names = [each.name for each in consumers]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"


def counted(consumers: Collection[AffectedConsumer]) -> str:
    """Return how many consumers there are, for who may not know their names."""
    return f"{len(consumers)} consumer{'' if len(consumers) == 1 else 's'}"


def _question(
    use: ConsumerUse,
    proposal: Proposal,
    revision: ProposalRevision,
    team_id: UUID | None = None,
    content: bytes | None = None,
) -> WantedComparison | None:
    """Return what is to be compared; nothing where a consumer has just this."""
    if use.base_digest == revision.digest:
        return None
    side = ComparedSide(None, revision.digest, content, revision.text_digest)
    question = question_between(
        (use.base_id, use.base_digest),
        side,
        ChosenProfile(proposal.policy.profile),
        use.usage_digest,
    )
    return WantedComparison(team_id or use.team_id, proposal.api_id, question)


def _by_consumer(
    judged: Iterable[JudgedUse],
    revision: ProposalRevision,
    last: Iterable[ConsumerAnswer],
) -> tuple[AffectedConsumer, ...]:
    said = {each.consumer_id: each for each in last}
    consumers: list[AffectedConsumer] = []
    for consumer_id, uses in groupby(judged, key=lambda each: each.use.consumer_id):
        answer = said.get(consumer_id)
        effect = effect_of(answer, revision) if answer else None
        consumers.append(AffectedConsumer(tuple(uses), answer, effect))
    return tuple(consumers)


def _judged(
    use: ConsumerUse, asked: WantedComparison | None, known: KnownAnswers
) -> JudgedUse:
    if asked is None:
        return JudgedUse(use, "compatible", None)
    answer = known.get(asked)
    if answer is None or answer.may_ask_again:
        return JudgedUse(use, None, None)
    if answer.state == "failed":
        return JudgedUse(use, _FAILED, answer.id)
    return JudgedUse(use, cast("Verdict | None", answer.verdict), answer.id)
