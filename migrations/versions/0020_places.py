"""places.

Environments of one name are one place, and are found by it.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Requests go on meanwhile.
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_environments_name",
            "environments",
            ["name"],
            unique=False,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index("ix_environments_name", table_name="environments")
