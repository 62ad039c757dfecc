"""Which migration the database is at."""

from sqlalchemy import text

from impl.database import revisions
from impl.database.unit_of_work import Reader
from impl.repositories import rows

_EXISTS = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_STATE = text(revisions.STATE)


async def revision(reader: Reader) -> tuple[str | None, str | None]:
    """Return the database's revision and its note on older code, each None if none."""
    if not await rows.value(reader, _EXISTS, {}):
        return None, None
    found = await reader.rows(_STATE)
    return (found[0][0], found[0][1]) if len(found) == 1 else (None, None)
