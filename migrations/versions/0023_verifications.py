"""verifications.

APIs of before this release want none, as they did.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_CHECKS = (
    ("build_length", "char_length(build) BETWEEN 1 AND 200"),
    ("branch_length", "char_length(branch) BETWEEN 1 AND 250"),
    ("commit_form", "commit ~ '^[0-9a-f]{7,64}$'"),
    (
        "environment_form",
        (
            "char_length(environment) <= 63"
            " AND environment ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'"
        ),
    ),
    ("tool_value", "tool IN ('countersign-fuzz', 'schemathesis', 'junit')"),
    ("counts_range", "least(passed, failed, errored, skipped) >= 0"),
)
_DAYS = "ck_apis_verification_days_range"


def upgrade() -> None:
    op.create_table(
        "verifications",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("build", sa.Text(), nullable=False),
        sa.Column("commit", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column("environment", sa.Text(), nullable=True),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.Column("errored", sa.BigInteger(), nullable=False),
        sa.Column("skipped", sa.BigInteger(), nullable=False),
        sa.Column(
            "failures",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_verifications_{name}"))
            for name, rule in _CHECKS
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["people.id"],
            name=op.f("fk_verifications_recorded_by_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_verifications_version_id_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifications")),
    )
    op.create_index(
        "ix_verifications_page",
        "verifications",
        ["version_id", sa.text("recorded_at DESC"), sa.text("id DESC")],
    )
    op.create_index("ix_verifications_recorded_by", "verifications", ["recorded_by"])
    op.add_column(
        "apis",
        sa.Column(
            "verification_required",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
    )
    op.add_column("apis", sa.Column("verification_days", sa.BigInteger()))
    # There are none yet: nothing has to be looked at under a lock.
    op.execute(
        f"ALTER TABLE apis ADD CONSTRAINT {_DAYS}"
        " CHECK (verification_days BETWEEN 1 AND 3650) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE apis VALIDATE CONSTRAINT {_DAYS}")


def downgrade() -> None:
    op.drop_column("apis", "verification_days")
    op.drop_column("apis", "verification_required")
    op.drop_table("verifications")
