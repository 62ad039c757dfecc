"""quotas of single teams."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
# Older code knows the quotas of all teams only.
oldest_code = "0031"


def upgrade() -> None:
    op.create_table(
        "team_quotas",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("most >= 0", name=op.f("ck_team_quotas_most_not_negative")),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["teams.id"],
            name=op.f("fk_team_quotas_team_id_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "resource", name=op.f("pk_team_quotas")),
    )


def downgrade() -> None:
    op.drop_table("team_quotas")
