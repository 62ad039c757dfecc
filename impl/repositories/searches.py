"""What is found by a text, of all that somebody sees."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Text,
    Uuid,
    bindparam,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from impl.database.unit_of_work import Reader
from impl.overview_records import LatestVersion, NamedHit
from impl.repositories import rows
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.consumers import consumers
from impl.repositories.proposals import proposals
from impl.repositories.rows import Query
from impl.repositories.version_contents import VersionContent
from impl.repositories.versions import versions
from impl.repositories.visibility import members, teams

_NEEDLE = func.lower(bindparam("text", type_=Text))
_own = select(members.c.team_id).where(
    members.c.person_id == bindparam("person_id", type_=Uuid)
)


def _has(*columns: ColumnElement[str]) -> ColumnElement[bool]:
    found = (func.strpos(func.lower(each), _NEEDLE) > 0 for each in columns)
    return or_(*found)


_is_seen = or_(apis.c.team_id.in_(_own), is_for_everyone)
_of_team = teams.c.name.label("team")
_no_number = null().cast(BigInteger).label("number")
_hits = union_all(
    select(
        literal("api").label("kind"),
        _of_team,
        apis.c.name.label("name"),
        apis.c.title.label("title"),
        _no_number,
        apis.c.created_at.label("created_at"),
    )
    .select_from(apis.join(teams, teams.c.id == apis.c.team_id))
    .where(_is_seen, _has(apis.c.name, apis.c.title, apis.c.description)),
    select(
        literal("consumer").label("kind"),
        _of_team,
        consumers.c.name.label("name"),
        consumers.c.title.label("title"),
        _no_number,
        consumers.c.created_at.label("created_at"),
    )
    .select_from(consumers.join(teams, teams.c.id == consumers.c.team_id))
    .where(consumers.c.team_id.in_(_own), _has(consumers.c.name, consumers.c.title)),
    select(
        literal("proposal").label("kind"),
        _of_team,
        apis.c.name.label("name"),
        proposals.c.title.label("title"),
        proposals.c.number.cast(BigInteger).label("number"),
        proposals.c.created_at.label("created_at"),
    )
    .select_from(
        proposals.join(apis, apis.c.id == proposals.c.api_id).join(
            teams, teams.c.id == apis.c.team_id
        )
    )
    .where(_is_seen, _has(proposals.c.title, proposals.c.description)),
).subquery("hits")
_NAMED = Query(
    NamedHit,
    select(*rows.columns(NamedHit, _hits))
    .order_by(_hits.c.created_at.desc(), _hits.c.name, _hits.c.number)
    .limit(bindparam("most", type_=BigInteger)),
)
_latest = (
    select(
        *rows.columns(
            LatestVersion,
            versions,
            team_id=teams.c.id,
            team=teams.c.name,
            api=apis.c.name,
            api_title=apis.c.title,
        )
    )
    .ext(distinct_on(versions.c.api_id))
    .select_from(
        versions.join(apis, apis.c.id == versions.c.api_id).join(
            teams, teams.c.id == apis.c.team_id
        )
    )
    .where(apis.c.team_id.in_(_own))
    .order_by(versions.c.api_id, versions.c.published_at.desc(), versions.c.id.desc())
    .subquery("latest")
)
_LATEST = Query(
    LatestVersion,
    select(*rows.columns(LatestVersion, _latest))
    .order_by(_latest.c.published_at.desc(), _latest.c.id.desc())
    .limit(bindparam("most", type_=BigInteger)),
)
_CONTENTS = Query(
    VersionContent,
    select(versions.c.id, versions.c.document.label("content"))
    .select_from(versions.join(apis, apis.c.id == versions.c.api_id))
    .where(
        apis.c.team_id.in_(_own),
        versions.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))),
    ),
    content=bytes,
)


async def named(
    reader: Reader, person_id: UUID, text: str, most: int
) -> tuple[NamedHit, ...]:
    """Return what has a text in its name, title or description, newest first."""
    values = {"person_id": person_id, "text": text, "most": most}
    return await _NAMED.every(reader, values)


async def latest_versions(
    reader: Reader, person_id: UUID, most: int
) -> tuple[LatestVersion, ...]:
    """Return the latest version of each API of a person's teams, newest first."""
    return await _LATEST.every(reader, {"person_id": person_id, "most": most})


async def contents(
    reader: Reader, person_id: UUID, wanted: Collection[UUID]
) -> tuple[VersionContent, ...]:
    """Return the bytes of versions of a person's teams, in no order."""
    return await _CONTENTS.every(reader, {"person_id": person_id, "ids": [*wanted]})
