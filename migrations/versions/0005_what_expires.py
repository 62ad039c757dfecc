"""what_expires."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_addresses",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "octet_length(network) = 32",
            name=op.f("ck_known_addresses_network_length"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_known_addresses_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "network", name=op.f("pk_known_addresses")
        ),
    )
    op.create_index(
        "ix_known_addresses_expires_at", "known_addresses", ["expires_at"], unique=False
    )
    # Nobody knows when the present ones were asked for last: they count as fresh.
    op.add_column(
        "comparisons",
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
    op.add_column("idempotency_keys", sa.Column("person_id", sa.Uuid(), nullable=True))
    # All of them are null, so there is nothing to look through under a lock.
    op.execute(
        "ALTER TABLE idempotency_keys"
        " ADD CONSTRAINT fk_idempotency_keys_person_id_people"
        " FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL NOT VALID"
    )


def downgrade() -> None:
    op.drop_constraint(
        "fk_idempotency_keys_person_id_people", "idempotency_keys", type_="foreignkey"
    )
    op.drop_column("idempotency_keys", "person_id")
    op.drop_column("comparisons", "asked_at")
    op.drop_index("ix_known_addresses_expires_at", table_name="known_addresses")
    op.drop_table("known_addresses")
