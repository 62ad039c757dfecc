"""Which migration the database is at."""

from sqlalchemy import text

from impl.database.unit_of_work import Reader

_EXISTS = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_REVISION = text("SELECT max(version_num) FROM alembic_version")


async def revision(reader: Reader) -> str | None:
    """Return the database's revision, None before the first migration."""
    if not (await reader.execute(_EXISTS)).scalar_one():
        return None
    found: str | None = (await reader.execute(_REVISION)).scalar_one_or_none()
    return found
