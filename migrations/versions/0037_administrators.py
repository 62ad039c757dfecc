"""administrators."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None
# Only a new column, which older code does not ask for.
oldest_code = "0031"


def upgrade() -> None:
    op.add_column(
        "people",
        sa.Column("administrator_since", sa.DateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("people", "administrator_since")
