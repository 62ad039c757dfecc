"""How Alembic reaches the database: on a connection lent by `impl.database.migrate`,
or, for its own command line, the one that DATABASE_URL names."""

import os
from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection

from impl.database import revisions
from impl.database.migrate import locked_connection
from impl.tables import metadata

AUTOGENERATE = ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"]


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the tables of the library that queues background jobs."""
    return kind != "table" or not (name or "").startswith("procrastinate_")


def note_oldest_code(
    ctx: MigrationContext,
    step: MigrationInfo,  # noqa: ARG001 - all come by name
    heads: Collection[str],
    run_args: Mapping[str, Any],  # noqa: ARG001 - all come by name
) -> None:
    """Have the schema say which code goes on working on it, with each step."""
    for head in heads:
        script = context.script.get_revision(head)
        oldest = getattr(script.module, "oldest_code", head)
        note = revisions.note(head, oldest)
        ctx.execute(f"COMMENT ON TABLE alembic_version IS '{note}'")


def run_offline() -> None:
    context.configure(
        dialect_name="postgresql",
        target_metadata=metadata,
        literal_binds=True,
        # What is written for people has no placeholders, so a percent sign is one.
        dialect_opts={"paramstyle": "named"},
        transaction_per_migration=True,
        on_version_apply=note_oldest_code,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_server_default=True,
        include_name=is_ours,
        autogenerate_plugins=AUTOGENERATE,
        # A failure keeps the revisions before it, and no lock outlives its revision.
        transaction_per_migration=True,
        on_version_apply=note_oldest_code,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
elif lent := context.config.attributes.get("connection"):
    run_online(lent)
else:
    with locked_connection(os.environ["DATABASE_URL"]) as own:
        run_online(own)
