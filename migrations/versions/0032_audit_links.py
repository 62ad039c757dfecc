"""audit links.

The records of a chain are numbered, and each has the digest of itself and of the one
before. The database makes the links, lets nobody change or take away a record but the
oldest after a month, and keeps where each chain begins and ends. Its functions run with
the rights of their owner, so that who writes records needs none on the chains.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
# A record that comes without a link gets one, whoever writes it.
oldest_code = "0031"

_LINKS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    # What the functions find does not depend on who calls them.
    op.execute(
        "SELECT set_config('search_path',"
        " quote_ident(current_schema()) || ', pg_temp', true)"
    )
    for column in (
        sa.Column("client", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("chain", sa.Text(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
    ):
        op.add_column("audit_events", column)
    op.create_table(
        "audit_chains",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_digest", sa.LargeBinary(), nullable=False),
        sa.Column("pruned_number", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("pruned_digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_chains")),
    )
    op.execute(sa.text(_LINKS.read_text(encoding="utf-8")))


def downgrade() -> None:
    for name, table in (
        ("link", "audit_events"),
        ("keep", "audit_events"),
        ("keep_all", "audit_events"),
        ("unlink", "audit_events"),
        ("keep_all", "audit_chains"),
    ):
        op.execute(f"DROP TRIGGER {name} ON {table}")
    for function in (
        "prune_audit_events(interval, int)",
        "link_audit_event()",
        "unlink_audit_events()",
        "refuse_audit_change()",
        "begin_audit_chain(text)",
        "audit_digest(audit_events, bigint, bytea)",
    ):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_table("audit_chains")
    for column in ("digest", "number", "chain", "request_id", "client"):
        op.drop_column("audit_events", column)
