"""What consumers make of proposals: those that would break, and what they say."""

from dataclasses import dataclass
from uuid import UUID

from impl.consent_records import ConsumerAnswer, NewAnswer
from impl.database.unit_of_work import Database
from impl.errors import Forbidden
from impl.repositories import consents, proposal_revisions, proposals
from impl.security import ids
from impl.security.caller import Caller
from impl.security.permissions import Permission, Role
from impl.services import affected_consumers
from impl.services.access import found, standing_for
from impl.services.affected_consumers import AffectedConsumer, AnswerEffect
from impl.services.comparison_batches import ComparisonBatches
from impl.services.proposals import Place, no_revision, record, refuse_closed
from impl.services.rate_limits import Rate, RateLimiter


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer, and whether it counts for the latest revision."""

    answer: ConsumerAnswer
    effect: AnswerEffect


class Consents:
    """Shows whom a proposal affects, and takes what they say."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        batches: ComparisonBatches,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._batches = batches

    async def consumers_of(
        self, caller: Caller, place: Place
    ) -> tuple[AffectedConsumer, ...]:
        """Return the consumers of a proposal's API, with what it does to each.

        Guests see the consumers of their own teams. What is not known is begun to be
        found out. `place` is the team, the API and the proposal's number.

        Raises:
            NotFound: the caller can't see the proposal.
            Conflict: it has no document yet (`revision_required`).
            RateLimited: comparisons are missing, and the caller asks too often.
        """
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        standing = found(await proposals.standing(reader, caller, place), "proposal")
        [*latest] = await proposal_revisions.latest(reader, [proposal.id])
        if not latest:
            raise no_revision(proposal, 1)
        whose = caller if standing.role == Role.GUEST else None
        known = await affected_consumers.of_revision(reader, proposal, latest[0], whose)
        if not proposal.is_closed and any(each.verdict is None for each in known):
            content = await proposal_revisions.content(reader, latest[0].id)
            wanted = await affected_consumers.wanted(
                reader, place[0], proposal, latest[0], content
            )
            await self._batches.answers(caller, wanted)
            known = await affected_consumers.of_revision(
                reader, proposal, latest[0], whose
            )
        return tuple(known)

    async def answer(
        self, caller: Caller, place: Place, consumer_id: UUID, new: NewAnswer
    ) -> GivenAnswer:
        """Say what a consumer makes of a revision; `place` as for `consumers_of`.

        Raises:
            RateLimited: the caller answers too much.
            NotFound: the caller can't see the proposal or the consumer, or it has no
                such revision, or the consumer does not build on the API.
            Forbidden: their role in the consumer's team does not allow it.
            Conflict: the proposal is closed (`proposal_closed`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            found(await proposals.lock(work, caller, place), "proposal")
            # A statement of its own, because only that sees what others committed.
            proposal = found(await proposals.find(work, caller, place), "proposal")
            standing = await consents.standing(work, caller, place[1], consumer_id)
            standing_for(standing, Permission.WRITE_CONSUMERS, "consumer")
            if caller.person_id is None:
                raise Forbidden("An API key answers nothing; a person has to.")
            refuse_closed(proposal)
            if new.revision > proposal.revision_count:
                raise no_revision(proposal, new.revision)
            given = await consents.answer(
                work, proposal.id, consumer_id, caller.person_id, new
            )
            await record(
                *(work, caller, "proposal.answered", place[0], proposal),
                consumer=ids.encode(ids.CONSUMER, consumer_id),
                proposal_revision=new.revision,
                answer=new.answer,
            )
            [latest] = await proposal_revisions.latest(work, [proposal.id])
            await work.commit()
        return GivenAnswer(given, affected_consumers.effect_of(given, latest))
