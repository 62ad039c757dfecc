"""visibility.

APIs of before this release are seen by their teams alone, as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_NAME = "ck_apis_visibility_value"


def upgrade() -> None:
    op.add_column(
        "apis",
        sa.Column(
            "visibility", sa.Text(), server_default=sa.text("'team'"), nullable=False
        ),
    )
    # The default is one of them: nothing has to be looked at under a lock.
    op.execute(
        f"ALTER TABLE apis ADD CONSTRAINT {_NAME}"
        " CHECK (visibility IN ('team', 'everyone')) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE apis VALIDATE CONSTRAINT {_NAME}")


def downgrade() -> None:
    op.drop_column("apis", "visibility")
