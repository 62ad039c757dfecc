"""Comparisons that are asked for: known ones, new ones, and those in the way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Interval,
    LargeBinary,
    Uuid,
    and_,
    bindparam,
    delete,
    false,
    func,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.deployment_records import KnownAnswer
from impl.repositories import rows
from impl.repositories.comparisons import comparisons
from impl.repositories.rows import Query
from impl.tables import ComparisonTurnRow
from impl.tables.columns import table_of

_turns = table_of(ComparisonTurnRow)
# How exactly the last asking is kept; without a bound every one would write.
_ASKED_PRECISION = timedelta(hours=1)
# How many comparisons with documents that are no versions an API keeps.
MOST_DOCUMENTS = 100
_OF_API = comparisons.c.api_id == bindparam("api_id", type_=Uuid)


@dataclass(frozen=True, slots=True)
class KnownComparison:
    """One that was asked for before; so long ago, perhaps, that `touch` is due."""

    id: UUID
    is_touch_due: bool


_question = insert(comparisons)
_ASK = _question.on_conflict_do_update(
    constraint="uq_comparisons_api_id_question",
    set_={
        "state": literal("queued"),
        "attempts": literal(0),
        "asked_at": func.now(),
        "is_slow": false(),
        "team_id": _question.excluded.team_id,
        "failure": null(),
        "finished_at": null(),
        "revision": comparisons.c.revision + 1,
    },
    where=comparisons.c.state == "failed",
).returning(comparisons.c.id)
_IS_TOUCH_DUE = comparisons.c.asked_at < func.now() - _ASKED_PRECISION
_ASKED = Query(
    KnownComparison,
    select(
        *rows.columns(KnownComparison, comparisons, is_touch_due=_IS_TOUCH_DUE)
    ).where(
        _OF_API,
        comparisons.c.question == bindparam("of_question"),
        comparisons.c.state != "failed",
    ),
)
_FAILED = select(comparisons.c.id).where(
    _OF_API,
    comparisons.c.question == bindparam("of_question"),
    comparisons.c.state == "failed",
    comparisons.c.finished_at > func.now() - bindparam("age", type_=Interval),
)
_ANSWERS = Query(
    KnownAnswer,
    select(
        *rows.columns(
            KnownAnswer,
            comparisons,
            is_touch_due=_IS_TOUCH_DUE,
            may_ask_again=and_(
                comparisons.c.state == "failed",
                comparisons.c.finished_at
                <= func.now() - bindparam("age", type_=Interval),
            ),
        )
    ).where(
        comparisons.c.api_id == func.any(bindparam("api_ids", type_=ARRAY(Uuid))),
        comparisons.c.question
        == func.any(bindparam("names", type_=ARRAY(LargeBinary))),
    ),
    question=bytes,
)
# What others have locked they touch, or finish, or remove themselves.
_due = (
    select(comparisons.c.id)
    .where(
        comparisons.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))), _IS_TOUCH_DUE
    )
    .with_for_update(skip_locked=True)
)
_TOUCH_ALL = (
    update(comparisons).where(comparisons.c.id.in_(_due)).values(asked_at=func.now())
)
_TOUCH = (
    update(comparisons)
    .where(comparisons.c.id == bindparam("comparison_id", type_=Uuid), _IS_TOUCH_DUE)
    .values(asked_at=func.now())
)
_ADOPT = (
    update(comparisons)
    .where(
        comparisons.c.id == bindparam("comparison_id", type_=Uuid),
        comparisons.c.revision_version_id.is_(None),
    )
    .values(
        revision_version_id=bindparam("version_id", type_=Uuid),
        revision_document=null(),
        revision=comparisons.c.revision + 1,
    )
)
_LOCK_TURN = (
    insert(_turns)
    .values(team_id=bindparam("of_team_id", type_=Uuid))
    .on_conflict_do_update(
        constraint="pk_comparison_turns", set_={"due_at": _turns.c.due_at}
    )
)
# What is answered together counts once.
_group = func.coalesce(comparisons.c.whole_question, comparisons.c.question)
_UNFINISHED = select(func.count(_group.distinct())).where(
    comparisons.c.team_id == bindparam("of_team_id", type_=Uuid),
    comparisons.c.state.in_(["queued", "running"]),
)
_outdated = (
    select(comparisons.c.id)
    .where(
        _OF_API,
        comparisons.c.revision_document.is_not(None),
        comparisons.c.state.in_(["finished", "failed"]),
    )
    .order_by(comparisons.c.created_at.desc(), comparisons.c.id.desc())
    .offset(MOST_DOCUMENTS)
    .with_for_update(skip_locked=True)
)
_SWEEP = delete(comparisons).where(comparisons.c.id.in_(_outdated))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to compare; `name` is a digest of all of it.

    The revision is a version of the API or, without one, a document.

    Attributes:
        whole: without a usage None, and else the name of the question that has none.
        usage_digest: of what alone counts.
        usage: the same as JSON, wherever a question is to be asked.
    """

    name: bytes
    base_version_id: UUID
    base_digest: str
    revision_version_id: UUID | None
    revision_digest: str
    revision_document: bytes | None
    profile: str
    as_of: date | None
    engine: str
    seed: int
    whole: bytes | None = None
    usage_digest: str | None = None
    usage: bytes | None = None

    @property
    def group(self) -> bytes:
        """What names all questions that are answered together with it."""
        return self.whole or self.name


