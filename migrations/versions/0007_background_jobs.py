"""background_jobs: the schema of Procrastinate 3.10.0, as it comes with it."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SCHEMA = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    op.execute(sa.text(_SCHEMA.read_text(encoding="utf-8")))


def downgrade() -> None:
    for table in ("events", "periodic_defers", "jobs", "workers"):
        op.execute(f"DROP TABLE procrastinate_{table} CASCADE")
    op.execute(
        "DO $$ DECLARE routine regprocedure; BEGIN"
        " FOR routine IN SELECT oid FROM pg_proc"
        r" WHERE proname LIKE 'procrastinate\_%' LOOP"
        " EXECUTE format('DROP FUNCTION %s CASCADE', routine);"
        " END LOOP; END $$"
    )
    for kind in ("job_to_defer_v1", "job_event_type", "job_status"):
        op.execute(f"DROP TYPE procrastinate_{kind}")
