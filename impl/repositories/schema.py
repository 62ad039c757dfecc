"""Which migration the database is at."""

from sqlalchemy import text

from impl.database.unit_of_work import Reader

_REVISION = text("SELECT max(version_num) FROM alembic_version")


async def revision(reader: Reader) -> str | None:
    """Return the database's revision.

    Raises:
        sqlalchemy.exc.ProgrammingError: it was never migrated.

    """
    found: str | None = (await reader.execute(_REVISION)).scalar_one_or_none()
    return found
