"""acceptances.

Policies may want breaking changes accepted from now on; going back, those that do want
an owner's approval instead.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_NAME = "ck_apis_breaking_change_needs_value"
_OLD = "breaking_change_needs IN ('nothing', 'owner_approval')"
_NEW = "breaking_change_needs IN ('nothing', 'owner_approval', 'acceptances')"


def upgrade() -> None:
    op.create_table(
        "acceptances",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("api_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column(
            "accepted_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "fingerprint ~ '^[0-9a-f]{16}$'",
            name=op.f("ck_acceptances_fingerprint_form"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 1000",
            name=op.f("ck_acceptances_reason_length"),
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by"],
            ["people.id"],
            name=op.f("fk_acceptances_accepted_by_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["api_id"],
            ["apis.id"],
            name=op.f("fk_acceptances_api_id_apis"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptances")),
    )
    op.create_index(
        "ix_acceptances_accepted_by", "acceptances", ["accepted_by"], unique=False
    )
    op.create_index(
        "ix_acceptances_fingerprint",
        "acceptances",
        ["api_id", "fingerprint"],
        unique=False,
    )
    op.create_index(
        "ix_acceptances_page",
        "acceptances",
        ["api_id", sa.literal_column("accepted_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    # Whatever was allowed before still is: nothing has to be looked at under a lock.
    _allow(_NEW)
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE apis VALIDATE CONSTRAINT {_NAME}")


def downgrade() -> None:
    op.execute(
        "UPDATE apis SET breaking_change_needs = 'owner_approval'"
        " WHERE breaking_change_needs = 'acceptances'"
    )
    _allow(_OLD)
    op.drop_table("acceptances")


def _allow(condition: str) -> None:
    op.execute(
        f"ALTER TABLE apis DROP CONSTRAINT {_NAME},"
        f" ADD CONSTRAINT {_NAME} CHECK ({condition}) NOT VALID"
    )
