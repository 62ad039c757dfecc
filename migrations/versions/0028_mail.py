"""mail.

Addresses of accounts that are there already are not proven.
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None

_LENGTH = "ck_people_new_email_length"


def upgrade() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column(
            "attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False
        ),
        _instant("created_at", now=True),
        _instant("next_attempt_at", now=True),
        sa.CheckConstraint(
            "char_length(sealed) BETWEEN 1 AND 20000",
            name=op.f("ck_outgoing_mail_sealed_length"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
    )
    op.create_index("ix_outgoing_mail_due", "outgoing_mail", ["next_attempt_at"])
    op.create_table(
        "account_tokens",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        _instant("expires_at"),
        sa.CheckConstraint(
            "octet_length(digest) = 32", name=op.f("ck_account_tokens_digest_length")
        ),
        sa.CheckConstraint(
            "purpose IN ('email_proof', 'password_reset')",
            name=op.f("ck_account_tokens_purpose_value"),
        ),
        sa.CheckConstraint(
            "char_length(email) BETWEEN 3 AND 254",
            name=op.f("ck_account_tokens_email_length"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_account_tokens_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_account_tokens")),
    )
    op.create_index("ix_account_tokens_person_id", "account_tokens", ["person_id"])
    op.create_index("ix_account_tokens_expires_at", "account_tokens", ["expires_at"])
    op.add_column("people", _instant("verified_at", nullable=True))
    op.add_column("people", sa.Column("new_email", sa.Text(), nullable=True))
    # There are none yet: nothing has to be looked at under a lock.
    op.execute(
        f"ALTER TABLE people ADD CONSTRAINT {_LENGTH} CHECK (char_length(new_email)"
        " BETWEEN 3 AND 254) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE people VALIDATE CONSTRAINT {_LENGTH}")


def downgrade() -> None:
    op.drop_column("people", "new_email")
    op.drop_column("people", "verified_at")
    op.drop_table("account_tokens")
    op.drop_table("outgoing_mail")


def _instant(
    name: str, *, nullable: bool = False, now: bool = False
) -> sa.Column[datetime]:
    return sa.Column(
        name,
        sa.DateTime(timezone=True),
        server_default=sa.text("now()") if now else None,
        nullable=nullable,
    )
