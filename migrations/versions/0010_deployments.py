"""deployments.

API keys may have scopes for consumers and deployments from now on; going back takes
these away, and keys that have no others.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OLD = (
    "'teams:read', 'members:read', 'apis:read', 'apis:write',"
    " 'versions:read', 'versions:write'"
)
_NEW = (
    f"{_OLD}, 'consumers:read', 'consumers:write',"
    " 'deployments:read', 'deployments:write'"
)


def upgrade() -> None:
    op.create_table(
        "consumers",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column(
            "revision", sa.BigInteger(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "char_length(name) <= 63 AND name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'",
            name=op.f("ck_consumers_name_form"),
        ),
        sa.CheckConstraint(
            "char_length(contact) BETWEEN 1 AND 500",
            name=op.f("ck_consumers_contact_length"),
        ),
        sa.CheckConstraint(
            "char_length(title) BETWEEN 1 AND 100",
            name=op.f("ck_consumers_title_length"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["teams.id"],
            name=op.f("fk_consumers_team_id_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consumers")),
        sa.UniqueConstraint("team_id", "name", name=op.f("uq_consumers_team_id_name")),
    )
    op.create_index(
        "ix_consumers_page",
        "consumers",
        ["team_id", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "environments",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "revision", sa.BigInteger(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "char_length(name) <= 63 AND name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'",
            name=op.f("ck_environments_name_form"),
        ),
        sa.CheckConstraint(
            "char_length(title) BETWEEN 1 AND 100",
            name=op.f("ck_environments_title_length"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["teams.id"],
            name=op.f("fk_environments_team_id_teams"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_environments")),
        sa.UniqueConstraint(
            "team_id", "name", name=op.f("uq_environments_team_id_name")
        ),
    )
    op.create_index(
        "ix_environments_page",
        "environments",
        ["team_id", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "consumer_versions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("consumer_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column(
            "registered_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "char_length(version) BETWEEN 1 AND 150",
            name=op.f("ck_consumer_versions_version_length"),
        ),
        sa.ForeignKeyConstraint(
            ["consumer_id"],
            ["consumers.id"],
            name=op.f("fk_consumer_versions_consumer_id_consumers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consumer_versions")),
        sa.UniqueConstraint(
            "consumer_id",
            "version",
            name=op.f("uq_consumer_versions_consumer_id_version"),
        ),
    )
    op.create_index(
        "ix_consumer_versions_page",
        "consumer_versions",
        [
            "consumer_id",
            sa.literal_column("registered_at DESC"),
            sa.literal_column("id DESC"),
        ],
        unique=False,
    )
    op.create_table(
        "deployments",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("environment_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("consumer_version_id", sa.Uuid(), nullable=True),
        sa.Column("build", sa.Text(), nullable=True),
        sa.Column("commit", sa.Text(), nullable=True),
        sa.Column("branch", sa.Text(), nullable=True),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_cause", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "commit ~ '^[0-9a-f]{7,64}$'", name=op.f("ck_deployments_commit_form")
        ),
        sa.CheckConstraint(
            "end_cause IN ('replaced', 'ended')",
            name=op.f("ck_deployments_end_cause_value"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_cause IS NULL)",
            name=op.f("ck_deployments_end_whole"),
        ),
        sa.CheckConstraint(
            "char_length(branch) BETWEEN 1 AND 250",
            name=op.f("ck_deployments_branch_length"),
        ),
        sa.CheckConstraint(
            "char_length(build) BETWEEN 1 AND 200",
            name=op.f("ck_deployments_build_length"),
        ),
        sa.CheckConstraint(
            "ended_at >= recorded_at", name=op.f("ck_deployments_ended_at_range")
        ),
        sa.CheckConstraint(
            "num_nonnulls(version_id, consumer_version_id) = 1",
            name=op.f("ck_deployments_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["consumer_version_id"],
            ["consumer_versions.id"],
            name=op.f("fk_deployments_consumer_version_id_consumer_versions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["environment_id"],
            ["environments.id"],
            name=op.f("fk_deployments_environment_id_environments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_deployments_version_id_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployments")),
    )
    op.create_index(
        "ix_deployments_consumer_version_id",
        "deployments",
        ["consumer_version_id"],
        unique=False,
    )
    op.create_index(
        "ix_deployments_ended_at",
        "deployments",
        ["ended_at"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NOT NULL"),
    )
    op.create_index(
        "ix_deployments_page",
        "deployments",
        [
            "environment_id",
            sa.literal_column("recorded_at DESC"),
            sa.literal_column("id DESC"),
        ],
        unique=False,
    )
    op.create_index(
        "ix_deployments_version_id", "deployments", ["version_id"], unique=False
    )
    op.create_index(
        "uq_deployments_consumer_version",
        "deployments",
        ["environment_id", "consumer_version_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_deployments_version",
        "deployments",
        ["environment_id", "version_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "known_contracts",
        sa.Column("consumer_version_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consumer_version_id"],
            ["consumer_versions.id"],
            name=op.f("fk_known_contracts_consumer_version_id_consumer_versions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_known_contracts_version_id_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "consumer_version_id", "version_id", name=op.f("pk_known_contracts")
        ),
    )
    op.create_index(
        "ix_known_contracts_version_id", "known_contracts", ["version_id"], unique=False
    )
    # Whatever was allowed before still is: nothing has to be looked at under a lock.
    _allow(_NEW, 10)
    with op.get_context().autocommit_block():
        for name in _conditions(_NEW, 10):
            op.execute(f"ALTER TABLE api_keys VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    for name in (
        "known_contracts",
        "deployments",
        "consumer_versions",
        "environments",
        "consumers",
    ):
        op.drop_table(name)
    op.execute(
        "DELETE FROM api_keys WHERE scopes <@ ARRAY['consumers:read',"
        " 'consumers:write', 'deployments:read', 'deployments:write']"
    )
    op.execute(
        "UPDATE api_keys SET scopes = ARRAY(SELECT unnest(scopes) EXCEPT SELECT"
        " unnest(ARRAY['consumers:read', 'consumers:write', 'deployments:read',"
        " 'deployments:write'])) WHERE scopes && ARRAY['consumers:read',"
        " 'consumers:write', 'deployments:read', 'deployments:write']"
    )
    _allow(_OLD, 6)


def _allow(scopes: str, most: int) -> None:
    for name, condition in _conditions(scopes, most).items():
        op.execute(
            f"ALTER TABLE api_keys DROP CONSTRAINT {name},"
            f" ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID"
        )


def _conditions(scopes: str, most: int) -> dict[str, str]:
    return {
        "ck_api_keys_scopes_count": f"cardinality(scopes) BETWEEN 1 AND {most}",
        "ck_api_keys_scopes_value": f"scopes <@ ARRAY[{scopes}]",
    }
