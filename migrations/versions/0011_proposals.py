"""proposals.

API keys may have scopes for proposals from now on; going back takes these away, and
keys that have no others.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OLD = (
    "'teams:read', 'members:read', 'apis:read', 'apis:write',"
    " 'versions:read', 'versions:write', 'consumers:read', 'consumers:write',"
    " 'deployments:read', 'deployments:write'"
)
_NEW = f"{_OLD}, 'proposals:read', 'proposals:write'"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("api_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "revision_count",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
        ),
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
            "char_length(description) BETWEEN 0 AND 5000",
            name=op.f("ck_proposals_description_length"),
        ),
        sa.CheckConstraint(
            "char_length(title) BETWEEN 1 AND 100",
            name=op.f("ck_proposals_title_length"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_proposals_number_range")),
        sa.CheckConstraint(
            "revision_count >= 0", name=op.f("ck_proposals_revision_count_range")
        ),
        sa.CheckConstraint(
            "version_id IS NULL OR withdrawn_at IS NULL",
            name=op.f("ck_proposals_closed_once"),
        ),
        sa.ForeignKeyConstraint(
            ["api_id"],
            ["apis.id"],
            name=op.f("fk_proposals_api_id_apis"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_proposals_author_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_proposals_version_id_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint(
            "api_id", "number", name=op.f("uq_proposals_api_id_number")
        ),
        sa.UniqueConstraint("version_id", name=op.f("uq_proposals_version_id")),
    )
    op.create_index("ix_proposals_author_id", "proposals", ["author_id"], unique=False)
    op.create_index(
        "ix_proposals_page",
        "proposals",
        ["api_id", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "proposal_revisions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("openapi", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("operations", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("base_version_id", sa.Uuid(), nullable=True),
        sa.Column("releases_above", sa.BigInteger(), nullable=False),
        sa.Column("equivalent_to", sa.BigInteger(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "digest ~ '^sha256:[0-9a-f]{64}$'",
            name=op.f("ck_proposal_revisions_digest_form"),
        ),
        sa.CheckConstraint(
            "media_type IN ('application/yaml', 'application/json')",
            name=op.f("ck_proposal_revisions_media_type_value"),
        ),
        sa.CheckConstraint(
            "text_digest ~ '^[0-9a-f]{64}$'",
            name=op.f("ck_proposal_revisions_text_digest_form"),
        ),
        sa.CheckConstraint(
            "char_length(openapi) BETWEEN 5 AND 40",
            name=op.f("ck_proposal_revisions_openapi_length"),
        ),
        sa.CheckConstraint(
            "char_length(title) BETWEEN 0 AND 1000",
            name=op.f("ck_proposal_revisions_title_length"),
        ),
        sa.CheckConstraint(
            "char_length(version) BETWEEN 5 AND 150",
            name=op.f("ck_proposal_revisions_version_length"),
        ),
        sa.CheckConstraint(
            "equivalent_to BETWEEN 1 AND number",
            name=op.f("ck_proposal_revisions_equivalent_to_range"),
        ),
        sa.CheckConstraint(
            "octet_length(document) = size",
            name=op.f("ck_proposal_revisions_size_value"),
        ),
        sa.CheckConstraint(
            "operations >= 0", name=op.f("ck_proposal_revisions_operations_range")
        ),
        sa.CheckConstraint(
            "releases_above >= 0",
            name=op.f("ck_proposal_revisions_releases_above_range"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people.id"],
            name=op.f("fk_proposal_revisions_author_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["base_version_id"],
            ["versions.id"],
            name=op.f("fk_proposal_revisions_base_version_id_versions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_proposal_revisions_proposal_id_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_revisions")),
        sa.UniqueConstraint(
            "proposal_id",
            "number",
            name=op.f("uq_proposal_revisions_proposal_id_number"),
        ),
    )
    op.create_index(
        "ix_proposal_revisions_author_id",
        "proposal_revisions",
        ["author_id"],
        unique=False,
    )
    op.create_index(
        "ix_proposal_revisions_base_version_id",
        "proposal_revisions",
        ["base_version_id"],
        unique=False,
    )
    op.create_index(
        "ix_proposal_revisions_page",
        "proposal_revisions",
        [
            "proposal_id",
            sa.literal_column("created_at DESC"),
            sa.literal_column("id DESC"),
        ],
        unique=False,
    )
    op.add_column(
        "apis",
        sa.Column(
            "proposal_count",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
        ),
    )
    op.add_column(
        "apis",
        sa.Column(
            "proposal_bytes",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
        ),
    )
    # Whatever was allowed before still is: nothing has to be looked at under a lock.
    _allow(_NEW, 12)
    with op.get_context().autocommit_block():
        for name in _conditions(_NEW, 12):
            op.execute(f"ALTER TABLE api_keys VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    op.drop_column("apis", "proposal_bytes")
    op.drop_column("apis", "proposal_count")
    for name in (
        "proposal_revisions",
        "proposals",
    ):
        op.drop_table(name)
    op.execute(
        "DELETE FROM api_keys"
        " WHERE scopes <@ ARRAY['proposals:read', 'proposals:write']"
    )
    op.execute(
        "UPDATE api_keys SET scopes = ARRAY(SELECT unnest(scopes) EXCEPT SELECT"
        " unnest(ARRAY['proposals:read', 'proposals:write']))"
        " WHERE scopes && ARRAY['proposals:read', 'proposals:write']"
    )
    _allow(_OLD, 10)


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
