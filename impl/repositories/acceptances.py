"""Changes that may pass, and those of comparisons that may not."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Date,
    LargeBinary,
    Text,
    Uuid,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.proposal_records import AcceptedChange, NewAcceptance
from impl.records import Page, Standing
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_seen, visible_apis
from impl.repositories.comparisons import changes
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.together import Together
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import AcceptanceRow
from impl.tables.columns import table_of

acceptances = table_of(AcceptanceRow)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """How a change begins, as it is written."""

    comparison_id: UUID
    verdict: str
    content: bytes


class Held(NamedTuple):
    """A comparison of an API, whose changes of some verdicts are held up."""

    api_id: UUID
    comparison_id: UUID
    verdicts: frozenset[str]


_COLUMNS = rows.columns(AcceptedChange, acceptances)
# A change begins with it, as it is written.
_FINGERPRINT: Final = re.compile(rb'\{"fingerprint": "([0-9a-f]{16})"')
_PAGE = PageWithin(
    AcceptedChange,
    visible_apis,
    select(*_COLUMNS).where(acceptances.c.api_id == bindparam("api_id", type_=Uuid)),
    "accepted_at",
    "id",
)
_LOCK = Query(
    Standing,
    select(*visibility.standing)
    .select_from(
        visible_apis.join(
            acceptances,
            and_(
                acceptances.c.api_id == apis.c.id,
                acceptances.c.id == bindparam("acceptance_id", type_=Uuid),
            ),
        )
    )
    .where(is_seen)
    .with_for_update(of=acceptances),
)
_ADD = Query(
    AcceptedChange,
    insert(acceptances)
    .values(
        api_id=bindparam("of_api_id", type_=Uuid),
        fingerprint=bindparam("new_fingerprint", type_=Text),
        reason=bindparam("new_reason", type_=Text),
        until=bindparam("new_until", type_=Date),
        accepted_by=bindparam("new_accepted_by", type_=Uuid),
    )
    .returning(*_COLUMNS),
)
_DELETE = delete(acceptances).where(
    acceptances.c.id == bindparam("acceptance_id", type_=Uuid)
)
_COUNT = select(func.count()).where(
    acceptances.c.api_id == bindparam("api_id", type_=Uuid)
)
_IN_FORCE = Query(
    AcceptedChange,
    select(*_COLUMNS).where(
        acceptances.c.api_id == func.any(bindparam("api_ids", type_=ARRAY(Uuid))),
        or_(
            acceptances.c.until.is_(None),
            acceptances.c.until >= bindparam("today", type_=Date),
        ),
    ),
)
_BEGINNINGS = Query(
    _Beginning,
    select(
        changes.c.comparison_id,
        changes.c.verdict,
        func.substr(changes.c.content, 1, 64, type_=LargeBinary).label("content"),
    ).where(
        changes.c.comparison_id
        == func.any(bindparam("comparison_ids", type_=ARRAY(Uuid))),
        changes.c.verdict == func.any(bindparam("verdicts", type_=ARRAY(Text))),
    ),
    content=bytes,
)
_COMPARED = Together(_BEGINNINGS, _IN_FORCE)


async def list_of_api(
    reader: Reader,
    caller: Caller,
    api: tuple[UUID, UUID],
    limit: int,
    after: PagePosition | None,
) -> Page[AcceptedChange] | None:
    """Return a page of an API's acceptances, latest first; None if it is hidden."""
    values = visibility.of(caller, api[0], api_id=api[1])
    return await _PAGE.fetch(reader, values, limit, after)


async def lock(
    work: UnitOfWork, caller: Caller, api: tuple[UUID, UUID], acceptance_id: UUID
) -> Standing | None:
    """Return the caller's standing where an acceptance is, which stays so."""
    values = visibility.of(caller, api[0], api_id=api[1], acceptance_id=acceptance_id)
    return await _LOCK.first(work, values)


async def add(
    work: UnitOfWork, api_id: UUID, person_id: UUID, new: NewAcceptance
) -> AcceptedChange:
    """Accept a change.

    Raises:
        NotFound: the API or the person is gone.
    """
    values = {
        "of_api_id": api_id,
        "new_fingerprint": new.fingerprint,
        "new_reason": new.reason,
        "new_until": new.until,
        "new_accepted_by": person_id,
    }
    return await _ADD.one(work, values)


async def delete_one(work: UnitOfWork, acceptance_id: UUID) -> None:
    """Remove a locked acceptance."""
    await rows.execute(work, _DELETE, {"acceptance_id": acceptance_id})


async def number_of(work: UnitOfWork, api_id: UUID) -> int:
    """Return how many acceptances an API has."""
    return int(await rows.value(work, _COUNT, {"api_id": api_id}))


async def unaccepted(
    reader: Reader, held: Collection[Held], today: date
) -> dict[UUID, int]:
    """Count each comparison's changes that nobody accepts today, by its id."""
    if not held:
        return {}
    named, known = await _compared(reader, held, today)
    accepted = {(each.api_id, each.fingerprint) for each in known}
    return {
        it.comparison_id: sum(
            1 for each in named[it.comparison_id] if (it.api_id, each) not in accepted
        )
        for it in held
    }


async def counted(
    reader: Reader, held: Held, today: date
) -> tuple[AcceptedChange, ...]:
    """Return what lets a comparison's changes pass today."""
    named, known = await _compared(reader, [held], today)
    return tuple(
        each for each in known if each.fingerprint in named[held.comparison_id]
    )


async def _compared(
    reader: Reader, held: Collection[Held], today: date
) -> tuple[dict[UUID, list[str | None]], list[AcceptedChange]]:
    """Return the fingerprints of changes, and what is accepted today."""
    values = {
        "api_ids": list({each.api_id for each in held}),
        "comparison_ids": [each.comparison_id for each in held],
        "verdicts": list({name for each in held for name in each.verdicts}),
        "today": today,
    }
    begun, known = await _COMPARED.rows(reader, values)
    wanted = {each.comparison_id: each.verdicts for each in held}
    named: dict[UUID, list[str | None]] = {each: [] for each in wanted}
    for each in map(_BEGINNINGS.record, begun):
        if each.verdict in wanted[each.comparison_id]:
            name = _FINGERPRINT.match(each.content)
            named[each.comparison_id].append(name[1].decode() if name else None)
    return named, [*map(_IN_FORCE.record, known)]
