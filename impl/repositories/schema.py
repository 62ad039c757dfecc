"""Which migration the database is at."""

from dataclasses import dataclass

from sqlalchemy import column, text

from impl.database import revisions
from impl.database.unit_of_work import Reader
from impl.repositories import rows
from impl.repositories.rows import Query


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The revision of a schema, and its note on older code; each None if none."""

    revision: str | None
    note: str | None


_EXISTS = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_STATE = Query(
    SchemaState, text(revisions.STATE).columns(column("revision"), column("note"))
)


async def state(reader: Reader) -> SchemaState:
    """Return where the schema is: nowhere before the first migration."""
    found = None
    if await rows.value(reader, _EXISTS, {}):
        found = await _STATE.first(reader, {})
    return found or SchemaState(None, None)
