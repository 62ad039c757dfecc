"""mocks of clients of OAuth. All that is done here may be done again."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None
oldest_code = "0031"

_CHECKED = ("ck_mock_states_holder", "fk_mock_states_oauth_client_id_oauth_clients")
_OF_CLIENT = (
    "INDEX",
    "ix_mock_states_oauth_client_id",
    "(oauth_client_id, used_at)",
)
_UNIQUE = (
    "UNIQUE INDEX",
    "uq_mock_states_of_holder",
    "(version_id, person_id, api_key_id, oauth_client_id, session) NULLS NOT DISTINCT",
)
# Two clients without a person or a key would be one to it.
_REPLACED = (
    "UNIQUE INDEX",
    "uq_mock_states_holder",
    "(version_id, person_id, api_key_id, session) NULLS NOT DISTINCT",
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for name in _CHECKED:
            op.execute(f"ALTER TABLE mock_states VALIDATE CONSTRAINT {name}")
        _replace((_REPLACED,), (_OF_CLIENT, _UNIQUE))


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("DELETE FROM mock_states WHERE oauth_client_id IS NOT NULL")
        _replace((_OF_CLIENT, _UNIQUE), (_REPLACED,))


def _replace(
    old: tuple[tuple[str, str, str], ...], new: tuple[tuple[str, str, str], ...]
) -> None:
    for kind, name, definition in new:
        # One that was given up halfway is there, but of no use.
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        op.execute(f"CREATE {kind} CONCURRENTLY {name} ON mock_states {definition}")
    for _, name, _ in old:
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
