"""usages.

What is known of before this release has none, so that everything counts as before.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_DIGEST = "usage_digest ~ '^sha256:[0-9a-f]{64}$'"
_CHECKS = {
    "known_contracts": {
        "usage_digest_form": _DIGEST,
        "usage_whole": "num_nulls(usage, usage_digest) IN (0, 2)",
        "usage_length": "octet_length(usage) <= 1048576",
    },
    "comparisons": {
        "usage_digest_form": _DIGEST,
        "usage_whole": "num_nulls(usage, usage_digest, whole_question) IN (0, 3)",
        "reason_length": "char_length(reason) BETWEEN 1 AND 500",
    },
}
_COLUMNS = {
    "known_contracts": {"usage": "BYTEA", "usage_digest": "TEXT"},
    "comparisons": {
        "usage": "BYTEA",
        "usage_digest": "TEXT",
        "whole_question": "BYTEA",
        "reason": "TEXT",
    },
}
_INDEX = "ix_comparisons_whole_question"


def upgrade() -> None:
    # The index is built outside of the transaction, so this may have to be run again.
    for table, columns in _COLUMNS.items():
        for name, kind in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {name} {kind}")
    # No row has any of it, so none has to be looked at under a lock.
    for table, checks in _CHECKS.items():
        for name, condition in checks.items():
            op.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS ck_{table}_{name},"
                f" ADD CONSTRAINT ck_{table}_{name} CHECK ({condition}) NOT VALID"
            )
    with op.get_context().autocommit_block():
        for table, checks in _CHECKS.items():
            for name in checks:
                op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_{name}")
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {_INDEX}")
        op.execute(
            f"CREATE INDEX CONCURRENTLY {_INDEX} ON comparisons"
            " (api_id, whole_question)"
            " WHERE state IN ('queued', 'running') AND whole_question IS NOT NULL"
        )


def downgrade() -> None:
    op.drop_index(_INDEX, "comparisons")
    # Nobody could tell them from those for whom everything counts.
    op.execute("DELETE FROM comparisons WHERE usage IS NOT NULL")
    for table, columns in _COLUMNS.items():
        for name in columns:
            op.drop_column(table, name)
