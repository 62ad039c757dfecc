"""openid."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
# Only a new table, which older code does not ask for.
oldest_code = "0031"


def upgrade() -> None:
    op.create_table(
        "openid_identities",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "char_length(issuer) BETWEEN 1 AND 2000",
            name=op.f("ck_openid_identities_issuer_length"),
        ),
        sa.CheckConstraint(
            "char_length(subject) BETWEEN 1 AND 255",
            name=op.f("ck_openid_identities_subject_length"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_openid_identities_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_openid_identities")),
    )
    op.create_index(
        "ix_openid_identities_person_id", "openid_identities", ["person_id"]
    )


def downgrade() -> None:
    op.drop_table("openid_identities")
