"""Documents by what is in them, among all that a caller can see."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from impl.database.unit_of_work import Reader
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.comparisons import comparisons
from impl.repositories.versions import versions
from impl.repositories.visibility import teams
from impl.security.caller import Caller

_DIGEST = bindparam("digest", type_=Text)
_may_see = or_(visibility.is_visible, is_for_everyone)
_visible = visibility.visible_teams.join(apis, apis.c.team_id == teams.c.id)


def _compared(meaning: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(comparisons.c.api_id == apis.c.id, meaning == _DIGEST)


_FIND = union_all(
    select(versions.c.document)
    .select_from(_visible.join(versions, versions.c.api_id == apis.c.id))
    .where(_may_see, versions.c.digest == _DIGEST),
    select(versions.c.document)
    .select_from(
        _visible.join(comparisons, _compared(comparisons.c.base_meaning)).join(
            versions, versions.c.id == comparisons.c.base_version_id
        )
    )
    .where(_may_see),
    select(func.coalesce(versions.c.document, comparisons.c.revision_document))
    .select_from(
        _visible.join(comparisons, _compared(comparisons.c.revision_meaning)).outerjoin(
            versions, versions.c.id == comparisons.c.revision_version_id
        )
    )
    # Guests see what is published, and nothing else.
    .where(or_(visibility.is_visible, and_(_may_see, versions.c.id.is_not(None)))),
).limit(1)


async def find(reader: Reader, caller: Caller, digest: str) -> bytes | None:
    """Return a document with a digest, its own or that of what it means.

    The second is known of documents that have been compared.
    """
    values = {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "digest": digest,
    }
    found = await rows.value(reader, _FIND, values)
    return None if found is None else bytes(found)
