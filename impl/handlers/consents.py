"""What those say of proposals who build on an API."""

from typing import Final

from generated import Context, models
from generated.responses import consents as responses
from impl.consent_records import ConsumerAnswer, NewAnswer
from impl.handlers import proposal_wire
from impl.handlers.wire import optional
from impl.http.callers import caller_of
from impl.security import ids
from impl.services.affected_consumers import (
    AffectedConsumer,
    AnswerEffect,
    JudgedUse,
)
from impl.services.consents import Consents

# As the contract says how long lists are.
_MOST_CONSUMERS: Final = 1000
_MOST_USES: Final = 100


class ConsentsHandler:
    """Implements `ConsentsPort`."""

    def __init__(self, consents: Consents) -> None:
        self._consents = consents

    async def list_affected_consumers(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
    ) -> responses.ListAffectedConsumers200:
        """List whom a proposal affects."""
        place = proposal_wire.place(team_id, api_id, proposal)
        found = await self._consents.consumers_of(caller_of(context), place)
        return responses.ListAffectedConsumers200(
            body=models.AffectedConsumerList(
                items=[_consumer(each) for each in found[:_MOST_CONSUMERS]]
            )
        )

    async def answer_for_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        consumer_id: models.ConsumerId,
        body: models.ConsumerStatement,
    ) -> responses.AnswerForConsumer200:
        """Consent to a proposal, or object."""
        given = await self._consents.answer(
            caller_of(context),
            proposal_wire.place(team_id, api_id, proposal),
            ids.decode(ids.CONSUMER, consumer_id),
            NewAnswer(revision=body.revision, answer=body.answer, reason=body.reason),
        )
        return responses.AnswerForConsumer200(body=_answer(given.answer, given.effect))


def _consumer(view: AffectedConsumer) -> models.AffectedConsumer:
    record = view.consumer
    answer = _answer(view.answer, view.effect) if view.answer and view.effect else None
    return models.AffectedConsumer(
        team_id=ids.encode(ids.TEAM, record.team_id),
        team=record.team,
        consumer_id=ids.encode(ids.CONSUMER, record.consumer_id),
        name=record.consumer,
        verdict=optional(models.Verdict(view.verdict) if view.verdict else None),
        uses=[_use(each) for each in view.uses[:_MOST_USES]],
        answer=optional(answer),
    )


def _use(view: JudgedUse) -> models.AffectedUse:
    known = view.comparison_id
    return models.AffectedUse(
        consumer_version=view.use.consumer_version,
        built_against=view.use.base_version,
        verdict=optional(models.Verdict(view.verdict) if view.verdict else None),
        comparison_id=optional(ids.encode(ids.COMPARISON, known) if known else None),
    )


def _answer(record: ConsumerAnswer, effect: AnswerEffect) -> models.ConsumerAnswer:
    person = record.answered_by
    return models.ConsumerAnswer(
        revision=record.revision,
        answer=models.ConsentAnswer(record.answer),
        reason=record.reason,
        effect=effect,
        answered_by=optional(ids.encode(ids.PERSON, person) if person else None),
        answered_at=record.answered_at,
    )
