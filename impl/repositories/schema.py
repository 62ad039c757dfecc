"""Which migration the database is at."""

from sqlalchemy import text

from impl.database.unit_of_work import Reader
from impl.repositories import rows

_EXISTS = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_REVISION = text("SELECT max(version_num) FROM alembic_version")


async def revision(reader: Reader) -> str | None:
    """Return the database's revision, None before the first migration."""
    if not await rows.value(reader, _EXISTS, {}):
        return None
    found: str | None = await rows.value(reader, _REVISION, {})
    return found
