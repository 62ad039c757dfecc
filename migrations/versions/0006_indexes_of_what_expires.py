"""indexes_of_what_expires.

Answers that were kept before this release tell nobody of whom they are, so they go.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_comparisons_asked_at": "comparisons (api_id, asked_at)",
    "ix_comparisons_documents_asked_at": "comparisons (asked_at)"
    " WHERE revision_document IS NOT NULL",
    "ix_sessions_ended_at": "sessions (LEAST(expires_at, revoked_at))",
    "ix_idempotency_keys_person_id": "idempotency_keys (person_id)"
    " WHERE person_id IS NOT NULL",
}


def upgrade() -> None:
    op.execute("DELETE FROM idempotency_keys")
    op.execute(
        "ALTER TABLE idempotency_keys"
        " VALIDATE CONSTRAINT fk_idempotency_keys_person_id_people"
    )
    with op.get_context().autocommit_block():
        for name, definition in _INDEXES.items():
            # One that was given up halfway is there, but of no use.
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON {definition}")


def downgrade() -> None:
    for name in _INDEXES:
        op.execute(f"DROP INDEX {name}")
