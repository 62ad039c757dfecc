"""authentication times: of sessions that a provider opened, when it knew who it was."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None
# Sessions of older code have none, and count from their beginning.
oldest_code = "0031"


def upgrade() -> None:
    op.add_column(
        "sessions",
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("sessions", "authenticated_at")
