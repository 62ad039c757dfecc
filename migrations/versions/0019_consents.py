"""consents.

Policies may ask for consumers' consent from now on; going back, those that do want an
owner's approval instead.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_NAME = "ck_apis_breaking_change_needs_value"
_OLD = "breaking_change_needs IN ('nothing', 'owner_approval', 'acceptances')"
_NEW = (
    "breaking_change_needs IN ('nothing', 'owner_approval', 'acceptances', 'consents')"
)


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("consumer_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column(
            "answered_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "answer IN ('consent', 'object')", name=op.f("ck_consents_answer_value")
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 1000",
            name=op.f("ck_consents_reason_length"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["people.id"],
            name=op.f("fk_consents_answered_by_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["consumer_id"],
            ["consumers.id"],
            name=op.f("fk_consents_consumer_id_consumers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_consents_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["proposal_revisions.id"],
            name=op.f("fk_consents_revision_id_proposal_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint(
            "revision_id",
            "consumer_id",
            name=op.f("uq_consents_revision_id_consumer_id"),
        ),
    )
    for name, columns in (
        ("ix_consents_proposal_id", ["proposal_id", "consumer_id"]),
        ("ix_consents_consumer_id", ["consumer_id"]),
        ("ix_consents_answered_by", ["answered_by"]),
    ):
        op.create_index(name, "consents", columns, unique=False)
    # Whatever was allowed before still is: nothing has to be looked at under a lock.
    _allow(_NEW)
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE apis VALIDATE CONSTRAINT {_NAME}")


def downgrade() -> None:
    op.execute(
        "UPDATE apis SET breaking_change_needs = 'owner_approval'"
        " WHERE breaking_change_needs = 'consents'"
    )
    _allow(_OLD)
    op.drop_table("consents")


def _allow(condition: str) -> None:
    op.execute(
        f"ALTER TABLE apis DROP CONSTRAINT {_NAME},"
        f" ADD CONSTRAINT {_NAME} CHECK ({condition}) NOT VALID"
    )
