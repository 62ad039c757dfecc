"""Sessions of people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    Interval,
    Uuid,
    and_,
    bindparam,
    exists,
    extract,
    func,
    insert,
    literal_column,
    select,
    update,
)

from impl.account_records import Lasting
from impl.database.reading import Condition
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Page, Person, RefreshState, Session
from impl.repositories import rows
from impl.repositories.pages import PageQuery
from impl.repositories.people import people
from impl.repositories.rows import Query
from impl.security.cursors import PagePosition
from impl.tables import SessionRow
from impl.tables.columns import table_of


@dataclass(frozen=True, slots=True)
class SessionHolder:
    """Whose session it is, and whether it has to be noted that it is used."""

    person: Person
    is_stale: bool


sessions = table_of(SessionRow)
_COLUMNS = rows.columns(Session, sessions)
_OPEN = and_(sessions.c.revoked_at.is_(None), sessions.c.expires_at > func.now())
_BY_ID = sessions.c.id == bindparam("session_id", type_=Uuid)
# SQLAlchemy would assign to a column that a parameter of an update is named after.
_BY_PERSON = sessions.c.person_id == bindparam("owner_id", type_=Uuid)

_asked = sessions.alias("asked")
_IS_OPEN = (
    exists(1)
    .where(
        _asked.c.id == bindparam("asked_session_id", type_=Uuid),
        _asked.c.person_id == bindparam("asked_person_id", type_=Uuid),
        _asked.c.revoked_at.is_(None),
        _asked.c.expires_at > func.now(),
    )
    .label("session_is_open")
)
_STILL_OPEN = select(_IS_OPEN)
# No session lasts longer than this from its beginning, nor from its last use.
_LIFE, _IDLE = (bindparam(name, type_=Interval) for name in ("life", "idle"))
_END = func.least(sessions.c.created_at + _LIFE, func.clock_timestamp() + _IDLE)
# How exactly the end is kept: without a bound every page would write.
_PRECISION = _IDLE.op("/", return_type=Interval())(literal_column("20"))
_STALE = sessions.c.expires_at < _END - _PRECISION
_CREATE = Query(
    Session,
    insert(sessions)
    .values(
        person_id=bindparam("owner_id"),
        user_agent=bindparam("agent"),
        authenticated_at=bindparam("authenticated_at", type_=DateTime(timezone=True)),
        expires_at=func.now() + func.least(_LIFE, _IDLE),
    )
    .returning(*_COLUMNS),
)
_PAGE = PageQuery(
    Session, select(*_COLUMNS).where(_BY_PERSON, _OPEN), "created_at", "id"
)
# Not now(): the row may have been waited for.
_AGE = extract("epoch", func.clock_timestamp() - sessions.c.last_used_at)
_LOCK = Query(
    RefreshState,
    select(*rows.columns(RefreshState, sessions, open=_OPEN, age=_AGE))
    .where(_BY_ID)
    .with_for_update(),
)
_PERSON_OF = select(sessions.c.person_id).where(_BY_ID)
_IS_FRESH = select(
    func.coalesce(sessions.c.authenticated_at, sessions.c.created_at)
    > func.now() - bindparam("age", type_=Interval)
).where(_BY_ID, _OPEN)
_HOLDER = Query(
    SessionHolder,
    select(
        *rows.columns(Person, people, is_verified=people.c.verified_at.is_not(None)),
        _STALE.label("is_stale"),
    )
    .select_from(sessions.join(people, people.c.id == sessions.c.person_id))
    .where(_BY_ID, _BY_PERSON, _OPEN),
)
_ROTATE = (
    update(sessions)
    .where(_BY_ID)
    .values(
        counter=bindparam("new_counter", type_=BigInteger),
        last_used_at=func.clock_timestamp(),
        expires_at=_END,
    )
)
_TOUCH = (
    update(sessions)
    .where(_BY_ID, _BY_PERSON, _OPEN, _STALE)
    .values(last_used_at=func.clock_timestamp(), expires_at=_END)
)
_REVOKE = update(sessions).values(revoked_at=func.now())
_REVOKE_ONE = _REVOKE.where(_BY_ID, _BY_PERSON, _OPEN).returning(sessions.c.id)
_REVOKE_OTHERS = _REVOKE.where(
    _BY_PERSON, sessions.c.id != bindparam("session_id", type_=Uuid), _OPEN
)
_REVOKE_ALL = _REVOKE.where(_BY_PERSON, _OPEN)
_REVOKE_BEYOND = _REVOKE.where(
    sessions.c.id.in_(
        select(sessions.c.id)
        .where(_BY_PERSON, _OPEN)
        .order_by(sessions.c.last_used_at.desc(), sessions.c.id.desc())
        .offset(bindparam("most", type_=BigInteger))
    ),
    # Again: the row may have been waited for, and somebody else has ended it.
    _OPEN,
).returning(sessions.c.id)


def is_open(session_id: UUID, person_id: UUID) -> Condition:
    """Return the condition that a session may be used."""
    values = {"asked_session_id": session_id, "asked_person_id": person_id}
    return Condition(_IS_OPEN, values)


async def create(
    work: UnitOfWork,
    person_id: UUID,
    user_agent: str | None,
    lasting: Lasting,
    authenticated_at: datetime | None,
) -> tuple[Session, list[UUID]]:
    """Open a session; of too many, those end that were not used for the longest time.

    Return it, and which ended. They have shown who they are just now, if no other time
    is given.

    Raises:
        ConstraintViolated: the person is gone.
    """
    values = {
        "owner_id": person_id,
        "agent": user_agent,
        "authenticated_at": authenticated_at,
        **_times(lasting),
    }
    created = await _CREATE.one(work, values)
    beyond = {"owner_id": person_id, "most": lasting.most}
    ended: list[UUID] = await rows.values(work, _REVOKE_BEYOND, beyond)
    return created, ended


async def list_open(
    reader: Reader, person_id: UUID, limit: int, after: PagePosition | None
) -> Page[Session]:
    """Return a page of a person's open sessions, newest first."""
    return await _PAGE.fetch(reader, {"owner_id": person_id}, limit, after)


