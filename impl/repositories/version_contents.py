"""The bytes of many versions at once."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, func, select

from impl.database.unit_of_work import Reader
from impl.repositories import visibility
from impl.repositories.apis import apis, is_seen, visible_apis
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.security.caller import Caller


@dataclass(frozen=True, slots=True)
class VersionContent:
    """A published contract, by the id of its version."""

    id: UUID
    content: bytes


_CONTENTS = Query(
    VersionContent,
    select(versions.c.id, versions.c.document.label("content"))
    .select_from(visible_apis.join(versions, versions.c.api_id == apis.c.id))
    .where(is_seen, versions.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid)))),
    content=bytes,
)


async def of_api(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    api_id: UUID,
    wanted: Collection[UUID],
) -> tuple[VersionContent, ...]:
    """Return versions of an API that the caller can see, in no order."""
    values = visibility.of(caller, team_id, api_id=api_id, ids=[*wanted])
    return await _CONTENTS.every(reader, values)
