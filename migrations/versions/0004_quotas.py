"""quotas.

Processes of the release before go on publishing without counting until they are
replaced; what they add in that time is not held against the team.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("version_count", "version_bytes"):
        zero = sa.text("0")
        op.add_column(
            "apis",
            sa.Column(name, sa.BigInteger(), server_default=zero, nullable=False),
        )
    op.execute(
        "UPDATE apis SET version_count = counted.number, version_bytes = counted.bytes "
        "FROM (SELECT api_id, count(*) AS number, sum(size) AS bytes"
        " FROM versions GROUP BY api_id) AS counted "
        "WHERE apis.id = counted.api_id"
    )


def downgrade() -> None:
    op.drop_column("apis", "version_bytes")
    op.drop_column("apis", "version_count")
