"""oauth: clients, what people allow them, and what is on the way to that."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
# Only new tables, which older code does not ask for.
oldest_code = "0025"

_SCOPES = (
    "scopes <@ ARRAY['teams:read', 'members:read', 'apis:read', 'apis:write',"
    " 'versions:read', 'versions:write', 'consumers:read', 'consumers:write',"
    " 'deployments:read', 'deployments:write', 'proposals:read',"
    " 'proposals:write', 'events:read']"
)


def upgrade() -> None:
    table = "oauth_clients"
    op.create_table(
        table,
        *_identity(table),
        *_reference(table, "team_id", "teams"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=True),
        sa.Column("grant_types", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("redirect_uris", sa.ARRAY(sa.Text()), nullable=False),
        *_scopes(table),
        sa.Column(
            "revision", sa.BigInteger(), server_default=sa.text("1"), nullable=False
        ),
        _instant("created_at", now=True),
        _instant("updated_at", now=True),
        _check(table, "title_length", "char_length(title) BETWEEN 1 AND 100"),
        _digest(table, "secret_digest"),
        _check(table, "secret_kept", "is_confidential = (secret_digest IS NOT NULL)"),
        _check(table, "grant_types_count", "cardinality(grant_types) BETWEEN 1 AND 4"),
        _check(table, "redirect_uris_count", "cardinality(redirect_uris) <= 20"),
    )
    op.create_index(
        "ix_oauth_clients_page",
        table,
        ["team_id", sa.text("created_at DESC"), sa.text("id DESC")],
    )
    _create_grants()
    _create_device_codes()
    table = "oauth_revoked_tokens"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        _instant("expires_at"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_expires_at", table, ["expires_at"])


def downgrade() -> None:
    op.drop_table("oauth_revoked_tokens")
    op.drop_table("oauth_device_codes")
    op.drop_table("oauth_grants")
    op.drop_table("oauth_clients")


def _create_grants() -> None:
    table = "oauth_grants"
    op.create_table(
        table,
        *_identity(table),
        *_reference(table, "client_id", "oauth_clients"),
        *_reference(table, "person_id", "people"),
        *_scopes(table),
        sa.Column("code_digest", sa.LargeBinary(), nullable=True),
        sa.Column("code_challenge", sa.Text(), nullable=True),
        sa.Column("redirect_uri", sa.Text(), nullable=True),
        sa.Column(
            "counter", sa.BigInteger(), server_default=sa.text("0"), nullable=False
        ),
        _instant("created_at", now=True),
        _instant("last_used_at", now=True),
        _instant("expires_at"),
        _instant("redeemed_at", nullable=True),
        _instant("revoked_at", nullable=True),
        _digest(table, "code_digest"),
        _check(
            table,
            "code_challenge_length",
            "char_length(code_challenge) BETWEEN 43 AND 43",
        ),
        _check(
            table, "redirect_uri_length", "char_length(redirect_uri) BETWEEN 1 AND 4096"
        ),
        _check(
            table,
            "code_whole",
            "num_nonnulls(code_digest, code_challenge, redirect_uri) IN (0, 3)",
        ),
        _check(table, "counter_range", "counter >= 0"),
        _check(table, "expires_later", "expires_at > created_at"),
        sa.UniqueConstraint("code_digest", name=op.f(f"uq_{table}_code_digest")),
    )
    op.create_index(f"ix_{table}_client_id", table, ["client_id"])
    op.create_index(
        f"ix_{table}_open",
        table,
        ["person_id", sa.text("created_at DESC"), sa.text("id DESC")],
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_index(
        f"ix_{table}_ended_at", table, [sa.text("LEAST(expires_at, revoked_at)")]
    )


def _create_device_codes() -> None:
    table = "oauth_device_codes"
    op.create_table(
        table,
        *_identity(table),
        *_reference(table, "client_id", "oauth_clients"),
        *_scopes(table),
        sa.Column("device_digest", sa.LargeBinary(), nullable=False),
        sa.Column("user_digest", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state", sa.Text(), server_default=sa.text("'pending'"), nullable=False
        ),
        *_reference(table, "grant_id", "oauth_grants", nullable=True),
        sa.Column(
            "poll_interval",
            sa.BigInteger(),
            server_default=sa.text("5"),
            nullable=False,
        ),
        _instant("polled_at", nullable=True),
        _instant("created_at", now=True),
        _instant("expires_at"),
        _digest(table, "device_digest"),
        _digest(table, "user_digest"),
        _check(table, "state_value", "state IN ('pending', 'allowed', 'denied')"),
        _check(table, "grant_state", "(state = 'allowed') = (grant_id IS NOT NULL)"),
        _check(table, "poll_interval_range", "poll_interval BETWEEN 1 AND 3600"),
        _check(table, "expires_later", "expires_at > created_at"),
        sa.UniqueConstraint("device_digest", name=op.f(f"uq_{table}_device_digest")),
        sa.UniqueConstraint("user_digest", name=op.f(f"uq_{table}_user_digest")),
    )
    for column in ("client_id", "grant_id", "expires_at"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _identity(table: str) -> tuple[SchemaItem, ...]:
    column = sa.Column(
        "id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False
    )
    return column, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _reference(
    table: str, name: str, target: str, *, nullable: bool = False
) -> tuple[SchemaItem, ...]:
    return (
        sa.Column(name, sa.Uuid(), nullable=nullable),
        sa.ForeignKeyConstraint(
            [name],
            [f"{target}.id"],
            name=op.f(f"fk_{table}_{name}_{target}"),
            ondelete="CASCADE",
        ),
    )


def _scopes(table: str) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=False),
        _check(table, "scopes_count", "cardinality(scopes) BETWEEN 1 AND 13"),
        _check(table, "scopes_value", _SCOPES),
    )


def _digest(table: str, column: str) -> sa.CheckConstraint:
    return _check(table, f"{column}_length", f"octet_length({column}) = 32")


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _instant(
    name: str, *, nullable: bool = False, now: bool = False
) -> sa.Column[datetime]:
    return sa.Column(
        name,
        sa.DateTime(timezone=True),
        server_default=sa.text("now()") if now else None,
        nullable=nullable,
    )