async def asked(
    reader: Reader, api_id: UUID, question: Question
) -> KnownComparison | None:
    """Return the comparison that has or will have the answer, None if there is none."""
    values = {"api_id": api_id, "of_question": question.name}
    return await _ASKED.first(reader, values)


async def failed(
    reader: Reader, api_id: UUID, question: Question, age: timedelta
) -> UUID | None:
    """Return the comparison that came to no end, if it did no longer ago than that."""
    values = {"api_id": api_id, "of_question": question.name, "age": age}
    found: UUID | None = await rows.value(reader, _FAILED, values)
    return found


async def answers(
    reader: Reader,
    api_ids: Collection[UUID],
    names: Collection[bytes],
    age: timedelta,
) -> tuple[KnownAnswer, ...]:
    """Return what is known of questions, by their names, about any of some APIs.

    What came to no end longer ago than `age` may be asked again.
    """
    values = {"api_ids": list(api_ids), "names": list(names), "age": age}
    return await _ANSWERS.every(reader, values)


async def touch_all(work: UnitOfWork, comparison_ids: Collection[UUID]) -> None:
    """Note that comparisons were asked for again."""
    await rows.execute(work, _TOUCH_ALL, {"ids": list(comparison_ids)})


async def touch(work: UnitOfWork, comparison_id: UUID) -> None:
    """Note that a comparison was asked for again."""
    await rows.execute(work, _TOUCH, {"comparison_id": comparison_id})


async def adopt(work: UnitOfWork, comparison_id: UUID, version_id: UUID) -> None:
    """Let a comparison with a document be one with the version that it became."""
    values = {"comparison_id": comparison_id, "version_id": version_id}
    await rows.execute(work, _ADOPT, values)


async def unfinished(work: UnitOfWork, team_id: UUID) -> int:
    """Count a team's unfinished comparisons; nobody else adds one before the end.

    Raises:
        NotFound: the team is gone.
    """
    values = {"of_team_id": team_id}
    await rows.execute(work, _LOCK_TURN, values)
    # A statement of its own, because only that sees what others have just committed.
    return int(await rows.value(work, _UNFINISHED, values))


async def ask(
    work: UnitOfWork, api: tuple[UUID, UUID], question: Question
) -> UUID | None:
    """Have a question answered; one whose answer failed is asked again.

    `api` is the team and the API.

    Returns:
        The id of the comparison, None if somebody else has just asked.

    Raises:
        NotFound: the API or a version is gone.

    """
    team_id, api_id = api
    values = {
        "api_id": api_id,
        "team_id": team_id,
        "question": question.name,
        "base_version_id": question.base_version_id,
        "base_digest": question.base_digest,
        "revision_version_id": question.revision_version_id,
        "revision_digest": question.revision_digest,
        "revision_document": question.revision_document,
        "profile": question.profile,
        "as_of": question.as_of,
        "engine": question.engine,
        "seed": question.seed,
        "usage": question.usage,
        "usage_digest": question.usage_digest,
        "whole_question": question.whole,
        "state": "queued",
    }
    asked: UUID | None = await rows.value(work, _ASK, values)
    return asked


async def sweep(work: UnitOfWork, api_id: UUID) -> None:
    """Drop an API's oldest comparisons with documents, beyond those that it keeps."""
    await rows.execute(work, _SWEEP, {"api_id": api_id})
