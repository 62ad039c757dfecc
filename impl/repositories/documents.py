"""Documents by what is in them, among all that a caller can see."""

from sqlalchemy import Text, bindparam, select, union_all

from impl.database.unit_of_work import Reader
from impl.repositories import rows, scope
from impl.repositories.apis import apis
from impl.repositories.comparisons import comparisons
from impl.repositories.scope import teams
from impl.repositories.versions import versions
from impl.security.caller import Caller

_DIGEST = bindparam("digest", type_=Text)
_visible = scope.visible_teams.join(apis, apis.c.team_id == teams.c.id)
_FIND = union_all(
    select(versions.c.document)
    .select_from(_visible.join(versions, versions.c.api_id == apis.c.id))
    .where(scope.is_visible, versions.c.digest == _DIGEST),
    select(comparisons.c.revision_document)
    .select_from(_visible.join(comparisons, comparisons.c.api_id == apis.c.id))
    .where(
        scope.is_visible,
        comparisons.c.revision_digest == _DIGEST,
        comparisons.c.revision_document.is_not(None),
    ),
).limit(1)


async def find(reader: Reader, caller: Caller, digest: str) -> bytes | None:
    """Return a published or compared document with a digest."""
    values = {
        "scope_person_id": caller.person_id,
        "scope_team_id": caller.team_id,
        "digest": digest,
    }
    row = await rows.first(reader, _FIND, values)
    return bytes(row[0]) if row else None
