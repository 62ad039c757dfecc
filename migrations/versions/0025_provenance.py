"""provenance.

What was signed before this release keeps no acceptances and consents.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_NAME = "ck_versions_evidence_signed"


def upgrade() -> None:
    for name in ("acceptances", "consents"):
        column = sa.Column(name, postgresql.JSONB(astext_type=sa.Text()))
        op.add_column("versions", column)
    # There are none yet: nothing has to be looked at under a lock.
    op.execute(
        f"ALTER TABLE versions ADD CONSTRAINT {_NAME} CHECK (proposal IS NOT NULL"
        " OR num_nonnulls(acceptances, consents) = 0) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE versions VALIDATE CONSTRAINT {_NAME}")


def downgrade() -> None:
    op.drop_column("versions", "consents")
    op.drop_column("versions", "acceptances")