async def lock(work: UnitOfWork, session_id: UUID) -> RefreshState | None:
    """Return a session's state; one refresh at a time gets past this."""
    return await _LOCK.first(work, {"session_id": session_id})


async def person_of(reader: Reader, session_id: UUID) -> UUID | None:
    """Return whose session it is."""
    found: UUID | None = await rows.value(
        reader, _PERSON_OF, {"session_id": session_id}
    )
    return found


async def is_fresh(work: UnitOfWork, session_id: UUID, age: timedelta) -> bool:
    """Tell whether a session is open, and its log-in at most so long ago."""
    values = {"session_id": session_id, "age": age}
    return bool(await rows.value(work, _IS_FRESH, values))


async def still_open(work: UnitOfWork, session_id: UUID, person_id: UUID) -> bool:
    """Tell whether a session is open now, whatever was found before."""
    values = {"asked_session_id": session_id, "asked_person_id": person_id}
    return bool(await rows.value(work, _STILL_OPEN, values))


async def holder(
    reader: Reader, session_id: UUID, person_id: UUID, lasting: Lasting
) -> SessionHolder | None:
    """Return whose session it is, None if it is over or somebody else's."""
    values = {"session_id": session_id, "owner_id": person_id, **_times(lasting)}
    return await _HOLDER.first(reader, values)


async def touch(
    work: UnitOfWork, session_id: UUID, person_id: UUID, lasting: Lasting
) -> None:
    """Note that a session is used, unless that is noted well enough."""
    values = {"session_id": session_id, "owner_id": person_id, **_times(lasting)}
    await rows.execute(work, _TOUCH, values)


async def rotate(
    work: UnitOfWork, session_id: UUID, counter: int, lasting: Lasting
) -> None:
    """Make the refresh token with this number the one that is good."""
    values = {"session_id": session_id, "new_counter": counter, **_times(lasting)}
    await rows.execute(work, _ROTATE, values)


async def revoke(work: UnitOfWork, session_id: UUID, person_id: UUID) -> bool:
    """End a session of this person; False if there is none that is open."""
    values = {"session_id": session_id, "owner_id": person_id}
    return await rows.value(work, _REVOKE_ONE, values) is not None


async def revoke_others(work: UnitOfWork, session_id: UUID, person_id: UUID) -> None:
    """End every session of a person but this one."""
    values = {"session_id": session_id, "owner_id": person_id}
    await rows.execute(work, _REVOKE_OTHERS, values)


async def revoke_all(work: UnitOfWork, person_id: UUID) -> int:
    """End every session of a person; return how many that were."""
    return await rows.execute(work, _REVOKE_ALL, {"owner_id": person_id})


def _times(lasting: Lasting) -> dict[str, timedelta]:
    return {"life": lasting.life, "idle": lasting.idle}
