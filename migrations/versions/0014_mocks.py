"""mocks."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mock_states",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("api_key_id", sa.Uuid(), nullable=True),
        sa.Column("session", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "revision", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False
        ),
        sa.Column(
            "used_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "num_nonnulls(person_id, api_key_id) = 1",
            name=op.f("ck_mock_states_holder"),
        ),
        sa.CheckConstraint(
            "octet_length(session) = 32", name=op.f("ck_mock_states_session_length")
        ),
        sa.CheckConstraint(
            "octet_length(content) BETWEEN 1 AND 2097152",
            name=op.f("ck_mock_states_content_length"),
        ),
        sa.ForeignKeyConstraint(
            ["api_key_id"],
            ["api_keys.id"],
            name=op.f("fk_mock_states_api_key_id_api_keys"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_mock_states_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_mock_states_version_id_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mock_states")),
    )
    op.create_index(
        "ix_mock_states_api_key_id", "mock_states", ["api_key_id", "used_at"]
    )
    op.create_index("ix_mock_states_person_id", "mock_states", ["person_id", "used_at"])
    op.create_index("ix_mock_states_used_at", "mock_states", ["used_at"])
    op.create_index(
        "uq_mock_states_holder",
        "mock_states",
        ["version_id", "person_id", "api_key_id", "session"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    op.drop_table("mock_states")
