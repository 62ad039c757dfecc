"""comparison_turns."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_UNFINISHED = "state IN ('queued', 'running')"


def upgrade() -> None:
    op.create_table(
        "comparison_turns",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["teams.id"],
            name=op.f("fk_comparison_turns_team_id_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_comparison_turns")),
    )
    op.add_column("comparisons", sa.Column("team_id", sa.Uuid(), nullable=True))
    op.add_column(
        "comparisons",
        sa.Column(
            "is_slow", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
    )
    # Only what waits needs it.
    op.execute(
        "UPDATE comparisons SET team_id = apis.team_id FROM apis"
        " WHERE apis.id = comparisons.api_id AND state IN ('queued', 'running')"
    )
    # Requests go on meanwhile.
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_comparisons_queue", "comparisons", postgresql_concurrently=True
        )
        op.create_index(
            "ix_comparisons_queue",
            "comparisons",
            ["is_slow", "team_id", "created_at"],
            postgresql_where=sa.text("state = 'queued'"),
            postgresql_concurrently=True,
        )
        op.create_index(
            "ix_comparisons_unfinished",
            "comparisons",
            ["team_id", "state"],
            postgresql_where=sa.text(_UNFINISHED),
            postgresql_concurrently=True,
        )
        op.create_index(
            "ix_comparisons_lease",
            "comparisons",
            ["lease_ends_at"],
            postgresql_where=sa.text("state = 'running'"),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    for name in ("lease", "unfinished", "queue"):
        op.drop_index(f"ix_comparisons_{name}", "comparisons")
    op.create_index(
        "ix_comparisons_queue",
        "comparisons",
        ["created_at"],
        postgresql_where=sa.text(_UNFINISHED),
    )
    op.drop_column("comparisons", "is_slow")
    op.drop_column("comparisons", "team_id")
    op.drop_table("comparison_turns")
