"""makers: of API keys and clients of OAuth, which end with their suspension.

Mocks of clients begin here, too: what is new is checked, what is there does not change.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
# What the code before adds has no maker, and is of a person or a key.
oldest_code = "0031"

_NEW = "num_nonnulls(person_id, api_key_id, oauth_client_id) = 1"
_OLD = "num_nonnulls(person_id, api_key_id) = 1"
_CLIENT = "fk_mock_states_oauth_client_id_oauth_clients"


def upgrade() -> None:
    for table in ("api_keys", "oauth_clients"):
        op.add_column(table, sa.Column("created_by", sa.Uuid(), nullable=True))
    op.add_column("mock_states", sa.Column("oauth_client_id", sa.Uuid(), nullable=True))
    op.execute(
        f"ALTER TABLE mock_states ADD CONSTRAINT {_CLIENT}"
        " FOREIGN KEY (oauth_client_id) REFERENCES oauth_clients (id)"
        " ON DELETE CASCADE NOT VALID"
    )
    _allow(_NEW)


def downgrade() -> None:
    op.execute("DELETE FROM mock_states WHERE oauth_client_id IS NOT NULL")
    _allow(_OLD)
    op.drop_column("mock_states", "oauth_client_id")
    for table in ("api_keys", "oauth_clients"):
        op.drop_column(table, "created_by")


def _allow(condition: str) -> None:
    op.execute(
        "ALTER TABLE mock_states DROP CONSTRAINT ck_mock_states_holder,"
        f" ADD CONSTRAINT ck_mock_states_holder CHECK ({condition}) NOT VALID"
    )
