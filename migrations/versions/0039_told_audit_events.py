"""told audit events: feed, record and deliveries in one call."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
# Older code takes the same steps by statements of its own.
oldest_code = "0031"

_TELL = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(sa.text(_TELL.read_text(encoding="utf-8")))


def downgrade() -> None:
    op.execute(
        "DROP FUNCTION tell_audit_event"
        "(text, uuid, uuid, text, text, jsonb, text, text, uuid)"
    )
