"""linked audit events.

What was recorded before there were links gets them, one chain at a time: records of
other chains are added meanwhile. All that is done here may be done again.
"""

import sqlalchemy as sa
from alembic import context, op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
oldest_code = "0031"

_UNLINKED = "ix_audit_events_unlinked"
_PLACE = "uq_audit_events_place"
_KEPT = "keep"
_STEP = """
    SELECT begin_audit_chain(chain) FROM (
        SELECT coalesce(team_id::text, actor, subject) AS chain FROM audit_events
        WHERE number IS NULL LIMIT 1
    ) AS found
"""
# For people who run the statements themselves.
_ALL = """
DO $$ BEGIN
    WHILE EXISTS (SELECT FROM audit_events WHERE number IS NULL) LOOP
        PERFORM begin_audit_chain(chain) FROM (
            SELECT coalesce(team_id::text, actor, subject) AS chain FROM audit_events
            WHERE number IS NULL LIMIT 1
        ) AS found;
        COMMIT;
    END LOOP;
END $$
"""
_LINKED = ("chain", "number", "digest")


def upgrade() -> None:
    with op.get_context().autocommit_block():
        _index(
            _UNLINKED,
            "INDEX",
            "audit_events ((coalesce(team_id::text, actor, subject)), id)"
            " WHERE number IS NULL",
        )
        if context.is_offline_mode():
            op.execute(_ALL)
        else:
            connection = op.get_bind()
            while connection.execute(sa.text(_STEP)).first():
                pass
        op.execute(f"DROP INDEX CONCURRENTLY {_UNLINKED}")
        _index(_PLACE, "UNIQUE INDEX", "audit_events (chain, number)")
        for name in _LINKED:
            # A table that is known to have no nulls need not be read under a lock.
            check = f"ck_audit_events_{name}_there"
            drop = f"ALTER TABLE audit_events DROP CONSTRAINT IF EXISTS {check}"
            op.execute(drop)
            op.execute(
                f"ALTER TABLE audit_events ADD CONSTRAINT {check}"
                f" CHECK ({name} IS NOT NULL) NOT VALID"
            )
            op.execute(f"ALTER TABLE audit_events VALIDATE CONSTRAINT {check}")
            op.execute(f"ALTER TABLE audit_events ALTER {name} SET NOT NULL")
            op.execute(drop)
    # Only what runs on behalf of a record changes them from now on.
    op.execute(
        f"CREATE TRIGGER {_KEPT} BEFORE INSERT OR UPDATE ON audit_chains FOR EACH ROW"
        " WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_audit_change()"
    )


def downgrade() -> None:
    op.execute(f"DROP TRIGGER {_KEPT} ON audit_chains")
    for name in _LINKED:
        op.execute(f"ALTER TABLE audit_events ALTER {name} DROP NOT NULL")
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {_PLACE}")


def _index(name: str, kind: str, definition: str) -> None:
    # One that was given up halfway is there, but of no use.
    op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    op.execute(f"CREATE {kind} CONCURRENTLY {name} ON {definition}")
