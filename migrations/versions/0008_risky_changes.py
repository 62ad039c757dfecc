"""risky_changes.

Comparisons of before this release had no such level, and say nothing of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_VERDICTS = {
    "comparisons": "ck_comparisons_verdict_value",
    "changes": "ck_changes_verdict_value",
}
_WHOLE = "ck_comparisons_risky_whole"
_ALL = "'compatible', 'risky', 'breaking', 'undecided'"
_WITHOUT = "'compatible', 'breaking', 'undecided'"


def upgrade() -> None:
    op.add_column("comparisons", sa.Column("risky", sa.BigInteger(), nullable=True))
    # None has a number yet, and whatever was allowed before still is: nothing has to
    # be looked through under a lock.
    op.execute(
        f"ALTER TABLE comparisons ADD CONSTRAINT {_WHOLE}"
        " CHECK (risky IS NULL OR state = 'finished') NOT VALID"
    )
    for table, name in _VERDICTS.items():
        _allow(table, name, _ALL)
    with op.get_context().autocommit_block():
        for table, name in (*_VERDICTS.items(), ("comparisons", _WHOLE)):
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    # What the release before can't tell, it finds out again when it is asked.
    op.execute("DELETE FROM comparisons WHERE risky > 0")
    for table, name in _VERDICTS.items():
        _allow(table, name, _WITHOUT)
    op.drop_column("comparisons", "risky")


def _allow(table: str, name: str, verdicts: str) -> None:
    op.execute(
        f"ALTER TABLE {table} DROP CONSTRAINT {name},"
        f" ADD CONSTRAINT {name} CHECK (verdict IN ({verdicts})) NOT VALID"
    )
