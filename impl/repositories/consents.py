"""What consumers of an API say of proposals, and which consumers there are."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Text,
    Uuid,
    bindparam,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import distinct_on, insert

from impl.consent_records import ConsumerAnswer, ConsumerUse, NewAnswer
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Standing
from impl.repositories import rows, visibility
from impl.repositories.consumer_versions import consumer_versions, known_contracts
from impl.repositories.consumers import consumers
from impl.repositories.deployments import deployments, is_current
from impl.repositories.proposal_revisions import revisions
from impl.repositories.proposals import proposals
from impl.repositories.rows import Query
from impl.repositories.together import Together
from impl.repositories.versions import versions
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.tables import ConsentRow
from impl.tables.columns import table_of

consents = table_of(ConsentRow)
_OF_API = versions.c.api_id == bindparam("api_id", type_=Uuid)
_consumers = visibility.visible_teams.join(consumers, consumers.c.team_id == teams.c.id)
_uses = _consumers.join(
    consumer_versions, consumer_versions.c.consumer_id == consumers.c.id
).join(known_contracts, known_contracts.c.consumer_version_id == consumer_versions.c.id)
_sibling = consumer_versions.alias("sibling")
_latest = (
    select(_sibling.c.id)
    .where(_sibling.c.consumer_id == consumers.c.id)
    .order_by(_sibling.c.registered_at.desc(), _sibling.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_is_deployed = (
    select(deployments.c.id)
    .where(deployments.c.consumer_version_id == consumer_versions.c.id, is_current)
    .exists()
)
_USES = Query(
    ConsumerUse,
    select(
        *rows.columns(
            ConsumerUse,
            known_contracts,
            api_id=versions.c.api_id,
            consumer_id=consumers.c.id,
            team_id=teams.c.id,
            team=teams.c.name,
            consumer=consumers.c.name,
            consumer_version=consumer_versions.c.version,
            base_id=versions.c.id,
            base_version=versions.c.version,
            base_digest=versions.c.digest,
        )
    )
    .select_from(_uses.join(versions, versions.c.id == known_contracts.c.version_id))
    .where(
        versions.c.api_id == func.any(bindparam("api_ids", type_=ARRAY(Uuid))),
        or_(
            visibility.is_visible,
            bindparam("sees_all", type_=Boolean) == true(),
        ),
        # Those that nobody runs any more are not asked.
        or_(consumer_versions.c.id == _latest, _is_deployed),
    )
    .order_by(
        *(versions.c.api_id, teams.c.name, consumers.c.name, consumers.c.id),
        *(consumer_versions.c.registered_at, consumer_versions.c.id, versions.c.id),
    ),
)
_STANDING = Query(
    Standing,
    select(*visibility.standing)
    .select_from(_consumers)
    .where(
        visibility.is_visible,
        consumers.c.id == bindparam("consumer_id", type_=Uuid),
        select(known_contracts.c.version_id)
        .select_from(
            known_contracts.join(
                versions, versions.c.id == known_contracts.c.version_id
            ).join(
                consumer_versions,
                consumer_versions.c.id == known_contracts.c.consumer_version_id,
            )
        )
        .where(consumer_versions.c.consumer_id == consumers.c.id, _OF_API)
        .exists(),
    ),
)
_answered = select(
    *rows.columns(
        ConsumerAnswer,
        consents,
        revision=revisions.c.number,
        equivalent_to=revisions.c.equivalent_to,
        base_version_id=revisions.c.base_version_id,
    )
).select_from(consents.join(revisions, revisions.c.id == consents.c.revision_id))
# Of each consumer what it said last, of whichever revision.
_LAST = Query(
    ConsumerAnswer,
    _answered.where(
        consents.c.proposal_id == func.any(bindparam("ids", type_=ARRAY(Uuid)))
    )
    .ext(distinct_on(consents.c.proposal_id, consents.c.consumer_id))
    .order_by(
        consents.c.proposal_id,
        consents.c.consumer_id,
        consents.c.answered_at.desc(),
        consents.c.id.desc(),
    ),
)
_USES_AND_ANSWERS = Together(_USES, _LAST)
_FIND = Query(
    ConsumerAnswer,
    _answered.where(consents.c.id == bindparam("consent_id", type_=Uuid)),
)
_revision = (
    select(revisions.c.id)
    .where(
        revisions.c.proposal_id == bindparam("of_proposal_id", type_=Uuid),
        revisions.c.number == bindparam("of_number", type_=BigInteger),
    )
    .scalar_subquery()
)
_new = insert(consents).values(
    proposal_id=bindparam("of_proposal_id", type_=Uuid),
    revision_id=_revision,
    consumer_id=bindparam("of_consumer_id", type_=Uuid),
    answer=bindparam("new_answer", type_=Text),
    reason=bindparam("new_reason", type_=Text),
    answered_by=bindparam("new_answered_by", type_=Uuid),
    # Those who answer wait for each other, and are told apart by when they did.
    answered_at=func.clock_timestamp(),
)
_ANSWER = _new.on_conflict_do_update(
    constraint="uq_consents_revision_id_consumer_id",
    set_={
        name: _new.excluded[name]
        for name in ("answer", "reason", "answered_by", "answered_at")
    },
).returning(consents.c.id)
_COUNT = (
    update(proposals)
    .where(proposals.c.id == bindparam("proposal_id", type_=Uuid))
    .values(revision=proposals.c.revision + 1, updated_at=func.now())
)


async def uses(
    reader: Reader, api_id: UUID, caller: Caller | None
) -> tuple[ConsumerUse, ...]:
    """Return what consumers in use were built against, of one API.

    With a caller only of consumers that they can see. In use is the latest version of a
    consumer, and what is deployed anywhere.
    """
    return await _USES.every(reader, _scope([api_id], caller))


async def standing(
    reader: Reader, caller: Caller, api_id: UUID, consumer_id: UUID
) -> Standing | None:
    """Return what the caller is in the team of a consumer that builds on an API."""
    values = {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "api_id": api_id,
        "consumer_id": consumer_id,
    }
    return await _STANDING.first(reader, values)


async def uses_and_answers(
    reader: Reader,
    api_ids: Collection[UUID],
    proposal_ids: Collection[UUID],
    caller: Caller | None,
) -> tuple[tuple[ConsumerUse, ...], tuple[ConsumerAnswer, ...]]:
    """Return the same of some APIs, and what each consumer said last of proposals."""
    values = {**_scope(api_ids, caller), "ids": list(proposal_ids)}
    used, answered = await _USES_AND_ANSWERS.rows(reader, values)
    return tuple(map(_USES.record, used)), tuple(map(_LAST.record, answered))


async def answer(
    work: UnitOfWork,
    proposal_id: UUID,
    consumer_id: UUID,
    person_id: UUID,
    new: NewAnswer,
) -> ConsumerAnswer:
    """Say what a consumer makes of a revision of a locked proposal, which has it.

    What it said of that revision before is replaced.

    Raises:
        NotFound: the consumer or the person is gone.
    """
    values = {
        "of_proposal_id": proposal_id,
        "of_number": new.revision,
        "of_consumer_id": consumer_id,
        "new_answer": new.answer,
        "new_reason": new.reason,
        "new_answered_by": person_id,
    }
    consent_id = await rows.value(work, _ANSWER, values)
    await rows.execute(work, _COUNT, {"proposal_id": proposal_id})
    return await _FIND.one(work, {"consent_id": consent_id})


def _scope(api_ids: Collection[UUID], caller: Caller | None) -> dict[str, object]:
    return {
        "scope_person_id": caller.person_id if caller else None,
        "scope_team_id": caller.team_id if caller else None,
        "sees_all": caller is None,
        "api_ids": list(api_ids),
    }
