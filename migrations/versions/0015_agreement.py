"""agreement.

APIs of before this release get the policy that new ones have, too: a proposal takes one
approval, and versions are published without one as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_CHECKS = (
    (
        "apis",
        "ck_apis_breaking_change_needs_value",
        "breaking_change_needs IN ('nothing', 'owner_approval')",
    ),
    ("apis", "ck_apis_required_approvals_range", "required_approvals BETWEEN 0 AND 20"),
    (
        "apis",
        "ck_apis_signer_role_value",
        "signer_role IN ('member', 'maintainer', 'owner')",
    ),
    (
        "versions",
        "ck_versions_provenance_whole",
        (
            "num_nulls(proposal, proposal_revision, approved_by) IN (0, 3)"
            " AND (proposal IS NOT NULL OR certificate_digest IS NULL)"
        ),
    ),
)


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "verdict IN ('approve', 'request_changes', 'comment')",
            name=op.f("ck_reviews_verdict_value"),
        ),
        sa.CheckConstraint(
            "char_length(body) BETWEEN 0 AND 5000", name=op.f("ck_reviews_body_length")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_reviews_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["people.id"],
            name=op.f("fk_reviews_reviewer_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["proposal_revisions.id"],
            name=op.f("fk_reviews_revision_id_proposal_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(
        "ix_reviews_page",
        "reviews",
        [
            "proposal_id",
            sa.literal_column("created_at DESC"),
            sa.literal_column("id DESC"),
        ],
        unique=False,
    )
    op.create_index("ix_reviews_reviewer_id", "reviews", ["reviewer_id"], unique=False)
    op.create_index("ix_reviews_revision_id", "reviews", ["revision_id"], unique=False)
    op.add_column(
        "apis",
        sa.Column(
            "required_approvals",
            sa.BigInteger(),
            server_default=sa.text("1"),
            nullable=False,
        ),
    )
    op.add_column(
        "apis",
        sa.Column(
            "author_approvals",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
    )
    op.add_column(
        "apis",
        sa.Column(
            "signer_role", sa.Text(), server_default=sa.text("'member'"), nullable=False
        ),
    )
    op.add_column(
        "apis",
        sa.Column(
            "breaking_change_needs",
            sa.Text(),
            server_default=sa.text("'nothing'"),
            nullable=False,
        ),
    )
    op.add_column(
        "apis",
        sa.Column(
            "direct_publishing",
            sa.Boolean(),
            server_default=sa.text("true"),
            nullable=False,
        ),
    )
    op.add_column("versions", sa.Column("proposal", sa.BigInteger(), nullable=True))
    op.add_column(
        "versions", sa.Column("proposal_revision", sa.BigInteger(), nullable=True)
    )
    op.add_column(
        "versions", sa.Column("approved_by", sa.ARRAY(sa.Uuid()), nullable=True)
    )
    op.add_column("versions", sa.Column("certificate_digest", sa.Text(), nullable=True))
    # All rows have the defaults, so none has to be looked at under a lock.
    for table, name, condition in _CHECKS:
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID"
        )
    with op.get_context().autocommit_block():
        for table, name, _ in _CHECKS:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    op.drop_column("versions", "certificate_digest")
    op.drop_column("versions", "approved_by")
    op.drop_column("versions", "proposal_revision")
    op.drop_column("versions", "proposal")
    op.drop_column("apis", "direct_publishing")
    op.drop_column("apis", "breaking_change_needs")
    op.drop_column("apis", "signer_role")
    op.drop_column("apis", "author_approvals")
    op.drop_column("apis", "required_approvals")
    op.drop_table("reviews")
