"""openid identity ids: people see what logs in to their accounts, and remove it.

All that is done here may be done again.
"""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
# What older code adds gets an id, too, and it lets in whatever is there.
oldest_code = "0031"

_TABLE = "ALTER TABLE openid_identities"
_ID = "uq_openid_identities_id"
_THERE = "ck_openid_identities_id_there"
_LENGTH = "ck_openid_identities_email_length"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute(f"{_TABLE} ADD COLUMN IF NOT EXISTS id uuid")
        op.execute(f"{_TABLE} ALTER id SET DEFAULT uuidv7()")
        op.execute(f"{_TABLE} ADD COLUMN IF NOT EXISTS email text")
        op.execute(f"{_TABLE} ADD COLUMN IF NOT EXISTS last_used_at timestamptz")
        op.execute("UPDATE openid_identities SET id = uuidv7() WHERE id IS NULL")
        # One that was given up halfway is there, but of no use.
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {_ID}")
        op.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {_ID} ON openid_identities (id)")
        # A table that is known to have no nulls need not be read under a lock.
        _check(_THERE, "id IS NOT NULL")
        op.execute(f"{_TABLE} ALTER id SET NOT NULL")
        op.execute(f"{_TABLE} DROP CONSTRAINT IF EXISTS {_THERE}")
        _check(_LENGTH, "char_length(email) BETWEEN 1 AND 254")


def downgrade() -> None:
    op.execute(f"{_TABLE} DROP CONSTRAINT IF EXISTS {_LENGTH}")
    for column in ("last_used_at", "email", "id"):
        op.drop_column("openid_identities", column)


def _check(name: str, condition: str) -> None:
    op.execute(f"{_TABLE} DROP CONSTRAINT IF EXISTS {name}")
    op.execute(f"{_TABLE} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID")
    op.execute(f"{_TABLE} VALIDATE CONSTRAINT {name}")
