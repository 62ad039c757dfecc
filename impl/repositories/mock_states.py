"""What mocks of published contracts remember, each state for one holder's session."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    LargeBinary,
    Uuid,
    and_,
    any_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.oauth_records import CLIENT
from impl.repositories import rows, turns, visibility
from impl.repositories.api_keys import api_keys, is_in_force
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.makers import may_act
from impl.repositories.oauth_clients import clients
from impl.repositories.people import people
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.tables import MockStateRow
from impl.tables.columns import table_of

states = table_of(MockStateRow)
# How exactly the last use is kept; without a bound every request would write.
_USE_PRECISION = timedelta(hours=1)
_VERSION = bindparam("of_version_id", type_=Uuid)
_SESSION = bindparam("of_session", type_=LargeBinary)
_PERSON = bindparam("holder_person_id", type_=Uuid)
_KEY = bindparam("holder_api_key_id", type_=Uuid)
_CLIENT = bindparam("holder_oauth_client_id", type_=Uuid)
_OF_HOLDER = and_(
    states.c.person_id.is_not_distinct_from(_PERSON),
    states.c.api_key_id.is_not_distinct_from(_KEY),
    states.c.oauth_client_id.is_not_distinct_from(_CLIENT),
)
_OF_MOCK = and_(states.c.version_id == _VERSION, _OF_HOLDER)
_THIS = and_(_OF_MOCK, states.c.session == _SESSION)
_UNCHANGED = states.c.revision == bindparam("known_revision", type_=Uuid)


@dataclass(frozen=True, slots=True)
class UsedMock:
    """A mock that its holder may use, and what it remembers, if anything.

    `is_stale` when its last use is to be written down again.
    """

    team_id: UUID
    content: bytes
    revision: UUID | None
    is_stale: bool


_IS_PERSON = people.c.id == _PERSON
# An API key whose address it is: it may have been revoked, or lost its time.
_key_is_good = (
    select(api_keys.c.id)
    .where(
        api_keys.c.id == _KEY,
        or_(api_keys.c.team_id == teams.c.id, is_for_everyone),
        is_in_force,
        literal("versions:read") == any_(api_keys.c.scopes),
    )
    .exists()
)
# So may a client that acts for itself.
_client_is_good = (
    select(clients.c.id)
    .where(
        clients.c.id == _CLIENT,
        or_(clients.c.team_id == teams.c.id, is_for_everyone),
        may_act(clients.c.created_by),
        literal(CLIENT) == any_(clients.c.grant_types),
        literal("versions:read") == any_(clients.c.scopes),
    )
    .exists()
)
_USED = Query(
    UsedMock,
    select(
        teams.c.id.label("team_id"),
        func.coalesce(states.c.content, b"").label("content"),
        states.c.revision,
        func.coalesce(states.c.used_at < func.now() - _USE_PRECISION, False).label(
            "is_stale"
        ),
    )
    .select_from(
        visibility.visible_teams.join(apis, apis.c.team_id == teams.c.id)
        .join(versions, and_(versions.c.api_id == apis.c.id, versions.c.id == _VERSION))
        .outerjoin(states, _THIS)
    )
    .where(
        may_act(_PERSON),
        or_(
            visibility.is_member,
            _key_is_good,
            _client_is_good,
            and_(is_for_everyone, select(people.c.id).where(_IS_PERSON).exists()),
        ),
    ),
    content=bytes,
)
_CONTENT = select(versions.c.document).where(versions.c.id == _VERSION)
_ADD = (
    insert(states)
    .values(
        version_id=_VERSION,
        person_id=_PERSON,
        api_key_id=_KEY,
        oauth_client_id=_CLIENT,
        session=_SESSION,
        content=bindparam("new_content", type_=LargeBinary),
    )
    .on_conflict_do_nothing()
    .returning(states.c.id)
)
_REPLACE = (
    update(states)
    .where(_THIS, _UNCHANGED)
    .values(
        content=bindparam("new_content", type_=LargeBinary),
        revision=func.uuidv7(),
        used_at=func.now(),
    )
)
_TOUCH = update(states).where(_THIS).values(used_at=func.now())
_REMOVE = delete(states).where(_THIS, _UNCHANGED)
_RESET = delete(states).where(_OF_MOCK)
_beyond = (
    select(states.c.id)
    .where(_OF_HOLDER)
    .order_by(states.c.used_at.desc(), states.c.id.desc())
    .offset(bindparam("most", type_=BigInteger))
)
_TRIM = delete(states).where(tuple_(states.c.id).in_(_beyond))


@dataclass(frozen=True, slots=True)
class MockSession:
    """Whose state of which mock: `session` is the digest of a name that they chose."""

    version_id: UUID
    holder: Caller
    session: bytes

    def values(self, **others: object) -> dict[str, object]:
        """Return the parameters that name it, and others."""
        return {
            "of_version_id": self.version_id,
            "holder_person_id": self.holder.person_id,
            "holder_api_key_id": self.holder.api_key_id,
            "holder_oauth_client_id": self.holder.client_id,
            "of_session": self.session,
            **others,
        }


async def use(reader: Reader, session: MockSession) -> UsedMock | None:
    """Return a mock; None if its holder may not read the version any more."""
    values = session.values(scope_person_id=session.holder.person_id)
    return await _USED.first(reader, values)


async def content(reader: Reader, version_id: UUID) -> bytes | None:
    """Return the bytes of a version, for whom it is known that they may read them."""
    found = await rows.value(reader, _CONTENT, {"of_version_id": version_id})
    return None if found is None else bytes(found)


async def keep(
    work: UnitOfWork, session: MockSession, known: UUID | None, new: bytes
) -> bool:
    """Remember something else in a session; False if somebody was faster.

    Args:
        work: the transaction.
        session: whose state.
        known: the revision that it comes after; None if nothing was remembered.
        new: what to remember; b"" for nothing.

    Raises:
        NotFound: the version or its holder is gone.
    """
    values = session.values(known_revision=known)
    if not new:
        return not known or await rows.execute(work, _REMOVE, values) == 1
    if known is None:
        values = session.values(new_content=new)
        return await rows.value(work, _ADD, values) is not None
    return await rows.execute(work, _REPLACE, {**values, "new_content": new}) == 1


async def touch(work: UnitOfWork, session: MockSession) -> None:
    """Write down that a state is used now."""
    await rows.execute(work, _TOUCH, session.values())


async def trim(work: UnitOfWork, session: MockSession, most: int) -> None:
    """Forget what its holder has beyond so many states, least recently used first."""
    holder = session.holder
    of = holder.person_id or holder.api_key_id or holder.client_id
    await turns.take(work, "mock states", of)
    await rows.execute(work, _TRIM, session.values(most=most))


async def reset(work: UnitOfWork, version_id: UUID, holder: Caller) -> None:
    """Forget all that a mock remembers for a holder."""
    values = MockSession(version_id, holder, b"").values()
    await rows.execute(work, _RESET, values)
